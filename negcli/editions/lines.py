"""New lines for an edition: fields and adjustments as blocks of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from negcli.fmt.text import one_line
from negcli.lists.vocabulary import Type, fields, spell_value, values


class Row(NamedTuple):
    """An adjustment to be added: ``values`` in canonical keys, None for what is to be filled in, and a ``note``."""

    values: Mapping[str, Any]
    note: str


#: What begins a note on an adjustment, so that it can be told from what people wrote.
_MARK = "# negcli: "
_NOTE = re.compile(rf"^[ \t]*{_MARK}.*(?:\n|\Z)", re.MULTILINE)


def row_lines(rows: Iterable[Row], indent: int, lang: str) -> Iterator[str]:
    """Adjustments as items ``indent`` columns in, their keys and values in ``lang``, each below its note."""
    known = fields("adjustment").by_key
    for row in rows:
        spelt = {known[name].spelling(lang): _value(known[name].type, row.values[name], lang) for name in row.values}
        yield from [f"{' ' * indent}{_MARK}{' '.join(row.note.split())}"] if row.note else []
        yield from item(mapping_lines(spelt, indent + 2))


def without_notes(text: str) -> str:
    """The ``text`` of a file without the notes of `row_lines`."""
    return _NOTE.sub("", text)


def _value(kind: Type, value: Any, lang: str) -> Any:
    return spell_value(kind.of, value, lang) if kind.name == "enum" and value in values(kind.of) else value


def item(lines: Sequence[str]) -> Iterator[str]:
    """``lines`` of a mapping as an item of a list."""
    for number, line in enumerate(lines):
        at = len(line) - len(line.lstrip())
        yield line if number else f"{line[: at - 2]}- {line[at:]}"


def mapping_lines(data: Mapping[str, Any], indent: int) -> list[str]:
    """``data`` as the lines of a block."""
    return list(chain.from_iterable(_field(key, value, indent) for key, value in data.items()))


def _field(key: str, value: Any, indent: int) -> list[str]:
    lead = f"{' ' * indent}{one_line(key)}:"
    if isinstance(value, dict):
        return [lead, *mapping_lines(value, indent + 2)]
    if isinstance(value, list) and value:
        return [lead, *chain.from_iterable(_item(each, indent + 2) for each in value)]
    return [f"{lead} {_scalar(value)}".rstrip()]


def _item(value: Any, indent: int) -> Iterator[str]:
    if isinstance(value, dict):
        return item(mapping_lines(value, indent + 2))
    return iter([f"{' ' * indent}- {_scalar(value)}"])


def _scalar(value: Any) -> str:
    return "[]" if value == [] else "" if value is None else one_line(str(value))

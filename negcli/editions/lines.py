"""New lines for an edition: fields and adjustments as blocks of YAML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from negcli.fmt.text import one_line
from negcli.lists.vocabulary import Type, fields, spell_value, values


class Row(NamedTuple):
    """An adjustment to be added: ``values`` in canonical keys, None for what is to be filled in, and a ``note``."""

    values: Mapping[str, Any]
    note: str


def row_lines(rows: Iterable[Row], indent: int, lang: str) -> Iterator[str]:
    """Adjustments as items ``indent`` columns in, their keys and values in ``lang``, each below its note."""
    known = fields("adjustment").by_key
    for row in rows:
        spelt = {known[name].spelling(lang): _value(known[name].type, row.values[name], lang) for name in row.values}
        yield from [f"{' ' * indent}# {row.note}"] if row.note else []
        yield from item(mapping_lines(spelt, indent + 2))


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
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [lead, *chain.from_iterable(item(mapping_lines(item, indent + 4)) for item in value)]
    return [f"{lead} {_inline(value)}".rstrip()]


def _inline(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_in_brackets, value)) + "]"
    return "" if value is None else one_line(str(value))


def _in_brackets(value: Any) -> str:
    """A text where commas and brackets would end it."""
    text = one_line(str(value))
    return json.dumps(str(value), ensure_ascii=False) if set(text) & set(",[]{}") and text[0] not in "'\"" else text

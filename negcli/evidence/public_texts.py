"""Every text that people wrote in public fields of a register, document by document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from negcli.lists.canonical import fields_of
from negcli.lists.model import Register, Values, Where
from negcli.lists.vocabulary import Field, Type, entry_map, fields
from negcli.place import Path
from negcli.rules import Context, Subject

#: Whose it is, the map that describes it, its values.
Part = tuple[Subject, str, Values]

#: Types whose values are texts that people write; the others are dates, choices and references.
_SPOKEN = frozenset({"text", "text-or-list", "date-or-text", "list", "citations"})
#: Fields that hold codes, not sentences.
_CODES = frozenset({"id", "code", "kind", "id_pattern", "code_pattern"})


def parts_by_file(context: Context) -> Mapping[str, list[Part]]:
    """File → the parts of the register that stand in it; kept for the rules that come after."""
    key = ("parts",)
    if key not in context.kept:
        by_file: dict[str, list[Part]] = {}
        for part in _parts(context.register):
            by_file.setdefault(_file(part[0]), []).append(part)
        context.kept[key] = by_file
    files: Mapping[str, list[Part]] = context.kept[key]
    return files


def where_of(subject: Subject) -> Where | None:
    """Where a part stands; None for what was not read from a file."""
    return subject if isinstance(subject, Where) else subject.where


def _file(subject: Subject) -> str:
    where = where_of(subject)
    return where.document.file if where else ""


def _parts(register: Register) -> Iterator[Part]:
    """All that says something."""
    entries = chain.from_iterable(rows.entries for rows in register.lists)
    return chain(parts_around(register), ((entry, entry_map(entry.kind), entry.values) for entry in entries))


def parts_around(register: Register) -> Iterator[Part]:
    """All of it but entries: the register, its agencies, lists with their editions, other documents."""
    yield register, "register", _without(register.values, "agencies")
    yield from ((agency, "agency", agency.values) for agency in register.agencies)
    yield from ((rows, rows.kind, _without(rows.values, "entries")) for rows in register.lists)
    yield from ((where, kind, values) for kind, values, where in register.others)


def _without(values: Values, name: str) -> Values:
    return {key: value for key, value in values.items() if key != name}


def public_texts(name: str, values: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text that people wrote in a public field of ``values``, a map of ``name``, with the path to it."""
    known = fields(name).by_key
    for key, value in values.items():
        if key in known and _is_spoken(known[key]):
            yield from _inside(known[key].type, value, (*path, key))


def _is_spoken(field: Field) -> bool:
    return not (field.private or field.shape or field.key in _CODES)


def _inside(kind: Type, value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts in ``value``, which is of a ``kind``."""
    reader = _READERS.get(value.__class__)
    return reader(kind, value, path) if reader else iter(())


def _inside_text(kind: Type, value: str, path: Path) -> Iterator[tuple[Path, str]]:
    return iter([(path, value)] if kind.name in _SPOKEN else [])


def _inside_list(kind: Type, value: list[Any], path: Path) -> Iterator[tuple[Path, str]]:
    item = kind.of_items if kind.name == "list" else kind
    return chain.from_iterable(_inside(item, part, (*path, at)) for at, part in enumerate(value))


def _inside_mapping(kind: Type, value: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, str]]:
    if kind.name == "table":
        return chain.from_iterable(_inside(kind.of_items, part, (*path, key)) for key, part in value.items())
    known = fields_of(kind)  # none where no mapping can be; the schema speaks of that
    return public_texts(known.name, value, path) if known else iter(())


_READERS: Mapping[type, Callable[[Type, Any, Path], Iterator[tuple[Path, str]]]] = {
    str: _inside_text,
    list: _inside_list,
    dict: _inside_mapping,
}

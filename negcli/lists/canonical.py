"""Keys and values as people write them → one spelling.

A mapping's keys become the vocabulary's English ones, enumerated values too, integers and booleans are converted, what
is empty is left out. What the vocabulary does not know stays as it was written, even when empty: the schema speaks of
it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from negcli.lists.vocabulary import Field, Fields, Type, enums, fields, value_spellings, values
from negcli.place import Path
from negcli.source.document import Document

Convert = Callable[[Any], Any]

_BOOLEANS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


def canonical(map_name: str, data: Any) -> Any:
    """``data`` in the canonical spelling of the map ``map_name``; what is no mapping comes back as it is."""
    return _convert_map(fields(map_name), data)


def written_path(map_name: str, document: Document, path: Path) -> Path:
    """The path, in keys as written in ``document``, of what stands at the canonical ``path``.

    Leads to the nearest part above where a part is not written.
    """
    data, kind = document.data, Type("map", map_name)
    result: Path = ()
    for part in path:
        key = _written_key(kind, data, part)
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return result
        result += (key,)
        kind = inner_type(kind, part)
    return result


def type_at(map_name: str, path: Path) -> Type:
    """The type of what stands at the canonical ``path`` of a document of the map ``map_name``.

    Items of one-or-several types have the type of the whole; what the vocabulary does not know is text.
    """
    kind = Type("map", map_name)
    for part in path:
        kind = inner_type(kind, part)
    return kind


def fields_of(kind: Type) -> Fields | None:
    """The fields of the mapping (or mappings) that a value of ``kind`` is; None when it is none or a table."""
    return fields(_MAPPINGS[kind.name] or kind.of) if kind.name in _MAPPINGS else None


@cache
def keys_of(kind: Type) -> Mapping[str, Field]:
    """Every key, in both spellings, of the mappings that a value of ``kind`` is; none where any text can be one."""
    known = fields_of(kind)
    return known.by_spelling if known else _keys_of_table(kind)


def lead_of(known: Mapping[str, Field]) -> str:
    """The key of the field that tells one item with these fields from the next: its id, or the first it must have."""
    keys = [field.key for field in known.values() if field.need or field.key == "id"]
    return "id" if "id" in keys else next(iter(keys), "")


def _keys_of_table(kind: Type) -> Mapping[str, Field]:
    names = values(kind.of) if kind.name == "table" and kind.of in enums() else {}
    return {spelling: Field(key, zh, kind.of_items) for key, zh in names.items() for spelling in (key, zh)}


def repeated_spellings(map_name: str, data: Any) -> list[tuple[Path, str]]:
    """Keys written a second time in another spelling: (path as written, the spelling that stood first)."""
    found: list[tuple[Path, str]] = []
    _note_repeated(Type("map", map_name), data, (), found)
    return found


def _note_repeated(kind: Type, data: Any, path: Path, found: list[tuple[Path, str]]) -> None:
    if data.__class__ is list:
        for position, item in enumerate(data):
            if item.__class__ is not str:
                _note_repeated(kind, item, (*path, position), found)
    elif data.__class__ is dict:
        second, inner = _second_spellings(kind, tuple(data))
        found += [((*path, key), first) for key, first in second]
        for of, (key, value) in zip(inner, data.items(), strict=True):
            if value.__class__ is not str:
                _note_repeated(of, value, (*path, key), found)


@cache
def _second_spellings(kind: Type, keys: tuple[str, ...]) -> tuple[list[tuple[str, str]], list[Type]]:
    """In a mapping with these ``keys``: those that repeat one before, each with it; and the type of what each holds.

    Nearly all entries of a list have the same keys, so that this is worked out a few times only.
    """
    plain = [canonical_key(kind, key) for key in keys]
    first = dict(zip(reversed(plain), reversed(keys), strict=True))
    second = [(key, first[name]) for key, name in zip(keys, plain, strict=True) if first[name] != key]
    return second, [inner_type(kind, name) for name in plain]


def canonical_key(kind: Type, key: str) -> str:
    """The English spelling of ``key`` in a mapping of type ``kind``; what the vocabulary does not know stays."""
    if kind.name == "table":
        return _table_keys(kind.of).get(key, key)
    known = fields_of(kind)
    field = known and known.by_spelling.get(key)
    return field.key if field else key


#: Types whose value is a mapping (or a list of mappings) of named fields; citations always are of one map.
_MAPPINGS = {"map": "", "list-map": "", "citations": "citation"}


def _written_key(kind: Type, data: Any, part: str | int) -> str | int:
    if not isinstance(data, dict) or part in data:
        return part
    return next((key for key in data if canonical_key(kind, key) == part), part)


def inner_type(kind: Type, part: str | int) -> Type:
    """The type of what stands at ``part`` of a value of type ``kind``."""
    if isinstance(part, int):
        return kind.item or kind
    if kind.name == "table":
        return kind.of_items
    known = fields_of(kind)
    field = known and known.by_key.get(part)
    return field.type if field else Type("text")


@cache
def _table_keys(enum: str) -> dict[str, str]:
    return {} if enum == "text" else dict(value_spellings(enum))


def _convert_map(known: Fields, data: Any) -> Any:
    if data.__class__ is not dict:
        return data
    result: dict[str, Any] = {}
    rows = _row(known, tuple(data))
    for (key, convert), value in zip(rows, data.values(), strict=True):
        if key in result or (value is None and key in known.by_key):
            continue
        result[key] = convert(value) if convert else value
    return result


_ROWS: dict[tuple[str, tuple[str, ...]], list[tuple[str, Convert | None]]] = {}


def _row(known: Fields, keys: tuple[str, ...]) -> list[tuple[str, Convert | None]]:
    """For mappings with these ``keys``: the canonical key and the conversion of each. Entries of a list share it."""
    row = _ROWS.get((known.name, keys))
    if row is None:
        row = _ROWS[known.name, keys] = [_cell(known, key) for key in keys]
    return row


def _cell(known: Fields, key: str) -> tuple[str, Convert | None]:
    field = known.by_spelling.get(key)
    return (field.key, _converter(field.type)) if field else (key, None)


@cache
def _converter(kind: Type) -> Convert | None:
    """What turns a written value of ``kind`` into its canonical one; None when nothing has to be done."""
    make = _CONVERTERS.get(kind.name)
    return make(kind) if make else None


def _integer_converter(kind: Type) -> Convert:
    return _integer


def _boolean_converter(kind: Type) -> Convert:
    return lambda value: _BOOLEANS.get(value, value) if isinstance(value, str) else value


def _map_converter(kind: Type) -> Convert:
    known = fields(_MAPPINGS[kind.name] or kind.of)
    return lambda value: value if value.__class__ is str else _each(value, lambda item: _convert_map(known, item))


def _enum_converter(kind: Type) -> Convert:
    spellings = value_spellings(kind.of)

    def convert(value: Any) -> Any:
        if value.__class__ is str:
            return spellings.get(value, value)
        return _each(value, lambda item: spellings.get(item, item) if item.__class__ is str else item)

    return convert


def _table_converter(kind: Type) -> Convert:
    keys = _table_keys(kind.of)
    item = _converter(kind.item) if kind.item else None

    def convert(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {keys.get(k, k): (item(v) if item else v) for k, v in value.items() if v is not None}

    return convert


#: Type → what makes its conversion; values of all others stay as they are written.
_CONVERTERS: dict[str, Callable[[Type], Convert]] = {
    "enum": _enum_converter,
    "enum-list": _enum_converter,
    "integer": _integer_converter,
    "boolean": _boolean_converter,
    **dict.fromkeys(_MAPPINGS, _map_converter),
    "table": _table_converter,
}


def _each(value: Any, convert: Convert) -> Any:
    return [convert(item) for item in value] if isinstance(value, list) else convert(value)


def _integer(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    digits = value.removeprefix("-")
    return int(value) if digits.isascii() and digits.isdigit() and len(digits) < 19 else value

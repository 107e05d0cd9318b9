"""What an entry says, without how it was written down: the form in which two versions are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from negcli.change import FieldChange
from negcli.effect import Effect, field_effect
from negcli.model import Entry
from negcli.vocabulary import Field, Type, entry_map, fields, values

#: Types of which one value or a list may be written.
_ONE_OR_MORE = ("text-or-list", "citations", "enum-list", "refs", "list")
#: Those whose order says nothing.
_UNORDERED = ("enum-list", "refs")
#: Fields that identify an entry rather than describe it: a change names them in `from` and `to`.
_IDENTITY = ("id",)


def differences(old: Entry, new: Entry) -> tuple[FieldChange, ...]:
    """The fields in which ``new`` differs from ``old``, in the vocabulary's order, each with its effect.

    Private fields and fields that the vocabulary does not know take no part.
    """
    if old.values is new.values or old.values == new.values:
        return ()
    before, after = plain_values(old), plain_values(new)
    return tuple(
        FieldChange(name, before.get(name), after.get(name), field_effect(new.kind, name, before, after))
        for name in _compared(new.kind)
        if before.get(name) != after.get(name)
    )


def contents(entry: Entry, gone: bool = False) -> tuple[FieldChange, ...]:
    """The fields of an entry that came, or is ``gone``: all of them, each neutral, for what counts is the entry."""
    return tuple(
        FieldChange(name, value if gone else None, None if gone else value, Effect.NEUTRAL)
        for name, value in plain_values(entry).items()
    )


def plain_citations(value: Any) -> list[Any]:
    """Legal bases as the vocabulary knows them, always as a list."""
    plain = _plain(Type("citations"), value, "")
    return plain if isinstance(plain, list) else [] if plain is None else [plain]


def plain_values(entry: Entry) -> Mapping[str, Any]:
    """The fields of ``entry`` that are compared, in plain form, those that say nothing left out."""
    known = _compared(entry.kind)
    plain = {name: _plain(item.type, entry.values.get(name), entry.agency) for name, item in known.items()}
    return {name: value for name, value in plain.items() if value is not None}


@cache
def _compared(kind: str) -> Mapping[str, Field]:
    """The public fields of an entry of a list of ``kind``, less those that name it."""
    known = fields(entry_map(kind)).by_key
    return {name: item for name, item in known.items() if not item.private and name not in _IDENTITY}


def _plain(kind: Type, value: Any, agency: str) -> Any:
    """``value`` of type ``kind``: a list of one is that one, empty is None, a reference at home bears no agency."""
    if isinstance(value, list):
        return _plain_list(kind, value, agency)
    if isinstance(value, dict):
        return _plain_mapping(kind, value, agency) or None
    if kind.name in ("ref", "refs") and isinstance(value, str):
        value = value.removeprefix(f"{agency}/")
    return None if value == "" else value


def _plain_list(kind: Type, value: list[Any], agency: str) -> Any:
    parts = [part for item in value if (part := _plain(kind, item, agency)) is not None]
    if kind.name in _UNORDERED and all(isinstance(part, str) for part in parts):
        parts = sorted(set(parts), key=_position(kind))
    if len(parts) == 1 and kind.name in _ONE_OR_MORE:
        return parts[0]
    return parts or None


def _position(kind: Type) -> Callable[[str], tuple[int, str]]:
    """The order in which to name values: as the vocabulary does, then by their spelling."""
    known = list(values(kind.of)) if kind.name == "enum-list" else []
    return lambda part: (known.index(part) if part in known else len(known), part)


def _plain_mapping(kind: Type, value: Mapping[str, Any], agency: str) -> dict[str, Any]:
    if kind.name == "table" and kind.item:
        inner = dict.fromkeys(value, kind.item)
    else:
        inner = {key: item.type for key, item in _fields_of(kind).items()}
    plain = {key: _plain(inner[key], value.get(key), agency) for key in inner}
    return {key: part for key, part in plain.items() if part is not None}


def _fields_of(kind: Type) -> Mapping[str, Field]:
    """The public fields of a mapping of type ``kind``; none where a mapping is out of place."""
    name = "citation" if kind.name == "citations" else kind.of
    if kind.name not in ("map", "list-map", "citations"):
        return {}
    return {key: item for key, item in fields(name).by_key.items() if not item.private}

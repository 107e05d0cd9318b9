"""What an entry says, without how it was written down: the form in which two versions are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from negcli.change import FieldChange
from negcli.effect import Effect, field_effect
from negcli.lists.model import Entry
from negcli.lists.vocabulary import Field, Type, entry_map, fields, values

#: Old (kind of list, ``AGENCY/ID``) → what the entry is called now.
Renames = Mapping[tuple[str, str], str]
#: A reference of some type → the name by which it is compared or shown.
Name = Callable[[Type, str], str]
#: Types of which one value or a list may be written.
_ONE_OR_MORE = ("text-or-list", "citations", "enum-list", "refs", "list")
_REFERENCES = ("ref", "refs")
#: Those whose order says nothing.
_UNORDERED = ("enum-list", "refs")
#: Fields that identify an entry rather than describe it: a change names them in `from` and `to`.
_IDENTITY = ("id",)
#: What a reference's type names → the kind of list that it leads to.
_LISTS = {"power": "power-list", "entry": "negative-list"}


def differences(old: Entry, new: Entry, renames: Renames) -> tuple[FieldChange, ...]:
    """The fields in which ``new`` differs from ``old``, in the vocabulary's order, each with its effect.

    Private fields and fields that the vocabulary does not know take no part, and a reference that only follows
    ``renames`` is no difference.
    """
    if old.agency == new.agency and old.values == new.values:
        return ()
    before, after = _shown(old, new)
    names = _differing(_compared(new.kind), before, after)
    if renames:
        names = _differing(names, *_in_full(old, new, renames))
    return tuple(
        FieldChange(name, before.get(name), after.get(name), field_effect(new.kind, name, before, after))
        for name in names
    )


def _differing(names: Iterable[str], old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return [name for name in names if old.get(name) != new.get(name)]


def _shown(old: Entry, new: Entry) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Both in plain form; references in full where they are seen from different agencies."""
    if old.agency == new.agency:
        return plain_values(old), plain_values(new)
    return _in_full(old, new, {})


def _in_full(old: Entry, new: Entry, renames: Renames) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Both in plain form with references in full, those of ``old`` by the names that ``renames`` lead to."""
    return plain_values(old, _full_name(old.agency, renames)), plain_values(new, _full_name(new.agency, {}))


def contents(entry: Entry, gone: bool = False) -> tuple[FieldChange, ...]:
    """The fields of an entry that came, or is ``gone``: all of them, each neutral, for what counts is the entry."""
    return tuple(
        FieldChange(name, value if gone else None, None if gone else value, Effect.NEUTRAL)
        for name, value in plain_values(entry).items()
    )


def plain_citations(value: Any) -> list[Any]:
    """Legal bases as the vocabulary knows them, always as a list."""
    plain = _plain(Type("citations"), value, _short_name(""))
    return plain if isinstance(plain, list) else [] if plain is None else [plain]


def plain_values(entry: Entry, name: Name | None = None) -> Mapping[str, Any]:
    """The fields of ``entry`` that are compared, in plain form; what says nothing is left out.

    ``name`` names references; without it those to the same agency bear no agency.
    """
    name = name or _short_name(entry.agency)
    values = entry.values
    known = _compared(entry.kind).items()
    return _written({key: _plain(item.type, values[key], name) for key, item in known if key in values})


def plain_part(name: str, values: Mapping[str, Any], agency: str) -> Mapping[str, Any]:
    """The public fields of the map ``name`` (as `edition`) that are written in ``values``, in plain form."""
    return _plain_mapping(Type("map", name), values, _short_name(agency)) or {}


def _written(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _short_name(agency: str) -> Name:
    return lambda kind, reference: reference.removeprefix(f"{agency}/")


def _full_name(agency: str, renames: Renames) -> Name:
    def name(kind: Type, reference: str) -> str:
        full = reference if "/" in reference else f"{agency}/{reference}"
        return renames.get((_LISTS.get(kind.of, ""), full), full)

    return name


@cache
def _compared(kind: str) -> Mapping[str, Field]:
    """The public fields of an entry of a list of ``kind``, less those that name it."""
    return {key: item for key, item in _public(entry_map(kind)).items() if key not in _IDENTITY}


def _public(name: str) -> dict[str, Field]:
    """The public fields of the map ``name``."""
    return {key: item for key, item in fields(name).by_key.items() if not item.private}


def _plain(kind: Type, value: Any, name: Name) -> Any:
    """``value`` of type ``kind``: a list of one is that one, empty is None."""
    if isinstance(value, str):
        return name(kind, value) if value and kind.name in _REFERENCES else value or None
    if isinstance(value, list):
        return _plain_list(kind, value, name)
    return _plain_mapping(kind, value, name) if isinstance(value, dict) else value


def _plain_list(kind: Type, value: list[Any], name: Name) -> Any:
    parts = [part for item in value if (part := _plain(kind, item, name)) is not None]
    if kind.name in _UNORDERED:
        parts = _in_order(kind, parts)
    if len(parts) == 1 and kind.name in _ONE_OR_MORE:
        return parts[0]
    return parts or None


def _in_order(kind: Type, parts: list[Any]) -> list[Any]:
    """``parts`` each once, in the order of their names; as they are where not all are texts."""
    are_texts = all(isinstance(part, str) for part in parts)
    return sorted(set(parts), key=_position(kind)) if are_texts else parts


def _position(kind: Type) -> Callable[[str], tuple[int, str]]:
    """The order in which to name values: as the vocabulary does, then by their spelling."""
    known = list(values(kind.of)) if kind.name == "enum-list" else []
    return lambda part: (known.index(part) if part in known else len(known), part)


def _plain_mapping(kind: Type, value: Mapping[str, Any], name: Name) -> dict[str, Any] | None:
    types = _types_of(kind, value)
    return _written({key: _plain(types[key], value.get(key), name) for key in types}) or None


def _types_of(kind: Type, value: Mapping[str, Any]) -> Mapping[str, Type]:
    """The types of the parts of ``value``, a mapping of type ``kind``; none where a mapping is out of place."""
    if kind.name == "table" and kind.item:
        return dict.fromkeys(value, kind.item)
    return {key: item.type for key, item in _fields_of(kind).items()}


def _fields_of(kind: Type) -> Mapping[str, Field]:
    name = "citation" if kind.name == "citations" else kind.of
    return _public(name) if kind.name in ("map", "list-map", "citations") else {}

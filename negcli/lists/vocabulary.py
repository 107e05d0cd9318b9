"""The words of a register: kinds, fields and values in both key languages (`data/vocabulary.yaml`).

Everything that must know a field asks here: loading (`canonical`), schemas, help, reports and headings.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from negcli.resources import data_path
from negcli.source.loader import load_table

#: The kinds that are lists: they belong to an agency, have editions and entries.
LIST_KINDS = ("negative-list", "power-list", "responsibility-list")


class Type(NamedTuple):
    """A field's type: ``name`` as in the vocabulary's head, ``of`` the map, enum or kind it names, ``item`` inside."""

    name: str
    of: str = ""
    item: Type | None = None

    @property
    def of_items(self) -> Type:
        """The type of what is inside; text where none is named."""
        return self.item or Type("text")


class Field(NamedTuple):
    """One field of a map, by its English key."""

    key: str
    zh: str
    type: Type
    need: bool = False
    private: bool = False
    also: tuple[str, ...] = ()
    #: What its text must look like: a name in `schema_strict.SHAPES`, or nothing.
    shape: str = ""
    about: Mapping[str, str] = MappingProxyType({})

    def spelling(self, lang: str) -> str:
        """The key as written in ``lang`` (``zh`` or ``en``)."""
        return self.zh if lang == "zh" else self.key


class Fields(NamedTuple):
    """The fields of one map, and every spelling of their keys."""

    name: str
    by_key: Mapping[str, Field]
    by_spelling: Mapping[str, Field]


def parse_type(text: str) -> Type:
    """A type as the vocabulary writes it, e.g. ``list-map:agency`` or ``table:stage:map:openness``."""
    name, _, rest = text.partition(":")
    if name == "table":
        keys, _, item = rest.partition(":")
        return Type(name, keys, parse_type(item))
    if name == "list":
        return Type(name, item=parse_type(rest))
    return Type(name, rest)


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = load_table(data_path("vocabulary.yaml"))
    return table


def format_version() -> int:
    """The newest register format that this release reads."""
    return int(_table()["format"])


def kinds() -> Mapping[str, Mapping[str, str]]:
    """Every kind of document with its name in both languages."""
    result: Mapping[str, Mapping[str, str]] = _table()["kinds"]
    return result


@cache
def kind_spellings() -> Mapping[str, str]:
    """Every spelling of a kind → the kind."""
    return {spelling: kind for kind, names in kinds().items() for spelling in (kind, names["zh"])}


@cache
def fields(name: str) -> Fields:
    """The fields of the map ``name``; KeyError when there is no such map."""
    by_key = {field.key: field for field in _fields_of(name)}
    by_spelling: dict[str, Field] = {}
    for item in by_key.values():
        for spelling in (item.key, item.zh, *item.also):
            by_spelling.setdefault(spelling, item)
    return Fields(name, by_key, by_spelling)


def called_so(known: Fields, word: str) -> list[Field]:
    """The fields among ``known`` that people call ``word``, which is no key of theirs; the likeliest first."""
    plain = word.strip().lower().replace("-", "_").replace(" ", "_")
    return [field for key, field in known.by_key.items() if plain in _near_names().get(key, ())]


@cache
def _near_names() -> Mapping[str, tuple[str, ...]]:
    names: Mapping[str, str] = _table()["near"]
    return {key: tuple(text.split()) for key, text in names.items()}


def _fields_of(name: str) -> list[Field]:
    rows = dict(_table()["maps"][name])
    inherited = _fields_of(rows.pop("include")) if "include" in rows else []
    return inherited + [_field(key, row) for key, row in rows.items()]


def _field(key: str, row: Mapping[str, Any]) -> Field:
    return Field(
        key,
        row["zh"],
        parse_type(row.get("type", "text")),
        row.get("need") == "true",
        row.get("private") == "true",
        tuple(row.get("also", ())),
        row.get("shape", ""),
        row.get("about", {}),
    )


def entry_map(kind: str) -> str:
    """The map that describes an entry of a list of ``kind``, e.g. ``negative-entry``."""
    return fields(kind).by_key["entries"].type.of


def maps() -> tuple[str, ...]:
    """The names of all maps."""
    return tuple(_table()["maps"])


def enums() -> tuple[str, ...]:
    """The names of all enums."""
    return tuple(_table()["enums"])


def values(enum: str) -> Mapping[str, str]:
    """The values of ``enum``: English → Chinese."""
    result: Mapping[str, str] = _table()["enums"][enum]
    return result


@cache
def value_spellings(enum: str) -> Mapping[str, str]:
    """Every spelling of a value of ``enum`` → its English one."""
    return {spelling: key for key, zh in values(enum).items() for spelling in (key, zh)}


def spell_value(enum: str, value: str, lang: str) -> str:
    """``value`` of ``enum`` in ``lang``; what is not a value of it comes back as it is."""
    return values(enum).get(value, value) if lang == "zh" else value

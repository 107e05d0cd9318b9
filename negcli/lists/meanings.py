"""What a word means in a register: a kind of document, a field, or a value that fields take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negcli.lists.vocabulary import LIST_KINDS, Field, entry_map, enums, fields, kind_spellings, maps, value_spellings


class Place(NamedTuple):
    """A field, and the map that it is one of."""

    map: str
    field: Field


class Meaning(NamedTuple):
    """What a word is (``kind``, ``field`` or ``value``), by its English ``name``.

    ``enum`` is that of a value; ``places`` are those of the field, or of the fields that take the value.
    """

    what: str
    name: str
    places: tuple[Place, ...] = ()
    enum: str = ""


def meanings(word: str) -> list[Meaning]:
    """All that ``word`` means, in either key language; of the fields of a name those that say the same together."""
    plain = word.strip()
    found = [*_kind(plain), *_values(plain), *_fields(plain)]
    return found or ([*_kind(plain.lower()), *_values(plain.lower()), *_fields(plain.lower())])


def known_words() -> list[str]:
    """Every word that means something."""
    spelt = (spelling for place in _places() for spelling in (place.field.key, place.field.zh, *place.field.also))
    valued = (spelling for enum in enums() for spelling in value_spellings(enum))
    return list(dict.fromkeys([*kind_spellings(), *spelt, *valued]))


def home_of(map_name: str) -> tuple[str, str] | None:
    """The kind of list whose entries ``map_name`` describes as (kind, ""), or the field that leads to it as a pair.

    That is (the map it is a field of, its key); None for a kind of document itself.
    """
    kinds = {entry_map(kind): (kind, "") for kind in LIST_KINDS}
    leading = ((place.map, place.field.key) for place in _places() if map_name in _of(place))
    return kinds.get(map_name) or next(leading, None)


def _of(place: Place) -> set[str]:
    kind = place.field.type
    return {kind.of, kind.item.of if kind.item else "", "citation" if kind.name == "citations" else ""}


def _places() -> Iterator[Place]:
    return (Place(name, field) for name in maps() for field in fields(name).by_key.values())


def _kind(word: str) -> list[Meaning]:
    return [Meaning("kind", kind_spellings()[word])] if word in kind_spellings() else []


def _values(word: str) -> Iterator[Meaning]:
    for enum in enums():
        if word in value_spellings(enum):
            takers = tuple(place for place in _places() if enum in _of(place))
            yield Meaning("value", value_spellings(enum)[word], takers, enum)


def _fields(word: str) -> Iterator[Meaning]:
    """The fields of that name, by what is said about them."""
    alike: dict[tuple[str, str], list[Place]] = {}
    for place in _places():
        if word in (place.field.key, place.field.zh, *place.field.also):
            alike.setdefault((place.field.key, place.field.about.get("en", "")), []).append(place)
    yield from (Meaning("field", key, tuple(places)) for (key, _), places in alike.items())

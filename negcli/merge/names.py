"""By what the items of a list are told apart in every version of it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from negcli.lists.vocabulary import Type

#: What an item is → the fields that tell it from the others; where several rows are given, the first that does.
_IDENTITIES = {
    "adjustment": (("entries",), ("entries", "kind")),
    "duty": (("step",), ("duty",)),
    "abbreviation": (("short",),),
    "allowance": (("rule", "agency", "entry", "field"),),
    "law": (("title",),),
    "law-version": (("effective",), ("passed",)),
    "article-map": (("from", "to"),),
}
_BY_ID = (("id",),)
#: Stands for fields where items are told apart by their places alone.
BY_PLACE = ("",)


def identity_of(kind: Type, *lists: Any) -> Sequence[str]:
    """The fields by which the items (mappings of type ``kind``) can be told apart in each of ``lists``; or none."""
    rows = _IDENTITIES.get(kind.of, _BY_ID)
    return next((fields for fields in rows if None not in [names_of(items, fields) for items in lists]), ())


def names_of(items: Any, fields: Sequence[str]) -> list[Hashable] | None:
    """What each of ``items`` is called by ``fields``; None where one has none of them, or two have the same."""
    if not _are_mappings(items):
        return None
    if fields == BY_PLACE:
        return [(str(number),) for number, _ in enumerate(items, 1)]
    names = [_name(item, fields) for item in items or ()]
    return list(names) if len(set(names)) == len(names) and all(map(any, names)) else None


def _are_mappings(items: Any) -> bool:
    """Whether they are a list of mappings, or nothing at all."""
    return items is None or (items.__class__ is list and {dict}.issuperset(map(type, items)))


def _name(item: Any, fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(_plain, map(item.get, fields)))


def _plain(value: Any) -> str:
    """A value as a text that can be compared: several of them in their order."""
    return "\n".join(map(str, value)) if value.__class__ is list else str(value or "")

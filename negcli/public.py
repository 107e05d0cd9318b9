"""What may be shown in public: the one place that decides.

An entry may itself be withheld (`publicity`): of ``title`` only its id and title are shown, of ``none`` nothing; it is
counted all the same. Where two versions of an entry differ the narrower holds, and a word that is not one of these is
taken for ``none``. Private fields and fields that the vocabulary does not know are never shown.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import filterfalse
from typing import Any, NamedTuple

from negcli.change import Change, FieldChange
from negcli.lists.model import Entry, EntryList
from negcli.lists.vocabulary import entry_map, fields

#: From the widest to the narrowest.
PUBLICITIES = ("full", "title", "none")


class Shown(NamedTuple):
    """The changes that may be shown, and how many are only counted."""

    changes: tuple[Change, ...]
    counted: int


def publicity(entry: Entry) -> str:
    """How far ``entry`` itself may be published: ``full``, ``title`` or ``none``."""
    written = entry.values.get("publicity") or "full"
    return written if written in PUBLICITIES else "none"


def narrowest(entries: Iterable[Entry]) -> str:
    """The narrowest publicity among ``entries``."""
    return max(map(publicity, entries), key=PUBLICITIES.index, default="full")


def public_changes(changes: Iterable[Change]) -> Shown:
    """``changes`` as the public may see them, in their order."""
    every = list(map(public_change, changes))
    shown = tuple(filter(None, every))
    return Shown(shown, len(every) - len(shown))


def public_change(change: Change) -> Change | None:
    """``change`` as the public may see it; None where it may only be counted."""
    if change.publicity == "full":
        fields = known_fields(change)
        return change if len(fields) == len(change.fields) else replace(change, fields=fields)
    if change.publicity == "title":
        return replace(change, fields=(), reason=None, basis=None, document=None)
    return None


def known_fields(change: Change) -> tuple[FieldChange, ...]:
    """The fields of ``change`` that may leave the register, whoever sees them."""
    public = public_fields(change.list)
    return tuple(part for part in change.fields if part.field in public)


def hidden_keys(lists: Iterable[EntryList]) -> frozenset[str]:
    """``AGENCY/ID`` of every entry in ``lists`` that may not be shown at all."""
    return frozenset(entry.key for rows in lists for entry in rows.entries if publicity(entry) == "none")


def unlinked(change: Change, hidden: frozenset[str]) -> Change:
    """``change`` without references to ``hidden`` entries (``AGENCY/ID``), which would tell that they exist."""
    if not hidden:
        return change
    names = _seen_from(change.agency, hidden)
    parts = [part._replace(old=_without(part.old, names), new=_without(part.new, names)) for part in change.fields]
    kept = tuple(part for part in parts if part.old != part.new)
    from_, to = (tuple(filterfalse(names.__contains__, way)) for way in (change.from_, change.to))
    return replace(change, fields=kept, from_=from_, to=to)


def unlinked_values(entry: Entry, values: Mapping[str, Any], hidden: frozenset[str]) -> Mapping[str, Any]:
    """``values`` of ``entry`` without references to ``hidden`` entries."""
    return dict(_without(values, _seen_from(entry.agency, hidden))) if hidden else values


def _seen_from(agency: str, keys: frozenset[str]) -> frozenset[str]:
    """``keys`` with the short names that ``agency`` has for its own."""
    return keys | {key.removeprefix(f"{agency}/") for key in keys}


def _without(value: Any, names: Container[str]) -> Any:
    """``value`` less every text in it that is one of ``names``."""
    if isinstance(value, list):
        return [item for _, item in _kept(enumerate(value), names)]
    if isinstance(value, Mapping):
        return dict(_kept(value.items(), names))
    return None if _is_one_of(value, names) else value


def _kept(items: Iterable[tuple[Any, Any]], names: Container[str]) -> Iterator[tuple[Any, Any]]:
    for key, item in items:
        if not _is_one_of(item, names):
            yield key, _without(item, names)


def _is_one_of(value: Any, names: Container[str]) -> bool:
    return isinstance(value, str) and value in names


def public_values(entry: Entry) -> Mapping[str, Any] | None:
    """The fields of ``entry`` that the public may see; None where it may only be counted."""
    known = {"full": public_fields(entry.kind), "title": frozenset({"id", "title"})}.get(publicity(entry))
    if known is None:
        return None
    return {name: value for name, value in entry.values.items() if name in known}


@cache
def public_fields(kind: str) -> frozenset[str]:
    """The fields of an entry of a list of ``kind`` that may leave the register."""
    return frozenset(name for name, item in fields(entry_map(kind)).by_key.items() if not item.private)

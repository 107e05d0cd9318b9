"""What may be shown in public: the one place that decides.

An entry may itself be withheld (`publicity`): of ``title`` only its id and title are shown, of ``none`` nothing; it is
counted all the same. Where two versions of an entry differ the narrower holds, and a word that is not one of these is
taken for ``none``. Private fields and fields that the vocabulary does not know are never shown.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from negcli.change import Change
from negcli.model import Entry, EntryList
from negcli.vocabulary import entry_map, fields

#: From the widest to the narrowest.
PUBLICITIES = ("full", "title", "none")


@dataclass(frozen=True, slots=True)
class Shown:
    """The changes that may be shown, and how many are only counted."""

    changes: tuple[Change, ...]
    counted: int


def publicity(entry: Entry) -> str:
    """How far ``entry`` itself may be published: ``full``, ``title`` or ``none``."""
    written = entry.values.get("publicity") or "full"
    return written if written in PUBLICITIES else "none"


def narrowest(entries: Iterable[Entry]) -> str:
    """The narrowest publicity among ``entries``."""
    return max((publicity(entry) for entry in entries), key=PUBLICITIES.index, default="full")


def public_changes(changes: Iterable[Change]) -> Shown:
    """``changes`` as the public may see them, in their order."""
    every = [public_change(change) for change in changes]
    shown = tuple(change for change in every if change)
    return Shown(shown, len(every) - len(shown))


def public_change(change: Change) -> Change | None:
    """``change`` as the public may see it; None where it may only be counted."""
    if change.publicity == "full":
        known = public_fields(change.list)
        return replace(change, fields=tuple(part for part in change.fields if part.field in known))
    if change.publicity == "title":
        return replace(change, fields=(), reason=None, basis=None, document=None)
    return None


def hidden_keys(lists: Iterable[EntryList]) -> frozenset[str]:
    """``AGENCY/ID`` of every entry in ``lists`` that may not be shown at all."""
    return frozenset(entry.key for rows in lists for entry in rows.entries if publicity(entry) == "none")


def unlinked(change: Change, hidden: frozenset[str]) -> Change:
    """``change`` without references to ``hidden`` entries (``AGENCY/ID``), which would tell that they exist."""
    if not hidden:
        return change
    names = hidden | {key.rpartition("/")[2] for key in hidden if key.startswith(change.agency + "/")}
    pairs = [(part, _without(part.old, names), _without(part.new, names)) for part in change.fields]
    kept = tuple(replace(part, old=old, new=new) for part, old, new in pairs if old != new)
    from_, to = (tuple(key for key in way if key not in names) for way in (change.from_, change.to))
    return replace(change, fields=kept, from_=from_, to=to)


def _without(value: Any, names: Container[str]) -> Any:
    """``value`` less every text in it that is one of ``names``."""
    if isinstance(value, list):
        return [_without(item, names) for item in value if not _is_one_of(item, names)]
    if isinstance(value, Mapping):
        return {key: _without(item, names) for key, item in value.items() if not _is_one_of(item, names)}
    return None if _is_one_of(value, names) else value


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

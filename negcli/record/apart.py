"""Entries that one notice takes away and another brings back, declared as transferred, merged or renamed.

A notice compares its own lists with their editions before, so that it sees only one end of such a way. Here the ends
are tied together: each change is told where the other one was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, repeat
from typing import TYPE_CHECKING

from negcli.change import Change, Elsewhere
from negcli.compare.declared import Declared, read_adjustments
from negcli.lists.model import EntryList
from negcli.lists.moment import Key
from negcli.record.chronicle import Chronicle, EditionName

if TYPE_CHECKING:
    from negcli.record.history import Notice

#: A kind of list and an entry (AGENCY/ID).
_Name = tuple[str, str]


def declared(chronicle: Chronicle) -> Iterator[tuple[EditionName, list[Declared]]]:
    """What each edition says about its changes."""
    last: dict[Key, EntryList] = {}
    for edition in chronicle.editions:
        rows = read_adjustments(edition.rows, last.get(edition.key), chronicle.agency_ids)
        yield (*edition.key, edition.number), rows
        last[edition.key] = edition.rows


def origins(notice: Notice, said: Mapping[EditionName, Sequence[Declared]]) -> Mapping[_Name, tuple[str, ...]]:
    """Each entry of ``notice`` → what it was before, as its editions declare it in ``said``."""
    rows = chain.from_iterable(said.get(name, ()) for name in notice.editions)
    return {(row.list, entry): row.from_ for row in rows for entry in row.entries}


def tied(notices: Sequence[Notice], chronicle: Chronicle, hidden: frozenset[str]) -> list[Notice]:
    """``notices``, the oldest first, whose changes say in which other notice their entry went, or came.

    Nothing is said of the ``hidden`` entries (AGENCY/ID).
    """
    if not any(map(_came_alone, chain.from_iterable(notice.changes for notice in notices))):
        return list(notices)
    found: dict[int, list[Elsewhere]] = {}
    for at, notice, change, other in _pairs(notices, dict(declared(chronicle))):
        if hidden.isdisjoint((_key(change), _key(other))):
            told = _told("from", other, at), _told("to", change, notice)
            found.setdefault(id(change), []).append(told[0])
            found.setdefault(id(other), []).append(told[1])
    return [_with(notice, found) for notice in notices]


def as_published(notice: Notice) -> Notice:
    """``notice`` without what only later ones tell of its entries."""
    found = {
        id(change): [each for each in change.elsewhere if each.published <= notice.published]
        for change in notice.changes
    }
    return _with(notice, found)


def _pairs(
    notices: Sequence[Notice], said: Mapping[EditionName, Sequence[Declared]]
) -> Iterator[tuple[Notice, Notice, Change, Change]]:
    """What came alone and what was taken away elsewhere for it, each with its notice, that of the latter first."""
    gone = dict(chain.from_iterable(map(_gone, notices)))
    for notice in notices:
        before = origins(notice, said)
        for change in filter(_came_alone, notice.changes):
            names = zip(repeat(change.list), before.get((change.list, _key(change)), ()))
            yield from ((gone[name][0], notice, change, gone[name][1]) for name in names if name in gone)


def _gone(notice: Notice) -> Iterator[tuple[_Name, tuple[Notice, Change]]]:
    """What ``notice`` takes away."""
    for change in notice.changes:
        if change.kind == "removed":
            yield (change.list, _key(change)), (notice, change)


def _came_alone(change: Change) -> bool:
    """Whether an entry that is declared to have been another one came from nowhere, as far as its notice sees."""
    return change.came and change.kind != "added" and not change.from_


def _told(way: str, change: Change, notice: Notice) -> Elsewhere:
    return Elsewhere(way, _key(change), notice.published, notice.document)


def _with(notice: Notice, found: Mapping[int, Iterable[Elsewhere]]) -> Notice:
    changes = (replace(change, elsewhere=tuple(found.get(id(change), ()))) for change in notice.changes)
    return replace(notice, changes=tuple(changes))


def _key(change: Change) -> str:
    return f"{change.agency}/{change.entry}"

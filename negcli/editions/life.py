"""The whole life of an entry: every change of it, through new names and ids, other agencies, merging and splitting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from negcli.change import Change
from negcli.compare.declared import Declared, read_adjustments
from negcli.editions.chain import Link, links
from negcli.editions.naming import Name, names_in
from negcli.record.chronicle import Chronicle, EditionName
from negcli.record.history import Notice, Record


class Step(NamedTuple):
    """A change in an entry's life; ``notice`` is None while it is not published."""

    notice: Notice | None
    change: Change

    @property
    def edition(self) -> str:
        """The number of the edition that made it; empty while it is not published."""
        numbers = {(agency, kind): number for agency, kind, number in (self.notice.editions if self.notice else ())}
        return numbers.get((self.change.agency, self.change.list), "")


class Tied(NamedTuple):
    """A step with the names of what the entry was before, and what it was called then."""

    step: Step
    before: frozenset[Name]
    after: Name


class Lives:
    """The changes of a register in order, and which entries they tie together."""

    def __init__(self, record: Record, chronicle: Chronicle) -> None:
        declared = dict(_declared(links(chronicle.editions), chronicle.agency_ids))
        groups = [(notice, notice.changes) for notice in reversed(record.notices)]
        self._groups = [_tied(notice, changes, declared) for notice, changes in (*groups, (None, record.unpublished))]
        self._now = frozenset(names_in(chronicle.newest.values()))

    def names(self) -> frozenset[Name]:
        """Every name that an entry bears or ever bore."""
        tied = chain.from_iterable(self._groups)
        return self._now.union(*(each.before | {each.after} for each in tied))

    def is_there(self, name: Name) -> bool:
        """Whether there is an entry of that name now."""
        return name in self._now

    def of(self, name: Name) -> list[Step]:
        """The life of the entry ``name``, from its beginning: also of all that went into it and came of it."""
        at = len(self._groups) if self.is_there(name) else self._last(name)
        return [*_backwards(self._groups[:at], name), *_forwards(self._groups[at:], name)]

    def _last(self, name: Name) -> int:
        """Where the life of what was called ``name`` divides: before the last change that led away from it."""
        last = next((at for at in range(len(self._groups) - 1, -1, -1) if _mentions(self._groups[at], name)), 0)
        return last + any(each.after == name for each in self._groups[last])


def _declared(chained: Iterable[Link], names: Mapping[str, str]) -> Iterator[tuple[EditionName, list[Declared]]]:
    """What each edition says about its changes."""
    for link in chained:
        before = link.before.edition.rows if link.before else None
        rows = link.edition.rows
        yield (*link.edition.key, link.edition.number), read_adjustments(rows, before, names)


def _tied(
    notice: Notice | None, changes: Iterable[Change], declared: Mapping[EditionName, Sequence[Declared]]
) -> list[Tied]:
    """The changes of one notice, each with what the entry was before: by the data, else by what is declared."""
    said = chain.from_iterable(declared.get(name, ()) for name in (notice.editions if notice else ()))
    origins = {(row.list, entry): row.from_ for row in said for entry in row.entries}
    single = chain.from_iterable(map(_one_by_one, changes))
    return [_tie(Step(notice, change), origins) for change in single]


def _one_by_one(change: Change) -> Iterator[Change]:
    """The changes of single entries that ``change`` is, where a list was renumbered as a whole."""
    if change.count == 1:
        yield change
        return
    for old, new in zip(change.from_, change.to, strict=True):
        title = change.title if new == change.to[0] else ""
        yield replace(change, entry=new.rpartition("/")[2], title=title, from_=(old,), to=(new,))


def _tie(step: Step, origins: Mapping[Name, Sequence[str]]) -> Tied:
    change = step.change
    after = change.list, f"{change.agency}/{change.entry}"
    from_ = change.from_ or origins.get(after) or (after[1],)
    return Tied(step, frozenset((change.list, key) for key in from_), after)


_after, _before = attrgetter("after"), attrgetter("before")


def _mentions(group: Iterable[Tied], name: Name) -> bool:
    return any(name in each.before or name == each.after for each in group)


def _backwards(groups: Sequence[Sequence[Tied]], name: Name) -> list[Step]:
    """What led to ``name``, the oldest first."""
    names, found = frozenset({name}), list[Tied]()
    for group in reversed(groups):
        touched = [each for each in group if each.after in names]
        names = names.difference(map(_after, touched)).union(*map(_before, touched))
        found = touched + found
    return [each.step for each in found]


def _forwards(groups: Iterable[Sequence[Tied]], name: Name) -> Iterator[Step]:
    """What became of ``name``, the oldest first."""
    names = frozenset({name})
    for group in groups:
        touched = list(filter(partial(_touches, names), group))
        names = names.union(map(_after, touched))
        yield from (each.step for each in touched)


def _touches(names: frozenset[Name], tied: Tied) -> bool:
    return tied.after in names or not names.isdisjoint(tied.before)

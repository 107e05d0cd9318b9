"""The whole life of an entry: every change of it, through new names and ids, other agencies, merging and splitting."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from negcli.change import Change, read_change, write_change
from negcli.compare.declared import Declared
from negcli.editions.content import public_entry
from negcli.editions.naming import Name
from negcli.lists.model import Entry
from negcli.public import hidden_keys, public_change, unlinked_values
from negcli.record.apart import declared, origins
from negcli.record.chronicle import Chronicle, EditionName
from negcli.record.history import Notice, build_record

#: What is kept of a notice.
_ABOUT = ("document", "approver", "approved", "effective", "published", "summary", "interpretation", "editions")


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
    """A change with the names of what the entry was before, and what it was called then; kept, the change is JSON.

    ``change`` is empty where it may only be counted.
    """

    notice: Notice | None
    change: str
    before: frozenset[Name]
    after: Name

    @property
    def step(self) -> Step:
        """The step that it is."""
        return Step(self.notice, read_change(json.loads(self.change)))


class Fate(NamedTuple):
    """What became of an entry that is no longer called as it was: the change, and what it is ``now``, as AGENCY/ID."""

    step: Step
    now: list[str]


class Lives:
    """The changes of a register in order, and which entries they tie together."""

    def __init__(self, kept: Mapping[str, Any]) -> None:
        """``kept`` is what `written_lives` gives."""
        self.agency_ids: Mapping[str, str] = kept["agencies"]
        self._groups = [_read_group(*row) for row in kept["groups"]]
        self._notices = [_read_notice(**about) for about, _ in kept["groups"] if about]
        self._now: Mapping[Name, str] = {(kind, key): said for kind, key, said in reversed(kept["now"])}
        self._hidden = {key for _, key, said in kept["now"] if not said}

    @property
    def agency_names(self) -> Mapping[str, str]:
        """Id → what the agency was called last."""
        return {agency: name for name, agency in self.agency_ids.items() if name != agency}

    def names(self) -> frozenset[Name]:
        """Every name that an entry bears or ever bore."""
        tied = chain.from_iterable(self._groups)
        return frozenset(self._now).union(*(each.before | {each.after} for each in tied))

    def says(self, name: Name) -> Mapping[str, Any] | None:
        """What the public may see of the entry as it is now, without its id; None where it is gone."""
        said = self._now.get(name)
        return json.loads(said) if said else None

    def changed(self) -> dict[Name, str]:
        """The day from which the last change of each entry holds (YYYY-MM-DD); empty while it is not published."""
        tied = chain.from_iterable(self._groups)
        return {each.after: _day_of(each.notice) if each.notice else "" for each in tied}

    def last_editions(self) -> dict[Name, str]:
        """List (kind, agency) → the day from which its last public edition holds (YYYY-MM-DD)."""
        told = ((name, _day_of(notice)) for notice in self._notices for name in notice.editions)
        return {(kind, agency): day for (agency, kind, _), day in told}

    def of(self, name: Name) -> list[Step]:
        """The life of the entry ``name``, from its beginning: also of all that went into it and came of it.

        Only what the public may see; nothing where that is nothing.
        """
        if name[1] in self._hidden:
            return []
        at = len(self._groups) if name in self._now else self._last(name)
        tied = [*_backwards(self._groups[:at], name), *_forwards(self._groups[at:], name)]
        return [each.step for each in tied if each.change]

    def fate(self, name: Name) -> Fate | None:
        """What became of the entry ``name``; None where it is still there, or where the public may not know."""
        left = [(at, each) for at, group in enumerate(self._groups) for each in group if name in each.before]
        at, last = left[-1] if left else (0, None)
        return Fate(last.step, self._living(name, at)) if last and last.change and name not in self._now else None

    def _living(self, name: Name, at: int) -> list[str]:
        """What the entry ``name`` came to be by the changes from group ``at`` on, as far as it is there and public."""
        names = frozenset({name})
        for group in self._groups[at:]:
            touched = [each for each in group if not names.isdisjoint(each.before)]
            names = names.difference(*map(_before, touched)).union(map(_after, touched))
        return sorted(key for kind, key in names if self._now.get((kind, key)))

    def _last(self, name: Name) -> int:
        """Where the life of what was called ``name`` divides: before the last change that led away from it."""
        last = next((at for at in range(len(self._groups) - 1, -1, -1) if _mentions(self._groups[at], name)), 0)
        return last + any(each.after == name for each in self._groups[last])


def written_lives(chronicle: Chronicle) -> dict[str, Any]:
    """What `Lives` is made of, in plain values, and as the public may see it."""
    record = build_record(chronicle)
    said = dict(declared(chronicle))
    groups = [*((notice, notice.changes) for notice in reversed(record.notices)), (None, record.unpublished)]
    hidden = hidden_keys(chronicle.newest.values())
    return {
        "agencies": chronicle.agency_ids,
        "now": [_said(entry, hidden) for rows in chronicle.newest.values() for entry in rows.entries],
        "groups": [_write_group(*group, said) for group in groups],
    }


def _said(entry: Entry, hidden: frozenset[str]) -> tuple[str, str, str]:
    """The name of an entry, and JSON of what it says; nothing where it may only be counted."""
    if entry.key in hidden:
        return entry.kind, entry.key, ""
    said = {**unlinked_values(entry, public_entry(entry), hidden)}
    said.pop("id", None)
    return entry.kind, entry.key, json.dumps(said, ensure_ascii=False)


def _write_group(
    notice: Notice | None, changes: Iterable[Change], said: Mapping[EditionName, Sequence[Declared]]
) -> tuple[Any, list[Any]]:
    """One notice and its changes, each with what the entry was before: by the data, else by what is declared."""
    before = origins(notice, said) if notice else {}
    single = chain.from_iterable(map(_one_by_one, changes))
    about = {name: getattr(notice, name) for name in _ABOUT} if notice else None
    return about, [_tie(change, before) for change in single]


def _day_of(notice: Notice) -> str:
    return notice.effective or notice.approved or notice.published


def _read_group(about: Mapping[str, Any] | None, rows: Iterable[Any]) -> list[Tied]:
    notice = _read_notice(**about) if about else None
    return [
        Tied(notice, change, frozenset((kind, key) for key in before), (kind, after))
        for kind, before, after, change in rows
    ]


def _read_notice(editions: Iterable[Iterable[str]], **texts: Any) -> Notice:
    names = tuple((agency, kind, number) for agency, kind, number in editions)
    return Notice(**texts, editions=names, changes=(), totals={}, balance={})


def _one_by_one(change: Change) -> Iterator[Change]:
    """The changes of single entries that ``change`` is, where a list was renumbered as a whole."""
    if change.count == 1:
        yield change
        return
    for old, new in zip(change.from_, change.to, strict=True):
        title = change.title if new == change.to[0] else ""
        yield replace(change, entry=new.rpartition("/")[2], title=title, from_=(old,), to=(new,))


def _tie(change: Change, declared_before: Mapping[Name, Sequence[str]]) -> tuple[str, Sequence[str], str, str]:
    after = f"{change.agency}/{change.entry}"
    shown = public_change(change)
    before = change.from_ or declared_before.get((change.list, after)) or (after,)
    return change.list, before, after, json.dumps(write_change(shown), ensure_ascii=False) if shown else ""


_after, _before = attrgetter("after"), attrgetter("before")


def _mentions(group: Iterable[Tied], name: Name) -> bool:
    return any(name in each.before or name == each.after for each in group)


def _backwards(groups: Sequence[Sequence[Tied]], name: Name) -> list[Tied]:
    """What led to ``name``, the oldest first."""
    names, found = frozenset({name}), list[Tied]()
    for group in reversed(groups):
        touched = [each for each in group if each.after in names]
        names = names.difference(map(_after, touched)).union(*map(_before, touched))
        found = touched + found
    return found


def _forwards(groups: Iterable[Sequence[Tied]], name: Name) -> Iterator[Tied]:
    """What became of ``name``, the oldest first."""
    names = frozenset({name})
    for group in groups:
        touched = list(filter(partial(_touches, names), group))
        names = names.union(map(_after, touched))
        yield from touched


def _touches(names: frozenset[Name], tied: Tied) -> bool:
    return tied.after in names or not names.isdisjoint(tied.before)

"""Two versions of a register's lists → what became of their entries.

`match` says which entry is which, `values` in which fields they differ, `declared` what people say about it, `kinds`
what kind of change it is, and `effect` which way secrecy moves; `study` puts these together. One intended change is one
change: a transfer is not a removal and an addition, a list renumbered as a whole (`together`) is one, and what only
looks different (order, files, key language, one text or a list of one) is none. What is only likely (`likeness`), or
declared against the data, is a doubt (`doubts`) and no change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from negcli.change import Change, Doubt, in_order
from negcli.compare.declared import Declared, Key, Lists, read_adjustments
from negcli.compare.match import match
from negcli.compare.own import NONE, Own
from negcli.compare.study import Legal, Study, studied
from negcli.compare.together import put_together
from negcli.lists.model import Edition, EntryList, Values

__all__ = ["Comparison", "Lists", "compare", "compare_each", "lists_by_key", "look_closely"]


class Comparison(NamedTuple):
    """The changes between two versions, and what a person should look at beside them."""

    changes: list[Change]
    doubts: list[Doubt]


def compare(
    old: Lists,
    new: Lists,
    *,
    between: Iterable[EntryList] = (),
    names: Mapping[str, str] | None = None,
    laws: Sequence[Values] = (),
) -> list[Change]:
    """What became of every entry from ``old`` to ``new``, both (agency, kind) → list, in order.

    ``between`` are the editions that came after ``old`` and before ``new``, the oldest first: what they say of renamed,
    transferred, merged and split entries leads from the old names to the new. ``names`` leads from the names of
    agencies to their ids, where adjustments write names. ``laws`` is what the register's own `laws` documents say.
    """
    return put_together(compare_each(old, new, between=between, names=names, laws=laws))


def compare_each(
    old: Lists,
    new: Lists,
    *,
    between: Iterable[EntryList] = (),
    names: Mapping[str, str] | None = None,
    laws: Sequence[Values] = (),
) -> list[Change]:
    """As `compare`, one change for each entry also where a list was renumbered as a whole."""
    return _changes(_studies(old, new, list(_editions(old, (*between, *new.values()), names or {})), laws))


def look_closely(
    old: Lists,
    new: Lists,
    *,
    between: Iterable[EntryList] = (),
    names: Mapping[str, str] | None = None,
    laws: Sequence[Values] = (),
) -> Comparison:
    """As `compare`, with what a person should look at: likely moves, re-used ids, declarations against the data."""
    from negcli.compare.doubts import doubts  # a record does without

    later = (*between, *new.values())
    studies = list(_studies(old, new, list(_editions(old, later, names or {})), laws))
    steps = Counter(rows.key for rows in later)
    return Comparison(put_together(_changes(studies)), doubts(studies, steps))


def _changes(studies: Iterable[Study]) -> list[Change]:
    return in_order(study.change for study in studies)


def _studies(old: Lists, new: Lists, editions: Sequence[Sequence[Declared]], laws: Sequence[Values]) -> Iterator[Study]:
    spoken = _spoken(editions)
    return studied(list(match(old, new, editions, spoken)), spoken, Legal(old, new, Own(laws) if laws else NONE))


def _editions(old: Lists, later: Iterable[EntryList], names: Mapping[str, str]) -> Iterator[list[Declared]]:
    """The adjustments of each of ``later``, held against the edition of the same list before it."""
    last = dict(old)
    for rows in later:
        before = last.get(rows.key)
        yield [] if before is rows else read_adjustments(rows, before, names)
        last[rows.key] = rows


def lists_by_key(lists: Iterable[EntryList]) -> Lists:
    """``lists`` by agency and kind; of several of one agency and kind entries and adjustments are put together."""
    result: dict[tuple[str, str], EntryList] = {}
    for rows in lists:
        first = result.get(rows.key)
        result[rows.key] = _joined(first, rows) if first else rows
    return result


def _joined(one: EntryList, other: EntryList) -> EntryList:
    adjustments = [*one.edition.adjustments, *other.edition.adjustments]
    edition = Edition({**one.edition.values, "adjustments": adjustments}) if adjustments else one.edition
    return replace(one, edition=edition, entries=one.entries + other.entries)


def _spoken(editions: Sequence[Sequence[Declared]]) -> Mapping[Key, list[Declared]]:
    """Entry → the adjustments that name it, those of the newest edition first."""
    spoken: dict[Key, list[Declared]] = {}
    for rows in reversed(editions):
        for row in rows:
            for name in dict.fromkeys((*row.entries, *row.from_)):
                spoken.setdefault((row.list, name), []).append(row)
    return spoken

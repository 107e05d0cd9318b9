"""An id that once belonged to another matter."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.model import EntryList, texts
from negcli.rules import Context, Hit

#: Kinds of adjustment that tell why an entry's title is another than before.
_EXPLAINED = ("renamed", "corrected", "scope-changed", "split", "merged", "retyped")
#: Titles that share less than this part of their letter pairs are of different matters.
_ALIKE = 0.2


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry whose id had a title before that has nothing in common with the one it has now.

    Silent where there is no history or no title, and where an adjustment of the edition explains the new title.
    """
    if context.past is None:
        return
    explained = _explained(rows)
    for entry in rows.entries:
        before = context.past.titles.get((rows.kind, rows.agency, entry.id), ())
        known = before and entry.title and entry.id not in explained
        if known and all(_share(title, entry.title) < _ALIKE for title in before):
            yield Hit(("id",), {"id": entry.id, "before": before[-1]}, (0, len(entry.id)), subject=entry)


def _explained(rows: EntryList) -> set[str]:
    adjustments = [row for row in rows.edition.adjustments if row.get("kind") in _EXPLAINED]
    return {name.rpartition("/")[2] for row in adjustments for name in texts(row, "entries")}


def _share(one: str, other: str) -> float:
    """The part of letter pairs that two titles have in common (Dice), 0 to 1."""
    pairs, others = _pairs(one), _pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else float(one == other)


def _pairs(title: str) -> set[str]:
    return {title[at : at + 2] for at in range(len(title) - 1)}

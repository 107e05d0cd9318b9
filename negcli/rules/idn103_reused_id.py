"""An id that once belonged to another matter."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

#: Titles that share less than this part of their letter pairs are of different matters.
_ALIKE = 0.2


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry whose id had another bearer before, which left the list; silent where there is no history."""
    if not context.past:
        return
    for entry in rows.entries:
        before = context.past.titles.get((rows.kind, rows.agency, entry.id), ())
        if _are_of_others(before, entry.title):
            yield Hit(("id",), {"id": entry.id, "before": before[-1]}, (0, len(entry.id)), subject=entry)


def _are_of_others(titles: tuple[str, ...], title: str) -> bool:
    """Whether there are ``titles`` before, and none of them is like ``title``."""
    return bool(titles) and all(_share(before, title) < _ALIKE for before in titles)


def _share(one: str, other: str) -> float:
    """The part of letter pairs that two titles have in common (Dice), 0 to 1."""
    pairs, others = _pairs(one), _pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else float(one == other)


def _pairs(title: str) -> set[str]:
    return {title[at : at + 2] for at in range(len(title) - 1)}

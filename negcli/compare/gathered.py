"""Entries that may have been merged into one, or split from one, though nobody says so.

What one entry says stands in what several others say: a suggestion and nothing more, as in `likeness`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from negcli.compare.likeness import telling
from negcli.compare.values import plain_citations, plain_values
from negcli.evidence.alike_texts import letter_pairs
from negcli.lists.model import Entry

#: So much of a part must stand in the whole, and of the whole in its parts together.
_WITHIN, _TOGETHER = 0.8, 0.6
#: Parts that say much of the same are copies of each other, and no parts.
_OVERLAP = 1.4
#: More entries than these are not held against each other: a list that was written anew altogether.
_MOST = 60
#: Shorter texts (in pairs of letters) stand in others by chance.
_SHORTEST = 6


class _Said(NamedTuple):
    entry: Entry
    pairs: frozenset[str]


def split(wholes: Sequence[Entry], parts: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """(Whole, part) where at least two of ``parts`` stand in one of ``wholes``, on its basis; each part once."""
    left = list(map(_said, parts[:_MOST]))
    for whole in map(_said, wholes[:_MOST]):
        within = [part for part in left if _stands_in(part, whole)]
        if len(within) > 1 and _make_up(within, whole):
            left = [part for part in left if part not in within]
            yield from ((whole.entry, part.entry) for part in within)


def _said(entry: Entry) -> _Said:
    return _Said(entry, frozenset(letter_pairs(telling(entry).partition("\n")[2])))


def _stands_in(part: _Said, whole: _Said) -> bool:
    if part.entry.kind != whole.entry.kind or not _SHORTEST <= len(part.pairs) < len(whole.pairs):
        return False
    return len(part.pairs & whole.pairs) >= _WITHIN * len(part.pairs) and _on_its_basis(part.entry, whole.entry)


def _on_its_basis(part: Entry, whole: Entry) -> bool:
    own, others = (plain_citations(plain_values(entry).get("basis")) for entry in (part, whole))
    return all(map(others.__contains__, own))


def _make_up(parts: Sequence[_Said], whole: _Said) -> bool:
    """Whether ``parts`` together say most of what ``whole`` says, and each of them something else."""
    together = frozenset(chain.from_iterable(part.pairs for part in parts))
    says_most = len(together & whole.pairs) >= _TOGETHER * len(whole.pairs)
    return says_most and sum(len(part.pairs) for part in parts) <= _OVERLAP * len(together)

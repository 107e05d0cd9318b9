"""Entries that say the same: found by their texts as a whole, by the items that they share, or by fuzzy comparison.

A text is cut into items at 、，；. Two texts are alike where the items that they share make up most of the shorter one.
Only items that few texts have are looked up (the others tell nothing apart), so that a large register costs little more
than cutting its texts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from negcli.errors import Failure
from negcli.model import Entry, Register

#: Of the characters of the shorter text so many must stand in items that both have.
_SHARED = 0.7
#: Shared items must have so many characters together, that boilerplate does not count.
_LEAST = 12
#: An item that more texts have than this is boilerplate.
_COMMON = 12
#: The similarity (0 to 100) from which fuzzy comparison takes two texts for the same.
_FUZZY = 90
#: Texts of which one is longer than this share of the other cannot be as similar as that.
_BAND = 1.23


Pair = tuple[int, int]


def withholding(register: Register) -> list[Entry]:
    """The entries of all negative lists of ``register`` that say what they withhold."""
    lists = (rows for rows in register.lists if rows.kind == "negative-list")
    return [entry for rows in lists for entry in rows.entries if entry.text("information")]


def same(texts: Sequence[str]) -> Iterator[Pair]:
    """The positions of texts that are letter by letter the same: (first, later), in the order of the later."""
    first: dict[str, int] = {}
    for position, text in enumerate(texts):
        other = first.setdefault(text, position)
        if other != position:
            yield other, position


def alike(texts: Sequence[str]) -> Iterator[Pair]:
    """The positions of texts that share most of their items: (earlier, later)."""
    shared: Counter[Pair] = Counter()
    for item, positions in _telling(_holders(texts)):
        for pair in combinations(dict.fromkeys(positions), 2):
            shared[pair] += len(item)
    return (pair for pair, size in shared.items() if _is_most(size, texts, pair))


def _holders(texts: Sequence[str]) -> dict[str, list[int]]:
    """Every item → the positions of the texts that have it."""
    holders: dict[str, list[int]] = defaultdict(list)
    for position, text in enumerate(texts):
        for item in text.replace("，", "、").replace("；", "、").replace("和", "、").split("、"):
            holders[item].append(position)
    return holders


def _telling(holders: dict[str, list[int]]) -> Iterator[tuple[str, list[int]]]:
    """The items that several texts have, and few enough to tell something."""
    return ((item, held) for item, held in holders.items() if 1 < len(held) <= _COMMON and len(item) > 3)


def _is_most(size: int, texts: Sequence[str], pair: Pair) -> bool:
    return size >= _LEAST and size >= _SHARED * min(len(texts[position]) for position in pair)


def fuzzily_alike(texts: Sequence[str]) -> Iterator[Pair]:
    """The positions of texts that are alike when compared character by character: (earlier, later).

    Failure ``extra-missing`` where rapidfuzz is not installed.
    """
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        raise Failure("extra-missing", package="rapidfuzz", extra="thorough") from None
    order = sorted(range(len(texts)), key=lambda position: len(texts[position]))
    ordered = [texts[position] for position in order]
    lengths = list(map(len, ordered))
    for at, text in enumerate(ordered):
        window = ordered[at + 1 : bisect_right(lengths, lengths[at] * _BAND)]
        for _, _, found in process.extract(text, window, scorer=fuzz.ratio, score_cutoff=_FUZZY, limit=None):
            one, other = order[at], order[at + 1 + found]
            yield min(one, other), max(one, other)

"""Entries that say the same: found by their texts as a whole, by the shingles they share, or by fuzzy comparison.

Texts that share a shingle (some characters in a row) are compared. Only some shingles of a text are taken, and of those
only such as few texts have are looked up (the others tell nothing apart), so that a large register costs little.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, combinations, pairwise

from negcli.lists.model import Entry, Register

#: Characters of a shingle.
_SIZE = 6
#: Of the neighbouring characters of the shorter text so many must stand in both, and so many at least.
_SHARED, _LEAST = 0.7, 10
#: What tells two texts apart that are the same in all other words: titles and numbers.
_NAMES = re.compile(r"《[^《》]*》|[0-9]+")
#: A shingle that more texts have than this is boilerplate.
_COMMON = 12
#: The similarity (0 to 100) from which fuzzy comparison takes two texts for the same.
_FUZZY = 90
#: Texts of which one is longer than this share of the other cannot be as similar as that.
_BAND = 1.23
#: Shorter texts than this come out the same by chance; and what begins a mark that stands for a longer one.
_LEAST_COPIED, _MARK = 20, "\0"


Pair = tuple[int, int]


def withholding(register: Register) -> list[Entry]:
    """The entries of all negative lists of ``register`` that say what they withhold."""
    lists = (rows for rows in register.lists if rows.kind == "negative-list")
    return [entry for rows in lists for entry in rows.every if entry.text("information")]


def is_telling(text: str) -> bool:
    """Whether it is no accident that two entries say ``text`` (or what it is the mark of)."""
    return len(text) >= _LEAST_COPIED or is_mark(text)


def is_mark(text: str) -> bool:
    """Whether ``text`` is what `copy_mark` made of one."""
    return text[:1] == _MARK


def copy_mark(text: str) -> str:
    """What stands for ``text`` where only those are looked for that say the same; a mark for itself."""
    from hashlib import blake2b  # loads OpenSSL

    return text if is_mark(text) else _MARK + blake2b(text.encode(), digest_size=8).hexdigest()


def same(texts: Sequence[str]) -> Iterator[Pair]:
    """The positions of texts that are letter by letter the same: (first, later), in the order of the later."""
    first: dict[str, int] = {}
    for position, text in enumerate(texts):
        other = first.setdefault(text, position)
        if other != position:
            yield other, position


def alike(texts: Sequence[str]) -> Iterator[Pair]:
    """The positions of texts of which most stands in both and which name the same: (earlier, later)."""
    pairs = dict.fromkeys(chain.from_iterable(combinations(held, 2) for held in _holders(texts)))
    return (pair for pair in pairs if say_the_same(*map(texts.__getitem__, pair)))


def _holders(texts: Sequence[str]) -> Iterator[list[int]]:
    """For every telling shingle, the positions of the texts that have it."""
    shingles = list(map(_shingles, texts))
    counts = Counter(chain.from_iterable(shingles))
    few = dict.fromkeys(shingle for shingle, count in counts.items() if _is_telling(shingle, count))
    holders: dict[str, list[int]] = {shingle: [] for shingle in few}
    for position, held in enumerate(shingles) if few else ():
        for shingle in few.keys() & held:
            holders[shingle].append(position)
    return (held for held in holders.values() if 1 < len(held) <= _COMMON)


def _is_telling(shingle: str, count: int) -> bool:
    """Whether a shingle that stands ``count`` times tells few texts from all others."""
    return 1 < count <= 2 * _COMMON and len(shingle) == _SIZE


def _shingles(text: str) -> list[str]:
    """The shingles of ``text``, some of them twice.

    They are taken where its items begin and end (at 、，；和): the order of items is no matter, and one that was added
    to or cut short keeps a shingle.
    """
    items = text.replace("，", "、").replace("；", "、").replace("和", "、").split("、")
    return [item[:_SIZE] for item in items] + [item[-_SIZE:] for item in items]


def say_the_same(one: str, other: str) -> bool:
    """Whether most of the shorter text stands in the other, in any order, and both have the same titles and numbers."""
    if one == other:
        return True
    if set(_NAMES.findall(one)) != set(_NAMES.findall(other)):
        return False
    pairs, others = letter_pairs(one), letter_pairs(other)
    shared = len(pairs & others)
    return shared >= _LEAST and shared >= _SHARED * min(len(pairs), len(others))


def letter_pairs(text: str) -> frozenset[str]:
    """Every two characters that stand side by side."""
    return frozenset(map("".join, pairwise(text)))


def fuzzily_alike(texts: Sequence[str]) -> Iterator[Pair]:
    """The positions of texts that are alike when compared character by character: (earlier, later)."""
    order = sorted(range(len(texts)), key=lambda position: len(texts[position]))
    ordered = [texts[position] for position in order]
    lengths, search = list(map(len, ordered)), _search()
    for at, text in enumerate(ordered):
        window = ordered[at + 1 : bisect_right(lengths, lengths[at] * _BAND)]
        for found in search(text, window, _FUZZY):
            one, other = order[at], order[at + 1 + found]
            yield min(one, other), max(one, other)


def _search() -> Callable[[str, Sequence[str], int], Iterable[int]]:
    """`near`, by rapidfuzz where it is installed."""
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        from negcli.evidence.letters import near

        return near
    extract = partial(process.extract, scorer=fuzz.ratio, limit=None)
    return lambda text, others, least: (at for _, _, at in extract(text, others, score_cutoff=least))

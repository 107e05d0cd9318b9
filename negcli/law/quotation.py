"""Which article a quoted passage comes from, told by fingerprints.

Letters, digits and ideographs of a text are cut into grams of five characters, each gram becomes a number, and of every
four neighbours the least is kept (winnowing; Schleimer, Wilkerson and Aiken 2003). What an article shares with a
passage is the share of the passage's numbers that are found in it. The numbers say nothing about the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple
from zlib import crc32

from negcli.law import store

_GRAM = 5
_WINDOW = 4
#: Parts of a quotation shorter than this tell nothing.
_SHORTEST = 8
WIDTH = 3
_ELLIPSIS = r"…+|\.{3,}|⋯+|。{3,}|\*{3,}|[×xX]{3,}"
_LABEL = r"^第[0-9零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?"


class PrintedVersion(NamedTuple):
    """A version in fingerprints: which of the pooled texts each of its articles, in order, is."""

    id: str
    pool: Mapping[str, int]


class Prints(NamedTuple):
    """The fingerprints of a law: versions, where each pooled text ends (in numbers), and the numbers, 3 bytes each."""

    versions: tuple[PrintedVersion, ...]
    ends: tuple[int, ...]
    numbers: bytes


class Share(NamedTuple):
    """How much of a passage (0 to 1) stands in an article of a version; ``found`` is the count of numbers."""

    version: str
    article: str
    share: float
    found: int


def shares(prints: Prints | int, text: str) -> tuple[Share, ...]:
    """The articles that share anything with ``text``, the best first."""
    prints = read_prints(prints) if isinstance(prints, int) else prints
    wanted = fingerprint(text)
    found = _found(prints, wanted)
    rows = (
        Share(version.id, article, round(found[entry] / len(wanted), 4), found[entry])
        for version in prints.versions
        for article, entry in version.pool.items()
        if entry in found
    )
    return tuple(sorted(rows, key=lambda row: -row.share))


def share_in(prints: Prints | int, text: str, version: str, articles: Iterable[str]) -> float:
    """The most of ``text`` (0 to 1) that stands in one of ``articles`` of that version; no other is looked at."""
    prints = read_prints(prints) if isinstance(prints, int) else prints
    pools = (one.pool for one in prints.versions if one.id == version)
    entries = (pool[article] for pool in pools for article in articles if article in pool)
    return max((_share_of(prints, entry, fingerprint(text)) for entry in entries), default=0.0)


def _share_of(prints: Prints, entry: int, wanted: Sequence[int]) -> float:
    """The share of the ``wanted`` numbers that a pooled text holds."""
    start = prints.ends[entry - 1] if entry else 0
    numbers = prints.numbers[start * WIDTH : prints.ends[entry] * WIDTH]
    own = {numbers[at : at + WIDTH] for at in range(0, len(numbers), WIDTH)}
    return sum(number.to_bytes(WIDTH, "little") in own for number in wanted) / len(wanted) if wanted else 0.0


def _found(prints: Prints, wanted: Sequence[int]) -> dict[int, int]:
    """Pooled text → how many of the ``wanted`` numbers it holds."""
    found: dict[int, int] = {}
    for number in wanted:
        for position in _positions(prints.numbers, number.to_bytes(WIDTH, "little")):
            entry = bisect_right(prints.ends, position)
            found[entry] = found.get(entry, 0) + 1
    return found


def _positions(numbers: bytes, number: bytes) -> Iterator[int]:
    """Where ``number`` stands among ``numbers``, counted in numbers."""
    at = numbers.find(number)
    while at >= 0:
        if at % WIDTH == 0:
            yield at // WIDTH
        at = numbers.find(number, at + 1)


@lru_cache(maxsize=64)
def fingerprint(text: str) -> tuple[int, ...]:
    """The numbers that stand for ``text``; cut at ellipses, without parts that are too short to tell anything."""
    return tuple(sorted(set().union(*map(winnow, _telling(text)))))


def length(text: str) -> int:
    """How many characters of ``text`` tell something."""
    return sum(map(len, _telling(text)))


@lru_cache(maxsize=64)
def _telling(text: str) -> list[str]:
    """The parts of ``text`` between ellipses, plain, that are long enough to tell anything."""
    return [part for part in map(plain, re.split(_ELLIPSIS, text)) if len(part) >= _SHORTEST]


def plain(text: str) -> str:
    """Letters, digits and ideographs of ``text``, without the number of the article before it."""
    return re.sub(_LABEL, "", re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)))


def winnow(text: str) -> set[int]:
    """The least number of every four neighbouring grams of ``text``, which is plain."""
    grams = [crc32(text[at : at + _GRAM].encode()) & 0xFFFFFF for at in range(len(text) - _GRAM + 1)]
    windows = range(max(1, len(grams) - _WINDOW + 1)) if grams else ()
    return {min(grams[at : at + _WINDOW]) for at in windows}


@lru_cache(maxsize=64)
def read_prints(offset: int) -> Prints:
    """The fingerprints that the catalogue keeps at ``offset``."""
    return _prints(*store.prints_at(offset))


def _prints(head: dict[str, Any], numbers: bytes) -> Prints:
    versions = tuple(_version(row) for row in head["versions"])
    return Prints(versions, tuple(accumulate(head["counts"])), numbers)


def _version(row: dict[str, Any]) -> PrintedVersion:
    articles = tuple(_ranges(row["articles"]))
    pool = tuple(map(int, _ranges(row["pool"]))) if row["pool"] else tuple(range(len(articles)))
    return PrintedVersion(row["id"], dict(zip(articles, pool, strict=True)))


def _ranges(text: str) -> Iterator[str]:
    """``1-3 17.1 18`` as 1, 2, 3, 17-1 and 18."""
    return (number for part in text.split() for number in _range(part))


def _range(part: str) -> Iterable[str]:
    first, dash, last = part.partition("-")
    return map(str, range(int(first), int(last) + 1)) if dash else (part.replace(".", "-"),)

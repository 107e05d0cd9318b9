"""Which article a quoted passage comes from, told by fingerprints.

Letters, digits and ideographs of a text are cut into grams of five characters, each gram becomes a number, and of every
four neighbours the least is kept (winnowing; Schleimer, Wilkerson and Aiken 2003). What an article shares with a
passage is the share of the passage's numbers that are found in it. The numbers say nothing about the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from struct import Struct
from typing import Any, NamedTuple
from zlib import crc32

from negcli.law import store

_GRAM = 5
_WINDOW = 4
#: Parts of a quotation shorter than this tell nothing.
_SHORTEST = 8
WIDTH = 3
_NUMBER = Struct("<BBB")
_ELLIPSIS = r"…+|\.{3,}|⋯+|。{3,}|\*{3,}|[×xX]{3,}"
_LABEL = r"^第[0-9零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?"


class PrintedVersion(NamedTuple):
    """A version in fingerprints: which of the pooled texts each of its articles, in order, is."""

    id: str
    pool: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Prints:
    """The fingerprints of a law: versions, where each pooled text ends (in numbers), and the numbers, 3 bytes each."""

    versions: tuple[PrintedVersion, ...]
    ends: tuple[int, ...]
    numbers: bytes

    def __hash__(self) -> int:
        return hash(self.numbers)


class _Index(NamedTuple):
    """Number → the pooled texts that hold it; pooled text → the articles that it is: place, version, article."""

    entries: Mapping[int, list[int]]
    articles: Mapping[int, list[tuple[int, str, str]]]


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
    index = _index(prints)
    found = Counter(entry for number in wanted for entry in index.entries.get(number, ()))
    rows = [
        (-round(count / len(wanted), 4), place, Share(version, article, round(count / len(wanted), 4), count))
        for entry, count in found.items()
        for place, version, article in index.articles[entry]
    ]
    return tuple(row for *_, row in sorted(rows))


def share_in(prints: Prints | int, text: str, version: str, articles: Iterable[str]) -> float:
    """The most of ``text`` (0 to 1) that stands in one of ``articles`` of that version; no other is looked at."""
    prints = read_prints(prints) if isinstance(prints, int) else prints
    pools = (one.pool for one in prints.versions if one.id == version)
    entries = (pool[article] for pool in pools for article in articles if article in pool)
    return max((_share_of(prints, entry, fingerprint(text)) for entry in entries), default=0.0)


def _share_of(prints: Prints, entry: int, wanted: Sequence[int]) -> float:
    """The share of the ``wanted`` numbers that a pooled text holds."""
    own = _held_by(prints, entry)
    return sum(map(own.__contains__, wanted)) / len(wanted) if wanted else 0.0


@lru_cache(maxsize=1024)
def _held_by(prints: Prints, entry: int) -> frozenset[int]:
    return frozenset(_numbers(prints, entry))


def _numbers(prints: Prints, entry: int) -> Iterator[int]:
    """The numbers of a pooled text."""
    start = prints.ends[entry - 1] if entry else 0
    found = prints.numbers[start * WIDTH : prints.ends[entry] * WIDTH]
    return (low | mid << 8 | high << 16 for low, mid, high in _NUMBER.iter_unpack(found))


@lru_cache(maxsize=64)
def _index(prints: Prints) -> _Index:
    """Made once somebody asks where in the law a passage stands."""
    entries: dict[int, list[int]] = {}
    for entry in range(len(prints.ends)):
        for number in _numbers(prints, entry):
            entries.setdefault(number, []).append(entry)
    articles: dict[int, list[tuple[int, str, str]]] = {}
    pooled = ((version.id, *row) for version in prints.versions for row in version.pool.items())
    for place, (version, article, entry) in enumerate(pooled):
        articles.setdefault(entry, []).append((place, version, article))
    return _Index(entries, articles)


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
    numbers = [crc32(gram) & 0xFFFFFF for gram in _grams(text)]
    fours = (numbers[at:] for at in range(_WINDOW))
    return set(map(min, *fours)) if len(numbers) >= _WINDOW else {*sorted(numbers)[:1]}


def _grams(text: str) -> list[bytes]:
    """The grams of ``text`` in UTF-8; cut from the whole where it is ideographs alone, of three bytes each."""
    data, last = text.encode(), len(text) - _GRAM + 1
    if len(data) != 3 * len(text):
        return [text[at : at + _GRAM].encode() for at in range(last)]
    return [data[at : at + 3 * _GRAM] for at in range(0, 3 * last, 3)]


@lru_cache(maxsize=512)
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

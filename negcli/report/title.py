"""Titles of official documents in lines that do not tear words apart.

GB/T 9704—2012, 7.3.1: a title of several lines breaks where its sense allows, its lines are of fitting lengths, and
together look like a trapezium or a rhombus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, combinations, pairwise

from negcli.report.cells import columns
from negcli.report.segments import is_loose, words_of

#: After a mark, and before what the title is about.
_SENSE = re.compile(r"(?<=[、，；：:,])(?!$)|(?<!^)(?=关于)")
#: With what no line begins: words that lean on the one before, and marks.
_LEANING = re.compile(r"[的之等和与及、，；：。》）〕”:,.;)\s]")

#: Lines of a title; ways to break one into more are too many to be tried.
_MOST = 4


def title_lines(text: str, width: int) -> list[str]:
    """``text`` in as few lines of at most ``width`` columns as its sense allows.

    One line where it has no known words, or would need more than four: word processors break that as they can.
    """
    fewest = max(1, -(-columns(text) // width))
    counts = range(fewest, min(fewest + 2, _MOST + 1))
    for breaks in (_at_sense(text), _between_words(text)):
        found = list(_fitting(text, breaks, counts, width))
        if found:
            return min(found, key=_ungainliness)
    return [text]


def _at_sense(text: str) -> list[int]:
    return [match.start() for match in _SENSE.finditer(text)]


def _between_words(text: str) -> list[int]:
    """Where words end that are known, and the next does not lean on them."""
    words = words_of(text)
    ends = accumulate(map(len, words))
    return [
        end
        for end, (word, following) in zip(ends, pairwise(words), strict=False)
        if not (is_loose(word) or is_loose(following) or _LEANING.match(following))
    ]


def _fitting(text: str, breaks: Sequence[int], counts: Iterable[int], width: int) -> Iterator[list[str]]:
    """Every way to break ``text`` into so many lines, if none is longer than ``width``."""
    for places in (places for count in counts for places in combinations(breaks, count - 1)):
        lines = [text[start:end].strip() for start, end in pairwise((0, *places, len(text)))]
        if max(map(columns, lines)) <= width:
            yield lines


def _ungainliness(lines: Sequence[str]) -> tuple[bool, int, int]:
    """How far from a trapezium or a rhombus: a waist is worst, then many lines, then lines of different lengths."""
    widths = [columns(line) for line in lines]
    waist = any(left > width < right for left, width, right in zip(widths, widths[1:], widths[2:], strict=False))
    return waist, len(lines), max(widths) - min(widths)

"""Looking for words in many texts at once, and telling an entry's own words from those it quotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

#: Stands between joined texts. A pattern given to `texts_with` must not match across it.
SEPARATOR = "\0"

_MARKS = '《〈“‘「『"'
_PAIRS = {"《": "》", "〈": "〉", "“": "”", "‘": "’", "「": "」", "『": "』"}


def texts_with(pattern: re.Pattern[str], texts: Sequence[str]) -> Iterator[int]:
    """The positions, in order, of the ``texts`` in which ``pattern`` is found, by one search through all of them."""
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    joined = SEPARATOR.join(texts)
    match = pattern.search(joined)
    while match:
        position = bisect_right(starts, match.start()) - 1
        yield position
        match = pattern.search(joined, starts[position + 1]) if position + 1 < len(texts) else None


def own_words(text: str) -> str:
    """``text`` with what stands inside 《》 or quotation marks blanked by spaces; the rest keeps its position."""
    if not any(mark in text for mark in _MARKS):
        return text
    text = re.sub(r'"[^"]*"', lambda match: " " * len(match[0]), text)
    kept: list[str] = []
    closing: list[str] = []
    for at, character in enumerate(text):
        if closing and character == closing[-1]:
            closing.pop()
            kept.append(" ")
            continue
        if character in _PAIRS and _PAIRS[character] in text[at:]:
            closing.append(_PAIRS[character])
        kept.append(" " if closing else character)
    return "".join(kept)

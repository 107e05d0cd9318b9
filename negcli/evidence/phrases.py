"""Phrases, as `data/specificity.yaml` writes them, and the search for them in many texts.

A phrase is a line of steps, each a choice of words; between two steps stands a sign that says what may come between
them. A search first looks for the words of each phrase's most telling step alone, which is fast over a whole list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

#: What may come between two steps.
_BETWEEN = {
    "+": "",
    "-": "[^、，,。；;的与和]{0,10}?",
    "…": "[^、，,。；;]{0,12}?",
    "……": "[^，,。；;]{0,24}?",
}
#: Up to this length (characters) a text is sooner looked through word by word than a pattern of the words is compiled.
_SHORT = 10_000
#: Marks the most telling step of a phrase where it is not the one of the fewest words.
_TELLING = "!"
#: What ends a phrase, and what may follow its last word there.
_END = "$"
PHRASE_END = r"(?=[、，,。；;：:（()）\s及和]|以及|$)"


class Step(NamedTuple):
    """A choice of words, what may come before it, and whether it is marked as the most telling one."""

    before: str
    words: list[str]
    marked: bool = False


class Phrases:
    """Some phrases: how to find any of them in a text, and how to tell quickly in which texts to look."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._phrases = [steps_of(line) for line in lines]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the phrases; compiled when first needed."""
        return re.compile("|".join(map(_regex, self._phrases)))

    @cached_property
    def words(self) -> list[str]:
        """Words of which each of the phrases holds one."""
        return sorted({word for steps in self._phrases for word in _most_telling(steps)})

    @cached_property
    def clues(self) -> re.Pattern[str]:
        """Any of those words; compiled when first needed."""
        return re.compile("|".join(map(re.escape, self.words)))

    def may_be_in(self, text: str) -> bool:
        """False where none of the words is in ``text``; a long one is not looked through, for the pattern is faster."""
        return len(text) > _SHORT or any(word in text for word in self.words)


def steps_of(line: str) -> list[Step]:
    """The steps of the phrase ``line``."""
    signs = "|".join(re.escape(sign) for sign in sorted(_BETWEEN, key=len, reverse=True))
    first, *rest = re.split(rf"(?:^|\s)({signs})\s", line)
    return [
        _step("", first),
        *(_step(_BETWEEN[sign], words) for sign, words in zip(rest[::2], rest[1::2], strict=True)),
    ]


def _step(before: str, written: str) -> Step:
    words = written.split()
    marked = _TELLING in words
    return Step(before, [word for word in words if word != _TELLING], marked)


def _regex(steps: list[Step]) -> str:
    return "".join(step.before + _choice(step.words) for step in steps)


def _choice(words: list[str]) -> str:
    """Any of ``words``, at the end of a phrase where they say so."""
    end = PHRASE_END if _END in words else ""
    return f"(?:{any_of(word for word in words if word != _END)}){end}"


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _most_telling(steps: list[Step]) -> list[str]:
    """The words of the step that is marked; else of the one with the longest words, and among equals the fewest."""
    best = min(steps, key=lambda step: (not step.marked, -min(map(len, step.words)), len(step.words)))
    return [word for word in best.words if word != _END]

"""Where a file's comments stand: libyaml passes over them, so they are looked for between what it reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: Further down than any line.
NEVER = 1 << 60


class Comment(NamedTuple):
    """A comment: its line and column (from 0), its text from the ``#`` on, and whether it has the line to itself."""

    line: int
    column: int
    text: str
    is_own: bool


class Comments:
    """The comments of ``lines``, to be asked for from top to bottom."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._left = [number for number, line in enumerate(lines) if "#" in line]
        self._left.reverse()
        self.next_line = self._left[-1] if self._left else NEVER

    def between(self, start: tuple[int, int], end: tuple[int, int]) -> Iterator[Comment]:
        """Those between two places (line, column; from 0) between which no scalar stands; what is before is past."""
        while self.next_line < end[0]:
            number = self._advance()
            first = start[1] if number == start[0] else 0
            if number >= start[0]:
                yield from self._on(number, first, len(self._lines[number]))
        if self.next_line == end[0]:
            first = start[1] if end[0] == start[0] else 0
            for comment in self._on(end[0], first, end[1]):
                self._advance()
                yield comment

    def _advance(self) -> int:
        """The next line with a ``#``, which then is past."""
        number = self._left.pop()
        self.next_line = self._left[-1] if self._left else NEVER
        return number

    def _on(self, number: int, first: int, last: int) -> Iterator[Comment]:
        """The comment that begins between two columns of a line."""
        line = self._lines[number]
        column = line.find("#", first, last)
        if column >= 0:
            yield Comment(number, column, line[column:].rstrip(), not line[:column].strip())

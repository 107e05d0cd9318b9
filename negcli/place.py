"""Where something stands in a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

#: A path into a document's data: mapping keys and sequence positions (from 0).
Path = tuple[str | int, ...]


class Place(NamedTuple):
    """A stretch of text: lines and columns count from 1, columns in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def indented(self, columns: int) -> Place:
        """The same stretch in a line that begins ``columns`` further to the right."""
        return self._replace(column=self.column + columns, end_column=self.end_column + columns)

    def moved(self, lines: int) -> Place:
        """The same stretch, ``lines`` further down."""
        return Place(self.line + lines, self.column, self.end_line + lines, self.end_column)

    def within(self, numbers: Sequence[int]) -> Place:
        """The same stretch of a text whose lines are those of the ``numbers``, counted from 0 (`own_lines`)."""
        return Place(numbers[self.line - 1] + 1, self.column, numbers[self.end_line - 1] + 1, self.end_column)


def own_lines(lines: Iterable[str], first: int = 0) -> list[int]:
    """For every line of a joined text, and two beyond it, the number of the one of ``lines`` that it is in.

    They are counted from ``first``; one of them holds two lines where one that was lost is read above it.
    """
    numbers = [number for number, line in enumerate(lines, first) for _ in range(1 + line.count("\n"))]
    following = numbers[-1] + 1 if numbers else first
    return [*numbers, following, following]


def pointer(path: Path) -> str:
    """``path`` as a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def value_at(data: Any, path: Path) -> Any:
    """The value at ``path`` in ``data``, or None where the path leads nowhere."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data

"""The lines of a file that a finding points at, with carets exactly under the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negcli.place import Place
from negcli.report.cells import TAB, columns, cut, indent_of, safe

#: Lines shown of a place that runs over several.
MOST_LINES = 2
_GAP = "…"


def excerpt(lines: Sequence[str], place: Place, width: int) -> Iterator[tuple[int, str, str]]:
    """For the first lines of ``place``: number, text and carets, each within ``width`` cells.

    ``lines`` are the file's; a place beyond its end yields nothing.
    """
    last = min(place.end_line, place.line + MOST_LINES - 1, len(lines))
    for number in range(place.line, last + 1):
        text = lines[number - 1]
        start, end = _stretch(place, number, text)
        if start < end or number == place.line:
            yield number, *_marked(text, start, max(end, start + 1), width)


def _stretch(place: Place, number: int, text: str) -> tuple[int, int]:
    """The characters of ``text``, line ``number``, that ``place`` covers, without the spaces before them."""
    start = place.column - 1 if number == place.line else len(text) - len(text.lstrip())
    end = place.end_column - 1 if number == place.end_line else len(text)
    return start, end


def _marked(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    """``text`` cut around the characters from ``start`` to ``end``, and the carets under them."""
    first = max(start - 4 * width, 0)  # a file may be one line: what is far from the place is not even measured
    near = safe(text[first : end + 4 * width])
    before, marked = indent_of(near, start - first), columns(near[start - first : end - first])
    near = near.rstrip().replace("\t", TAB)
    skipped = _skip(columns(near), before, marked, width)
    gone = cut(near, skipped)
    head = _GAP if gone or first else ""
    shown = head + near[len(gone) :]
    at = before - columns(gone) + len(head)
    if columns(shown) > width:
        shown = cut(shown, width - 1) + _GAP
    return shown, " " * at + "^" * max(1, min(marked, width - at))


def _skip(whole: int, before: int, marked: int, width: int) -> int:
    """How many cells at the beginning must go for what is marked to be seen with words before it."""
    if whole < width or before + marked < width - 1:
        return 0
    room = max(width - 2 - marked, width // 3)
    return max(before - room // 2, 0)

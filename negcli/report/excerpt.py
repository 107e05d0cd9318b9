"""The lines of a file that a finding points at, with carets exactly under the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negcli.lists.model import Register
from negcli.place import Place
from negcli.report.cells import TAB, columns, cut, indent_of, safe

#: Lines shown of a place that runs over several.
MOST_LINES = 2
_GAP = "…"
#: Words that are quoted are cut off after so many characters.
_LONGEST = 60


class Lines(dict[str, Sequence[str]]):
    """File of a register → its lines, split when first asked for; a file that was not read has none."""

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._sources = {source.file: source for source in register.sources}

    def __missing__(self, file: str) -> Sequence[str]:
        source = self._sources.get(file)
        self[file] = source.lines if source else ()
        return self[file]


def words_meant(lines: Sequence[str], place: Place) -> str:
    """The text at ``place`` on its first line, cut where it is long."""
    text = lines[place.line - 1] if place.line <= len(lines) else ""
    start, end = _stretch(place, place.line, text)
    words = safe(text[start:end].strip())
    return words if len(words) <= _LONGEST else words[:_LONGEST] + _GAP


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


def corrected(lines: Sequence[str], place: Place, right: str, width: int) -> str:
    """``right``, which should stand in the line of ``place``, within ``width`` cells; cut around where it differs."""
    written = lines[place.line - 1] if place.line <= len(lines) else ""
    start = _alike(written, right)
    end = len(right) - _alike(written[start:][::-1], right[start:][::-1])
    return _marked(right, start, max(end, start + 1), width)[0]


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (left, right) in pairs if left != right), min(len(one), len(other)))


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
    at = min(before - columns(gone) + columns(head), width - 1)  # spaces at the end are not shown, but may be meant
    if columns(shown) > width:
        shown = cut(shown, width - columns(_GAP)) + _GAP
    return shown, " " * at + "^" * max(1, min(marked, width - at))


def _skip(whole: int, before: int, marked: int, width: int) -> int:
    """How many cells at the beginning must go for what is marked to be seen with words before it."""
    if whole < width or before + marked < width - columns(_GAP):
        return 0
    room = max(width - 2 * columns(_GAP) - marked, width // 3)
    return max(before - room // 2, 0)

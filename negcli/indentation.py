"""Where a line should begin, judged by its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: The indentation, the dashes and the key of a field, up to its colon.
KEY = r"""^( *(?:- +)*)((?:[^\s:：#"'\[\]{}-][^:：]*?|"[^"]*"|'[^']*')[ \t]*:)"""

#: The end of a line that opens a section, or a block of text.
_OPENS = re.compile(r":\s*(?:#.*)?$")
_OPENS_TEXT = re.compile(r":\s+[|>][-+0-9]*\s*(?:#.*)?$")


def indent_of(line: str) -> int:
    """How many spaces stand before a line."""
    return len(line) - len(line.lstrip(" "))


def fields_above(lines: Sequence[str], number: int) -> list[int]:
    """The numbers of the lines above ``number`` that begin a field or an item, the nearest first."""
    above = range(number - 1, max(number - 200, -1), -1)
    return [other for other in above if _is_item(lines[other]) or re.match(KEY, lines[other])]


def natural_indent(lines: Sequence[str], number: int) -> int:
    """How far the line ``number`` should be indented by those above: as its neighbour, or below what that opens."""
    above = fields_above(lines, number)
    if not above:
        return 0
    nearest = lines[above[0]]
    if _OPENS_TEXT.search(nearest) and above[0] < number - 1:
        return indent_of(lines[number - 1])
    if _OPENS.search(nearest) or _OPENS_TEXT.search(nearest):
        return _column(nearest) + 2
    if _is_item(_line(lines, number)):
        return next((indent_of(lines[other]) for other in above if _is_item(lines[other])), _column(nearest))
    return _column(nearest)


def odd_one_above(lines: Sequence[str], number: int) -> tuple[int, int] | None:
    """The line above ``number`` and its right indentation, when it is that one which agrees with no neighbour."""
    above = fields_above(lines, number)
    if len(above) < 2:
        return None
    line, nearest, before = lines[number], lines[above[0]], lines[above[1]]
    indent = indent_of(line)
    is_one_of_two = not _is_item(line) and indent_of(_line(lines, number + 1)) == indent != _column(nearest)
    if _is_item(nearest):
        return (above[0], indent - 2) if is_one_of_two and indent >= 2 else None
    if _OPENS.search(before):
        return (above[0], indent) if is_one_of_two and indent > _column(before) else None
    outside = _column(nearest) < _column(before) and indent == _expected(lines, line, above)
    return (above[0], _column(before)) if outside else None


def _expected(lines: Sequence[str], line: str, above: Sequence[int]) -> int | None:
    """The indentation that ``line`` has when the nearest one above it is out of place: that of the rest."""
    if not _is_item(line):
        return _column(lines[above[1]])
    return next((indent_of(lines[other]) for other in above if _is_item(lines[other])), None)


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _column(line: str) -> int:
    """The column of the first thing that a line says, after its dashes."""
    return len(line) - len(re.sub(r"^ *(?:- +)*", "", line))


def _is_item(line: str) -> bool:
    return line.lstrip().startswith("- ")

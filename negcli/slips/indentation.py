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
    nearest, before = lines[above[0]], lines[above[1]]
    indent = indent_of(lines[number])
    if _is_item(nearest) or _OPENS.search(before):
        right, least = (indent - 2, 0) if _is_item(nearest) else (indent, _column(before) + 1)
        return (above[0], right) if right >= least and _agrees_with_next(lines, number, nearest) else None
    is_odd = _column(nearest) < _column(before) and _fits(lines, number, above)
    return (above[0], _column(before)) if is_odd else None


def _agrees_with_next(lines: Sequence[str], number: int, nearest: str) -> bool:
    """Whether a field begins where the next line does, and the field above it elsewhere."""
    indent = indent_of(lines[number])
    return not _is_item(lines[number]) and indent_of(_line(lines, number + 1)) == indent != _column(nearest)


def _fits(lines: Sequence[str], number: int, above: Sequence[int]) -> bool:
    """Whether a line begins where the item before it, or the last field but one, does."""
    if not _is_item(lines[number]):
        return _column(lines[above[1]]) == indent_of(lines[number])
    siblings = [indent_of(lines[other]) for other in above if _is_item(lines[other])]
    return siblings[:1] == [indent_of(lines[number])]


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _column(line: str) -> int:
    """The column of the first thing that a line says, after its dashes."""
    return len(line) - len(re.sub(r"^ *(?:- +)*", "", line))


def _is_item(line: str) -> bool:
    return line.lstrip().startswith("- ")

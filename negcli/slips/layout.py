"""Where each line of a document belongs, told by the fields that the vocabulary knows, and how it should be written.

How far a line is indented says only where it was put. Which field it names, and what stands above and below it, says
where it belongs: in the document, its edition, an entry, or what an entry holds. Lines that belong together begin in
one column; where they do not, most of them decide. So a line in the wrong place is found whether YAML breaks off
there, further down, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from negcli.lists.vocabulary import Field
from negcli.slips.levels import Level
from negcli.slips.lookalikes import Odd, without_number
from negcli.slips.rows import Row
from negcli.slips.walk import Placed, placed_rows


class Wrong(NamedTuple):
    """A line that is not as it should be, what is told of it, and the line on which its entry begins (or -1)."""

    number: int
    odd: Odd
    part: int


def misplaced(rows: Sequence[Row], known: Mapping[str, Field]) -> list[Wrong]:
    """The lines among ``rows``, those of one document whose fields are ``known``, that are not as they should be.

    Lines below each other that were all moved alike are of the part that the first of them is of: one slip.
    """
    found: list[Wrong] = []
    placed = placed_rows(rows, known)
    led = {LEADING[each.cause](each): each for each in placed if each.cause in LEADING}
    for before, each in zip([None, *placed], placed, strict=False):
        if _is_wrong(each):
            wrong = _wrong(each, led)
            found.append(wrong._replace(part=found[-1].part) if before and _is_moved_alike(before, each) else wrong)
    return found


def _is_moved_alike(one: Placed, other: Placed) -> bool:
    """Whether two lines are wrong by their indentation alone, and by as much."""
    return _shift(one) == _shift(other) != 0


def _shift(placed: Placed) -> int:
    """How many columns a line must be moved, where nothing else is wrong with it."""
    is_alike = _right(placed).lstrip() == placed.row.line.lstrip() and not (placed.cause or placed.row.odd)
    return len(_right(placed)) - len(placed.row.line) if is_alike else 0


def _is_wrong(placed: Placed) -> bool:
    return bool(placed.cause or placed.row.odd) or _right(placed) != placed.row.line


def _wrong(placed: Placed, led: Mapping[Level | None, Placed]) -> Wrong:
    """What is wrong with a row; where what begins its item or section is wrong, the row's place shows just that."""
    leader = next(filter(None, map(led.get, placed.level.outwards)), placed)
    told = placed.row.odd or _out_of_place(placed, leader)
    part = _part(leader if told.cause == leader.cause else placed)
    return Wrong(placed.row.number, told._replace(instead=_right(placed)), part)


def _out_of_place(placed: Placed, leader: Placed) -> Odd:
    """What is told of a row without odd signs, in what ``leader`` begins."""
    columns = _COLUMNS.get(placed.cause, _dash_columns)(placed.row)
    return Odd(_RULES.get(placed.cause, "yaml-error"), placed.cause or leader.cause or "indentation", columns, "")


def _part(placed: Placed) -> int:
    return (placed.inner or placed.level).part


def _right(placed: Placed) -> str:
    """The line as it should be."""
    return _RIGHT.get(placed.cause, _in_place)(placed)


def _in_place(placed: Placed, text: str = "") -> str:
    """The line with ``text``, or what it says, where it should begin."""
    row, level = placed.row, placed.level
    if not level.is_list:
        return " " * level.column + row.text
    gap = placed.inner.column - level.column - 1 if placed.inner else len(row.dash or "- ") - 1
    return " " * level.column + "-" + " " * max(gap, 1) + (text or row.text)


#: Causes with which an item or a section begins → the level of its lines.
LEADING: Mapping[str, Callable[[Placed], Level | None]] = {
    "missing-dash": lambda placed: placed.inner,
    **dict.fromkeys(("missing-section", "lost-key"), lambda placed: placed.level),
}


def _below_name(placed: Placed) -> str:
    """The line below the one that names its section."""
    above = placed.level.above
    return f"{' ' * (above.column if above else 0)}{placed.level.opener.line}\n{_in_place(placed)}"


#: Cause → the line as it should be, where that is no matter of its place alone.
_RIGHT: Mapping[str, Callable[[Placed], str]] = {
    "comment": lambda placed: placed.row.line,
    **dict.fromkeys(("no-colon", "fence"), lambda placed: f"{' ' * placed.row.indent}# {placed.row.text.rstrip()}"),
    "no-bar": lambda placed: f"{placed.row.line.rstrip()} |",
    **dict.fromkeys(("missing-section", "lost-key"), _below_name),
    "missing-dash": lambda placed: _in_place(placed, without_number(placed.row.text)),
    "quote": lambda placed: _in_place(placed, f'"{placed.row.text.strip()[1:-1]}"'),
}


def _dash_columns(row: Row) -> tuple[int, int]:
    return row.indent, max(row.column, row.indent + 1)


def _text_columns(row: Row) -> tuple[int, int]:
    return row.column, len(row.line)


#: Cause → the columns that are marked; rules of causes that are not broken YAML.
_COLUMNS: Mapping[str, Callable[[Row], tuple[int, int]]] = {
    "": lambda row: (0, row.indent),
    "missing-dash": lambda row: (row.column, row.column + 1),
    **dict.fromkeys(("no-colon", "fence", "no-bar", "quote", "missing-section", "lost-key"), _text_columns),
}
_RULES = {"quote": "full-width-syntax"}

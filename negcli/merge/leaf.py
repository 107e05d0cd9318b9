"""A value that is merged as a whole: by what it says, with the key, the layout and the comment of who changed those."""

from __future__ import annotations

import re
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from negcli.merge.part import Part
from negcli.merge.pieces import shifted
from negcli.merge.trio import Trio
from negcli.place import Place

_COMMENT = re.compile(r"(?:^|\s)#.*")


class Leaf(NamedTuple):
    """The text of a part in three: its key with the colon, its value with what is before it, what follows.

    ``notes`` are the comments within the value.
    """

    key: str = ""
    value: str = ""
    rest: str = ""
    notes: tuple[str, ...] = ()


def cut(part: Part, column: int) -> Leaf:
    """``part``, written in ``column``, as a leaf; an empty one where it is gone."""
    if part.is_gone:
        return Leaf()
    body, by, spot = part.body, column - part.column, part.sheet.spot(part.path)
    colon = body.index(":", _offset(part, spot.key.end_line, spot.key.end_column)) + 1 if spot.key else 0
    # where a collection ends is not known: it takes all
    start, end = (len(body), len(body)) if spot.text is None else _value(part, spot.value, spot.style)
    end -= body[:end].endswith("\n")
    notes = tuple(note.strip() for note in _COMMENT.findall(body[colon:start]))
    return Leaf(shifted(body[:colon], by), _below(body[colon:end], by), _below(body[end:], by), notes)


def _value(part: Part, place: Place, style: str | None) -> tuple[int, int]:
    """Where the text of a scalar begins, behind the line that announces it as a block, and where it ends."""
    start = _offset(part, place.line, place.column)
    if style in ("|", ">"):
        start = part.body.index("\n", start)
    return start, _offset(part, place.end_line, place.end_column)


def _offset(part: Part, line: int, column: int) -> int:
    """Where in the text of ``part`` the place is that has this line and column in the file (from 1)."""
    return sum(map(len, part.lines[: line - 1 - part.start])) + column - 1


def _below(text: str, by: int) -> str:
    """``text`` with all but its first line, which goes on with another, indented otherwise."""
    first, end, below = text.partition("\n")
    return first + end + shifted(below, by)


class MergedLeaf(NamedTuple):
    """The text of a merged leaf and what it says."""

    text: str
    data: Any


def merged_leaf(parts: Trio[Part], column: int) -> MergedLeaf | None:
    """Three leaves merged, as written in ``column``; None where they are at odds."""
    leaves = parts.map(partial(cut, column=column))
    rest, side = leaves.map(attrgetter("rest")).settled, _side(parts, leaves)
    if not rest or not side:
        return None
    key = leaves.map(attrgetter("key")).either
    return MergedLeaf(key + getattr(leaves, side).value + rest[0], getattr(parts, side).data)


def _side(parts: Trio[Part], leaves: Trio[Leaf]) -> str | None:
    """Whose value holds (``ours``, ``theirs``): its data must be what is settled, and its comments too."""
    said, notes = parts.map(attrgetter("data")), leaves.map(attrgetter("notes"))
    sides = ("theirs", "ours") if leaves.ours.value == leaves.base.value else ("ours", "theirs")
    holds = (said.settled, notes.settled)
    return next((side for side in sides if ((getattr(said, side),), (getattr(notes, side),)) == holds), None)

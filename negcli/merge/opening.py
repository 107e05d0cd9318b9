"""A part taken apart: the fields of a mapping, the items of a list, each with its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, repeat
from typing import NamedTuple

from negcli.lists.canonical import canonical_key, inner_type
from negcli.merge.names import names_of
from negcli.merge.part import Part
from negcli.merge.pieces import put_in
from negcli.place import Path

_COMMENT = re.compile(r"( *)#.*\n?|\s*")


class Opened(NamedTuple):
    """What a part consists of: what stands before its parts (a line with its key), the parts, comments after them.

    ``sort`` is ``items``, ``fields``, or nothing of a part that is gone.
    """

    head: str = ""
    parts: Sequence[Part] = ()
    tail: str = ""
    #: The column of its parts.
    column: int = 0
    sort: str = ""


def opened(part: Part, identity: Sequence[str]) -> Opened | None:
    """The parts of ``part``; None where it is no collection, or one that does not have a line for each of them.

    Items of a list are told apart by the fields of ``identity``.
    """
    if part.is_gone:
        return Opened()
    if part.written.__class__ is dict:
        return _fields(part)
    return _items(part, identity) if part.written.__class__ is list else None


def _fields(part: Part) -> Opened | None:
    keys = list(part.written)
    places = [part.sheet.key_place((*part.path, key)) for key in keys]
    column = places[0].column - 1 if places else 0
    starts = [place.line - 1 for place in places]
    if not _begin_lines(part, starts, column) or _is_in_brackets(part):
        return None
    stretches = _stretches(part, starts, column)
    return _opened(part, list(map(_field, repeat(part), keys, stretches, repeat(column))), "fields")


def _field(part: Part, key: str, stretch: tuple[int, int, int], column: int) -> Part:
    name = canonical_key(part.kind, key)
    dash = part.column if part.is_item and stretch[1] == part.start else None
    said = part.written[key], part.data.get(name)
    return Part(
        part.sheet, (*part.path, key), name, inner_type(part.kind, name), *said, *stretch, column, dash
    )  # fmt: skip


def _is_in_brackets(part: Part) -> bool:
    place = part.sheet.spot(part.path).value
    return part.sheet.lines[place.line - 1][place.column - 1 : place.column] in ("{", "[")


def _begin_lines(part: Part, starts: Sequence[int], column: int) -> bool:
    """Whether each of the lines ``starts`` begins in ``column``, but for the dash before an item's first field."""
    before = [part.sheet.lines[line][: column + 1] for line in starts]
    if part.is_item and before:
        before[0] = put_in(before[0], part.column, " ")
    return len(set(starts)) == len(starts) > 0 and all(_indent(text) == column for text in before)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _items(part: Part, identity: Sequence[str]) -> Opened | None:
    if not part.written:
        return _empty(part)
    names = names_of(part.data, identity)
    if names is None or _is_in_brackets(part):
        return None
    paths: list[Path] = [(*part.path, position) for position in range(len(names))]
    starts = list(map(part.sheet.item_line, paths))
    column = part.sheet.lines[starts[0]].find("-")
    if not all(part.sheet.lines[line].startswith(" " * column + "- ") for line in starts):
        return None
    kind, said = inner_type(part.kind, 0), zip(part.written, part.data, strict=True)
    rows = zip(paths, names, said, _stretches(part, starts, column), strict=True)
    parts = [Part(part.sheet, path, name, kind, *both, *stretch, column) for path, name, both, stretch in rows]
    return _opened(part, parts, "items")


def _empty(part: Part) -> Opened | None:
    """A list without items, as it would begin with some."""
    head = re.sub(r"(?<=:)\s*\[\s*\]", "", part.body, count=1)
    return None if "[" in head else Opened(head, (), "", part.column + 2, "items")


def _opened(part: Part, parts: Sequence[Part], sort: str) -> Opened:
    lines = part.sheet.lines
    head = "" if part.is_item else "".join(lines[part.start : parts[0].top])
    return Opened(head, parts, "".join(lines[parts[-1].end : part.end]), parts[0].column, sort)


def _stretches(part: Part, starts: Sequence[int], column: int) -> list[tuple[int, int, int]]:
    """Of parts in ``column`` that begin on the lines ``starts``: where what is above each begins, itself, and its end.

    Comments that are indented no further than the parts belong to what follows, others to what is above.
    """
    first = min(part.start + 1, starts[0]) if part.path else starts[0]
    floors = [first, *(start + 1 for start in starts)]
    ends = map(_top, repeat(part.sheet.lines), [*starts, part.end], floors, repeat(column))
    return [(top, start, end) for (top, end), start in zip(pairwise(ends), starts, strict=True)]


def _top(lines: Sequence[str], line: int, floor: int, column: int) -> int:
    """Where the comments and blank lines begin that stand above ``line``, down from ``floor`` at most."""
    while line > floor and _is_above(lines[line - 1], column):
        line -= 1
    return line


def _is_above(line: str, column: int) -> bool:
    """Whether ``line`` is blank, or a comment on what follows in ``column``."""
    found = _COMMENT.fullmatch(line)
    return found is not None and len(found[1] or "") <= column

"""A part of a file: the lines that say one thing, with the comments above them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from negcli.lists.vocabulary import Type
from negcli.merge.pieces import put_in, shifted
from negcli.merge.sheet import NO_SHEET, Sheet
from negcli.place import Path

_NO_TYPE = Type("text")


@dataclass(frozen=True, eq=False)
class Part:
    """Lines of a sheet: from ``top`` comments and blank lines, from ``start`` to before ``end`` what is said.

    ``name`` tells it from its neighbours in every version: a field's English key, or what identifies an item.
    """

    sheet: Sheet = NO_SHEET
    path: Path = ()
    name: Hashable = None
    kind: Type = _NO_TYPE
    #: What is said, as written and in one spelling.
    written: Any = None
    data: Any = None
    top: int = 0
    start: int = 0
    end: int = 0
    #: The column (from 0) in which it stands.
    column: int = 0
    #: The column of the dash that stands before the first field of an item; it is not part of the field.
    dash: int | None = None

    @cached_property
    def lead(self) -> str:
        """The comments and blank lines above it."""
        return "".join(self.sheet.lines[self.top : self.start])

    @cached_property
    def lines(self) -> Sequence[str]:
        """The lines that say it, with their ends; a dash before them is a space."""
        lines = self.sheet.lines[self.start : self.end]
        return lines if self.dash is None else [put_in(lines[0], self.dash, " "), *lines[1:]]

    @cached_property
    def body(self) -> str:
        """The same as one text."""
        return "".join(self.lines)

    def lead_at(self, column: int) -> str:
        """The comments above it, as they are written where it stands in ``column``."""
        return shifted(self.lead, column - self.column)

    def body_at(self, column: int) -> str:
        """Its text, as it is written in ``column``."""
        return shifted(self.body, column - self.column)

    def text_at(self, column: int) -> str:
        """All of it, as it is written in ``column``."""
        return self.lead_at(column) + self.body_at(column)

    @property
    def is_gone(self) -> bool:
        """Whether it stands for one that a version does not have."""
        return self.start == self.end

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list, with a dash before it."""
        return bool(self.path) and self.path[-1].__class__ is int

    @property
    def title(self) -> str:
        """By what people know an item."""
        data = self.data if self.data.__class__ is dict else {}
        return str(data.get("title") or data.get("name") or "")


GONE = Part()


def root(sheet: Sheet, name: Hashable) -> Part:
    """A whole document as a part called ``name``."""
    kind = Type("map", sheet.kind)
    return Part(sheet, (), name, kind, sheet.document.data, sheet.values, sheet.first, sheet.first, sheet.end, 0)

"""One version of a file to be merged: its lines, its data in one spelling, and where every part of it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from negcli.lists.canonical import repeated_spellings
from negcli.lists.model import Values
from negcli.lists.register import read_part
from negcli.place import Path, Place
from negcli.source.document import Document, Source, load_source
from negcli.source.files import TextFile
from negcli.source.places import Spot, spot_at
from negcli.source.quick import load_quickly


class Doubt(Exception):
    """A file is not to be merged by its entries: not ours, not whole, or written in a way that cannot be told apart."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """One document of a version: its kind, its values in one spelling, and where it stands.

    ``lines`` are those of the whole file, with their ends; its own are from ``first`` to before ``end``.
    """

    kind: str
    values: Values = field(repr=False)
    document: Document = field(repr=False)
    lines: Sequence[str] = field(repr=False)
    first: int
    end: int

    def spot(self, path: Path) -> Spot:
        """Where what is at ``path`` (keys as written) stands; what is in an entry is read from its own lines."""
        return spot_at(self.document if path[:2] in self.document.item_lines else self._outline, path)

    def item_line(self, path: Path) -> int:
        """The line (from 0) on which the item at ``path`` begins; of an entry nothing need be read for it."""
        line = self.document.item_lines.get(path)
        return self.spot(path).value.line - 1 if line is None else line

    def key_place(self, path: Path) -> Place:
        """The place of the key at ``path``; Doubt where there is none."""
        place = self.spot(path).key
        if place is None:
            raise Doubt
        return place

    @cached_property
    def _outline(self) -> Document:
        """The document without the items of its long lists, so that reading where its fields stand takes no time."""
        lines = list(map(str.rstrip, self.lines))
        for first, end in self._stretches():
            lines[first:end] = [""] * (end - first)
        outlines = load_source("", "\n".join(lines)).documents[self.document.number - 1 :]
        same = bool(outlines) and list(outlines[0].data or ()) == list(self.document.data)
        return outlines[0] if same else self.document

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """The first line of the items of each list that has one a line, and the one after its last."""
        items = sorted((key, line) for (key, _), line in self.document.item_lines.items())
        firsts, lasts = dict(reversed(items)), dict(items)
        for key, first in firsts.items():
            if self.lines[first].lstrip(" ").startswith("- "):
                yield first, self._end_of_list(lasts[key])

    def _end_of_list(self, last: int) -> int:
        """The line after the last of a list whose last item begins on the line ``last``."""
        following = range(last + 1, self.end)
        return next((line for line in following if self.lines[line][:1] not in " -#\n"), self.end)


NO_SHEET = Sheet("", {}, Document("", 1, {}, Source("", "")), (), 0, 0)


def read_sheets(text: str) -> list[Sheet]:
    """The documents of ``text``, whose lines end in ``\\n``; none where there is nothing in it.

    Doubt when it has a slip, or a document is none of ours or says a thing twice in two spellings.
    """
    source, lines = load_quickly(TextFile("", text)), text.splitlines(keepends=True)
    if source.slips or len(lines) != text.count("\n"):  # or something else ends lines, too
        raise Doubt
    documents = source.documents if text.strip() else ()
    starts = [0, *(document.first_line for document in documents[1:]), len(lines)]
    return [_sheet(document, lines, *starts[number : number + 2]) for number, document in enumerate(documents)]


def _sheet(document: Document, lines: Sequence[str], first: int, end: int) -> Sheet:
    part = read_part(document)
    if part is None or repeated_spellings(part[0], document.data):
        raise Doubt
    return Sheet(part[0], part[1], document, lines, first, end)

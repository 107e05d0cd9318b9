"""The lines of a document that are syntax, taken apart: indentation, dash, key, value; odd signs put right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import filterfalse
from typing import NamedTuple

from negcli.slips.lookalikes import (
    Odd,
    begins_item,
    begins_narrow_field,
    lines_of_syntax,
    odd_lead,
    odd_sign,
    without_number,
)
from negcli.slips.parts import begins_document

#: Causes by which a line is put right whether or not YAML breaks off there; a colon that lacks is doubtful.
_CERTAIN = (
    "tab",
    "comment",
    "colon",
    "other-sign",
    "dash",
    "space",
    "invisible",
    "no-space-after-colon",
    "no-space-after-dash",
    "quote",
    "open-quote",
)
_ROW = re.compile(r"""( *)(- +)?(?:["']?([^\s:#"'\[{-][^:"'#]*?)["']?:(?: +(.*)|$))?""")
#: The end of a line that begins a text of several lines by a sign that is none of YAML's.
_BAR = re.compile(r": +([｜︱丨〡])[ \t]*$")
#: A field whose value begins with a sign that no text would have behind a word.
_BEFORE_MARK = re.compile(r"""^ *[^\s:]+: ["'{\[]""")
_CLOSING = {"[": "]", "{": "}", '"': '"', "'": "'"}


class Row(NamedTuple):
    """A line of syntax: its number, how it is read but for its place, what was ``odd`` in it, and its parts."""

    number: int
    line: str
    odd: Odd | None
    indent: int
    dash: str
    key: str
    value: str
    #: Whether it stands in the text of a block, and is a text, or a field that slipped in.
    in_block: bool = False

    @property
    def column(self) -> int:
        """Where its key, or its text, begins."""
        return self.indent + len(self.dash)

    @property
    def text(self) -> str:
        """What it says behind indentation and dash."""
        return self.line[self.column :]

    @property
    def is_field(self) -> bool:
        """Whether it is a field, and no item."""
        return bool(self.key) and not (self.dash or self.in_block)

    @property
    def is_numbered(self) -> bool:
        """Whether the title of a law stands behind a number."""
        return without_number(self.text) != self.text

    @property
    def is_quoted(self) -> bool:
        """Whether it says something in Chinese quotation marks."""
        return self.text.startswith("“") and self.text.rstrip().endswith("”")

    @property
    def is_led_oddly(self) -> bool:
        """Whether other signs than spaces stand before it, so that nobody can tell where it begins."""
        return self.odd is not None and self.odd.columns[0] == 0

    @property
    def opens(self) -> bool:
        """Whether it is a key alone, whose value stands below."""
        return bool(self.key) and not self.value.split("#")[0].strip()

    @property
    def unclosed(self) -> str:
        """The bracket that closes what its value opens; empty where the line itself does, or opens nothing."""
        value = self.value or (self.text if not self.key else "")
        closing = _CLOSING.get(value[:1], "")
        if closing in ('"', "'"):
            return closing * (value.replace("\\" + closing, "").count(closing) % 2)
        return closing if closing and value.count(value[0]) > value.count(closing) else ""


#: What stands above the first row and below the last one.
NOWHERE = Row(-1, "", None, -1, "", "", "")


def rows_of(lines: Sequence[str], document: range) -> Iterator[Row]:
    """The rows of a document's lines; of the texts of blocks, those that begin as a field does; no comments."""
    syntax = dict(lines_of_syntax(lines, document))
    texts = filter(lambda number: number not in syntax and begins_narrow_field(lines[number]), document)
    for number in filterfalse(lambda number: begins_document(lines[number]), sorted((*syntax, *texts))):
        odd = _odd(lines[number], syntax[number]) if number in syntax else odd_lead(lines[number])
        yield row_of(number, lines[number], odd, number not in syntax)


def _odd(line: str, in_list: bool) -> Odd | None:
    """What is certainly odd in a line."""
    is_item = begins_item(line)
    odd = odd_sign(line, in_list and not is_item)
    is_certain = odd is not None and (odd.cause in _CERTAIN or _BEFORE_MARK.search(odd.instead) is not None)
    return _in_whole(odd, in_list) if odd and (is_item or is_certain) else _odd_bar(line)


def _in_whole(odd: Odd, in_list: bool) -> Odd:
    """``odd`` with the line free of what else is odd in it: who types one full-width sign types two."""
    further = _odd(odd.instead, in_list)
    return odd._replace(instead=further.instead) if further and further.instead != odd.instead else odd


def _odd_bar(line: str) -> Odd | None:
    """A sign that only looks like the one that begins a text of several lines."""
    match = _BAR.search(line)
    return Odd("full-width-syntax", "bar", match.span(1), line[: match.start(1)] + "|") if match else None


def row_of(number: int, written: str, odd: Odd | None, in_block: bool = False) -> Row:
    """The line ``number`` taken apart, put right where something is ``odd`` in it."""
    line = odd.instead if odd else written
    match = _ROW.match(line)
    indent, dash, key, value = match.groups("") if match else ("", "", "", "")
    return Row(number, line, odd, len(indent), dash, key, value, in_block)

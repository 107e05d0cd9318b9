"""Texts of blocks (`key: |`): the lines of them that begin too far to the left or to the right, or with odd spaces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from negcli.slips.indentation import indent_of
from negcli.slips.layout import Wrong
from negcli.slips.lookalikes import BLOCK, SPACE, Odd, begins_field, column_of, odd_lead, odd_sign

#: What is no text: the beginning of an item, a comment, a document, or what a merge left.
_OTHER = ("- ", "#", "---", "...", "<<<<<<<", "=======", ">>>>>>>", "<<:")
#: How many lines of a text are looked at.
_MOST = 500


def ragged(lines: Sequence[str], document: range) -> Iterator[Wrong]:
    """The lines of the texts in ``document`` that YAML would not take for a part of theirs."""
    for opener in filter(lambda number: BLOCK.search(lines[number]), document):
        below = range(opener + 1, min(opener + _MOST, document.stop))
        yield from _wrong(lines, opener, [number for number in _text(lines, below) if lines[number].strip()])


def _text(lines: Sequence[str], below: range) -> Iterator[int]:
    """The lines that are a text, by what they say."""
    return takewhile(lambda number: not _is_other(lines[number]), below)


def _is_other(line: str) -> bool:
    said = line.lstrip(SPACE)
    odd = None if begins_field(said) else odd_sign(said)
    return said.startswith(_OTHER) or begins_field(said) or (odd is not None and odd.cause == "missing-colon")


def _wrong(lines: Sequence[str], opener: int, text: Sequence[int]) -> Iterator[Wrong]:
    least = column_of(lines[opener]) + 1
    right = _right(lines, text, least)
    for number in text:
        if not least <= indent_of(lines[number]) or _sticks_out(lines, text, number, right):
            instead = " " * right + lines[number].lstrip(SPACE)
            odd = odd_lead(lines[number]) or Odd("yaml-error", "indentation", (0, indent_of(lines[number])), instead)
            yield Wrong(number, odd._replace(instead=instead), opener)


def _right(lines: Sequence[str], text: Sequence[int], least: int) -> int:
    """Where a text should begin: where most of its lines do, else two further in than its field."""
    indents = Counter(indent_of(lines[number]) for number in text if not odd_lead(lines[number]))
    fit = [indent for indent in indents if indent >= least]
    return max(fit, key=lambda indent: (indents[indent], indent == least + 1), default=least + 1)


def _sticks_out(lines: Sequence[str], text: Sequence[int], number: int, right: int) -> bool:
    """Whether the first line of a text begins further in than others; or another one before the first."""
    first, indent = indent_of(lines[text[0]]), indent_of(lines[number])
    lowest = min(indent_of(lines[other]) for other in text)
    return (number == text[0] and indent > right >= lowest) or indent < min(first, right)

"""A report as plain text for a terminal: padded columns, counted in cells; where narrow, records below each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, chain, pairwise, zip_longest
from typing import Any, NamedTuple

from negcli.report.cells import TAB, columns, safe, wrap
from negcli.report.ink import Paint, bare, painter
from negcli.report.value import (
    Bullets,
    Choices,
    Contents,
    Heading,
    Paragraph,
    Report,
    Signatures,
    Span,
    Table,
    Terms,
    Text,
    plain,
)
from negcli.words import Words

#: Below this width a table's rows become records, a line for each cell.
NARROW = 70
_GAP = "  "
#: A table's columns are not made narrower than this.
_LEAST = 8
#: Where there is no colour, words taken out and put in stand in brackets, as in `git diff --word-diff`.
_BRACKETS = {"old": ("[-", "-]"), "new": ("{+", "+}")}


class _Screen(NamedTuple):
    """The cells to fill, the inks, and the colon of the report's language."""

    width: int
    paint: Paint
    colour: bool
    colon: str

    def narrower(self, cells: int) -> _Screen:
        """The same screen with ``cells`` taken off."""
        return _Screen(max(self.width - cells, _LEAST), self.paint, self.colour, self.colon)


def render_text(report: Report, words: Words, width: int, colour: bool) -> str:
    """``report``, written in the language of ``words``, in lines of at most ``width`` cells."""
    screen = _Screen(width, painter(colour), colour, words("report.colon"))
    lines = [*_painted(plain(report.title, "strong"), screen), "=" * min(columns(safe(report.title)), width), ""]
    level = 2
    for block in report.blocks:
        level = block.level if isinstance(block, Heading) else level
        indent = _GAP * (max(level - 3, 0) if isinstance(block, Heading) else level - 2)
        written = _WRITERS[type(block)](block, screen.narrower(len(indent)))
        lines += [(indent + line).rstrip() for line in written]
    return "\n".join(lines).rstrip("\n") + "\n"


def _heading(heading: Heading, screen: _Screen) -> Iterator[str]:
    tags = _set_off(heading.tags)
    yield from _painted((Span(heading.text, "strong"), *tags), screen)
    if heading.level == 2:
        yield "-" * min(columns(_written((Span(heading.text), *tags), screen)), screen.width)


def _set_off(tags: Text) -> Text:
    """``tags`` with a stroke before each."""
    return tuple(chain.from_iterable((Span(" | ", "muted"), tag) for tag in tags))


def _paragraph(paragraph: Paragraph, screen: _Screen) -> Iterator[str]:
    yield from _painted(paragraph.text, screen)
    yield ""


def _bullets(bullets: Bullets, screen: _Screen) -> Iterator[str]:
    for row in bullets.rows:
        yield from _hanging("- ", row, screen)
    yield ""


def _contents(contents: Contents, screen: _Screen) -> Iterator[str]:
    yield from _painted(plain(contents.caption, "strong"), screen)
    yield from _bullets(Bullets(contents.rows), screen)


def _terms(terms: Terms, screen: _Screen) -> Iterator[str]:
    margin = max(columns(safe(term.name)) for term in terms.rows) + len(_GAP)
    beside = margin * 3 <= screen.width
    for term in terms.rows:
        name = safe(term.name)
        text = (*term.text, *_set_off(term.tags))
        if beside:
            lead = screen.paint(name, "muted") + " " * (margin - columns(name))
            yield from _hanging(lead, text, screen)
        else:
            yield screen.paint(name + screen.colon.rstrip(), "muted")
            yield from _hanging(_GAP, text, screen)
    yield ""


def _table(table: Table, screen: _Screen) -> Iterator[str]:
    yield from _painted(plain(table.caption, "strong"), screen)
    yield from _records(table, screen) if screen.width < NARROW else _columns(table, screen)


def _records(table: Table, screen: _Screen) -> Iterator[str]:
    """Every row as a record: a line for each cell that says something."""
    for row in table.rows:
        told = (pair for pair in zip(table.columns, row, strict=True) if _says(pair[1]))
        for name, cell in told:
            yield from _painted((Span(safe(name) + screen.colon, "muted"), *cell), screen)
        yield ""


def _says(cell: Text) -> bool:
    """Whether a cell is neither empty nor the point that stands for none."""
    return "".join(span.text for span in cell).strip() not in ("", "·")


def _columns(table: Table, screen: _Screen) -> Iterator[str]:
    widths = _fitting(_natural_widths(table, screen), screen.width)
    yield from _row([plain(name, "muted") for name in table.columns], widths, screen)
    yield _GAP.join("-" * width for width in widths)
    for row in table.rows:
        yield from _row(list(row), widths, screen)
    yield ""


def _natural_widths(table: Table, screen: _Screen) -> list[int]:
    """The cells that the widest text of each column takes."""
    rows = [[_written(cell, screen) for cell in row] for row in table.rows]
    return [max(map(columns, column)) for column in zip(table.columns, *rows, strict=True)]


def _fitting(widths: list[int], room: int) -> list[int]:
    """``widths`` of columns, the widest of them made narrower until all fit into ``room``."""
    room -= len(_GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _LEAST:
        widest = widths.index(max(widths))
        second = max([width for width in widths if width < widths[widest]], default=0)
        widths[widest] = max(second, widths[widest] - (sum(widths) - room), _LEAST)
        if widths[widest] == second:
            widths[widest] -= 1
    return widths


def _row(cells: list[Text], widths: list[int], screen: _Screen) -> Iterator[str]:
    """A table's row; its cells are wrapped where they are wider than their columns."""
    lines = [_painted(cell, screen.narrower(screen.width - width)) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*lines, fillvalue=""):
        yield _GAP.join(part + " " * (width - _cells(part)) for part, width in zip(parts, widths, strict=True))


def _hanging(lead: str, text: Text, screen: _Screen) -> Iterator[str]:
    """``text`` beside ``lead``, its further lines below its first."""
    margin = _cells(lead)
    for number, line in enumerate(_painted(text, screen.narrower(margin))):
        yield (lead if number == 0 else " " * margin) + line


def _cells(line: str) -> int:
    """The cells that a painted line takes."""
    return columns(bare(line))


def _written(text: Text, screen: _Screen) -> str:
    return "".join(_bracketed(span, screen) for span in text)


def _bracketed(span: Span, screen: _Screen) -> str:
    before, after = ("", "") if screen.colour else _BRACKETS.get(span.mark, ("", ""))
    return f"{before}{safe(span.text)}{after}".replace("\t", TAB)


def _painted(text: Text, screen: _Screen) -> list[str]:
    """``text`` wrapped and painted."""
    pieces = [_bracketed(span, screen) for span in text]
    whole = "".join(pieces)
    lines = wrap(whole, screen.width)
    if not screen.colour:
        return lines
    edges = [0, *accumulate(map(len, pieces))]
    runs = [(start, end, span.mark) for (start, end), span in zip(pairwise(edges), text, strict=True)]
    painted, at = [], 0
    for line in lines:
        at = whole.index(line, at)
        painted.append(_paint_line(line, at, runs, screen.paint))
        at += len(line)
    return painted


def _paint_line(line: str, at: int, runs: list[tuple[int, int, str]], paint: Paint) -> str:
    """``line``, which begins at ``at`` of the text that ``runs`` (start, end, mark) make up, with their inks."""
    parts = [(max(start - at, 0), max(end - at, 0), mark) for start, end, mark in runs]
    return "".join(paint(line[start:end], mark) for start, end, mark in parts)


def _choices(choices: Choices, screen: _Screen) -> Iterator[str]:
    """Nothing: everything is shown."""
    return iter(())


def _signatures(signatures: Signatures, screen: _Screen) -> Iterator[str]:
    rows = (plain(f"{name}{screen.colon}{' ' * 16}{signatures.day}") for name in signatures.names)
    yield from _bullets(Bullets(tuple(rows)), screen)


_WRITERS: Mapping[type, Callable[[Any, _Screen], Iterator[str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Contents: _contents,
    Terms: _terms,
    Table: _table,
    Choices: _choices,
    Signatures: _signatures,
}

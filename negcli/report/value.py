"""The report: what can be shown in any format, as plain values.

A builder (`changes.py`, `record.py`) makes one from values of the register; a renderer (`terminal.py`, `markdown.py`,
`html.py`) writes it down and knows nothing of registers.
"""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

#: Marks of a span: words taken out of or put into a text (``old``, ``new``), a whole value before and after a change
#: (``before``, ``after``), what stands back (``muted``), and effects (`effect.py`).
MARKS = ("old", "new", "before", "after", "muted", "restricts", "opens", "mixed", "neutral", "undetermined")


class Span(NamedTuple):
    """A stretch of text with one mark; ``href`` makes it a link, within the report when it begins with ``#``."""

    text: str
    mark: str = ""
    href: str = ""


Text = tuple[Span, ...]


class Heading(NamedTuple):
    """Begins a section of ``level`` (2 to 5; the report's title is 1); ``tags`` are shown beside it.

    A matter of its own has ``facets``, by which a page lets its readers choose: ``effect-opens``, ``kind-merged``.
    """

    level: int
    text: str
    tags: Text = ()
    anchor: str = ""
    facets: tuple[str, ...] = ()


class Paragraph(NamedTuple):
    """A paragraph."""

    text: Text


class Bullets(NamedTuple):
    """An unordered list."""

    rows: tuple[Text, ...]


class Contents(NamedTuple):
    """A list of the report's parts, with links to them."""

    caption: str
    rows: tuple[Text, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where its links lead."""
        return tuple(span.href for row in self.rows for span in row)


class Term(NamedTuple):
    """A name and what it stands for here; ``tags`` are shown beside the name."""

    name: str
    text: Text
    tags: Text = ()


class Terms(NamedTuple):
    """Names with their values."""

    rows: tuple[Term, ...]


class Table(NamedTuple):
    """A table; the first cell of a row names it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


class Choice(NamedTuple):
    """Something to be shown or hidden by readers: the parts of a report that bear ``facet``, called ``text``."""

    facet: str
    text: str
    mark: str = ""


class Choices(NamedTuple):
    """What readers of a page may choose to see, in groups of a name each; paper and terminals show everything."""

    caption: str
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]


class Signatures(NamedTuple):
    """Lines to be signed, each by the one named; ``day`` is written where the date goes."""

    caption: str
    names: tuple[str, ...]
    day: str


Block = Heading | Paragraph | Bullets | Contents | Terms | Table | Choices | Signatures


class Report(NamedTuple):
    """A title and the blocks under it."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def targets(self) -> frozenset[str]:
        """The anchors that the report's own contents link to."""
        contents = (block.addresses for block in self.blocks if isinstance(block, Contents))
        return frozenset(href[1:] for href in chain.from_iterable(contents) if href.startswith("#"))


def plain(text: str, mark: str = "") -> Text:
    """``text`` as one span."""
    return (Span(text, mark),)


def joined(parts: list[Span], separator: str) -> Text:
    """``parts`` with ``separator`` between them."""
    spans = [span for part in parts for span in (Span(separator), part)]
    return tuple(spans[1:])

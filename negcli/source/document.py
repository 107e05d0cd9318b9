"""A file as read: its documents with their data, and every slip of syntax; places are at hand in `places.py`.

`loader.py` builds the data; where it breaks off, `slips/diagnosis.py` says why, and the documents before are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, filterfalse
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from negcli.place import Path
from negcli.source.loader import Slip, collector_off, lines_of, load_plain

if TYPE_CHECKING:  # libyaml is loaded for what patterns do not read
    from yaml import YAMLError

    from negcli.source.builder import Raw

__all__ = ["Document", "Slip", "Source", "documents_of", "load_plain", "load_source"]


@dataclass(frozen=True)
class Document:
    """One YAML document of a file: its data with keys as written, counted from 1 within the file."""

    file: str
    number: int
    data: Any
    source: Source = field(repr=False, compare=False)
    #: Lines (from 0) on which the items of the document's top-level lists begin: (key, position) → line.
    item_lines: dict[Path, int] = field(default_factory=dict, repr=False, compare=False)
    #: Line (from 0) on which the document begins and the one after its last.
    first_line: int = 0
    last_line: int = 0

    @property
    def whole(self) -> Document:
        """It with its data; of one that another process has read, these are only read here when somebody asks."""
        is_here = self.data is not None or self.source.slips
        return self if is_here else self.source.again.documents[self.number - 1]


@dataclass(frozen=True)
class Source:
    """A file as read: its text, its documents and its slips."""

    file: str
    text: str = field(repr=False)
    documents: tuple[Document, ...] = field(default=(), repr=False)
    slips: tuple[Slip, ...] = ()
    #: Lines (from 0) that were read otherwise than they are written, because a slip in them was put right or left out.
    mended: Mapping[int, str] = field(default_factory=dict, repr=False, compare=False)
    #: What of the text was left out, and the sections of which nothing was read.
    left_out: str = field(default="", repr=False, compare=False)
    gaps: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    @cached_property
    def again(self) -> Source:
        """The same file, read once more."""
        return load_source(self.file, self.text)

    @cached_property
    def lines(self) -> list[str]:
        """The text, line by line, as libyaml counts them, without line ends."""
        return lines_of(self.text)

    @cached_property
    def lines_read(self) -> list[str]:
        """The lines as they were read: those that are `mended` in place of what is written."""
        if not self.mended:
            return self.lines
        return [self.mended.get(number, line) for number, line in enumerate(self.lines)]

    @cached_property
    def text_read(self) -> str:
        """The text as it was read."""
        return "\n".join(self.lines_read) if self.mended else self.text

    @cached_property
    def has_full_width_digit(self) -> bool:
        """Whether ０ to ９ stand anywhere in the text."""
        return any(map(self.text.__contains__, "０１２３４５６７８９"))

    @property
    def unread(self) -> str:
        """What of the text was not read: what was left out, or all where a document broke off."""
        return self.text if self.gaps or (self.breach and not self.mended) else self.left_out

    @property
    def breach(self) -> Slip | None:
        """The slip that kept a document from being read to its end; None when all were."""
        return next(filter(_breaks, self.slips), None)


_breaks = attrgetter("breaks")


def documents_of(sources: Iterable[Source]) -> Iterator[Document]:
    """Every document of ``sources``, in their order."""
    return chain.from_iterable(source.documents for source in sources)


def load_source(file: str, text: str, slips: tuple[Slip, ...] = ()) -> Source:
    """Read ``text``, the content of ``file``.

    ``slips`` found while decoding come first in the result's. Never raises for what stands in the text.
    """
    with collector_off():
        read, found = _read(text)
    if any(map(_breaks, slips)):  # what cannot be decoded breaks off sooner or later: one cause, one slip
        found = list(filterfalse(_breaks, found))
    return with_documents(Source(file, text, (), slips + tuple(found)), read)


def with_documents(source: Source, read: Iterable[Raw]) -> Source:
    """``source``, which is new and nobody's yet, with the documents that were ``read``."""
    documents = tuple(
        Document(source.file, number, raw.data, source, raw.item_lines, raw.first_line, raw.last_line)
        for number, raw in enumerate(read, 1)
    )
    object.__setattr__(source, "documents", documents)
    return source


def _read(text: str) -> tuple[list[Raw], list[Slip]]:
    """The documents of ``text``, up to where its syntax breaks off, and its slips; a broken document has no data."""
    from yaml import YAMLError
    from yaml.reader import ReaderError

    from negcli.source.builder import Builder

    builder = Builder()
    try:
        builder.read(text)
    except ReaderError as error:
        return _read_around(text, _slip(text, error))
    except YAMLError as error:
        builder.slips.append(_slip(text, error))
        for unfinished in filterfalse(attrgetter("is_closed"), builder.documents[-1:]):  # where nothing more can stand
            unfinished.data = None
    return builder.documents, builder.slips


def _read_around(text: str, slip: Slip) -> tuple[list[Raw], list[Slip]]:
    """The documents of ``text`` except those that the control character of ``slip`` stands in or that follow it.

    libyaml reads far ahead, so that such a character costs it the documents before, too.
    """
    documents, _ = _read("\n".join(lines_of(text)[: slip.place.line - 1]))
    return documents[:-1], [slip]


def _slip(text: str, error: YAMLError) -> Slip:
    """The slip that ``error`` tells of."""
    from negcli.slips.diagnosis import explain

    return explain(text, lines_of(text), error)

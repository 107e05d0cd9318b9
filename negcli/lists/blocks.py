"""Reading many versions of the same files: entries are remembered by the bytes of their block.

A list's file is cut where the items under its `entries` begin. What was read before, byte for byte, is not read again,
so that a history costs what its changes cost. The cut is only trusted where every part is whole on its own: the file
with one short item in place of all, and each block as exactly one entry. In any doubt the file is read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from itertools import filterfalse
from typing import NamedTuple

from negcli.lists.canonical import canonical
from negcli.lists.model import Values
from negcli.lists.register import read_part
from negcli.lists.vocabulary import LIST_KINDS, entry_map, kind_spellings
from negcli.place import Place
from negcli.source.cut import SEPARATOR, Cut, Doubt, bounds_of, chunks_of, cut_chunk, first_lines, load_strictly
from negcli.source.document import Document, Slip, Source, load_source
from negcli.source.encoding import decode
from negcli.source.files import KIND_LINE, TextFile
from negcli.source.plain import START, read_plain
from negcli.source.quick import load_strictly_and_quickly

#: Up to this share of a list's blocks, new ones are read one by one; with more, the document at once, twice as fast.
_SHARE = 0.5
#: Documents without blocks are remembered up to this size (bytes).
_SMALL = 1 << 16
#: The bytes in which a file's `kind` line is looked for first.
_HEAD = 4096

_SPELLINGS = ("entries", "事项")
_NO_SOURCE = Source("", "")

_NAMES = {"kind": "kind", "种类": "kind", "agency": "agency", "机构": "agency"}
_NAMING_LINE = re.compile(rf"^({'|'.join(_NAMES)}): +[\"']?({START}[^\r\n#\"']*)", re.MULTILINE)

#: A document's kind and its canonical values.
Part = tuple[str, Values]


class Parsed(NamedTuple):
    """A file as read: its documents of our kinds.

    ``slip`` is what kept a document from being read to its end; ``heads`` then are the lists of the file without their
    entries, as far as they can be told.
    """

    parts: tuple[Part, ...] = ()
    slip: Slip | None = None
    has_register: bool = False
    heads: tuple[Part, ...] = ()


NOT_OURS = Parsed()


class Parser:
    """Reads files and remembers what it has read. What it returns is shared between versions: nobody may change it.

    ``blobs`` are files by the ids under which git stores their contents; who reads from git keeps them there.
    """

    def __init__(self) -> None:
        self.blobs: dict[str, Parsed] = {}
        self._documents: dict[bytes, Part | None] = {}
        self._heads: dict[bytes, Part | None] = {}
        self._entries: dict[tuple[str, bytes], dict[bytes, Values]] = {}

    @cached_property
    def heads(self) -> HeadParser:
        """Reads the same files' lists without their entries."""
        return HeadParser()

    def parse(self, data: bytes) -> Parsed:
        """Read a file's bytes. One without a `kind` line is `NOT_OURS`. Never raises for what stands in the file."""
        parsed = self.parse_blocks(data)
        if parsed is None:
            whole = parse_whole(data)
            return whole._replace(heads=tuple(self._all_heads(data))) if whole.slip else whole
        return parsed

    def parse_blocks(self, data: bytes) -> Parsed | None:
        """The same, but None where a file has any slip, or its blocks may not mean what they mean together."""
        if not has_kind_line(data):
            return NOT_OURS
        try:
            parts = [part for chunk in chunks_of(data) if (part := self._document(chunk))]
        except (Doubt, UnicodeDecodeError):
            return None
        return Parsed(tuple(parts), None, holds_register(data))

    def _document(self, chunk: bytes) -> Part | None:
        """One document of a file; None when it is not of a kind of ours. Doubt when it has any slip."""
        small = len(chunk) <= _SMALL
        if small and chunk in self._documents:
            return self._documents[chunk]
        cut = cut_chunk(chunk)
        head = self._head(cut) if cut else None
        if cut and head:
            return head[0], {**head[1], "entries": self._read_entries(head[0], cut, chunk)}
        part = _part(load_strictly_and_quickly(chunk))
        if small:
            self._documents[chunk] = part
        return part

    def _all_heads(self, data: bytes) -> Iterator[Part]:
        """The heads of a broken file's lists; of one whose head is broken itself, which list it seems to be."""
        with suppress(Doubt):
            for chunk in chunks_of(data):
                cut = cut_chunk(chunk)
                try:
                    yield from filter(None, [self._head(cut) if cut else None])
                except (Doubt, UnicodeDecodeError):
                    yield from _seeming_head(chunk)

    def _head(self, cut: Cut) -> Part | None:
        """The kind of a list and its values without its entries; None when it is no list."""
        text = cut.before + cut.marker + b"0\n" + cut.after
        if text not in self._heads:
            self._heads[text] = _read_head(text)
        return self._heads[text]

    def _read_entries(self, kind: str, cut: Cut, chunk: bytes) -> list[Values]:
        known = self._entries.setdefault((kind, cut.marker), {})
        known.update(_plain_entries(kind, cut, filterfalse(known.__contains__, cut.blocks)))
        left = list(filterfalse(known.__contains__, cut.blocks))
        if len(left) > _SHARE * len(cut.blocks):
            rows = _all_at_once(kind, cut, chunk)
            known.update(zip(cut.blocks, rows, strict=True))
            return rows
        for block in left:
            known[block] = _read_block(kind, cut.block_text(block))
        return [known[block] for block in cut.blocks]


class HeadParser(Parser):
    """Reads lists without their entries, whether those can be read or not: enough to know a history's editions."""

    @property
    def heads(self) -> HeadParser:
        """Itself."""
        return self

    def parse(self, data: bytes) -> Parsed:
        """A file's documents, a list's entries being none; anything else as `Parser` reads it."""
        first = SEPARATOR.match(data)
        chunk = data[first.end() :] if first else data
        bounds = bounds_of(chunk)
        head = self._head_between(chunk, *bounds) if bounds else None
        return Parsed((head,)) if head else super().parse(data)

    def _head_between(self, data: bytes, start: int, stop: int, marker: bytes) -> Part | None:
        cut = Cut(data[: start + 1], data[stop + 1 :], marker[1:], [])
        with suppress(Doubt, UnicodeDecodeError):
            return self._head(cut)
        return None


def parse_whole(data: bytes) -> Parsed:
    """Read a file's bytes in one go."""
    text, slips = decode(data)
    source = load_source("", text, slips)
    parts = tuple(part for document in source.documents if (part := _part(document)))
    slip = next((slip for slip in source.slips if slip.breaks), None) or _no_mapping(source)
    return Parsed(parts, slip, TextFile("", text).has_register)


def _no_mapping(source: Source) -> Slip | None:
    """That a document is one text: its colons are none for YAML, and what it lists is not gone but unread."""
    is_text = any(document.data.__class__ is str for document in source.documents)
    return Slip("full-width-syntax", Place(1, 1, 1, 2), breaks=True) if is_text else None


def holds_register(data: bytes) -> bool:
    """Whether a register document stands in a file."""
    may_be = b"register" in data or "名录".encode() in data
    return may_be and TextFile("", decode(data)[0]).has_register


def has_kind_line(data: bytes) -> bool:
    """Whether a file belongs to a register: some line of it begins with `kind:` or `种类:`."""
    head = data[:_HEAD].decode("utf-8", "ignore")
    return bool(KIND_LINE.search(head) or KIND_LINE.search(decode(data)[0]))


def _part(document: Document | None) -> Part | None:
    part = read_part(document) if document else None
    return part and part[:2]


def _seeming_head(chunk: bytes) -> Iterator[Part]:
    """The kind of a list and its agency, where lines of a broken document name them."""
    named = {_NAMES[name]: value.strip() for name, value in _NAMING_LINE.findall(decode(chunk)[0])}
    kind = kind_spellings().get(named.get("kind", ""))
    if kind in LIST_KINDS and "agency" in named:
        yield kind, {"agency": named["agency"]}


def _read_head(text: bytes) -> Part | None:
    """The list whose only item in ``text`` is `0`, without it; None when it is a document of another kind."""
    plain = read_plain(text.decode("utf-8"), 0)
    document = load_strictly(text) if plain is None else Document("", 1, plain, _NO_SOURCE)
    part = _part(document)
    if document is None or part is None or part[0] not in LIST_KINDS:
        return None
    if not _is_hollow(document):
        raise Doubt
    return part[0], {key: value for key, value in part[1].items() if key != "entries"}


def _is_hollow(document: Document) -> bool:
    """Whether its entries are `0` alone."""
    return [document.data[key] for key in _SPELLINGS if key in document.data] == [["0"]]


def _read_block(kind: str, text: bytes) -> Values:
    document = load_strictly(b"entries:\n" + text)
    data = document.data if document else None
    if not isinstance(data, dict) or list(data) != ["entries"] or len(data["entries"] or ()) != 1:
        raise Doubt
    return _entry(kind, data["entries"][0])


def _entry(kind: str, item: object) -> Values:
    if not isinstance(item, dict):
        raise Doubt
    values: Values = canonical(entry_map(kind), item)
    return values


def _plain_entries(kind: str, cut: Cut, blocks: Iterable[bytes]) -> dict[bytes, Values]:
    """Those of ``blocks`` that are in the plainest layout, read."""
    plain = ((block, read_plain(cut.lines(block), len(cut.marker))) for block in blocks)
    return {block: _entry(kind, item) for block, item in plain if item is not None}


def _all_at_once(kind: str, cut: Cut, chunk: bytes) -> list[Values]:
    """The entries of a whole document, each of which must begin where its block does, and the last be whole by itself.

    (Something left open in the last one would reach into what stands after the entries.)
    """
    document = load_strictly(chunk)
    key = next((key for key in _SPELLINGS if document and key in document.data), "")
    items = document.data[key] if document and key else None
    if document is None or not isinstance(items, list) or len(items) != len(cut.blocks):
        raise Doubt
    if not first_lines(key, cut).items() <= document.item_lines.items():
        raise Doubt
    rows = [_entry(kind, item) for item in items]
    if _read_block(kind, cut.block_text(cut.blocks[-1])) != rows[-1]:
        raise Doubt
    return rows

"""Reading many versions of the same files: entries are remembered by the bytes of their block.
from typing import NamedTuple

A list's file is cut where the items under its `entries` begin. What was read before, byte for byte, is not read again,
so that a history costs what its changes cost. The cut is only trusted where every part is whole on its own: the file
with one short item in place of all, and each block as exactly one entry. In any doubt the file is read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import NamedTuple

from negcli.canonical import canonical
from negcli.document import Document, Slip, Source, load_source
from negcli.encoding import decode
from negcli.files import KIND_LINE, TextFile
from negcli.model import Values
from negcli.plain import read_plain
from negcli.register import read_part
from negcli.vocabulary import LIST_KINDS, entry_map

#: Up to this share of a list's blocks, new ones are read one by one; with more, the document at once, twice as fast.
_SHARE = 0.5
#: Documents without blocks are remembered up to this size (bytes).
_SMALL = 1 << 16
#: The bytes in which a file's `kind` line is looked for first.
_HEAD = 4096

_SPELLINGS = ("entries", "事项")
_ENTRIES = re.compile(rb"\n(?:entries|\xe4\xba\x8b\xe9\xa1\xb9):[ \t]*(?:#[^\n]*)?\r?(?=\n)")
_FIRST_ITEM = re.compile(rb"(?:\n[ \t]*(?:#[^\n]*)?\r?)*?(\n *- )")
#: Where what stands under `entries` ends: at the next text at the left margin, unless that is an item.
_END = re.compile(rb"\n(?=[^ \n\r\t#])")
_END_OF_FLUSH = re.compile(rb"\n(?=[^ \n\r\t#-]|-[^ ])")
_SEPARATOR = re.compile(rb"^---[ \t]*(?:[ \t]#(?:(?!\xc2\x85|\xe2\x80[\xa8\xa9])[^\r\n])*)?\r?\n", re.MULTILINE)
_LIKE_SEPARATOR = re.compile(rb"^---(?![^ \t\r\n])", re.MULTILINE)
#: Line ends that libyaml knows and we do not cut at, byte order marks, directives and document ends.
_ODD = (b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xef\xbb\xbf", b"\n%", b"\n...")

_NO_SOURCE = Source("", "")

#: A document's kind and its canonical values.
Part = tuple[str, Values]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as read: its documents of our kinds.

    ``slip`` is what kept a document from being read to its end; ``heads`` then are the lists of the file without their
    entries, as far as they can be told.
    """

    parts: tuple[Part, ...] = ()
    slip: Slip | None = None
    has_register: bool = False
    heads: tuple[Part, ...] = ()


NOT_OURS = Parsed()


class _Doubt(Exception):
    """The parts of a file may not mean what they mean together."""


class Cut(NamedTuple):
    """A list's document cut up: what stands before and after its items, what each begins with, and their blocks.

    A last block without a line end carries a NUL, so that it is not taken for the same block with one.
    """

    before: bytes
    after: bytes
    marker: bytes
    blocks: list[bytes]

    def block_text(self, block: bytes) -> bytes:
        """The lines of ``block`` as they stand in the file."""
        return self.marker + (block[:-1] if block.endswith(b"\0") else block + b"\n")

    def lines(self, block: bytes) -> str:
        """The fields of ``block``, the first one in the column of the others."""
        text = block[:-1] if block.endswith(b"\0") else block
        return " " * len(self.marker) + text.decode("utf-8")


class Parser:
    """Reads files and remembers what it has read. What it returns is shared between versions: nobody may change it.

    ``blobs`` are files by the ids under which git stores their contents; who reads from git keeps them there.
    """

    def __init__(self) -> None:
        self.blobs: dict[str, Parsed] = {}
        self._documents: dict[bytes, Part | None] = {}
        self._heads: dict[bytes, Part | None] = {}
        self._entries: dict[tuple[str, bytes], dict[bytes, Values]] = {}

    def parse(self, data: bytes) -> Parsed:
        """Read a file's bytes. One without a `kind` line is `NOT_OURS`. Never raises for what stands in the file."""
        parsed = self.parse_blocks(data)
        if parsed is None:
            whole = parse_whole(data)
            return replace(whole, heads=tuple(self._all_heads(data))) if whole.slip else whole
        return parsed

    def parse_blocks(self, data: bytes) -> Parsed | None:
        """The same, but None where a file has any slip, or its blocks may not mean what they mean together."""
        if not has_kind_line(data):
            return NOT_OURS
        try:
            parts = [part for chunk in _chunks(data) if (part := self._document(chunk))]
        except (_Doubt, UnicodeDecodeError):
            return None
        return Parsed(tuple(parts), None, holds_register(data))

    def _document(self, chunk: bytes) -> Part | None:
        """One document of a file; None when it is not of a kind of ours. _Doubt when it has any slip."""
        small = len(chunk) <= _SMALL
        if small and chunk in self._documents:
            return self._documents[chunk]
        cut = _cut(chunk)
        head = self._head(cut) if cut else None
        if cut and head:
            return head[0], {**head[1], "entries": self._read_entries(head[0], cut, chunk)}
        part = _part(_load(chunk))
        if small:
            self._documents[chunk] = part
        return part

    def _all_heads(self, data: bytes) -> Iterator[Part]:
        """The heads of a broken file's lists."""
        with suppress(_Doubt):
            for cut in map(_cut, _chunks(data)):
                with suppress(_Doubt, UnicodeDecodeError):
                    head = self._head(cut) if cut else None
                    if head:
                        yield head

    def _head(self, cut: Cut) -> Part | None:
        """The kind of a list and its values without its entries; None when it is no list."""
        text = cut.before + cut.marker + b"0\n" + cut.after
        if text not in self._heads:
            self._heads[text] = _read_head(text)
        return self._heads[text]

    def _read_entries(self, kind: str, cut: Cut, chunk: bytes) -> list[Values]:
        known = self._entries.setdefault((kind, cut.marker), {})
        new = [block for block in cut.blocks if block not in known]
        plain = ((block, read_plain(cut.lines(block), len(cut.marker))) for block in new)
        known.update({block: _entry(kind, item) for block, item in plain if item is not None})
        left = [block for block in new if block not in known]
        if len(left) > _SHARE * len(cut.blocks):
            rows = _all_at_once(kind, cut, chunk)
            known.update(zip(cut.blocks, rows, strict=True))
            return rows
        for block in left:
            known[block] = _read_block(kind, cut.block_text(block))
        return [known[block] for block in cut.blocks]


class HeadParser(Parser):
    """Reads lists without their entries, whether those can be read or not: enough to know a history's editions."""

    def parse(self, data: bytes) -> Parsed:
        """A file's documents, a list's entries being none; anything else as `Parser` reads it."""
        first = _SEPARATOR.match(data)
        chunk = data[first.end() :] if first else data
        bounds = _bounds(chunk)
        head = self._head_between(chunk, *bounds) if bounds else None
        return Parsed((head,)) if head else super().parse(data)

    def _head_between(self, data: bytes, start: int, stop: int, marker: bytes) -> Part | None:
        cut = Cut(data[: start + 1], data[stop + 1 :], marker[1:], [])
        with suppress(_Doubt, UnicodeDecodeError):
            return self._head(cut)
        return None


def parse_whole(data: bytes) -> Parsed:
    """Read a file's bytes in one go."""
    text, slips = decode(data)
    source = load_source("", text, slips)
    parts = tuple(part for document in source.documents if (part := _part(document)))
    slip = next((slip for slip in source.slips if slip.breaks), None)
    return Parsed(parts, slip, TextFile("", text).has_register)


def cut_up(data: bytes) -> Cut | None:
    """A file cut at its entries; None where it is not one list's document, or in doubt."""
    with suppress(_Doubt):
        chunks = _chunks(data)
        return _cut(chunks[0]) if len(chunks) == 1 else None
    return None


def holds_register(data: bytes) -> bool:
    """Whether a register document stands in a file."""
    may_be = b"register" in data or "名录".encode() in data
    return may_be and TextFile("", decode(data)[0]).has_register


def has_kind_line(data: bytes) -> bool:
    """Whether a file belongs to a register: some line of it begins with `kind:` or `种类:`."""
    head = data[:_HEAD].decode("utf-8", "ignore")
    return bool(KIND_LINE.search(head) or KIND_LINE.search(decode(data)[0]))


def _chunks(data: bytes) -> list[bytes]:
    """The documents of a file, without the lines between them."""
    if b"\n---" not in data and not data.startswith(b"---"):
        return [data]
    if len(_LIKE_SEPARATOR.findall(data)) != len(_SEPARATOR.findall(data)):
        raise _Doubt
    return [chunk for chunk in _SEPARATOR.split(data) if chunk]


def _cut(chunk: bytes) -> Cut | None:
    """``chunk`` cut at its entries; None where there is no single `entries` with items below it."""
    bounds = _bounds(chunk)
    if bounds is None:
        return None
    start, stop, marker = bounds
    body, after = chunk[start:stop], chunk[stop + 1 :]
    is_open = stop == len(chunk) and not body.endswith(b"\n")
    body = body + b"\0" if is_open else body.removesuffix(b"\n") if stop == len(chunk) else body
    return Cut(chunk[: start + 1], after, marker[1:], body.split(marker)[1:])


def _bounds(chunk: bytes) -> tuple[int, int, bytes] | None:
    """Where the items under the one `entries` begin and end, and what begins an item with the line end before it."""
    found = _ENTRIES.search(chunk)
    first = _FIRST_ITEM.match(chunk, found.end()) if found else None
    if first is None or b"\0" in chunk:
        return None
    start, marker = first.start(1), first[1]
    end = _end_of_items(chunk, start, marker)
    stop = end.start() if end else len(chunk)
    return None if _ENTRIES.search(chunk, stop) else (start, stop, marker)


def _end_of_items(chunk: bytes, start: int, marker: bytes) -> re.Match[bytes] | None:
    """Where the items that begin at ``start`` end, if not with the text.

    Nearly always no line but the empty one at the end stands at the margin, which is counted in a fifth of the time.
    """
    if marker == b"\n- ":
        return _END_OF_FLUSH.search(chunk, start + 1)
    is_last = chunk.endswith(b"\n") and chunk.count(b"\n", start) == chunk.count(b"\n ", start) + 1
    return None if is_last else _END.search(chunk, start)


def _load(text: bytes) -> Document | None:
    """The one document that ``text`` holds, or None for comments only. _Doubt when there is anything odd about it."""
    if any(odd in text for odd in _ODD) or text.startswith((b"%", b"...")):
        raise _Doubt
    if b"\r" in text and text.count(b"\r") != text.count(b"\r\n"):
        raise _Doubt
    source = load_source("", text.decode("utf-8"))
    if source.slips or len(source.documents) > 1:
        raise _Doubt
    return source.documents[0] if source.documents else None


def _part(document: Document | None) -> Part | None:
    part = read_part(document) if document else None
    return part and part[:2]


def _read_head(text: bytes) -> Part | None:
    """The list whose only item in ``text`` is `0`, without it; None when it is a document of another kind."""
    plain = read_plain(text.decode("utf-8"), 0)
    document = _load(text) if plain is None else Document("", 1, plain, _NO_SOURCE)
    part = _part(document)
    if document is None or part is None or part[0] not in LIST_KINDS:
        return None
    if [document.data[key] for key in _SPELLINGS if key in document.data] != [["0"]]:
        raise _Doubt
    return part[0], {key: value for key, value in part[1].items() if key != "entries"}


def _read_block(kind: str, text: bytes) -> Values:
    document = _load(b"entries:\n" + text)
    data = document.data if document else None
    if not isinstance(data, dict) or list(data) != ["entries"] or len(data["entries"] or ()) != 1:
        raise _Doubt
    return _entry(kind, data["entries"][0])


def _entry(kind: str, item: object) -> Values:
    if not isinstance(item, dict):
        raise _Doubt
    values: Values = canonical(entry_map(kind), item)
    return values


def _first_lines(key: str, cut: Cut) -> dict[tuple[str, int], int]:
    """(``key``, number of a block) → the line on which it begins, from 0."""
    line, lines = cut.before.count(b"\n"), {}
    for position, block in enumerate(cut.blocks):
        lines[key, position] = line
        line += block.count(b"\n") + 1
    return lines


def _all_at_once(kind: str, cut: Cut, chunk: bytes) -> list[Values]:
    """The entries of a whole document, each of which must begin where its block does, and the last be whole by itself.

    (Something left open in the last one would reach into what stands after the entries.)
    """
    document = _load(chunk)
    key = next((key for key in _SPELLINGS if document and key in document.data), "")
    items = document.data[key] if document and key else None
    if document is None or not isinstance(items, list) or len(items) != len(cut.blocks):
        raise _Doubt
    if not _first_lines(key, cut).items() <= document.item_lines.items():
        raise _Doubt
    rows = [_entry(kind, item) for item in items]
    if _read_block(kind, cut.block_text(cut.blocks[-1])) != rows[-1]:
        raise _Doubt
    return rows

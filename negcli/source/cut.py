"""Cutting a list's file where its entries begin, so that each can be read on its own.

The cut is only trusted where every part is whole on its own: the file with one short item in place of all, and each
block as exactly one entry. Where that may not be, there is `Doubt`, and the file is to be read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from negcli.source.document import Document, load_source

_ENTRIES = re.compile(rb"\n(?:entries|\xe4\xba\x8b\xe9\xa1\xb9):[ \t]*(?:#[^\n]*)?\r?(?=\n)")
#: The same for what a register's document lists.
_AGENCIES = re.compile(rb"\n(?:agencies|\xe6\x9c\xba\xe6\x9e\x84):[ \t]*(?:#[^\n]*)?\r?(?=\n)")
_FIRST_ITEM = re.compile(rb"(?:\n[ \t]*(?:#[^\n]*)?\r?)*?(\n *- )")
#: Where what stands under `entries` ends: at the next text at the left margin, unless that is an item.
_END = re.compile(rb"\n[^ \n\r\t#]")
_END_OF_FLUSH = re.compile(rb"\n(?:[^ \n\r\t#-]|-[^ ])")
SEPARATOR = re.compile(rb"^---[ \t]*(?:[ \t]#(?:(?!\xc2\x85|\xe2\x80[\xa8\xa9])[^\r\n])*)?\r?\n", re.MULTILINE)
_LIKE_SEPARATOR = re.compile(rb"^---(?![^ \t\r\n])", re.MULTILINE)
#: Line ends that libyaml knows and we do not cut at, byte order marks, directives and document ends.
_ODD = (b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xef\xbb\xbf", b"\n%", b"\n...")


class Doubt(Exception):
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


def cut_up(data: bytes) -> Cut | None:
    """A file cut at its entries; None where it is not one list's document, or in doubt."""
    with suppress(Doubt):
        chunks = chunks_of(data)
        return cut_chunk(chunks[0]) if len(chunks) == 1 else None
    return None


def cut_register(data: bytes) -> Cut | None:
    """A file cut at its agencies; None where it may not be one register's document alone."""
    return None if _LIKE_SEPARATOR.search(data) or SEPARATOR.search(data) else cut_chunk(data, _AGENCIES)


def chunks_of(data: bytes) -> list[bytes]:
    """The documents of a file, without the lines between them."""
    if b"\n---" not in data and not data.startswith(b"---"):
        return [data]
    if len(_LIKE_SEPARATOR.findall(data)) != len(SEPARATOR.findall(data)):
        raise Doubt
    return [chunk for chunk in SEPARATOR.split(data) if chunk]


def cut_chunk(chunk: bytes, key: re.Pattern[bytes] = _ENTRIES) -> Cut | None:
    """``chunk`` cut at its entries; None where there is no single ``key`` with items below it."""
    bounds = bounds_of(chunk, key)
    if bounds is None:
        return None
    start, stop, marker = bounds
    body, after = chunk[start:stop], chunk[stop + 1 :]
    is_open = stop == len(chunk) and not body.endswith(b"\n")
    body = body + b"\0" if is_open else body.removesuffix(b"\n") if stop == len(chunk) else body
    return Cut(chunk[: start + 1], after, marker[1:], body.split(marker)[1:])


def bounds_of(chunk: bytes, key: re.Pattern[bytes] = _ENTRIES) -> tuple[int, int, bytes] | None:
    """Where the items under the one ``key`` begin and end, and what begins an item with the line end before it."""
    first = first_item(chunk, key)
    if first is None or b"\0" in chunk:
        return None
    start, marker = first
    end = (_END_OF_FLUSH if marker == b"\n- " else _END).search(chunk, start + 1)
    stop = end.start() if end else len(chunk)
    return None if key.search(chunk, stop) else (start, stop, marker)


def first_item(chunk: bytes, key: re.Pattern[bytes] = _ENTRIES) -> tuple[int, bytes] | None:
    """Where the first item under ``key`` begins, and what begins an item with the line end before it."""
    found = key.search(chunk)
    first = _FIRST_ITEM.match(chunk, found.end()) if found else None
    return (first.start(1), first[1]) if first else None


def load_strictly(text: bytes) -> Document | None:
    """The one document that ``text`` holds, or None for comments only. Doubt when there is anything odd about it."""
    if _is_odd(text):
        raise Doubt
    source = load_source("", text.decode("utf-8"))
    if source.slips or _are_several_or_text(source.documents):
        raise Doubt
    return next(iter(source.documents), None)


def _is_odd(text: bytes) -> bool:
    """Whether lines may end, or documents begin and end, where nobody looks for it."""
    other_ends = b"\r" in text and text.count(b"\r") != text.count(b"\r\n")
    return other_ends or text.startswith((b"%", b"...")) or any(map(text.__contains__, _ODD))


def _are_several_or_text(documents: Sequence[Document]) -> bool:
    return len(documents) > 1 or any(isinstance(each.data, str) for each in documents)


def first_lines(key: str, cut: Cut) -> dict[tuple[str, int], int]:
    """(``key``, number of a block) → the line on which it begins, from 0."""
    line, lines = cut.before.count(b"\n"), {}
    for position, block in enumerate(cut.blocks):
        lines[key, position] = line
        line += block.count(b"\n") + 1
    return lines

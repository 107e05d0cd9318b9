"""Bytes → text: UTF-8, and what people's editors write instead, each a slip with its cure."""

from __future__ import annotations

import codecs
import re

from negcli.loader import Slip, lines_of
from negcli.place import Place

#: Byte order marks, the longest first, and what they announce.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COLON = re.compile("[:：]")


def decode(data: bytes) -> tuple[str, tuple[Slip, ...]]:
    """The text of ``data`` and what was wrong with its encoding. Never raises: what cannot be read becomes U+FFFD."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _other(data, error)


def _marked(data: bytes, encoding: str) -> tuple[str, tuple[Slip, ...]]:
    start = Place(1, 1, 1, 2)
    text = data.decode(encoding, errors="replace")
    if encoding == "utf-8-sig":
        return text, (Slip("byte-order-mark", start),)
    return text, (Slip("not-utf8", start, (("encoding", encoding.upper()),)),)


def _other(data: bytes, error: UnicodeDecodeError) -> tuple[str, tuple[Slip, ...]]:
    """Text in another encoding: UTF-16 without a mark shows by its NULs, GB18030 by decoding whole."""
    before = lines_of(data[: error.start].decode("utf-8"))
    line, column = len(before), len(before[-1]) + 1
    place = Place(line, column, line, column + 1)
    for encoding in _guesses(data):
        text = _decoded(data, encoding)
        if _COLON.search(text):  # no YAML without a colon: what has none was guessed wrong
            return text, (Slip("not-utf8", place, (("encoding", encoding.upper()),)),)
    return data.decode("utf-8", errors="replace"), (Slip("not-utf8", place, (("encoding", "?"),), breaks=True),)


def _decoded(data: bytes, encoding: str) -> str:
    """``data`` in ``encoding``; empty when it is not in that."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _guesses(data: bytes) -> tuple[str, ...]:
    head = data[:400]
    if b"\0" in head:
        return ("utf-16-le", "utf-16-be") if head[1::2].count(0) > head[::2].count(0) else ("utf-16-be", "utf-16-le")
    return ("gb18030",)

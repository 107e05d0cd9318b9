"""Bytes → text: UTF-8, and what people's editors write instead, each a slip with its cure."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from negcli.place import Place
from negcli.source.guessing import decoded, guessed, is_wide, unspoilt
from negcli.source.loader import Slip, lines_of

#: Byte order marks, the longest first, and what they announce.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENDS = "\r\n|\r|\n"
_END_NAMES = {"\r\n": "windows", "\n": "unix", "\r": "mac"}


def decode(data: bytes) -> tuple[str, tuple[Slip, ...]]:
    """The text of ``data`` and what was wrong with its encoding. Never raises: what cannot be read becomes U+FFFD."""
    text, slips = _text_of(data)
    is_text = "\r" in text and not any(slip.breaks for slip in slips)
    return text, (*slips, *_mixed_ends(text)) if is_text else slips


def decode_as(data: bytes, encoding: str) -> tuple[str, tuple[Slip, ...]]:
    """The same, where ``encoding`` is what to take ``data`` for that have no mark and are not UTF-8."""
    text, slips = decode(data)
    named = decoded(data, encoding) if any(slip.name == "not-utf8" for slip in slips) else ""
    if not named or any(data.startswith(mark) for mark, _ in _MARKS):
        return text, slips
    return named, (Slip("not-utf8", slips[0].place, (("encoding", encoding.upper()),)),)


def _text_of(data: bytes) -> tuple[str, tuple[Slip, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    if is_wide(data):
        return _told(*guessed(data), [""])
    try:
        return _spoilt(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _other(data, error)


def _spoilt(text: str) -> tuple[str, tuple[Slip, ...]]:
    """``text``, which is UTF-8 and may have been taken for something else before."""
    before = unspoilt(text)
    slip = Slip("not-utf8", Place(1, 1, 1, 2), (("encoding", "spoilt"),), breaks="\ufffd" in before)
    return (before, (slip,)) if before else (text, ())


def _mixed_ends(text: str) -> tuple[Slip, ...]:
    """That lines end in several ways: told at the first that ends otherwise than most."""
    ends = re.findall(_ENDS, text)
    counts = Counter(ends)
    if len(counts) < 2:
        return ()
    usual = counts.most_common(1)[0][0]
    number = next(number for number, end in enumerate(ends, 1) if end != usual)
    others = sum(counts.values()) - counts[usual]
    args = (("usual", _END_NAMES[usual]), ("others", others))
    return (Slip("mixed-line-ends", Place(number, 1, number, 2), args),)


def _marked(data: bytes, encoding: str) -> tuple[str, tuple[Slip, ...]]:
    start = Place(1, 1, 1, 2)
    if encoding == "utf-8-sig":
        text, slips = _text_of(data[len(codecs.BOM_UTF8) :])
        return text, slips or (Slip("byte-order-mark", start),)
    text = data.decode(encoding, errors="replace").removesuffix("\ufffd")  # half a character at the end
    return text, (Slip("not-utf8", start, (("encoding", encoding.upper()),)),)


def _other(data: bytes, error: UnicodeDecodeError) -> tuple[str, tuple[Slip, ...]]:
    """Text in another encoding, told where it is no UTF-8 for the first time."""
    return _told(*guessed(data), lines_of(data[: error.start].decode("utf-8")))


def _told(text: str, encoding: str, before: list[str]) -> tuple[str, tuple[Slip, ...]]:
    """``text``, and that it was in ``encoding``, told behind the lines that stand ``before``."""
    lines = lines_of(text)
    line = min(len(before), len(lines))
    column = min(len(before[-1]), len(lines[line - 1])) + 1
    place = Place(line, column, line, column + 1)
    return text, (Slip("not-utf8", place, (("encoding", encoding),), breaks=encoding == "?"),)

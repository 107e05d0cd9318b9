"""Bytes → text: UTF-8, and what people's editors write instead, each a slip with its cure."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from negcli.place import Place
from negcli.source.loader import Slip, lines_of

#: Byte order marks, the longest first, and what they announce.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HAN = "[\u4e00-\u9fff]"
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
    named = _decoded(data, encoding) if any(slip.name == "not-utf8" for slip in slips) else ""
    if not named or any(data.startswith(mark) for mark, _ in _MARKS):
        return text, slips
    return named, (Slip("not-utf8", slips[0].place, (("encoding", encoding.upper()),)),)


def _text_of(data: bytes) -> tuple[str, tuple[Slip, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _other(data, error)


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
        return text, (Slip("byte-order-mark", start), *slips)
    text = data.decode(encoding, errors="replace")
    return text, (Slip("not-utf8", start, (("encoding", encoding.upper()),)),)


def _other(data: bytes, error: UnicodeDecodeError) -> tuple[str, tuple[Slip, ...]]:
    """Text in another encoding: UTF-16 without a mark shows by its NULs, GB18030 by decoding whole."""
    before = lines_of(data[: error.start].decode("utf-8"))
    text, encoding = _guessed(data)
    lines = lines_of(text)
    line = min(len(before), len(lines))
    column = min(len(before[-1]), len(lines[line - 1])) + 1
    place = Place(line, column, line, column + 1)
    return text, (Slip("not-utf8", place, (("encoding", encoding),), breaks=encoding == "?"),)


def _guessed(data: bytes) -> tuple[str, str]:
    """What ``data`` say and in which encoding: one, a mixture, or ? where it cannot be told."""
    guesses = ((_decoded(data, encoding), encoding.upper()) for encoding in _guesses(data))
    # no YAML without a colon: else it was guessed wrong
    likely = (guess for guess in guesses if ":" in guess[0] or "：" in guess[0])
    mixed = "" if b"\0" in data else _line_by_line(data)
    unknown = (data.decode("utf-8", errors="replace"), "?")
    return (mixed, "mixed") if mixed else next(likely, unknown)


def _line_by_line(data: bytes) -> str:
    """The text of a file whose lines are in UTF-8 here and in GB18030 there, as pasting leaves it; or nothing."""
    lines = data.split(b"\n")
    texts = [_decoded(line, "utf-8") for line in lines]
    if not any(re.search(_HAN, text) for text in texts):
        return ""
    texts = [text or _pasted(line) for text, line in zip(texts, lines, strict=True)]
    return "\n".join(texts) if list(map(bool, texts)) == list(map(bool, lines)) else ""


def _pasted(line: bytes) -> str:
    """A line that is no UTF-8, as GB18030; nothing where some of it is UTF-8 all the same, and only damaged."""
    return "" if re.search(_HAN, line.decode("utf-8", errors="ignore")) else _decoded(line, "gb18030")


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

"""In which encoding bytes are that are not UTF-8: UTF-16 and UTF-32 show by their NULs, GB18030 by decoding."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN = re.compile("[\u4e00-\u9fff]")
_ODD_BYTES = re.compile(rb"([\x80-\xff]+)")
#: How much of a text is looked at for NULs, in bytes.
_GLANCE = 400
#: First bytes of GB2312's punctuation and of the characters of its first level, which nearly all texts are made of.
_COMMON = frozenset((*range(0xA1, 0xA4), *range(0xB0, 0xD8)))
#: What 种类, the punctuation of UTF-8 and its full-width signs become where they are taken for GB18030.
_SPOILT = re.compile("绉嶇被|[銆锛][^銆锛]*[銆锛]")


def guessed(data: bytes) -> tuple[str, str]:
    """What ``data`` say and in which encoding: one, a mixture, or ? where it cannot be told."""
    guesses = ((_read_as(data, encoding), encoding.upper()) for encoding in _guesses(data))
    # no YAML without a colon: else it was guessed wrong
    likely = (guess for guess in guesses if ":" in guess[0] or "：" in guess[0])
    mixed = "" if b"\0" in data else _line_by_line(data)
    unknown = (data.decode("utf-8", errors="replace"), "?")
    return (mixed, "mixed") if mixed else next(likely, unknown)


def is_wide(data: bytes) -> bool:
    """Whether ``data`` are UTF-16 or UTF-32 for certain, though all their bytes may be UTF-8 as well."""
    nuls = _nuls(data)
    even, odd = nuls[0] + nuls[2], nuls[1] + nuls[3]
    is_one_sided = max(even, odd) > 9 * min(even, odd)
    return sum(nuls) * 4 > len(data[:_GLANCE]) and (is_one_sided or _guesses(data)[0].startswith("utf-32"))


def unspoilt(text: str) -> str:
    """What ``text`` was before a program took UTF-8 for GB18030 and saved it so; empty where none did."""
    if not ("绉嶇被" in text or ("銆" in text and _SPOILT.search(text))):
        return ""
    before = text.encode("gb18030", errors="replace").decode("utf-8", errors="replace")
    return before if 20 * before.count("\ufffd") < len(before) and _HAN.search(before) else ""


def decoded(data: bytes, encoding: str) -> str:
    """``data`` in ``encoding``; empty when it is not in that."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _read_as(data: bytes, encoding: str) -> str:
    return _likely(data, 0.5) if encoding == "gb18030" else decoded(data, encoding)


def _nuls(data: bytes) -> list[int]:
    """How many NULs stand in the first, second … of every four bytes."""
    return [data[:_GLANCE][place::4].count(0) for place in range(4)]


def _guesses(data: bytes) -> tuple[str, ...]:
    nuls, full = _nuls(data), len(data[:_GLANCE]) // 4
    if not any(nuls):
        return ("gb18030",)
    if full and (min(nuls[2:]) >= full or min(nuls[:2]) >= full):
        return ("utf-32-le", "utf-32-be")
    return ("utf-16-le", "utf-16-be") if nuls[1] + nuls[3] > nuls[0] + nuls[2] else ("utf-16-be", "utf-16-le")


def _line_by_line(data: bytes) -> str:
    """The text of a file that is partly UTF-8 and partly GB18030, as pasting leaves it; or nothing."""
    lines = data.split(b"\n")
    texts = [decoded(line, "utf-8") for line in lines]
    if not any(map(_HAN.search, texts)):
        return ""
    texts = [text or _pasted(line) for text, line in zip(texts, lines, strict=True)]
    return "\n".join(texts) if list(map(bool, texts)) == list(map(bool, lines)) else ""


def _pasted(line: bytes) -> str:
    """A line that is no UTF-8, in GB18030 or partly so; nothing where it is only damaged."""
    utf8 = 3 * len(_HAN.findall(line.decode("utf-8", errors="ignore")))
    is_mostly_utf8 = 2 * utf8 >= sum(map(len, _ODD_BYTES.findall(line)))
    return "" if not line else _by_runs(line) if is_mostly_utf8 else _likely(line, 0.5)


def _by_runs(line: bytes) -> str:
    """A line in UTF-8 into which something in GB18030 was pasted; nothing where it is something else."""
    runs = [_run(run) for run in _ODD_BYTES.split(line) if run]
    return "".join(runs) if all(runs) else ""


def _run(run: bytes) -> str:
    """Bytes between those of ASCII, partly UTF-8 and in one stretch GB18030; nothing where they are something else."""
    try:
        return run.decode("utf-8")
    except UnicodeDecodeError as error:
        before = run[: error.start].decode("utf-8")
        return next((before + text for text in _ends(run[error.start :])), "")


def _ends(run: bytes) -> Iterator[str]:
    """Each way to read ``run`` as GB18030 that goes over to UTF-8, the longest first."""
    for end in range(len(run), 3, -1):
        text, rest = _likely(run[:end], 0.8), decoded(run[end:], "utf-8")
        if text and bool(rest) == (end < len(run)):
            yield text + rest


def _likely(data: bytes, share: float) -> str:
    """``data`` in GB18030, where at least that ``share`` of their characters are common ones; else nothing."""
    text = decoded(data, "gb18030")
    wide = [_is_common(sign.encode("gb18030")) for sign in text if not sign.isascii()]
    return text if sum(wide) >= share * len(wide) else ""


def _is_common(sign: bytes) -> bool:
    return sign[0] in _COMMON and sign[1] >= 0xA1

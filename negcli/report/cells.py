"""How wide a text is on a screen, and how it is padded, cut and wrapped there.

A Chinese or full-width character takes two cells, a combining one none. What could steer a terminal (escape sequences,
text that runs backwards) is made visible before it is shown: registers come from anybody.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

#: Cells that a tab is shown as.
TAB = "    "
_CONTROLS = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_CONTROLS |= {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_CONTROLS |= dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
_CONTROLS |= dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
#: The same characters, as ranges: two thousand single ones take long to compile.
_STEERING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})
#: The East Asian widths (UAX #11) of characters that take two cells; see `widen`.
_WIDE = {"W", "F"}
#: What must not begin a line, and what must not end one.
_CLOSING = frozenset("，。；：！？、）》〉】〕」』”’…,.;:!?)]}%％")
_OPENING = frozenset("（《〈【〔「『“‘([{")
#: How marks of words taken out and put in end (`terminal.py`).
_MARK_ENDS = frozenset({"-]", "+}"})


class _Widths(dict[str, int]):
    """Character → cells; looked up once per character."""

    def __missing__(self, character: str) -> int:
        if unicodedata.category(character) in _INVISIBLE:
            width = 0
        else:
            width = 2 if unicodedata.east_asian_width(character) in _WIDE else 1
        self[character] = width
        return width


#: Characters whose class tells nothing of their width; a soft hyphen is shown.
_SETTLED = {"\t": len(TAB), "\n": 0, "\xad": 1}
_WIDTHS = _Widths(_SETTLED)


def widen(wide: bool) -> None:
    """Settle whether signs such as “…” take two cells, as on consoles of Chinese code pages, or one as elsewhere.

    Those are the characters of ambiguous width (UAX #11).
    """
    (_WIDE.add if wide else _WIDE.discard)("A")
    _WIDTHS.clear()
    _WIDTHS.update(_SETTLED)


def safe(text: str) -> str:
    """``text`` with every character that could steer a terminal or turn the direction of writing made visible."""
    return text.translate(_CONTROLS) if not text.isprintable() and _STEERING.search(text) else text


def columns(text: str) -> int:
    """How many cells ``text`` takes."""
    return sum(map(_WIDTHS.__getitem__, text))


def pad(text: str, width: int) -> str:
    """``text`` with spaces up to ``width`` cells."""
    return text + " " * (width - columns(text))


def indent_of(text: str, column: int) -> int:
    """The cells before the character at ``column`` (from 0); a combining character stands with the one before it."""
    while 0 < column < len(text) and _WIDTHS[text[column]] == 0:
        column -= 1
    return columns(text[:column])


def cut(text: str, width: int) -> str:
    """The beginning of ``text`` that takes at most ``width`` cells."""
    near = text[: width + 64]
    if columns(near) <= width and len(near) < len(text):
        near = text  # many characters of no width
    end = bisect_right(list(accumulate(map(_WIDTHS.__getitem__, near))), width)
    return text[:end]


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` cells (eight at least), one or more for each of its own.

    Chinese breaks between any two characters, but no line begins with closing or ends with opening punctuation; other
    words stay whole unless one is longer than a line.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        lines += [line] if columns(line) <= width else _wrapped(line, max(width, 8))
    return lines


def _wrapped(line: str, width: int) -> list[str]:
    lines = []
    while (most := len(cut(line, width))) < len(line):
        end = next((at for at in range(most, 0, -1) if _may_break(line, at)), most)
        lines.append(line[:end].rstrip())
        line = line[end:].lstrip()
    return [*lines, line] if line else lines


def _may_break(line: str, at: int) -> bool:
    """Whether a new line may begin with the character at ``at``."""
    before, after = line[at - 1], line[at]
    return not _is_tied(line, at) and (_is_loose(before) or _is_loose(after) or after in _OPENING)


def _is_tied(line: str, at: int) -> bool:
    """Whether the character at ``at`` must not be parted from the one before it."""
    before, after = line[at - 1], line[at]
    return before in _OPENING or after in _CLOSING or _WIDTHS[after] == 0 or line[at : at + 2] in _MARK_ENDS


def _is_loose(character: str) -> bool:
    """Whether lines may be broken on either side of ``character``."""
    return character.isspace() or _WIDTHS[character] == 2

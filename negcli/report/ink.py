"""Colour on a terminal: a few named inks, written as ANSI sequences, or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable

Paint = Callable[[str, str], str]

#: Ink → its ANSI (SGR) number. Only the sixteen basic colours: they follow the reader's own theme.
INKS = {
    "strong": "1",
    "muted": "2",
    "error": "31",
    "warning": "33",
    "info": "36",
    "mark": "1;31",
    "old": "9;31",  # struck through and underlined: the difference must not hang on colour alone
    "new": "4;32",
    "before": "31",
    "after": "32",
    "restricts": "31",
    "opens": "32",
    "mixed": "33",
    "undetermined": "35",
}


_SEQUENCE = re.compile("\x1b\\[[0-9;]*m|\x1b]8;[^\x1b]*\x1b\\\\")


def bare(text: str) -> str:
    """``text`` without the sequences that paint it or make it a link."""
    return _SEQUENCE.sub("", text)


def linked(text: str, address: str) -> str:
    """``text`` as a link to ``address`` (the sequence OSC 8, which terminals that do not know it may show)."""
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


def painter(colour: bool) -> Paint:
    """What paints a text: ``paint(text, ink)``; without ``colour``, or for an unknown ink, it stays as it is."""
    return _paint if colour else _plain


def _paint(text: str, ink: str) -> str:
    number = INKS.get(ink)
    return f"\x1b[{number}m{text}\x1b[0m" if number and text else text


def _plain(text: str, ink: str) -> str:
    return text

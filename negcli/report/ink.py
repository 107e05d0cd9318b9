"""Colour on a terminal: a few named inks, written as ANSI sequences, or not at all."""

from __future__ import annotations

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
    "old": "31",
    "new": "32",
    "restricts": "31",
    "opens": "32",
    "mixed": "33",
    "undetermined": "35",
}


def painter(colour: bool) -> Paint:
    """What paints a text: ``paint(text, ink)``; without ``colour``, or for an unknown ink, it stays as it is."""
    return _paint if colour else _plain


def _paint(text: str, ink: str) -> str:
    number = INKS.get(ink)
    return f"\x1b[{number}m{text}\x1b[0m" if number and text else text


def _plain(text: str, ink: str) -> str:
    return text

"""Which characters of a file spell which characters of a scalar's value: folding, escapes and blocks undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negcli.place import Place


class Sign(NamedTuple):
    """What spells one character: its line and column (from 0), and how many columns it takes (an escape: several)."""

    line: int
    column: int
    width: int


_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b"}
_ESCAPES |= {" ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028"}
_ESCAPES |= {"P": "\u2029", "\t": "\t"}
_HEX = {"x": 2, "u": 4, "U": 8}
#: What a line's end can stand for in a value: folded, or kept.
_LINE_ENDS = " \n\u2028\u2029"


def scalar_signs(lines: list[str], place: Place, style: str | None, text: str) -> list[Sign]:
    """For every character of ``text``, what spells it in ``lines`` (those of the file) at ``place``.

    ``style`` is the scalar's: None plain, ``'``, ``"``, ``|`` or ``>``. Characters that come from folding stand where
    the line ends. The result ends early where ``place`` does not spell ``text``.
    """
    written = _block(lines, place, text) if style in ("|", ">") else _flow(lines, place, style)
    signs: list[Sign] = []
    for character in text:
        sign = next((sign for found, sign in written if found == character or _is_folded(found, character)), None)
        if sign is None:
            break
        signs.append(sign)
    return signs


def _is_folded(found: str, character: str) -> bool:
    return found == "\n" and character in _LINE_ENDS


def _flow(lines: list[str], place: Place, style: str | None) -> Iterator[tuple[str, Sign]]:
    """What a plain or quoted scalar spells, line by line."""
    quotes = 1 if style else 0
    first, last = place.line - 1, place.end_line - 1
    for number in range(first, last + 1):
        line = lines[number] if number < len(lines) else ""
        start = place.column - 1 + quotes if number == first else _indent(line)
        end = place.end_column - 1 - quotes if number == last else len(line)
        yield from _characters(line[:end], number, start, style)
        if number != last and not _is_continued(line, style):
            yield "\n", Sign(number, end, 1)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _is_continued(line: str, style: str | None) -> bool:
    """Whether a backslash takes away the line's end."""
    return style == '"' and (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _characters(line: str, number: int, column: int, style: str | None) -> Iterator[tuple[str, Sign]]:
    while column < len(line):
        character, width = line[column], 1
        if style == '"' and character == "\\":
            character, width = _escape(line, column)
        elif style == "'" and line.startswith("''", column):
            width = 2
        if character:
            yield character, Sign(number, column, width)
        column += width


def _escape(line: str, column: int) -> tuple[str, int]:
    """The character that the escape at ``column`` means, and the escape's width; none where it takes the line's end."""
    letter = line[column + 1 : column + 2]
    if letter in _HEX:
        digits = line[column + 2 : column + 2 + _HEX[letter]]
        return chr(int(digits, 16)), 2 + _HEX[letter]
    return _ESCAPES.get(letter, letter), 2


def _block(lines: list[str], place: Place, text: str) -> Iterator[tuple[str, Sign]]:
    """What a block scalar spells: the lines below its header, less their indentation."""
    numbers = range(place.line, min(place.end_line, len(lines)))
    indent = _indentation([lines[number] for number in numbers], text)
    for number in numbers:
        line = lines[number]
        yield from _characters(line, number, indent, None)
        yield "\n", Sign(number, len(line), 1)


def _indentation(lines: list[str], text: str) -> int:
    """How far a block is indented: its first line that is not blank, less the spaces with which the value has it."""
    line = next((line for line in lines if line.strip(" ")), "")
    stripped = text.lstrip(" \n\u2028\u2029")
    before = text[: len(text) - len(stripped)]
    own = len(before) - 1 - max(before.rfind(end) for end in "\n\u2028\u2029")
    return len(line) - len(line.lstrip(" ")) - own

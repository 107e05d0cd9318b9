"""Places: where in a file a key, a value or some words of a value stand.

Read only for what must be shown. A value inside a list's entry is looked for in the lines of that entry alone; what is
found there must spell the value that was loaded, or the whole file is read instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml._yaml import CParser

from negcli.document import Document
from negcli.place import Path, Place, value_at


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one node stands: its key (None for a list's item or the root), its value, and how a scalar is written."""

    key: Place | None
    value: Place
    text: str | None = None
    #: The scalar's style: None plain, ``'``, ``"``, ``|`` or ``>``; ``{`` for a mapping, ``[`` for a sequence.
    style: str | None = None


Spots = dict[Path, Spot]


def key_place(document: Document, path: Path) -> Place:
    """The place of the key at ``path``; of the value where it has none."""
    spot = _spot(document, path)
    return spot.key or spot.value


def value_place(document: Document, path: Path, span: tuple[int, int] | None = None) -> Place:
    """The place of the value at ``path``, or of the characters ``span`` (start, end) of its text."""
    spot = _spot(document, path)
    if span is None or spot.text is None:
        return _trimmed(document, spot.value) if spot.text is None else spot.value
    places = scalar_places(document.source.lines, spot)
    start, end = span[0], max(span[1] - 1, span[0])
    if end >= len(places):
        return spot.value
    (line, column), (end_line, end_column) = places[start], places[end]
    return Place(line + 1, column + 1, end_line + 1, end_column + 2)


def _trimmed(document: Document, place: Place) -> Place:
    """A collection's place, shown as the rest of the line on which it begins."""
    lines = document.source.lines
    text = lines[place.line - 1] if place.line <= len(lines) else ""
    return Place(place.line, place.column, place.line, max(len(text.rstrip()) + 1, place.column + 1))


def _spot(document: Document, path: Path) -> Spot:
    """The spot at ``path``, or of the nearest part above it that stands in the file."""
    spots = _entry_spots(document, path) or all_spots(document)
    while path not in spots and path:
        path = path[:-1]
    first = document.first_line + 1
    return spots.get(path, Spot(None, Place(first, 1, first, 2)))


def all_spots(document: Document) -> Spots:
    """Every spot of the document; read once and kept."""
    cached: Spots | None = document.__dict__.get("spots")
    if cached is None:
        cached = _read_all(document)
        document.__dict__["spots"] = cached
    return cached


def _read_all(document: Document) -> Spots:
    found: Spots = {}
    try:
        for number, spots in enumerate(_documents(document.source.text), 1):
            if number == document.number:
                found = spots
    except yaml.YAMLError:
        pass  # the slip is reported by the loader; what was read so far serves
    return found


def _documents(text: str) -> Iterator[Spots]:
    next_event = CParser(text).get_event
    while True:
        kind = type(event := next_event()).__name__
        if kind == "StreamEndEvent":
            return
        if kind == "DocumentStartEvent":
            spots: Spots = {}
            try:
                _node(next_event, next_event(), (), None, spots)
            finally:
                yield spots
        del event


def _entry_spots(document: Document, path: Path) -> Spots | None:
    """The spots of the entry that ``path`` leads into, read from its own lines; None where that is not safe."""
    if len(path) < 2 or not isinstance(path[0], str) or not isinstance(path[1], int):
        return None
    start = document.item_lines.get((path[0], path[1]))
    if start is None:
        return None
    cache: dict[Path, Spots | None] = document.__dict__.setdefault("entry_spots", {})
    if path[:2] not in cache:
        end = document.item_lines.get((path[0], path[1] + 1), document.last_line or len(document.source.lines))
        cache[path[:2]] = _read_block(document, path[:2], start, end)
    return cache[path[:2]]


def _read_block(document: Document, prefix: Path, start: int, end: int) -> Spots | None:
    text = "\n".join(document.source.lines[start:end])
    try:
        spots = next(_documents(text), {})
    except yaml.YAMLError:
        return None
    block = {prefix + path[1:]: _moved(spot, start) for path, spot in spots.items() if path[:1] == (0,)}
    same = all(_spells(value_at(document.data, path), spot) for path, spot in block.items())
    return block if block and same else None


def _moved(spot: Spot, lines: int) -> Spot:
    return Spot(spot.key and spot.key.moved(lines), spot.value.moved(lines), spot.text, spot.style)


def _spells(value: Any, spot: Spot) -> bool:
    """Whether ``spot`` can be where ``value`` stands."""
    if spot.style == "{":
        return isinstance(value, dict)
    if spot.style == "[":
        return isinstance(value, list)
    return value is None or value == spot.text


def _node(next_event: Any, event: Any, path: Path, key: Place | None, spots: Spots) -> None:
    """Read the node that ``event`` begins, and note it and everything in it; a key written twice keeps its first."""
    kind = type(event).__name__
    place = _place(event)
    if kind == "ScalarEvent":
        spots.setdefault(path, Spot(key, place, event.value, event.style))
    elif kind == "MappingStartEvent":
        spots.setdefault(path, Spot(key, place, None, "{"))
        while type(event := next_event()).__name__ != "MappingEndEvent":
            name, at = getattr(event, "value", None) or "", _place(event)
            inner = (*path, name)
            _node(next_event, next_event(), inner, at, {} if inner in spots else spots)
    elif kind == "SequenceStartEvent":
        spots.setdefault(path, Spot(key, place, None, "["))
        position = 0
        while type(event := next_event()).__name__ != "SequenceEndEvent":
            _node(next_event, event, (*path, position), None, spots)
            position += 1


def _place(event: Any) -> Place:
    start, end = event.start_mark, event.end_mark
    return Place(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b"}
_ESCAPES |= {" ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028"}
_ESCAPES |= {"P": "\u2029", "\t": "\t"}
_HEX = {"x": 2, "u": 4, "U": 8}


def scalar_places(lines: list[str], spot: Spot) -> list[tuple[int, int]]:
    """For every character of the scalar at ``spot``, the line and column (from 0) of what spells it.

    ``lines`` are those of the file. Characters that come from folding stand where the line breaks.
    """
    text = spot.text or ""
    written = list(_written(lines, spot))
    places: list[tuple[int, int]] = []
    at = 0
    for character in text:
        while at < len(written) and not _spelt_by(character, written[at][0]):
            at += 1
        if at == len(written):
            break
        places.append(written[at][1:])
        at += 1
    return places


def _spelt_by(character: str, written: str) -> bool:
    return character == written or (written == "\n" and character == " ")


def _written(lines: list[str], spot: Spot) -> Iterator[tuple[str, int, int]]:
    """The characters written between the marks of ``spot``, escapes read, each with its line and column (from 0)."""
    place = spot.value
    quoted = spot.style in ("'", '"')
    block = spot.style in ("|", ">")
    for number in range(place.line - 1 + block, place.end_line):
        line = lines[number] if number < len(lines) else ""
        start = place.column - 1 + quoted if number == place.line - 1 else len(line) - len(line.lstrip(" \t"))
        if block:
            start = 0
        end = place.end_column - 1 - quoted if number == place.end_line - 1 else len(line)
        yield from _line_characters(line, number, start, end, spot.style)
        yield "\n", number, end


def _line_characters(line: str, number: int, start: int, end: int, style: str | None) -> Iterator[tuple[str, int, int]]:
    column = start
    while column < end:
        character, width = line[column], 1
        if style == '"' and character == "\\" and column + 1 < end:
            character, width = _escape(line, column)
        elif style == "'" and line.startswith("''", column):
            width = 2
        if character:
            yield character, number, column
        column += width


def _escape(line: str, column: int) -> tuple[str, int]:
    """The character that the escape at ``column`` means, and the escape's width."""
    letter = line[column + 1]
    if letter in _HEX:
        digits = line[column + 2 : column + 2 + _HEX[letter]]
        return chr(int(digits, 16)), 2 + _HEX[letter]
    return _ESCAPES.get(letter, letter), 2

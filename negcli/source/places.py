"""Places: where in a file a key, a value or some words of a value stand.

Read only for what must be shown. A value inside a list's entry is looked for in the lines of that entry alone; what is
found there must spell the value that was loaded, or the whole file is read instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from negcli.place import Path, Place, own_lines, value_at
from negcli.source.document import Document
from negcli.source.loader import NULLS
from negcli.source.scalars import scalar_signs


class Spot(NamedTuple):
    """Where one node stands: its key (None for a list's item or the root), its value, and how a scalar is written."""

    key: Place | None
    value: Place
    text: str | None = None
    #: The scalar's style: None plain, ``'``, ``"``, ``|`` or ``>``; ``{`` for a mapping, ``[`` for a sequence.
    style: str | None = None


Spots = dict[Path, Spot]


def key_place(document: Document, path: Path) -> Place:
    """The place of the key at ``path``; of the value where it has none."""
    return spot_at(document, path).key or value_place(document, path)


def value_place(document: Document, path: Path, span: tuple[int, int] | None = None) -> Place:
    """The place of the value at ``path``, or of the characters ``span`` (start, end) of its text.

    A block of text begins at its ``|`` or ``>`` and ends with its last words, blank lines left out.
    """
    spot = spot_at(document, path)
    if spot.text is None:
        return _trimmed(document, spot.value)
    if spot.style in ("|", ">"):
        inner = _inner_place(document, spot, span) if span else _block_place(document, spot, spot.text)
        return inner or _trimmed(document, spot.value)
    return (span and _inner_place(document, spot, span)) or spot.value


def _block_place(document: Document, spot: Spot, text: str) -> Place | None:
    """From the sign that begins a block of ``text`` to its last words; None where they are not found."""
    inner = _inner_place(document, spot, (0, len(text.rstrip())))
    return inner and Place(spot.value.line, spot.value.column, inner.end_line, inner.end_column)


def _inner_place(document: Document, spot: Spot, span: tuple[int, int]) -> Place | None:
    """The place of some characters of a scalar; None where it has not so many."""
    signs = scalar_signs(document.source.lines_read, spot.value, spot.style, spot.text or "")
    first, last = span[0], max(span[1] - 1, span[0])
    if last >= len(signs):
        return None
    start, end = signs[first], signs[last]
    return Place(start.line + 1, start.column + 1, end.line + 1, end.column + end.width + 1)


def _trimmed(document: Document, place: Place) -> Place:
    """A collection's place, shown as the rest of the line on which it begins."""
    lines = document.source.lines_read
    text = lines[place.line - 1] if place.line <= len(lines) else ""
    return Place(place.line, place.column, place.line, max(len(text.rstrip()) + 1, place.column + 1))


def spot_at(document: Document, path: Path) -> Spot:
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
    from yaml.reader import ReaderError

    from negcli.source.builder import UNPRINTABLE

    try:
        return _within(document, _read_number(document.number, document.source.text_read))
    except ReaderError:  # a control character below, for which libyaml does not even begin to read
        lines = document.source.lines_read[: document.last_line]
        return _read_number(document.number, UNPRINTABLE.sub("\ufffd", "\n".join(lines)))


def _within(document: Document, spots: Spots) -> Spots:
    """``spots`` by the lines that are written: a line that was lost, and read all the same, counts with the next."""
    lines = document.source.lines_read
    if not any("\n" in line for line in document.source.mended.values()):
        return spots
    numbers = own_lines(lines)
    return {path: _at(spot, lambda place: place.within(numbers)) for path, spot in spots.items()}


def _at(spot: Spot, move: Callable[[Place], Place]) -> Spot:
    return spot._replace(key=spot.key and move(spot.key), value=move(spot.value))


def _read_number(number: int, text: str) -> Spots:
    """The spots of the document ``number`` of ``text``, as far as it can be read."""
    from yaml import YAMLError
    from yaml.reader import ReaderError

    found: Spots = {}
    try:
        for spots in islice(_documents(text), number):
            found = spots
    except ReaderError:
        raise
    except YAMLError:
        pass  # the slip is reported by the loader; what was read so far serves
    return found


def _documents(text: str) -> Iterator[Spots]:
    from negcli.source.events import Parser

    next_event = Parser(text).get_event
    while True:
        kind = type(next_event()).__name__
        if kind == "StreamEndEvent":
            return
        if kind == "DocumentStartEvent":
            spots: Spots = {}
            try:
                _node(next_event, next_event(), (), None, spots)
            finally:
                yield spots


def _entry_spots(document: Document, path: Path) -> Spots | None:
    """The spots of the entry that ``path`` leads into, read from its own lines; None where that is not safe."""
    prefix = path[:2]
    start = document.item_lines.get(prefix)
    if start is None:
        return None
    cache: dict[Path, Spots | None] = document.__dict__.setdefault("entry_spots", {})
    if prefix not in cache:
        following = (*prefix[:1], int(prefix[1]) + 1)
        end = document.item_lines.get(following, document.last_line or len(document.source.lines_read))
        cache[prefix] = _read_block(document, prefix, start, end)
    return cache[prefix]


def _read_block(document: Document, prefix: Path, start: int, end: int) -> Spots | None:
    from yaml import YAMLError

    lines = document.source.lines_read[start:end]
    try:
        spots = next(_documents("\n".join(lines)), {})
    except YAMLError:
        return None
    inside = {path: spot for path, spot in spots.items() if path[:1] == (0,)}
    numbers = own_lines(lines, start)
    block = {prefix + path[1:]: _at(spot, lambda place: place.within(numbers)) for path, spot in inside.items()}
    same = all(_spells(value_at(document.data, path), path, block) for path in block)
    return block if block and same else None


def _spells(value: Any, path: Path, spots: Spots) -> bool:
    """Whether the spot at ``path`` can be where ``value`` stands, with all that is in it."""
    spot = spots[path]
    if spot.style == "{":
        return isinstance(value, dict) and _all_in(spots, path, value)
    if spot.style == "[":
        return isinstance(value, list) and _all_in(spots, path, range(len(value)))
    return value == spot.text or (value is None and spot.text in NULLS)


def _all_in(spots: Spots, path: Path, parts: Iterable[str | int]) -> bool:
    return all((*path, part) in spots for part in parts)


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

"""YAML → plain data, from libyaml's events.

Scalars stay the text that was written (``0777``, ``no``, ``2025-07-01``, ``12:30``); a repeated key is a slip and its
first value stands; an alias, a tag or a mapping as key is refused before anything can multiply or be built. The garbage
collector is off while loading: the loader makes only containers that live, and collecting among them takes twice the
time of reading.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import Reader

from negcli.events import Parser
from negcli.place import Path, Place

#: Plain scalars that mean "nothing is written here".
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
#: Deeper nesting than this is refused: no kind of document needs more than ten levels.
DEEPEST = 100
#: Characters that may not stand in YAML: libyaml refuses the whole text for one. Compiled already, and not cheap.
UNPRINTABLE = Reader.NON_PRINTABLE
#: The line ends that libyaml counts.
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
#: Those of them that a text of today has not.
_RARE_ENDS = "\r\x85\u2028\u2029"

_STARTS = frozenset({MappingStartEvent, SequenceStartEvent})
_ENDS = frozenset({MappingEndEvent, SequenceEndEvent})
#: What an event has for a tag where none is written, or the one that only says "as it stands".
_NO_TAG = (None, "!")


class Slip(NamedTuple):
    """A slip of syntax: the name of its rule, its place, and arguments for the message.

    ``breaks`` when the document that it stands in could not be read to its end and is left out.
    """

    name: str
    place: Place
    args: tuple[tuple[str, Any], ...] = ()
    breaks: bool = False


@contextmanager
def collector_off() -> Iterator[None]:
    """Switch the garbage collector off for a while."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def lines_of(text: str) -> list[str]:
    """``text`` line by line, as libyaml counts them, without line ends."""
    return LINE_END.split(text) if any(end in text for end in _RARE_ENDS) else text.split("\n")


def load_plain(text: str) -> Any:
    """The data of the first document of ``text``, one of our own files; ValueError when a key in it is repeated."""
    builder = Builder()
    with collector_off():
        builder.read(text)
    if builder.slips:
        raise ValueError(f"{builder.slips[0].name} at {builder.slips[0].place}")
    return builder.documents[0].data if builder.documents else None


@dataclass(slots=True)
class Raw:
    """A document being built."""

    first_line: int
    data: Any = None
    last_line: int = 0
    #: Whether a line of three dots ends it.
    is_closed: bool = False
    item_lines: dict[Path, int] = field(default_factory=dict)


class Unsafe(yaml.YAMLError):
    """An alias, a tag or a mapping as key: refused at event level, before anything can multiply or be built."""

    def __init__(self, what: str, text: str, place: Place) -> None:
        super().__init__(what)
        self.slip = Slip("unsafe-yaml", place, (("what", what), ("text", text)), breaks=True)


class Builder:
    """Builds documents from events."""

    def __init__(self) -> None:
        self.documents: list[Raw] = []
        self.slips: list[Slip] = []

    def read(self, text: str) -> None:
        """Read all documents of ``text``; yaml.YAMLError where it breaks off, with the documents so far kept."""
        next_event = Parser(text).get_event
        while True:
            event: Any = next_event()
            kind = event.__class__
            if kind is StreamEndEvent:
                return
            if kind is DocumentStartEvent:
                raw = Raw(event.start_mark.line)
                self.documents.append(raw)
                self._node(next_event, raw)
            elif kind is DocumentEndEvent:
                raw.last_line = event.end_mark.line + 1
                raw.is_closed = event.explicit

    def _node(self, next_event: Any, raw: Raw) -> None:
        """Build the root node of ``raw``. The loop is flat and its branches inline: it runs per event."""
        stack: list[tuple[Any, Any]] = []
        current: Any = None
        key: Any = None
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                value = self._scalar(event)
                if current.__class__ is dict and key is None:
                    key = self._key(event, value, current)
                    continue
            elif kind in _STARTS:
                self._enter(event, raw, stack, current, key)
                stack.append((current, key))
                current, key = ({} if kind is MappingStartEvent else []), None
                continue
            elif kind in _ENDS:
                value = current
                current, key = stack.pop()
            else:
                raise _refusal(event, "alias", "*" + str(event.anchor))
            if current is None:
                raw.data = value
                return
            if current.__class__ is list:
                current.append(value)
            else:
                if key.__class__ is str:
                    current[key] = value
                key = None

    def _scalar(self, event: Any) -> str | None:
        if event.tag not in _NO_TAG:
            raise _refusal(event, "tag", event.tag)
        value: str = event.value
        return None if value in NULLS and event.implicit[0] else value

    def _key(self, event: Any, value: str | None, mapping: dict[str, Any]) -> Any:
        text = value or event.value or ""
        if text in mapping:
            self.slips.append(Slip("repeated-key", _place(event), (("key", text), ("first", text), ("hint", "none"))))
            return ()  # its value is read and dropped: the first one stands
        return text

    def _enter(self, event: Any, raw: Raw, stack: list[tuple[Any, Any]], current: Any, key: Any) -> None:
        if event.tag not in _NO_TAG:
            raise _refusal(event, "tag", event.tag)
        if current.__class__ is dict and key is None:
            raise _refusal(event, "key", "")
        depth = len(stack)
        if depth == 2 and current.__class__ is list and stack[1][1].__class__ is str:
            raw.item_lines[stack[1][1], len(current)] = event.start_mark.line
        if depth > DEEPEST:
            raise _refusal(event, "depth", str(DEEPEST))


def _refusal(event: Any, what: str, text: str) -> Unsafe:
    return Unsafe(what, text, _place(event))


def _place(event: Any) -> Place:
    start, end = event.start_mark, event.end_mark
    return Place(start.line + 1, start.column + 1, end.line + 1, end.column + 1)

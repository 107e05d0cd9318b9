"""Plain data from libyaml's events. Loaded where something is to be read that patterns do not read (`plain.py`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

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

from negcli.place import Path, Place
from negcli.source.events import Parser
from negcli.source.loader import NULLS, Slip

#: Deeper nesting than this is refused: no kind of document needs more than ten levels.
DEEPEST = 100
#: Characters that may not stand in YAML: libyaml refuses the whole text for one. Compiled already, and not cheap.
UNPRINTABLE = Reader.NON_PRINTABLE

_STARTS = frozenset({MappingStartEvent, SequenceStartEvent})
_ENDS = frozenset({MappingEndEvent, SequenceEndEvent})
#: What an event has for a tag where none is written, or the one that only says "as it stands".
_NO_TAG = (None, "!")
#: The key, where nothing quotes it, by which YAML takes fields over from elsewhere.
MERGE = "<<"


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
    """An alias, tag, merge key or mapping as key: refused at the event, before anything can multiply or be built."""

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
        if text == MERGE and event.implicit[0]:
            raise _refusal(event, "merge", text)
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

"""A file's text → its canonical layout, line by line from libyaml's events.

The layout: two spaces a level, the dash of an item two under its key, every field on its own line, texts as `text.py`
writes them, at most one blank line anywhere and none at the beginning or below a key. Order, comments and the blank
lines between groups stay. A comment that has a line to itself is indented as what it belongs to: of the levels open
around it, the deepest that does not stand further to the right; one beside a value stays beside it, two spaces apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

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

from negcli.fmt.comments import Comment, Comments
from negcli.fmt.spelling import Column, Respell, Speller
from negcli.fmt.text import as_block, one_line
from negcli.lists.canonical import inner_type
from negcli.lists.vocabulary import Type
from negcli.source.events import Parser
from negcli.source.loader import NULLS, lines_of

_BLOCKS = ("|", ">")


def laid_out(text: str, roots: Sequence[Type], speller: Speller) -> str:
    """``text``, which libyaml can read and in which no alias or tag stands, in the canonical layout and spelling.

    ``roots`` are the types of its documents' data.
    """
    emitter = _Emitter(text, roots, speller)
    emitter.run(Parser(text).get_event)
    return "".join(line + "\n" for line in emitter.lines)


class _Level:
    """A collection that is being written.

    ``source`` is the column in which its parts stand in the file (infinite inside brackets), ``column`` the one in
    which they are written; ``awaits`` is the key whose value comes next.
    """

    __slots__ = ("awaits", "column", "columns", "is_first", "is_flow", "kind", "respell", "sign", "source")

    def __init__(self, kind: Type, source: float, column: int, speller: Speller, sign: str) -> None:
        self.kind = kind
        self.source = source
        self.column = column
        self.sign = sign
        self.is_flow = source == math.inf
        self.is_first = True
        self.awaits: Column | None = None
        self.columns = speller.columns(kind) if sign == "{" else None
        self.respell = speller.respelling(kind)


class _Emitter:
    """Turns events into ``lines``.

    The line being written is `_line`; it is kept back until the next one begins, because comments beside it are still
    to come (`_notes`). `_levels` are the open collections, the innermost one at `_depth`; those behind it have been
    closed since, and are forgotten when the next line begins.
    """

    def __init__(self, text: str, roots: Sequence[Type], speller: Speller) -> None:
        self.lines: list[str] = []
        self._source = lines_of(text)
        self._comments = Comments(self._source)
        self._roots = iter(roots)
        self._speller = speller
        #: What stands in the first column: comments between documents.
        self._margin_level = _Level(Type("text"), 0, 0, speller, "")
        self._levels = [self._margin_level]
        self._depth = 0
        self._number = 0
        self._line = ""
        #: How far comments are indented that have no line to stand beside.
        self._margin = 0
        self._below: list[str] = []
        self._notes: list[Comment] = []
        #: Whether the line is a dash behind which the first part of an item is to stand.
        self._is_dash = False
        #: Where in the file the last event ended, and the last line on which there was something.
        self._past = (0, 0)
        self._last = -1
        #: The outermost bracket that opened last: its line in the file, and which line is written for it. The same
        #: again in `_inline` once it was closed on its line.
        self._bracket: tuple[int, int] | None = None
        self._inline: tuple[int, int] | None = None

    def run(self, next_event: Any) -> None:
        """Write what ``next_event`` gives to its end."""
        on = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._open,
            SequenceStartEvent: self._open,
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
            DocumentStartEvent: self._start,
            DocumentEndEvent: self._end,
        }
        event = next_event()  # the stream begins
        while (event := next_event()).__class__ is not StreamEndEvent:
            on[event.__class__](event)
        self._finish(event)

    # Documents

    def _start(self, event: Any) -> None:
        self._levels = [_Level(next(self._roots), 0, -2, self._speller, "")]
        self._depth, self._margin = 0, 0
        if event.explicit:
            self._finish(event)
            self._pass(event)
        self._number += 1
        self._line = "---" if self._number > 1 else ""

    def _end(self, event: Any) -> None:
        self._finish(event)
        self._pass(event)

    def _finish(self, event: Any) -> None:
        """Write what is left of a document, and the comments after it."""
        self._between(self._margin_level, event.start_mark)
        self._margin = 0
        self._flush()

    # Nodes

    def _scalar(self, event: Any) -> None:
        level = self._levels[self._depth]
        columns = level.columns
        if columns is not None and level.awaits is None:
            level.awaits = column = columns[event.value]
            self._begin(level, event.start_mark, column.written + ":")
            end = event.end_mark
            self._past = (end.line, end.column)
            self._last = end.line
        elif columns is not None:
            respell = level.awaits.respell  # type: ignore[union-attr]
            level.awaits = None
            self._value(event, respell)
        elif level.sign:
            self._begin(level, event.start_mark, "-")
            self._value(event, level.respell)
        else:
            self._alone(event)
            self._value(event, level.respell)

    def _alone(self, event: Any) -> None:
        """Begin a document that is one scalar; where that is empty, only the line above it tells of the document."""
        if self._number == 1 and event.implicit[0] and event.value in NULLS:
            self._line = "---"
        self._between(self._margin_level, event.start_mark)
        self._flush()

    def _open(self, event: Any) -> None:
        level = self._levels[self._depth]
        kind = self._kind_inside(level, event)
        if event.flow_style and not level.is_flow:
            self._beside(event.start_mark)
            self._inline, self._bracket = None, self._opener(level, event)
        source = math.inf if event.flow_style else event.start_mark.column
        sign = "{" if event.__class__ is MappingStartEvent else "["
        del self._levels[self._depth + 1 :]
        self._levels.append(_Level(kind, source, level.column + 2, self._speller, sign))
        self._depth += 1
        if event.flow_style:
            self._pass(event)

    def _kind_inside(self, level: _Level, event: Any) -> Type:
        """The type of the collection that ``event`` opens in ``level``, whose item or value it is."""
        if level.awaits is not None:
            kind = level.awaits.kind
            level.awaits = None
            return kind
        if not level.sign:
            return level.kind
        self._begin(level, event.start_mark, "-")
        self._is_dash = True
        return inner_type(level.kind, 0)

    def _close(self, event: Any) -> None:
        level = self._levels[self._depth]
        self._depth -= 1
        if level.is_flow:
            self._close_brackets(level, event)
            self._pass(event)

    def _close_brackets(self, level: _Level, event: Any) -> None:
        is_inline = self._bracket is not None and self._bracket[0] == event.end_mark.line
        self._inline = self._bracket if is_inline else None
        if level.is_first:
            self._beside(event.start_mark)
            if self._line == "---":
                self._flush()
            self._append("{}" if level.sign == "{" else "[]")
        elif inside := self._met(event.start_mark):
            self._place(inside, level)
            self._margin = level.column

    def _pass(self, event: Any) -> None:
        end = event.end_mark
        self._past = (end.line, end.column)
        self._last = end.line

    # Lines

    def _begin(self, level: _Level, mark: Any, piece: str) -> None:
        """Begin a part of ``level`` that stands at ``mark``: on a new line, or behind the dash of the item it is in."""
        if self._is_dash:
            self._beside(mark)
            self._append(piece)
        else:
            if self._comments.next_line <= mark.line or mark.line - self._last > 1:
                self._blank(mark.line, self._between(level, mark))
            else:
                self._flush()
            self._line = " " * level.column + piece
        level.is_first = False
        if len(self._levels) > self._depth + 1:
            del self._levels[self._depth + 1 :]

    def _append(self, piece: str) -> None:
        self._line = f"{self._line} {piece}" if self._line else piece
        self._is_dash = False

    def _value(self, event: Any, respell: Respell | None) -> None:
        """Write a scalar behind its key or dash."""
        self._beside(event.start_mark)
        text = respell(event.value) if respell else event.value
        if not (text in NULLS and event.implicit[0]):
            self._write(text)
        self._is_dash = False
        self._pass(event)
        if event.style in _BLOCKS:
            self._pass_block(event)

    def _write(self, text: str) -> None:
        block = as_block(text) if "\n" in text else None
        if block is None:
            self._append(one_line(text))
            return
        self._append(block[0])
        indent = " " * max(self._levels[self._depth].column + 2, 2)
        self._below = [indent + line if line else "" for line in block[1]]

    def _pass_block(self, event: Any) -> None:
        """A block of text ends above the blank lines that follow it, and a comment may stand beside its header."""
        line, header = event.start_mark.line, self._source[event.start_mark.line]
        if self._comments.next_line == line:
            self._notes += self._comments.between((line, event.start_mark.column), (line, len(header)))
        self._last = event.end_mark.line - (event.end_mark.column == 0)
        while not event.value.endswith("\n\n") and self._last > line and not self._source[self._last].strip(" \t"):
            self._last -= 1

    def _flush(self) -> None:
        """The line being written is done."""
        if self._notes:
            self._annotate()
        if self._line:
            self.lines.append(self._line)
        self.lines += self._below
        self._line, self._below = "", []

    def _annotate(self) -> None:
        """Put the last comment beside the line, where it stood beside something, and those before it above."""
        indent = _indentation(self._line) if self._line else " " * self._margin
        beside = None if self._notes[-1].is_own or not self._line else self._notes.pop()
        self.lines += [indent + note.text for note in self._notes]
        self._line += f"  {beside.text}" if beside else ""
        self._notes = []

    # Comments

    def _beside(self, mark: Any) -> None:
        """The comments before ``mark``, which the line being written has yet to reach, are comments on that line."""
        if self._comments.next_line <= mark.line:
            self._notes += self._met(mark)

    def _met(self, mark: Any) -> list[Comment]:
        """The comments between what was written last and ``mark``."""
        return list(self._comments.between(self._past, (mark.line, mark.column)))

    def _between(self, level: _Level, mark: Any) -> bool:
        """Write the comments between the line being written and a part of ``level`` at ``mark``.

        Returns whether that part is still the first thing in ``level``.
        """
        return self._place(self._met(mark), level)

    def _place(self, comments: Sequence[Comment], level: _Level) -> bool:
        """Write ``comments``, after which comes a part of ``level``, beside or below the line being written."""
        left: list[Comment] = []
        is_first = level.is_first and bool(level.sign)
        for comment in comments:
            if comment.is_own:
                self._flush()
                self._blank(comment.line, is_first)
                self.lines.append(" " * self._indent(comment.column, level) + comment.text)
                self._last, is_first = comment.line, False
            elif comment.line == self._last:
                self._note(comment)
            else:
                left.append(comment)
        self._flush()
        self._notes = left
        return is_first

    def _note(self, comment: Comment) -> None:
        """A comment beside what was written last; it is about all of a collection in brackets on one line."""
        line, number = self._inline or (-1, 0)
        if line != comment.line or number >= len(self.lines):
            self._notes.append(comment)
            return
        self.lines.insert(number, _indentation(self.lines[number]) + comment.text)
        self._inline = None

    def _opener(self, level: _Level, event: Any) -> tuple[int, int] | None:
        """The line of the file on which a bracket opens, and which line the one being written will be.

        None where a comment stands beside that already, or nothing is before the bracket.
        """
        is_bare = all(note.is_own for note in self._notes) and level.sign
        return (event.start_mark.line, len(self.lines) + len(self._notes)) if is_bare else None

    def _blank(self, line: int, is_first: bool) -> None:
        """A blank line where one stands in the file above ``line``; none at the beginning of a collection."""
        above = self._source[self._last + 1 : line]
        if not is_first and self.lines and self.lines[-1] and not all(line.strip(" \t") for line in above):
            self.lines.append("")

    def _indent(self, column: int, level: _Level) -> int:
        """How far a comment in ``column`` is indented, after which comes a part of ``level``."""
        if column > level.source:
            for other in reversed(self._levels):
                if other.source <= column and other.sign:
                    return other.column
        return max(level.column, 0)


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]

"""What libyaml told when it could not go on, and from where on the text is suspected."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from negcli.place import Place
from negcli.source.events import Parser


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The rule that a break-off falls under, its place, a code of its cause, and the line put right (or nothing)."""

    name: str
    place: Place
    cause: str
    instead: str = ""


@dataclass(frozen=True)
class Break:
    """What libyaml told, all positions (line, column) from 0."""

    lines: Sequence[str]
    problem: str
    at: tuple[int, int]
    context: str
    since: tuple[int, int]
    #: The last tokens that it read before, the newest last, and the brackets that are open there.
    tokens: Sequence[Any]
    brackets: Sequence[tuple[int, int]]

    @property
    def line(self) -> str:
        """The line on which libyaml stopped."""
        return self.line_at(self.at[0])

    def line_at(self, number: int) -> str:
        """The line ``number``; empty beyond the end."""
        return self.lines[number] if number < len(self.lines) else ""

    def found(self, name: str, cause: str, line: int, columns: tuple[int, int], instead: str = "") -> Diagnosis:
        """The diagnosis of ``columns`` (start, end) of ``line``; of the end where the text ended too soon."""
        start, end = columns
        if line >= len(self.lines):
            line, start = len(self.lines) - 1, len(self.lines[-1])
        return Diagnosis(name, Place(line + 1, start + 1, line + 1, max(end, start + 1) + 1), cause, instead)


def read_break(text: str, lines: Sequence[str], error: yaml.YAMLError) -> Break | None:
    """``error`` in our terms; None when a character stopped the reading before any token."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return None
    since = getattr(error, "context_mark", None) or mark
    at = (mark.line, mark.column)
    brackets: list[tuple[int, int]] = []
    last = deque(_noted(_tokens_before(text, at), brackets), maxlen=8)
    problem, context = _told(error, "problem"), _told(error, "context")
    return Break(lines, problem, at, context, (since.line, since.column), tuple(last), brackets)


def _told(error: yaml.YAMLError, part: str) -> str:
    told = str(getattr(error, part, None) or "")
    return next((words for pattern, words in _IN_LIBYAMLS_WORDS if re.match(pattern, told)), told)


#: What PyYAML's own parser says → what libyaml says of the same.
_IN_LIBYAMLS_WORDS = (
    ("while scanning a double-quoted scalar", "while parsing a quoted scalar"),
    ("while parsing a tag", "while scanning a tag"),
    ("found character .* that cannot start any token", "found character that cannot start any token"),
    ("found unknown escape character", "found unknown escape character"),
    ("expected <block end>, but found '", "did not find expected key"),
    ("mapping values are not allowed", "mapping values are not allowed in this context"),
    ("expected '<document start>', but found", "did not find expected <document start>"),
)


def _noted(tokens: Iterable[Any], brackets: list[tuple[int, int]]) -> Iterator[Any]:
    """``tokens``, with the places of the ``brackets`` that are open after the last one."""
    for token in tokens:
        name = type(token).__name__
        if name in ("FlowSequenceStartToken", "FlowMappingStartToken"):
            brackets.append((token.start_mark.line, token.start_mark.column))
        elif name in ("FlowSequenceEndToken", "FlowMappingEndToken"):
            del brackets[-1:]
        yield token


def _tokens_before(text: str, at: tuple[int, int]) -> Iterator[Any]:
    """The tokens that end at or before ``at``."""
    parser = Parser(text)
    try:
        while (token := parser.get_token()) is not None and (token.end_mark.line, token.end_mark.column) <= at:
            yield token
    except yaml.YAMLError:
        pass  # the very error that is being explained


def first_suspect(known: Break) -> int:
    """The first line (from 0) of the text that libyaml had not finished with.

    A scalar of several lines right before counts too: it may have swallowed what follows a forgotten quote.
    """
    if not known.tokens:
        return 0
    first = known.since[0] if known.context.startswith(("while scanning a", "while parsing a flow")) else known.at[0]
    last = known.tokens[-1].end_mark
    scalars = [token for token in known.tokens if type(token).__name__ == "ScalarToken"]
    swallowing: list[int] = [token.start_mark.line for token in scalars[-2:] if _may_swallow(token, known.at[0])]
    return min(first, known.at[0], _next_text(known, last.line, last.column), *swallowing)


def _may_swallow(scalar: Any, line: int) -> bool:
    """Whether a scalar has several lines and ends right before ``line``; blocks end where they must."""
    return scalar.start_mark.line < scalar.end_mark.line >= line - 1 and scalar.style not in ("|", ">")


def _next_text(known: Break, line: int, column: int) -> int:
    """The line of the first text after a position."""
    if known.line_at(line)[column:].split("#")[0].strip():
        return line
    return next((number for number in range(line + 1, known.at[0]) if known.line_at(number).strip()), known.at[0])

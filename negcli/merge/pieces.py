"""A merged text in pieces: what is settled, and between it what people must decide."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from functools import partial
from itertools import takewhile
from typing import Any, NamedTuple

from negcli.lists.vocabulary import Type

_CONTENT = re.compile(r"^ *[^ #\n]", re.MULTILINE)


class Step(NamedTuple):
    """One step of the way to a part: the type of what it is in, its name there, and a title to know it by."""

    kind: Type
    name: Hashable
    title: str = ""


class Conflict(NamedTuple):
    """Lines that both sides changed: as they are on ours, were before, and are on theirs; empty where they are not.

    ``code`` says what happened: ``changed``, ``removed`` (by us), ``removed-there``, ``added``, ``moved`` (to here by
    us), ``moved-there``, ``comment``; ``way`` leads to the part that it is about.
    """

    code: str
    way: tuple[Step, ...]
    ours: str
    base: str
    theirs: str


Piece = str | Conflict
SIDES = ("ours", "theirs")
_STATES = ("ours", "base", "theirs")


class Merged(NamedTuple):
    """A merged part: its text, and its data by either side's choice wherever there is one; None for what is gone."""

    pieces: tuple[Piece, ...] = ()
    ours: Any = None
    theirs: Any = None


def side_of(pieces: Iterable[Piece], side: str) -> str:
    """The text by the choice of one ``side``: ``ours``, ``base`` or ``theirs``."""
    return "".join(piece if isinstance(piece, str) else getattr(piece, side) for piece in pieces)


def conflicts_in(pieces: Iterable[Piece]) -> list[Conflict]:
    """What is not settled."""
    return [piece for piece in pieces if isinstance(piece, Conflict)]


def shifted(text: str, by: int) -> str:
    """``text`` indented further, or (``by`` below 0) less far as long as there is indentation."""
    if by >= 0:
        return re.sub(r"^(?=.)", " " * by, text, flags=re.MULTILINE) if by else text
    return re.sub(rf"^ {{1,{-by}}}", "", text, flags=re.MULTILINE)


def as_one(pieces: Sequence[Piece], wrap: Any = str) -> tuple[Piece, ...]:
    """``pieces`` as one conflict about all of it, each side's text put through ``wrap``; one text where they agree."""
    texts = [wrap(side_of(pieces, side)) for side in _STATES]
    first = next(iter(conflicts_in(pieces)), None)
    return (Conflict(first.code, first.way, *texts),) if first else (texts[0],)


def has_content(text: str) -> bool:
    """Whether there is more than comments and blank lines."""
    return bool(_CONTENT.search(text))


def with_dash(pieces: Sequence[Piece], column: int) -> tuple[Piece, ...]:
    """The fields of an item with the dash in ``column`` before the first of them."""
    above = list(takewhile(lambda piece: not any(map(has_content, _texts(piece))), pieces))
    first, *rest = pieces[len(above) :]
    if isinstance(first, str):
        return (*above, _dashed(first, column), *rest)
    if not (has_content(first.ours) and has_content(first.theirs)):
        return as_one(pieces, partial(_dashed, column=column))
    sides = (_dashed(getattr(first, side), column) for side in _STATES)
    return (*above, Conflict(first.code, first.way, *sides), *rest)


def _texts(piece: Piece) -> tuple[str, ...]:
    """What a piece may come to."""
    return (piece,) if isinstance(piece, str) else (piece.ours, piece.base, piece.theirs)


def _dashed(text: str, column: int) -> str:
    """``text`` with a dash in ``column`` of its first line that is no comment; as it is where there is none."""
    return _CONTENT.sub(lambda match: put_in(match[0], column, "-"), text, count=1)


def put_in(line: str, column: int, sign: str) -> str:
    """``line`` with ``sign`` in ``column``."""
    return line[:column] + sign + line[column + 1 :]


def under(head: Sequence[Piece], pieces: Sequence[Piece], sign: str) -> tuple[Piece, ...]:
    """A key's line with what it holds below; where nothing is left, ``sign`` (two brackets) beside it says so."""
    left = {has_content(side_of(pieces, side)) for side in SIDES}
    if left == {True}:
        return (*head, *pieces)
    size = len(side_of(head, "ours"))
    return as_one((*head, *pieces), lambda text: text if has_content(text[size:]) else _emptied(text, sign))


def _emptied(text: str, sign: str) -> str:
    """``text``, in which nothing stands below a key, with ``sign`` between the key and a comment beside it."""
    return re.sub(r"^(.*?:)(?=[ \t]*(?:#.*)?$)", rf"\1 {sign}", text, count=1, flags=re.MULTILINE)

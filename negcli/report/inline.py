"""How one text became another, readable in Chinese: by clauses, then by words within the clauses that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import chain

from negcli.report.value import Span, Text

_CLAUSES = re.compile(r"[^，。；：、！？,;\n]*[，。；：、！？,;\n]|[^，。；：、！？,;\n]+")
#: Words: the number of an article, a number, a word of letters, or a character.
_NUMERAL = "[0-9〇零一二三四五六七八九十百千]+"
_TOKENS = re.compile(rf"第{_NUMERAL}[条款项](?:之{_NUMERAL})?|{_NUMERAL}|[A-Za-z]+|.", re.DOTALL)
#: Texts that have less than this in common are shown whole, one after the other.
_LEAST_COMMON = 0.4
#: Values up to this length are read faster side by side than with marks inside.
_SHORT = 12
#: Longer texts (in tokens) are not compared word by word: it takes time squared.
_LONGEST = 3000

Piece = tuple[str, str, str]  # kept, taken out, put in: either the first is empty or the other two are


def difference(old: str, new: str, absent: str) -> Text:
    """``old`` → ``new``: side by side, or as one text with marks; ``absent`` stands for an empty one."""
    if not old or not new or max(len(old), len(new)) <= _SHORT:
        return _side_by_side(old, new, " → ", absent)
    pieces = list(_readable(_by_clauses(old, new)))
    if _share(pieces) < _LEAST_COMMON:
        return _side_by_side(old, new, "\n→ ", absent)
    return tuple(chain.from_iterable(map(_spans, pieces)))


def _side_by_side(old: str, new: str, arrow: str, absent: str) -> Text:
    before = Span(old, "before") if old else Span(absent, "muted")
    after = Span(new, "after") if new else Span(absent, "muted")
    return (before, Span(arrow), after)


def _spans(piece: Piece) -> Iterator[Span]:
    for text, mark in zip(piece, ("", "old", "new"), strict=True):
        if text:
            yield Span(text, mark)


def _by_clauses(old: str, new: str) -> Iterator[Piece]:
    for kept, out, put in _compare(_CLAUSES.findall(old), _CLAUSES.findall(new)):
        if not out or not put:
            yield kept, out, put
            continue
        words = list(_readable(_compare(_TOKENS.findall(out), _TOKENS.findall(put))))
        yield from words if _share(words) >= _LEAST_COMMON else [(kept, out, put)]


def _compare(old: list[str], new: list[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) > _LONGEST:
        yield "", "".join(old), "".join(new)
        return
    for what, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        out, put = "".join(old[start:end]), "".join(new[new_start:new_end])
        yield (out, "", "") if what == "equal" else ("", out, put)


def _readable(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """``pieces`` with neighbours joined, and single characters kept between two differences made part of them."""
    waiting: list[Piece] = []
    for piece in pieces:
        if piece[0] and (len(piece[0]) > 1 or not waiting):
            yield from _flush(waiting)
            waiting = []
            yield piece
        else:
            waiting.append(piece)
    yield from _flush(waiting)


def _flush(waiting: list[Piece]) -> Iterator[Piece]:
    last = [waiting.pop()] if waiting and waiting[-1][0] else []
    if waiting:
        yield "", "".join(p[0] + p[1] for p in waiting), "".join(p[0] + p[2] for p in waiting)
    yield from last


def _share(pieces: list[Piece]) -> float:
    """How much of the longer text was kept."""
    kept, out, put = (sum(len(piece[part]) for piece in pieces) for part in range(3))
    return kept / max(kept + out, kept + put, 1)

"""How one text became another, readable in Chinese: by clauses, then by words within the clauses that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain, pairwise, takewhile
from typing import NamedTuple

from negcli.report.segments import clauses, is_loose, words_of
from negcli.report.value import Span, Text

#: Texts that have less than this in common are shown whole, one after the other.
_LEAST_COMMON = 0.4
#: Values up to this length are read faster side by side than with marks inside.
_SHORT = 12
#: Longer texts (in words) are not compared word by word: it takes time squared.
_LONGEST = 3000


class Piece(NamedTuple):
    """A stretch that was kept, or what was taken out and put in at one place: ``kept`` or the other two are empty."""

    kept: str = ""
    out: str = ""
    put: str = ""


def difference(old: str, new: str, absent: str) -> Text:
    """``old`` → ``new``: side by side, or as one text with marks; ``absent`` stands for an empty one."""
    if not old or not new or max(len(old), len(new)) <= _SHORT:
        return _arrow(old, new, " → ", absent)
    found = pieces(old, new)
    if not found[1:]:
        return _arrow(old, new, "\n→ ", absent)
    return tuple(chain.from_iterable(map(_spans, found)))


def sides(old: str, new: str, absent: str) -> tuple[Text, Text]:
    """The two texts to stand side by side, in each marked what the other has not."""
    found = pieces(old, new)
    nothing = (Span(absent, "muted"),)
    return _without("new", found) or nothing, _without("old", found) or nothing


def _without(mark: str, found: Iterable[Piece]) -> Text:
    return tuple(span for span in chain.from_iterable(map(_spans, found)) if span.mark != mark)


def pieces(old: str, new: str) -> list[Piece]:
    """The pieces that ``old`` and ``new`` are made of, in order; one for the whole where little stayed."""
    found = list(_joined(_by_clauses(old, new)))
    return found if _share(found) >= _LEAST_COMMON else [Piece("", old, new)]


def _arrow(old: str, new: str, arrow: str, absent: str) -> Text:
    before = Span(old, "before") if old else Span(absent, "muted")
    after = Span(new, "after") if new else Span(absent, "muted")
    return (before, Span(arrow), after)


def _spans(piece: Piece) -> Iterator[Span]:
    marked = zip(piece, ("", "old", "new"), strict=True)
    return (Span(text, mark) for text, mark in marked if text)


class _Step(NamedTuple):
    """As `Piece`, in words."""

    kept: list[str]
    out: list[str]
    put: list[str]

    def piece(self) -> Piece:
        return Piece(*map("".join, self))


def _by_clauses(old: str, new: str) -> Iterator[Piece]:
    for step in _compare(clauses(old), clauses(new)):
        yield from _by_words(step.piece()) if step.out and step.put else (step.piece(),)


def _by_words(clause: Piece) -> Iterable[Piece]:
    """What became of a clause, word by word; the whole of it where little stayed."""
    steps = _whole_words(list(_compare(words_of(clause.out), words_of(clause.put))))
    words = list(_joined(map(_Step.piece, steps)))
    return words if _share(words) >= _LEAST_COMMON else (clause,)


def _compare(old: list[str], new: list[str]) -> Iterator[_Step]:
    """The steps from ``old`` to ``new``; what both begin and end with alike is looked for first, being most of them."""
    begin = _shared(zip(old, new, strict=False))
    end = _shared(zip(reversed(old[begin:]), reversed(new[begin:]), strict=False))
    last, new_last = len(old) - end, len(new) - end
    steps = (_Step(old[:begin], [], []), *_within(old[begin:last], new[begin:new_last]), _Step(old[last:], [], []))
    return filter(any, steps)


def _shared(pairs: Iterable[tuple[str, str]]) -> int:
    """How many of ``pairs``, one after the other from the first, are of the same."""
    return sum(1 for _ in takewhile(_are_same, pairs))


def _are_same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _within(old: list[str], new: list[str]) -> Iterator[_Step]:
    most = max(len(old), len(new))
    if not old or not new or not 1 < most <= _LONGEST:
        yield _Step([], old, new)
        return
    for what, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        out, put = old[start:end], new[new_start:new_end]
        yield _Step(out, [], []) if what == "equal" else _Step([], out, put)


def _whole_words(steps: list[_Step]) -> list[_Step]:
    """``steps`` where a character in no list changes together with the one beside it: 审查 → 审核, not 审(查 → 核)."""
    for one, other in pairwise(steps):
        if _are_one_word(one.kept[-1:], other):
            _give(one.kept.pop(), other, 0)
        elif _are_one_word(other.kept[:1], one):
            _give(other.kept.pop(0), one, 1)
    return steps


def _are_one_word(beside: list[str], step: _Step) -> bool:
    """Whether a single character became another, and the one ``beside`` it likely belongs to both."""
    characters = (*beside, *step.out, *step.put)
    return len(characters) == 3 and len(step.out) == len(step.put) and all(map(is_loose, characters))


def _give(word: str, step: _Step, at: int) -> None:
    step.out.insert(at, word)
    step.put.insert(at, word)


def _joined(found: Iterable[Piece]) -> Iterator[Piece]:
    """``found`` with neighbours joined, and single characters kept between two differences made part of them."""
    waiting: list[Piece] = []
    for piece in found:
        if len(piece.kept) > 1 or (piece.kept and not waiting):
            yield from _flush(waiting)
            waiting = []
            yield piece
        else:
            waiting.append(piece)
    yield from _flush(waiting)


def _flush(waiting: list[Piece]) -> Iterator[Piece]:
    last = [waiting.pop()] if waiting and waiting[-1].kept else []
    if waiting:
        yield Piece("", "".join(p.kept + p.out for p in waiting), "".join(p.kept + p.put for p in waiting))
    yield from last


def _share(found: Sequence[Piece]) -> float:
    """How much of the shorter text was kept: what was only cut or added to stands in the other as it was."""
    kept, out, put = map(len, map("".join, zip(*found, strict=True))) if found else (0, 0, 0)
    return kept / max(min(kept + out, kept + put), 1)

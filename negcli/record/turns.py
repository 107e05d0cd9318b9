"""Where in a history the heads of files change, found by halving: most commits change entries, and are not looked at.

A file's head (what its list says above the entries) is taken to be the same throughout where it is the same at both
ends of a stretch of commits in which no file came or went. So one thing is not seen: a head that was changed and then
put back to exactly what stood before. Whoever must see every version reads every version (`chronicle`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from negcli.commits.trail import Step, Trail

#: The head of a blob; equal where nothing that counts is different.
Head = Callable[[str], object]


class _Change(NamedTuple):
    """That a file became another blob (None: went away) in the step of this position."""

    position: int
    name: str
    blob: str | None


_POSITION, _NAME = attrgetter("position"), attrgetter("name")


def turns(trail: Trail, apart: Collection[str], head: Head) -> Trail:
    """``trail`` with those changes of files alone that give them another ``head``, or that come as files come and go.

    Files named in ``apart`` are of no concern.
    """
    changes = list(_changes(trail, apart))
    fixed, files = set(_moving(changes)), groupby(sorted(changes, key=_NAME), key=_NAME)
    turning = chain.from_iterable(_turning(list(file), fixed, head) for _, file in files)
    return Trail(list(_steps(trail, turning)), trail.former)


def _changes(trail: Trail, apart: Collection[str]) -> Iterator[_Change]:
    for position, step in enumerate(trail.steps):
        yield from (_Change(position, name, blob) for name, blob in step.changed.items() if name not in apart)


def _moving(changes: Iterable[_Change]) -> Iterator[int]:
    """The positions of the steps in which files come or go."""
    here: dict[str, str | None] = {}
    for change in changes:
        if None in (change.blob, here.get(change.name)):
            yield change.position
        here[change.name] = change.blob


def _steps(trail: Trail, changes: Iterable[_Change]) -> Iterator[Step]:
    for position, group in groupby(sorted(changes), key=_POSITION):
        yield Step(trail.steps[position].commit, {change.name: change.blob for change in group})


def _turning(changes: Sequence[_Change], fixed: Collection[int], head: Head) -> Iterator[_Change]:
    """Those ``changes`` of a file whose positions are ``fixed``, or after which its head is another."""
    starts = [at for at, change in enumerate(changes) if change.position in fixed]
    for start, end in pairwise([*starts, len(changes)]):
        yield changes[start]
        yield from _halved(changes[start:end], head)


def _halved(changes: Sequence[_Change], head: Head) -> Iterator[_Change]:
    """Those ``changes``, the first left out, after which the head is another."""
    first, last = str(changes[0].blob), str(changes[-1].blob)
    if first == last or head(first) == head(last):
        return
    if len(changes) == 2:
        yield changes[1]
        return
    middle = len(changes) // 2
    yield from _halved(changes[: middle + 1], head)
    yield from _halved(changes[middle:], head)

"""Where in a history the heads of files change, found by halving: most commits change entries, and are not looked at.

A file's head (what its list says above the entries) is taken to be the same throughout where it is the same at both
ends of a stretch of commits in which no file came or went. So one thing is not seen: a head that was changed and then
put back to exactly what stood before. Whoever must see every version reads every version (`chronicle`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise

from negcli.commits.trail import Step, Trail

#: The head of a blob; equal where nothing that counts is different.
Head = Callable[[str], object]
#: A version of a file: at which step it came, and its blob; None where the file went away.
_Version = tuple[int, str | None]


def turns(trail: Trail, apart: Collection[str], head: Head) -> Trail:
    """``trail`` with those changes of files alone that give them another ``head``, or that come as files come and go.

    Files named in ``apart`` are of no concern.
    """
    concerned = [_without(step, apart) for step in trail.steps]
    fixed = set(_moving(concerned))
    turning = {
        (name, position)
        for name, versions in _versions(concerned).items()
        for position in _turning(versions, fixed, head)
    }
    steps = (
        Step(step.commit, {name: blob for name, blob in step.changed.items() if (name, position) in turning})
        for position, step in enumerate(concerned)
    )
    return Trail([step for step in steps if step.changed], trail.former)


def _without(step: Step, apart: Collection[str]) -> Step:
    return Step(step.commit, {name: blob for name, blob in step.changed.items() if name not in apart})


def _moving(steps: Sequence[Step]) -> Iterator[int]:
    """The positions of the steps in which files come or go."""
    here: set[str] = set()
    for position, step in enumerate(steps):
        now = {name for name, blob in step.changed.items() if blob}
        if not now <= here or len(now) < len(step.changed):
            yield position
        here = (here | now) - (step.changed.keys() - now)


def _versions(steps: Sequence[Step]) -> dict[str, list[_Version]]:
    """The versions of each file, in order."""
    versions: dict[str, list[_Version]] = {}
    for position, step in enumerate(steps):
        for name, blob in step.changed.items():
            versions.setdefault(name, []).append((position, blob))
    return versions


def _turning(versions: Sequence[_Version], fixed: Collection[int], head: Head) -> Iterator[int]:
    """The positions of the ``versions`` of a file that are ``fixed``, or whose head differs from that of the last."""
    starts = [at for at, (position, _) in enumerate(versions) if position in fixed]
    for start, end in pairwise([*starts, len(versions)]):
        stretch = [(position, blob or "") for position, blob in versions[start:end]]
        yield stretch[0][0]
        yield from _halved(stretch, head)


def _halved(stretch: Sequence[tuple[int, str]], head: Head) -> Iterator[int]:
    """The positions after the first of ``stretch`` at which the head is another."""
    (_, first), (position, last) = stretch[0], stretch[-1]
    if first == last or head(first) == head(last):
        return
    if len(stretch) == 2:
        yield position
        return
    middle = len(stretch) // 2
    yield from _halved(stretch[: middle + 1], head)
    yield from _halved(stretch[middle:], head)

"""What an earlier run found in a history, for a later one to go on from there.

What is found in the commits of the first parent up to one of them never changes. So it is kept under that commit, and a
run that sees newer commits looks back for it, and walks on from there.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any, NamedTuple

from negcli.commits.repository import Repository
from negcli.commits.trail import Step, Trail

#: So many commits back something kept is looked for.
_BACK = 200


class Earlier(NamedTuple):
    """What was found in the first ``done`` steps of a history: plain values; None in none."""

    done: int = 0
    found: Any = None


def earlier(repository: Repository, name: str, trail: Trail) -> Earlier:
    """What is kept as ``name`` of the most steps of ``trail``.

    Of a register that was moved only what is kept of all steps: before, other folders may have been looked at.
    """
    count = len(trail.steps)
    for done in range(count, max(count - (1 if trail.former else _BACK), 0), -1):
        found = repository.cache.get(_key(repository, name, trail.steps[done - 1]))
        if found is not None:
            return Earlier(done, found)
    return Earlier()


def keep(repository: Repository, name: str, trail: Trail, found: Any) -> None:
    """Keep what was ``found`` in all steps of ``trail`` as ``name``: plain values."""
    if trail.steps:
        repository.cache.put(_key(repository, name, trail.steps[-1]), found)


def _key(repository: Repository, name: str, step: Step) -> tuple[str, str, str]:
    return name, step.commit.id, repository.prefix


def onward(trail: Trail, done: int) -> list[tuple[int, Step]]:
    """The steps of ``trail`` with their positions, the first ``done`` together as the last of them."""
    return together(trail, range(max(done - 1, 0), len(trail.steps)))


def together(trail: Trail, chosen: Container[int]) -> list[tuple[int, Step]]:
    """The steps ``chosen``, each with what those before it changed, by their positions."""
    result: list[tuple[int, Step]] = []
    changed: dict[str, str | None] = {}
    for position, step in enumerate(trail.steps):
        changed |= step.changed
        if position in chosen:
            result.append((position, Step(step.commit, changed)))
            changed = {}
    return result

"""The life of the entry that a command names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from negcli.cache import Cache
from negcli.cli.values import kinds_of
from negcli.commits.repository import open_repository
from negcli.editions.life import Lives, Step, written_lives
from negcli.editions.naming import Name, resolve
from negcli.errors import Failure
from negcli.lists.blocks import Parser
from negcli.record.chronicle import read_chronicle


class Life(NamedTuple):
    """An entry's name, its life as the public may see it, and what it says now (None where it is gone)."""

    name: Name
    steps: list[Step]
    now: Mapping[str, Any] | None


def read_lives(root: Path, cache: Cache) -> Lives:
    """The lives of all entries of the register at ``root``."""
    repository = open_repository(root, cache)
    return Lives(repository.remembered("lives", lambda: written_lives(read_chronicle(repository, Parser()))))


def read_life(root: Path, reference: str, kind: str | None, cache: Cache) -> Life:
    """The life of the entry ``reference``, in a list of ``kind`` where that is said.

    Failure as `resolve`, and ``entry-not-public`` where the entry may only be counted.
    """
    lives = read_lives(root, cache)
    name = resolve(reference, lives.names(), lives.agency_ids, *kinds_of(kind))
    steps = lives.of(name)
    if not steps:
        raise Failure("entry-not-public", entry=name[1])
    return Life(name, steps, lives.says(name))

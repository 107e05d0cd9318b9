"""The life of the entry that a command names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from negcli.cache import Cache
from negcli.cli.spoken import spoken
from negcli.cli.values import kinds_of
from negcli.commits.repository import open_repository
from negcli.editions.life import Fate, Lives, Step, written_lives
from negcli.editions.naming import Name, resolve
from negcli.editions.view import View
from negcli.errors import Failure
from negcli.lists.blocks import Parser
from negcli.record.chronicle import read_chronicle
from negcli.record.version import Version
from negcli.record.versions import Versions


class Life(NamedTuple):
    """An entry's name, its life as the public may see it, and what it says now, or what became of it.

    ``agency_names`` gives the names of agencies by their ids.
    """

    name: Name
    steps: list[Step]
    now: Mapping[str, Any] | None
    fate: Fate | None
    agency_names: Mapping[str, str]


def read_lives(root: Path, cache: Cache) -> Lives:
    """The lives of all entries of the register at ``root``."""
    repository = open_repository(root, cache)
    return Lives(repository.remembered("lives", lambda: written_lives(read_chronicle(repository, Parser()))))


def read_life(root: Path, reference: str, kind: str | None, cache: Cache) -> Life:
    """The life of the entry ``reference``, in a list of ``kind`` where that is said.

    Failure as `resolve`, ``no-entry-unread`` where it may stand in a file that cannot be read, and ``entry-not-public``
    where the entry may only be counted.
    """
    lives = read_lives(root, cache)
    try:
        name = resolve(reference, lives.names(), lives.agency_ids, *kinds_of(kind))
    except Failure as failure:
        raise perhaps_unread(failure, reference, Versions(root).find("rev:HEAD")) from failure
    steps = lives.of(name)
    if not steps:
        raise Failure("entry-not-public", entry=name[1])
    return Life(name, steps, lives.says(name), lives.fate(name), lives.agency_names)


def perhaps_unread(failure: Failure, reference: str, version: Version) -> Failure:
    """``failure`` to find the entry ``reference``; that files of the ``version`` are unread, where some are."""
    files = sorted(name for name, _ in version.unreadable)
    return Failure("no-entry-unread", entry=reference, files=files) if files else failure


def missed(failure: Failure, reference: str, kind: str | None, view: View, lives: Callable[[], Lives]) -> Failure:
    """Why there is no entry ``reference`` in ``view``, by what history knows; ``failure`` where it knows of none."""
    try:
        known = lives()
        name = resolve(reference, known.names(), known.agency_ids, *kinds_of(kind))
    except Failure as unknown:
        return unknown if unknown.code == "several-names" else perhaps_unread(failure, reference, view.version)
    if view.version.label != "worktree":
        from negcli.report.entries import label_of

        return Failure("entry-not-then", entry=name[1], version=label_of(view, spoken()))
    fate = known.fate(name)
    return ended(name[1], fate) if fate else Failure("entry-uncommitted", entry=name[1])


def ended(entry: str, fate: Fate) -> Failure:
    """That ``entry`` is no longer called so, and what became of it."""
    from negcli.report.life import when
    from negcli.report.spell import value_label

    how, notice = value_label("change", fate.step.change.kind, spoken().lang), when(fate.step, spoken())
    if fate.now:
        return Failure("entry-became", entry=entry, how=how, notice=notice, now=fate.now)
    return Failure("entry-ended", entry=entry, how=how, notice=notice)

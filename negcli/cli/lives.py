"""The life of the entry that a command names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from negcli.cli.values import kinds_of
from negcli.commits.repository import open_repository
from negcli.editions.content import public_entry
from negcli.editions.life import Lives, Step
from negcli.editions.naming import Name, resolve
from negcli.errors import Failure
from negcli.lists.blocks import Parser
from negcli.public import hidden_keys, public_change, unlinked_values
from negcli.record.chronicle import Chronicle, read_chronicle
from negcli.record.history import build_record


class Life(NamedTuple):
    """An entry's name, its life as the public may see it, and what it says now (None where it is gone)."""

    name: Name
    steps: list[Step]
    now: Mapping[str, Any] | None


def read_life(root: Path, reference: str, kind: str | None) -> Life:
    """The life of the entry ``reference``, in a list of ``kind`` where that is said.

    Failure as `resolve`, and ``entry-not-public`` where the entry may only be counted.
    """
    chronicle = read_chronicle(open_repository(root), Parser())
    lives = Lives(build_record(chronicle), chronicle)
    name = resolve(reference, lives.names(), chronicle.agency_ids, *kinds_of(kind))
    steps = list(_public(lives.of(name)))
    if not steps or name[1] in hidden_keys(chronicle.newest.values()):
        raise Failure("entry-not-public", entry=name[1])
    return Life(name, steps, _now(chronicle, name))


def _public(steps: Iterable[Step]) -> Iterable[Step]:
    changes = ((step, public_change(step.change)) for step in steps)
    return (step._replace(change=change) for step, change in changes if change)


def _now(chronicle: Chronicle, name: Name) -> Mapping[str, Any] | None:
    """What the entry says in the newest version, without its id."""
    lists = chronicle.newest.values()
    entries = chain.from_iterable(rows.entries for rows in lists if rows.kind == name[0])
    entry = next((entry for entry in entries if entry.key == name[1]), None)
    if entry is None:
        return None
    said = dict(unlinked_values(entry, public_entry(entry), hidden_keys(lists)))
    said.pop("id", None)
    return said

"""The lists at some time, and what of their entries may be shown there.

Whoever works on a register sees all but private fields of its files; what was published is seen as the public sees it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

from negcli.editions.times import Times, version_at
from negcli.errors import Failure
from negcli.lists.model import Entry, Values
from negcli.public import hidden_keys, public_fields, public_values, unlinked_values
from negcli.record.version import Lists, Version
from negcli.record.versions import WORKTREE, Versions
from negcli.source.files import no_register

_ANY = Times()


class Shown(NamedTuple):
    """An entry and the fields of it that may be shown."""

    entry: Entry
    values: Values


class View(NamedTuple):
    """Lists at some time, at ``times`` where some were named; ``is_public``: as the public sees them."""

    version: Version
    is_public: bool
    times: Times = _ANY

    @property
    def lists(self) -> Lists:
        """The lists."""
        return self.version.lists

    def entries(self) -> Iterator[Shown]:
        """Every entry that may be shown, by list."""
        hidden = hidden_keys(self.lists.values()) if self.is_public else frozenset()
        for entry in chain.from_iterable(self.lists[key].entries for key in sorted(self.lists)):
            values = self._values(entry)
            if values is not None:
                yield Shown(entry, unlinked_values(entry, values, hidden))

    @property
    def counted(self) -> int:
        """How many entries may only be counted."""
        return len(hidden_keys(self.lists.values())) if self.is_public else 0

    @property
    def unreadable(self) -> list[str]:
        """The files that could not be read, and whose entries are missing."""
        return sorted(file for file, _ in self.version.unreadable)

    def _values(self, entry: Entry) -> Mapping[str, Any] | None:
        if self.is_public:
            return public_values(entry)
        known = public_fields(entry.kind)
        return {name: value for name, value in entry.values.items() if name in known}


def view_of(versions: Versions, name: str, times: Times) -> View:
    """The lists at ``times``, or the version ``name`` where none are given.

    Failure as `Versions.find`, ``version-and-times`` where both are named, ``no-register`` where there is nothing.
    """
    if any(times) and name != WORKTREE:
        raise Failure("version-and-times")
    if any(times):
        return View(version_at(versions.chronicle, times), True, times)
    version = versions.find(name)
    if name == WORKTREE and not (version.lists or version.unreadable or versions.files(name).has_register):
        raise no_register(versions.root)
    return View(version, version.label.startswith("edition:"))

"""Since when entries stand as they are, by the register's published history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from negcli.editions.life import Lives
from negcli.editions.naming import Name
from negcli.lists.model import Entry, Register


def unchanged_since(register: Register, lives: Lives) -> Mapping[Name, str]:
    """Entry (kind, key) → the day (YYYY-MM-DD) of its last published change, of those that rest on what they did then.

    Those whose basis is being changed now are left out, and those of which the public sees nothing.
    """
    return dict(_unchanged(register, lives, lives.changed()))


def _unchanged(register: Register, lives: Lives, days: Mapping[Name, str]) -> Iterator[tuple[Name, str]]:
    entries = ((entry, (entry.kind, entry.key)) for rows in register.lists for entry in rows.entries)
    yield from ((name, days[name]) for entry, name in entries if days.get(name) and _rests_as(entry, lives.says(name)))


def _rests_as(entry: Entry, public: Mapping[str, object] | None) -> bool:
    return public is not None and public.get("basis") == entry.values.get("basis")

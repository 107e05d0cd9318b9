"""Since when entries stand as they are, and lists were last judged, by the register's published history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from negcli.due import Past
from negcli.editions.life import Lives
from negcli.editions.naming import Name
from negcli.lists.model import Entry, Register


def past_of(register: Register, lives: Lives) -> Past:
    """What ``lives`` tells of the entries of ``register`` that rest on what they did then, and of its lists.

    Entries whose basis is being changed now are left out, and those of which the public sees nothing.
    """
    return Past(dict(_unchanged(register, lives, lives.changed())), lives.last_editions())


def _unchanged(register: Register, lives: Lives, days: Mapping[Name, str]) -> Iterator[tuple[Name, str]]:
    entries = ((entry, (entry.kind, entry.key)) for rows in register.lists for entry in rows.entries)
    yield from ((name, days[name]) for entry, name in entries if days.get(name) and _rests_as(entry, lives.says(name)))


def _rests_as(entry: Entry, public: Mapping[str, object] | None) -> bool:
    return public is not None and public.get("basis") == entry.values.get("basis")

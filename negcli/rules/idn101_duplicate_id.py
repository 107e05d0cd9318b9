"""An id that another entry of the same agency and kind has, or that another agency has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from negcli.model import Agency, Entry, EntryList, Register
from negcli.rules import Context, Hit


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every bearer of an id but the first.

    Ids are unique within agency and kind; lists whose agency is not written are each looked at alone.
    """
    yield from _repeated(register.agencies)
    for entries in _groups(register.lists).values():
        if len({entry.id for entry in entries}) < len(entries):
            yield from _repeated(entries)


def _groups(lists: Iterable[EntryList]) -> Mapping[object, list[Entry]]:
    """The entries among which ids must differ."""
    groups: dict[object, list[Entry]] = {}
    for rows in lists:
        groups.setdefault(rows.key if rows.agency else id(rows), []).extend(rows.entries)
    return groups


def _repeated(bearers: Iterable[Entry | Agency]) -> Iterator[Hit]:
    first: dict[str, Entry | Agency] = {}
    for bearer in bearers:
        other = first.setdefault(bearer.id, bearer)
        if bearer.id and other is not bearer:
            yield Hit(("id",), {"id": bearer.id, **_names(other)}, (0, len(bearer.id)), subject=bearer)


def _names(bearer: Entry | Agency) -> dict[str, str]:
    """How to find the first bearer: its title or name, and the file in which it stands."""
    title = bearer.title if isinstance(bearer, Entry) else bearer.name
    return {"first": title, "file": bearer.where.document.file if bearer.where else ""}

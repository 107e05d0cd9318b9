"""Which entry people mean by `ID` or `AGENCY/ID`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from negcli.errors import Failure
from negcli.lists.model import EntryList
from negcli.near import closest

#: (kind of list, ``AGENCY/ID``)
Name = tuple[str, str]


def names_in(lists: Iterable[EntryList]) -> Iterator[Name]:
    """The names of all entries in ``lists``."""
    return ((rows.kind, entry.key) for rows in lists for entry in rows.entries)


def resolve(reference: str, known: Collection[Name], agency_ids: Mapping[str, str], kind: str | None = None) -> Name:
    """The one of ``known`` that ``reference`` means, in a list of ``kind`` where that is said.

    Agencies may be called by id or name. Failure ``several-names`` with what to choose from, ``no-entry`` or
    ``no-entry-near`` with the nearest id.
    """
    entry = reference.rpartition("/")[2]
    end = _ending(reference, agency_ids)
    meant = sorted(name for name in known if f"/{name[1]}".endswith(end) and kind in (None, name[0]))
    if len(meant) > 1:
        raise Failure("several-names", entry=reference, known=[f"{key} ({of})" for of, key in meant])
    return next(iter(meant), None) or _none(reference, entry, known)


def _ending(reference: str, agency_ids: Mapping[str, str]) -> str:
    """What the names that ``reference`` may mean end with: `/ID`, or `/AGENCY/ID`."""
    agency, slash, entry = reference.rpartition("/")
    return f"/{agency_ids.get(agency, agency)}/{entry}" if slash else f"/{entry}"


def _none(reference: str, entry: str, known: Iterable[Name]) -> Name:
    near = closest(entry, sorted({key.rpartition("/")[2] for _, key in known}))
    raise Failure("no-entry-near", entry=reference, near=near) if near else Failure("no-entry", entry=reference)

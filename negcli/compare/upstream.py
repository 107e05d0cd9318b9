"""A list against the superior list or standard catalogue that it names (`upstream`).

The two are lists of different bodies, whose entries bear ids of their own and say what is a body's own business in
their own way: its units, its reviews. They meet by id, by the national code of a power, or by title; what is compared
is what must agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from negcli.lists.model import Edition, Entry, EntryList

#: What is a body's own business.
_OWN = frozenset({"unit", "holder", "note", "since", "review", "clearance", "powers", "parent", "phone", "internal"})


def to_compare(own: EntryList, upstream: EntryList) -> tuple[EntryList, EntryList]:
    """``upstream`` as the older list and ``own`` as the newer: under one agency, entries that meet under one id."""
    names = _names(own, upstream)
    older = tuple(_plain(own, entry, names.get(entry.id, entry.id)) for entry in upstream.entries)
    newer = tuple(_plain(own, entry, entry.id) for entry in own.entries)
    return replace(upstream, agency=own.agency, kind=own.kind, edition=_bare(upstream), entries=older), replace(
        own, edition=_bare(own), entries=newer
    )


def _bare(rows: EntryList) -> Edition:
    """The edition without what it says of its own adjustments."""
    return Edition({name: value for name, value in rows.edition.values.items() if name != "adjustments"})


def _plain(own: EntryList, entry: Entry, name: str) -> Entry:
    values = {key: value for key, value in entry.values.items() if key not in _OWN}
    return Entry(own.kind, own.agency, name, {**values, "id": name}, entry.where)


def _names(own: EntryList, upstream: EntryList) -> Mapping[str, str]:
    """The id of an entry of ``upstream`` → that of the entry of ``own`` that it meets, each of them once."""
    names: dict[str, str] = {}
    for mark in _MARKS:
        left = _by(mark, (entry for entry in own.entries if entry.id not in names.values()))
        names |= dict(_meeting(mark, upstream, left, names))
    return names


def _meeting(
    mark: Callable[[Entry], Any], upstream: EntryList, own: Mapping[Any, str], names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    free = dict(own)
    for entry in upstream.entries:
        if entry.id not in names and mark(entry) in free:
            yield entry.id, free.pop(mark(entry))


def _by(mark: Callable[[Entry], Any], entries: Iterable[Entry]) -> dict[Any, str]:
    """What ``mark`` tells of entries → their ids, those without it left out."""
    told = {mark(entry): entry.id for entry in entries}
    return {key: name for key, name in told.items() if key}


_MARKS: tuple[Callable[[Entry], Any], ...] = (
    lambda entry: entry.id,
    lambda entry: entry.text("code"),
    lambda entry: "".join(entry.title.split()),
)

"""The two times of an edition: from when on it is in force, and from when on the public could know of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import repeat
from typing import NamedTuple

from negcli.dates import iso_date
from negcli.errors import Failure
from negcli.lists.model import EntryList
from negcli.lists.moment import Key
from negcli.record.chronicle import Chronicle, PublicEdition
from negcli.record.version import Version
from negcli.record.versions import Versions

_LAST = "9999-12-31"


class Times(NamedTuple):
    """What was in force on a day, as far as it was known on a day; empty: on no matter which."""

    in_force: str = ""
    known: str = ""

    @property
    def label(self) -> str:
        """How this is written on a command line."""
        parts = {"in-force": self.in_force, "known": self.known}
        return " ".join(f"{name}:{day}" for name, day in parts.items() if day)


def times_of(in_force: str | None, known: str | None) -> Times:
    """The times that two days name; Failure ``not-a-day``."""
    return Times(_day(in_force), _day(known))


def _day(text: str | None) -> str:
    if text and iso_date(text) is None:
        raise Failure("not-a-day", text=text)
    return text or ""


def holds(edition: PublicEdition, times: Times) -> bool:
    """Whether ``edition`` counts; without a day of effect it is in force from the day of its publication."""
    effective = edition.rows.edition.text("effective")
    begins = effective if iso_date(effective) else edition.published
    return edition.published <= (times.known or _LAST) and begins <= (times.in_force or _LAST)


def as_of(chronicle: Chronicle, times: Times) -> Chronicle:
    """The chronicle as ``times`` have it: only the editions that count, and nothing that is not yet published."""
    kept = tuple(edition for edition in chronicle.editions if holds(edition, times))
    return replace(chronicle, editions=kept, newest=last_editions(kept))


def last_editions(editions: Iterable[PublicEdition]) -> dict[Key, EntryList]:
    """The last of each list among ``editions``, which are in order."""
    return {edition.key: edition.rows for edition in editions}


def versions_at(
    versions: Versions, in_force: Sequence[str], known: Sequence[str], names: Sequence[str]
) -> tuple[Version, Version]:
    """Two versions to compare, by days that are given once or twice; ``names`` says the newer where only one is.

    What is given once while the other is given twice holds for both. Failure ``too-many-versions``.
    """
    count = max(len(in_force), len(known))
    if count + len(names) > 2:
        raise Failure("too-many-versions")
    days = zip(_each(in_force, count), _each(known, count), strict=True)
    at = [version_at(versions.chronicle, times_of(*pair)) for pair in days]
    at += [versions.find(name) for name in (*names, "worktree")]
    return at[0], at[1]


def _each(days: Sequence[str], count: int) -> list[str]:
    """``days`` for each of ``count`` versions."""
    return [*days, *repeat(days[0] if days else "", count)][:count]


def version_at(chronicle: Chronicle, times: Times) -> Version:
    """What the lists said at ``times``, as far as it was public."""
    lists = as_of(chronicle, times).newest
    day = max((times.in_force, times.known))
    return Version(times.label, None, day, lists, chronicle.agency_names, chronicle.agency_ids)

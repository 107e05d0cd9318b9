"""What must be looked at again, and by when: reviews, periods, laws that changed, clearances older than the law."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from negcli.dates import iso_date, spelt_date
from negcli.due.cited import mentions
from negcli.due.laws import Moved, moved
from negcli.evidence.citing import declared
from negcli.law.catalogue import Catalogue
from negcli.law.verdict import Question
from negcli.lists.model import Edition, Entry, EntryList, Register, mapping, text

#: What an entry may be due for, in the order in which reports show them.
REASONS = ("review", "period", "law-ended", "article-gone", "renumbered", "law-amended", "clearance")

_NOTHING: Mapping[tuple[str, str], str] = MappingProxyType({})


class Past(NamedTuple):
    """What the published history tells, as days (YYYY-MM-DD).

    ``unchanged``: of entries (kind, key), of their last change; ``judged``: of lists (kind, agency), by whose law the
    last public edition was judged.
    """

    unchanged: Mapping[tuple[str, str], str] = _NOTHING
    judged: Mapping[tuple[str, str], str] = _NOTHING


class Span(NamedTuple):
    """Today, and the last day that is looked at."""

    today: date
    before: date


class Known(NamedTuple):
    """How far the answer reaches: the day until which laws are known, how many days cannot be read, broken files."""

    laws_until: str
    undated: int = 0
    broken: Sequence[str] = ()

    @property
    def lacks(self) -> bool:
        """Whether something could not be looked at."""
        return bool(self.undated or self.broken)


#: Where no history can be asked.
NO_PAST = Past()


@dataclass(frozen=True, slots=True)
class Due:
    """An entry that must be looked at again for a reason (`REASONS`) since, or from, ``day`` (YYYY-MM-DD).

    ``args``: for laws ``law``, ``cited`` as written, ``old`` and ``new`` (days on which the versions begin),
    ``proposal`` (citations that would be right now) and ``trust`` (`law.LawVersion.verified`).
    """

    agency: str
    unit: str
    kind: str
    entry: str
    title: str
    reason: str
    day: str
    args: Mapping[str, Any] = field(default_factory=dict)

    def days(self, today: date) -> int:
        """How many days are left until ``day``; fewer than none when it has gone by."""
        return (date.fromisoformat(self.day) - today).days


class _Look(NamedTuple):
    """What is looked with: the days, the laws, the register's short titles, and the published history."""

    span: Span
    catalogue: Catalogue
    short: Mapping[str, str]
    past: Past
    #: (Basis, day) → what became since of what it cites: entries of a list cite much alike.
    known: dict[tuple[str, str], list[Moved]]


def due_in(
    register: Register,
    catalogue: Catalogue,
    span: Span,
    past: Past = NO_PAST,
) -> list[Due]:
    """All that is due in ``register`` up to the day ``span.before``, by agency, unit, day and entry.

    ``past``: what the history tells, where there is one.
    """
    look = _Look(span, catalogue, declared(register), past, {})
    found = (row for rows in register.lists for entry in rows.entries for row in _of_entry(entry, rows, look))
    return sorted(found, key=_order)


def undated(register: Register, agencies: Collection[str] = (), units: Collection[str] = ()) -> int:
    """How many days to look again cannot be read, with those agencies and units; with all where none is named."""
    entries = (entry for rows in register.lists for entry in rows.entries)
    wanted = (entry for entry in entries if _is_of(entry.agency, agencies) and _is_of(entry.text("unit"), units))
    return sum(_unread(entry) for entry in wanted)


def _is_of(name: str, wanted: Collection[str]) -> bool:
    return not wanted or name in wanted


def _unread(entry: Entry) -> int:
    """How many of an entry's days cannot be read; a period may also be words, which name no day."""
    review, until = entry.text("review"), entry.text("until")
    wrong_review = bool(review) and iso_date(review) is None
    return wrong_review + (iso_date(until) is None and spelt_date(until) is not None)


def _order(row: Due) -> tuple[Any, ...]:
    return row.agency, row.unit, row.day, row.kind, row.entry, REASONS.index(row.reason), str(row.args.get("cited"))


def _of_entry(entry: Entry, rows: EntryList, look: _Look) -> Iterator[Due]:
    for find in _FINDERS:
        for reason, day, args in find(entry, rows, look):
            yield Due(entry.agency, entry.text("unit"), entry.kind, entry.id, entry.title, reason, day, args)


Found = Iterator[tuple[str, str, Mapping[str, Any]]]


def _review(entry: Entry, rows: EntryList, look: _Look) -> Found:
    return _by_day("review", entry.text("review"), look)


def _period(entry: Entry, rows: EntryList, look: _Look) -> Found:
    return _by_day("period", entry.text("until"), look)


def _by_day(reason: str, day: str, look: _Look) -> Found:
    if iso_date(day) and day <= look.span.before.isoformat():
        yield reason, day, {}


def _laws(entry: Entry, rows: EntryList, look: _Look) -> Found:
    """Laws that changed since the entry was last changed; each law and article once.

    A list whose edition is newer than an amendment was looked at since: only what is cited wrongly still counts then.
    So was one whose draft has no day yet, by its last public edition.
    """
    said = last_judged(rows.edition)
    judged = said or look.past.judged.get((rows.kind, rows.agency), "")
    since = min(filter(None, (look.past.unchanged.get((entry.kind, entry.key)), said)), default="")
    seen: set[tuple[str, str]] = set()
    for change in _changes(entry, since, look) if since else ():
        is_old = change.reason == "law-amended" and change.day <= judged
        if not is_old and (change.law, change.cited) not in seen:
            seen.add((change.law, change.cited))
            yield change.reason, change.day, _args(change)


def _args(change: Moved) -> dict[str, Any]:
    kept = change._asdict()
    return {key: kept[key] for key in kept if key not in ("reason", "day")}


def _clearance(entry: Entry, rows: EntryList, look: _Look) -> Found:
    """A secrecy review made before a cited law became what it is (条例, article 17: reviewed by the law in force)."""
    cleared = text(mapping(entry.values, "clearance"), "date")
    if not iso_date(cleared):
        return
    newest = max(_changes(entry, cleared, look), key=lambda change: change.day, default=None)
    if newest:
        yield "clearance", newest.day, {"law": newest.law, "cleared": cleared, "trust": newest.trust}


_FINDERS: tuple[Callable[[Entry, EntryList, _Look], Found], ...] = (_review, _period, _laws, _clearance)


def _changes(entry: Entry, since: str, look: _Look) -> list[Moved]:
    """What became since a day of what an entry's basis cites by the law of that day."""
    basis = entry.values.get("basis")
    key = repr(basis), since
    if key not in look.known:
        cited = mentions(basis, Question(look.catalogue, since, since, look.short))
        changes = (moved(look.catalogue, mention, since, look.span.before.isoformat()) for mention in cited)
        look.known[key] = list(filter(None, changes))
    return look.known[key]


def last_judged(edition: Edition) -> str:
    """The day by whose law a list was last judged: ``effective``, else ``approved``, else ``published``.

    Empty for a draft without any: it is judged by the law of today, which `validate` does.
    """
    days = (edition.text("effective"), edition.text("approved"), edition.published)
    return next((day for day in days if iso_date(day)), "")

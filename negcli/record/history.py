"""The public record: what was adjusted, notice by notice, and what is not yet published.

Editions of several lists with the same document number and day of publication make one notice; without a document
number, those of one agency and day do. The changes of a notice are what a comparison of its lists with their editions
before finds, all lists of the notice together, so that what moves between them is one change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from negcli.change import Change, balance, totals
from negcli.commits.repository import open_repository
from negcli.compare import compare
from negcli.dates import iso_date
from negcli.errors import Failure
from negcli.lists.blocks import Parser
from negcli.lists.model import EntryList
from negcli.lists.moment import Key
from negcli.near import agency_called
from negcli.public import hidden_keys, unlinked
from negcli.record.apart import tied
from negcli.record.chronicle import Bridged, Chronicle, EditionName, PublicEdition, read_chronicle


@dataclass(frozen=True, slots=True)
class Notice:
    """Editions that were published together, and what they changed.

    Texts that the editions do not give are empty. ``editions`` are (agency, kind, number); ``totals`` count changes by
    kind, ``balance`` by effect; ``first`` are the lists (agency, kind) that the public had not seen before.
    """

    document: str
    approver: str
    approved: str
    effective: str
    published: str
    summary: str
    interpretation: str
    editions: tuple[EditionName, ...]
    changes: tuple[Change, ...]
    totals: Mapping[str, int]
    balance: Mapping[str, int]
    first: frozenset[Key] = frozenset()
    #: What each agency's editions say in summary, as (agency, text).
    summaries: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The notices, newest first; the changes that are not yet published; versions that could not be read.

    ``agency_names`` (id → name) knows agencies of all times, as they were called last, ``agency_ids`` (id or name → id)
    all that they were ever called. ``title`` is the register's.
    """

    notices: tuple[Notice, ...]
    unpublished: tuple[Change, ...]
    bridged: tuple[Bridged, ...] = ()
    agency_names: Mapping[str, str] = field(default_factory=dict)
    agency_ids: Mapping[str, str] = field(default_factory=dict)
    title: str = ""


def read_record(root: Path, parser: Parser | None = None) -> Record:
    """The public record of the register at ``root``, from the first parent's commits.

    Failure when ``root`` is in no repository or its history is not all there (see `repository`), and
    ``unreadable-edition`` (see `chronicle`).
    """
    return build_record(read_chronicle(open_repository(root), parser or Parser()))


def build_record(chronicle: Chronicle) -> Record:
    """The record that a register's editions and its newest lists make."""
    editions, names = chronicle.editions, chronicle.agency_ids
    how: dict[str, Any] = {"names": names, "laws": chronicle.laws}
    hidden = hidden_keys(chain(map(_rows, editions), chronicle.newest.values()))
    hide = partial(unlinked, hidden=hidden)
    notices = [_with_changes(notice, map(hide, notice.changes)) for notice in _notices(editions, how)]
    notices = tied(notices, chronicle, hidden)
    unpublished = map(hide, compare(_by_key(editions), chronicle.newest, **how))
    return Record(
        tuple(reversed(notices)), tuple(unpublished), chronicle.bridged, chronicle.agency_names, names, chronicle.title
    )


def _notices(editions: Iterable[PublicEdition], how: Mapping[str, Any]) -> Iterator[Notice]:
    """The notices that ``editions`` make, the oldest first; ``how`` they are compared."""
    last: dict[Key, EntryList] = {}
    for together in _together(editions):
        yield _notice(together, last, how)
        last |= _by_key(together)


def _by_key(editions: Iterable[PublicEdition]) -> dict[Key, EntryList]:
    """The last edition of each list."""
    return {edition.key: edition.rows for edition in editions}


def _rows(edition: PublicEdition) -> EntryList:
    return edition.rows


def _together(editions: Iterable[PublicEdition]) -> list[list[PublicEdition]]:
    """Editions in order → those of each notice, by the day of publication and the first commit."""
    notices: dict[tuple[str, ...], list[PublicEdition]] = {}
    for edition in editions:
        document = edition.rows.edition.text("document")
        name = ("document", document) if document else ("agency", edition.key[0])
        notices.setdefault((edition.published, *name), []).append(edition)
    return list(notices.values())


def _notice(editions: Sequence[PublicEdition], last: Mapping[Key, EntryList], how: Mapping[str, Any]) -> Notice:
    """The notice that ``editions`` make; ``last`` are the editions of all lists before."""
    new = _by_key(editions)
    old = {key: last[key] for key in filter(last.__contains__, new)}
    between = _replaced(editions, new)
    rows = sorted(new.values(), key=lambda rows: rows.key)
    notice = Notice(
        document=_first(rows, "document"),
        approver=_first(rows, "approver"),
        approved=_first(rows, "approved"),
        effective=_first(rows, "effective"),
        published=_first(rows, "published"),
        summary="\n".join(_every(rows, "summary")),
        summaries=tuple(map(_summary, rows)),
        interpretation=_first(rows, "interpretation"),
        editions=tuple(map(_address, sorted(editions, key=_by_list))),
        changes=(),
        totals={},
        balance={},
        first=frozenset(new) - frozenset(last),
    )
    return _with_changes(notice, compare(old, new, between=between, **how))


def _replaced(editions: Iterable[PublicEdition], new: Mapping[Key, EntryList]) -> list[EntryList]:
    """The editions that others of the same notice replace."""
    return [edition.rows for edition in editions if edition.rows is not new[edition.key]]


def _summary(rows: EntryList) -> tuple[str, str]:
    return rows.agency, rows.edition.text("summary")


def _address(edition: PublicEdition) -> tuple[str, str, str]:
    return (*edition.key, edition.number)


def _by_list(edition: PublicEdition) -> tuple[Key, int]:
    return edition.key, edition.position


def _with_changes(notice: Notice, changes: Iterable[Change]) -> Notice:
    changes = tuple(changes)
    return replace(notice, changes=changes, totals=totals(changes), balance=balance(changes))


def _every(lists: Iterable[EntryList], name: str) -> list[str]:
    """What the editions say in the field ``name``, each text once."""
    return list(dict.fromkeys(text for rows in lists if (text := rows.edition.text(name))))


def _first(lists: Iterable[EntryList], name: str) -> str:
    return next(iter(_every(lists, name)), "")


def narrowed(record: Record, since: str | None, until: str | None, agencies: Sequence[str] = ()) -> Record:
    """The part of ``record`` from ``since`` to ``until`` (days or edition numbers, both included).

    With ``agencies``, ids or names, only what concerns one of them. What is not yet published comes after every notice,
    so that ``until`` leaves it out. Failure ``no-such-edition`` when a bound is neither a day nor the number of an
    edition, ``no-such-agency`` when nobody is called so.
    """
    part = replace(record, notices=_published(record, since, until), unpublished=() if until else record.unpublished)
    return _only_of(frozenset(_agency(record, name) for name in agencies), part) if agencies else part


def grouped(record: Record, by: str) -> list[tuple[str, Record]]:
    """``record`` in parts, each with its name, by ``notice`` (one part without a name), ``month`` or ``agency`` (ids).

    Months stand newest first; what is not yet published is no month's and comes first, its name empty.
    """
    return _GROUPS[by](record)


def _whole(record: Record) -> list[tuple[str, Record]]:
    return [("", record)]


def _by_month(record: Record) -> list[tuple[str, Record]]:
    months = groupby(record.notices, key=_month)
    parts = [(month, replace(record, notices=tuple(notices), unpublished=())) for month, notices in months]
    return [("", replace(record, notices=()))][: len(record.unpublished)] + parts


def _month(notice: Notice) -> str:
    return notice.published[:7]


def _by_agency(record: Record) -> list[tuple[str, Record]]:
    return [(agency, _only_of({agency}, record)) for agency in sorted({agency for agency, _ in _lists(record)})]


_GROUPS: Mapping[str, Callable[[Record], list[tuple[str, Record]]]] = {
    "notice": _whole,
    "month": _by_month,
    "agency": _by_agency,
}


def _published(record: Record, since: str | None, until: str | None) -> tuple[Notice, ...]:
    """The notices published from ``since`` to ``until``."""
    first = _day(record, since, min) if since else ""
    last = _day(record, until, max) if until else "9999-12-31"
    return tuple(notice for notice in record.notices if first <= notice.published <= last)


def _only_of(agencies: Collection[str], record: Record) -> Record:
    """What in ``record`` concerns one of ``agencies``."""
    notices = (_of_agencies(notice, agencies) for notice in record.notices)
    unpublished = _concerning(record.unpublished, agencies)
    return replace(record, notices=tuple(filter(None, notices)), unpublished=tuple(unpublished))


def _day(record: Record, bound: str, pick: Callable[[list[str]], str]) -> str:
    """The day that ``bound`` means: itself, or when the edition of that number was published."""
    if iso_date(bound):
        return bound
    days = [notice.published for notice in record.notices for *_, number in notice.editions if number == bound]
    if not days:
        raise Failure("no-such-edition", edition=bound)
    return pick(days)


def _agency(record: Record, name: str) -> str:
    return agency_called(name, {agency: agency for agency, _ in _lists(record)} | dict(record.agency_ids))


def _lists(record: Record) -> set[Key]:
    published = {(agency, kind) for notice in record.notices for agency, kind, _ in notice.editions}
    return published | {(change.agency, change.list) for change in record.unpublished}


def _of_agencies(notice: Notice, agencies: Collection[str]) -> Notice | None:
    """The part of ``notice`` that concerns one of ``agencies``; None when none does."""
    editions = tuple(edition for edition in notice.editions if edition[0] in agencies)
    changes = list(_concerning(notice.changes, agencies))
    part = replace(notice, editions=editions, summary=_said_by(notice, agencies) or notice.summary)
    return _with_changes(part, changes) if editions or changes else None


def _said_by(notice: Notice, agencies: Collection[str]) -> str:
    """What the editions of ``agencies`` say of themselves, each text once."""
    said = dict.fromkeys(text for agency, text in notice.summaries if agency in agencies)
    return "\n".join(filter(None, said))


def _concerning(changes: Iterable[Change], agencies: Collection[str]) -> Iterator[Change]:
    return (change for change in changes if _concerns(change, agencies))


def _concerns(change: Change, agencies: Collection[str]) -> bool:
    """Whether ``change`` is of an entry of one of ``agencies``, or of one that came from or went to them."""
    others = (*change.from_, *change.to)
    return change.agency in agencies or any(other.rpartition("/")[0] in agencies for other in others)

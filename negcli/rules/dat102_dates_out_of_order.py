"""Two dates of which the one that must come first comes last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from negcli.dates import iso_date
from negcli.evidence.scan import column, entries_where, inner_column, mappings, rows_of, texts_in
from negcli.lists.canonical import written_path
from negcli.lists.model import Entry, EntryList, Register, Values, Where
from negcli.lists.register import written_kind
from negcli.lists.vocabulary import kind_spellings
from negcli.place import Path, value_at
from negcli.rules import Context, Hit, Subject

#: In one mapping, by its kind: (the date that comes first, the one that must not be before it).
_EDITION = (("approved", "published"), ("approved", "effective"))
_ENTRY = (("since", "until"), ("since", "review"))
_OTHERS = {"allowances": (("granted", "expires"),), "concerns": (("received", "answered"),)}
_VERSIONS = (("passed", "effective"), ("effective", "ended"))


class _Date(NamedTuple):
    """A date and where it stands."""

    where: Where
    path: Path
    text: str

    @property
    def key(self) -> str:
        """The date's field, spelt as the document spells it."""
        document = self.where.document.whole
        kind = kind_spellings()[written_kind(document.data) or ""]
        return str(written_path(kind, document, self.where.path + self.path)[-1])


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Dates of allowances, of concerns and of the versions of laws."""
    for kind, pairs in _OTHERS.items():
        for where, path, row in rows_of(register, kind):
            yield from _in_mapping(where, path, row, pairs, where)
    for where, path, law in rows_of(register, "laws", "laws"):
        for number, version in mappings(law, "versions"):
            yield from _in_mapping(where, (*path, "versions", number), version, _VERSIONS, where)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Dates of the edition, dates of each entry, and the ones against the others."""
    if rows.where:
        pairs = _EDITION[:1] if _corrects(rows) else _EDITION
        yield from _in_mapping(rows.where, ("edition",), rows.edition.values, pairs, rows)
        yield from _listed(rows, context, _last_date(rows.where, rows.values))
        yield from _cleared(rows, context, _date(rows.where, ("edition", "approved"), rows.values))


def _listed(rows: EntryList, context: Context, last: _Date | None) -> Iterator[Hit]:
    """Entries that were listed after the ``last`` date of the edition, or after their own review or period."""
    for entry in _suspects(rows, context, _day(last)):
        if entry.where:
            yield from _in_mapping(entry.where, (), entry.values, _ENTRY, entry)
            yield from _out_of_order(_date(entry.where, ("since",), entry.values), last, entry, ("since",))


def _suspects(rows: EntryList, context: Context, last: str) -> list[Entry]:
    """The entries that are worth a closer look: none where all were listed before the first of all ends."""
    since, until, review = (column(rows, context, name) for name in ("since", "until", "review"))
    ends = texts_in(until) | texts_in(review) | {last}
    late = set(filter(min(ends).__lt__, texts_in(since)))
    return [entry for entry, _ in entries_where(rows, since, late.__contains__)]


def _cleared(rows: EntryList, context: Context, approved: _Date | None) -> Iterator[Hit]:
    """Secrecy reviews after the day on which the edition was approved."""
    path = ("clearance", "date")
    for entry, _ in entries_where(rows, inner_column(rows, context, *path), _day(approved).__lt__):
        if entry.where:
            yield from _out_of_order(_date(entry.where, path, entry.values), approved, entry, path)


def _day(date: _Date | None) -> str:
    """The text of ``date``, or one that comes after every date."""
    return date.text if date else "~"


def _corrects(rows: EntryList) -> bool:
    """Whether the edition only corrects errors, so that it may hold from the day of the edition it corrects."""
    kinds = {row.get("kind") for row in rows.edition.adjustments}
    return kinds == {"corrected"}


def _last_date(where: Where, values: Values) -> _Date | None:
    """The latest date of a published edition: nothing in it can have been listed after that day."""
    dates = [_date(where, ("edition", name), values) for name in ("published", "approved", "effective")]
    return max(filter(None, dates), key=lambda date: date.text) if dates[0] else None


def _in_mapping(
    where: Where, path: Path, values: Values, pairs: tuple[tuple[str, str], ...], subject: Subject
) -> Iterator[Hit]:
    for first, second in pairs:
        one, other = (_date_at(where, (*path, name), values.get(name)) for name in (first, second))
        yield from _out_of_order(one, other, subject, (*path, second))


def _date(where: Where, path: Path, values: Any) -> _Date | None:
    return _date_at(where, path, value_at(values, path))


def _date_at(where: Where, path: Path, value: Any) -> _Date | None:
    return _Date(where, path, value) if isinstance(value, str) and iso_date(value) else None


def _out_of_order(first: _Date | None, second: _Date | None, subject: Subject, at: Path) -> Iterator[Hit]:
    """The finding at ``at`` of ``subject`` where ``second`` is before ``first``."""
    if first and second and second.text < first.text:
        args = {"later": second.key, "later_date": second.text, "earlier": first.key, "earlier_date": first.text}
        args["of"] = "edition" if at[0] == "edition" else "other"
        yield Hit(at, args, (0, 10), subject=subject)

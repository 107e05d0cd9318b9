"""The public record as rows, one for every field that changed: what spreadsheets and other programs read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from negcli.change import Change, in_order
from negcli.lists.vocabulary import Type
from negcli.public import public_changes
from negcli.report.matter import balance_text, kinds_text
from negcli.report.spell import field_label, field_type, kind_label, parts, value_label, value_text
from negcli.report.value import Text
from negcli.words import Words

if TYPE_CHECKING:
    from negcli.record.history import Notice, Record

#: Columns: what a notice says of itself (the first two name it), what became of an entry, and of a field of it.
OF_NOTICE = (
    "document", "published", "approver", "approved", "effective", "summary", "interpretation", "editions", "totals",
    "balance", "hidden",
)  # fmt: skip
OF_CHANGE = ("id", "agency", "list", "entry", "title", "kind", "effect", "from", "to", "reason", "basis", "by")
OF_FIELD = ("field", "old", "new")
COLUMNS = (*OF_NOTICE, *OF_CHANGE, *OF_FIELD)

Cells = dict[str, str]


class Row(NamedTuple):
    """The texts of one row by column; ``kind`` is what became of the entry, empty where the notice tells of itself."""

    kind: str
    cells: Cells


def record_rows(record: Record, agency_names: Mapping[str, str], words: Words) -> Iterator[Row]:
    """The rows of ``record``, newest notice first, what is not yet published at the end."""
    for notice in record.notices:
        yield from _rows(notice_cells(notice, agency_names, words), notice.changes, agency_names, words)
    if record.unpublished:
        pending = {"document": words("notice.unpublished"), "hidden": _hidden(record.unpublished)}
        yield from _rows(pending, record.unpublished, agency_names, words)


def notice_cells(notice: Notice, agency_names: Mapping[str, str], words: Words) -> Cells:
    """What ``notice`` says of itself, by column."""
    own = {name: getattr(notice, name) for name in OF_NOTICE[:7]}
    return own | {
        "editions": "\n".join(_editions(notice, agency_names, words)),
        "totals": _spelt(kinds_text(notice.totals, words)),
        "balance": _spelt(balance_text(notice.balance, words)),
        "hidden": _hidden(notice.changes),
    }


def _editions(notice: Notice, agency_names: Mapping[str, str], words: Words) -> Iterator[str]:
    """The editions of a notice by kind of list and number, with their agencies."""
    agencies: dict[tuple[str, str], list[str]] = {}
    for agency, kind, number in notice.editions:
        agencies.setdefault((kind, number), []).append(agency_names.get(agency, agency))
    for (kind, number), names in agencies.items():
        yield words("notice.list", list=kind_label(kind, words.lang), number=number, agencies=names)


def _spelt(text: Text) -> str:
    return "".join(span.text for span in text)


def _hidden(changes: Iterable[Change]) -> str:
    return str(public_changes(changes).counted)


def _rows(own: Cells, changes: Iterable[Change], agency_names: Mapping[str, str], words: Words) -> Iterator[Row]:
    """What a notice says of itself in a row of its own; then those of its changes, which only name it."""
    yield Row("", own)
    named = {column: own.get(column, "") for column in OF_NOTICE[:2]}
    for change in in_order(public_changes(changes).changes):
        cells = named | _change_cells(change, agency_names, words)
        fields = _field_cells(change, words) or [{}]
        yield from (Row(change.kind, cells | field) for field in fields)


def _change_cells(change: Change, agency_names: Mapping[str, str], words: Words) -> Cells:
    return {
        "id": change.id,
        "agency": agency_names.get(change.agency, change.agency),
        "list": kind_label(change.list, words.lang),
        "entry": change.entry,
        "title": change.title,
        "kind": value_label("change", change.kind, words.lang),
        "effect": value_label("effect", change.effect.value, words.lang),
        "from": words.join(change.from_),
        "to": words.join(change.to),
        "reason": change.reason or "",
        "basis": value_text(Type("citations"), change.basis, words.lang),
        "by": change.document or "",
    }


def _field_cells(change: Change, words: Words) -> list[Cells]:
    """A row for each field, or part of one, that differs."""
    return [
        dict(zip(OF_FIELD, row, strict=True))
        for part in change.fields
        for row in parts(
            field_type(change.list, part.field),
            field_label(change.list, part.field, words.lang),
            (part.old, part.new),
            words.lang,
        )
    ]

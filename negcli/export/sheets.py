"""The public record as tables: CSV, and a workbook of Excel with a sheet for each kind of change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from negcli.errors import missing_extra
from negcli.export.rows import COLUMNS, OF_NOTICE, Cells, Row, notice_cells, record_rows
from negcli.export.services import cell
from negcli.lists.vocabulary import values
from negcli.report.spell import value_label
from negcli.words import Words

if TYPE_CHECKING:
    from negcli.record.history import Record

#: Widths of columns, in characters; all others have `_WIDTH`.
_WIDTHS = {"summary": 40, "editions": 40, "title": 32, "old": 50, "new": 50, "reason": 40, "basis": 40, "hidden": 8}
_WIDTH = 16
#: The columns of a sheet of changes: what names the notice, and all that is the change's.
_OF_KIND = (*OF_NOTICE[:2], *COLUMNS[len(OF_NOTICE) :])
#: Excel takes names of sheets up to this length.
_LONGEST_NAME = 31
#: The day that a workbook without any notice was made on: files that say the same are the same.
_NO_DAY = "2000-01-01"


def record_csv(record: Record, words: Words) -> str:
    """``record`` as CSV (RFC 4180), a row for each field that changed; the columns named in the words' language."""
    import csv

    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(_names(COLUMNS, words))
    for row in record_rows(record, record.agency_names, words):
        writer.writerow([cell(row.cells.get(column, "")) for column in COLUMNS])
    return text.getvalue()


def _names(columns: Iterable[str], words: Words) -> list[str]:
    return [words(f"notice.row-{column}") for column in columns]


def record_xlsx(record: Record, words: Words) -> bytes:
    """``record`` as a workbook: a sheet of its notices, then one for each kind of change; the same bytes each time.

    Failure ``extra-missing`` where XlsxWriter is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise missing_extra("XlsxWriter", "office") from None
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": record.title, "created": _made(record)})
        notices = [notice_cells(notice, record.agency_names, words) for notice in record.notices]
        _write(book, words("notice.sheet-notices"), OF_NOTICE, notices, words)
        for kind, rows in _by_kind(record_rows(record, record.agency_names, words)):
            _write(book, value_label("change", kind, words.lang), _OF_KIND, [row.cells for row in rows], words)
    return file.getvalue()


def _made(record: Record) -> datetime:
    """When the newest notice was published: the workbook says nothing of who wrote it when."""
    day = next((notice.published for notice in record.notices), _NO_DAY)
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(tzinfo=None)


def _by_kind(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each kind of change, in the vocabulary's order."""
    order = {kind: place for place, kind in enumerate(values("change"))}
    ordered = sorted(filter(attrgetter("kind"), rows), key=lambda row: (order.get(row.kind, len(order)), row.kind))
    return ((kind, list(group)) for kind, group in groupby(ordered, key=attrgetter("kind")))


def _write(book: Any, name: str, columns: Sequence[str], rows: Sequence[Cells], words: Words) -> None:
    """A sheet of ``rows``, whose first line stays in sight and filters."""
    sheet = book.add_worksheet(name[:_LONGEST_NAME])
    head = book.add_format({"bold": True, "bg_color": "#E7E6E6", "border": 1, "valign": "vcenter", "text_wrap": True})
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    for column, key in enumerate(columns):
        sheet.set_column(column, column, _WIDTHS.get(key, _WIDTH))
        sheet.write_string(0, column, words(f"notice.row-{key}"), head)
        for line, row in enumerate(rows, 1):
            sheet.write_string(line, column, row.get(key, ""), body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)

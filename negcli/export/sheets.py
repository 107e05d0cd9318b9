"""The public record as tables: CSV, and a workbook of Excel with a sheet for each kind of change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from negcli.errors import missing_extra
from negcli.export.rows import COLUMNS, OF_FIELD, OF_NOTICE, Cells, Row, notice_cells, record_rows
from negcli.export.services import cell
from negcli.lists.vocabulary import values
from negcli.report.cells import wrap
from negcli.report.spell import value_label
from negcli.words import Words

if TYPE_CHECKING:
    from negcli.record.history import Record

#: Widths of columns, in characters; all others have `_WIDTH`. Together they print on a page in letters of 8 points.
_WIDTHS = {"summary": 28, "editions": 34, "interpretation": 18, "totals": 18, "balance": 18, "hidden": 7}
_WIDTHS |= {"published": 11, "approved": 11, "effective": 11}
_WIDTHS |= {"list": 9, "effect": 9, "field": 10, "title": 15, "id": 22}
_WIDTHS |= {"old": 26, "new": 26, "reason": 18, "basis": 18}
_WIDTH = 13
#: The columns of a sheet of changes: what is printed, what is where anything stands in it, and what is not.
_PRINTED = (*OF_NOTICE[:2], "agency", "list", "entry", "title", "effect", *OF_FIELD, "reason", "basis")
_RARELY, _NOT_PRINTED = ("from", "to", "by"), ("id", "kind")
#: Points of letters and of a line of them; Excel takes rows up to this height.
_LETTERS, _LINE, _HIGHEST = 10, 14, 409
#: So many cells of these letters go into a character of a column's width.
_FITTING = 1.1
#: Inches between a page's edge and what is printed: left, right, top, bottom.
_MARGINS = (0.4, 0.4, 0.6, 0.6)
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
        name = words("notice.sheet-notices")
        _print_well(_sheet(book, name, OF_NOTICE, notices, words), record.title, len(notices), len(OF_NOTICE))
        for kind, rows in _by_kind(record_rows(record, record.agency_names, words)):
            cells = [row.cells for row in rows]
            told = (*_PRINTED, *_with_text(_RARELY, cells))
            columns = (*told, *(column for column in (*_RARELY, *_NOT_PRINTED) if column not in told))
            sheet = _sheet(book, value_label("change", kind, words.lang), columns, cells, words)
            _print_well(sheet, record.title, len(cells), len(told))
    return file.getvalue()


def _with_text(columns: Iterable[str], rows: Iterable[Cells]) -> list[str]:
    """Those of ``columns`` in which anything stands."""
    told = set(chain.from_iterable((column for column, text in row.items() if text) for row in rows))
    return list(filter(told.__contains__, columns))


def _made(record: Record) -> datetime:
    """When the newest notice was published: the workbook says nothing of who wrote it when."""
    day = next((notice.published for notice in record.notices), _NO_DAY)
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(tzinfo=None)


def _by_kind(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each kind of change, in the vocabulary's order."""
    order = {kind: place for place, kind in enumerate(values("change"))}
    ordered = sorted(filter(attrgetter("kind"), rows), key=lambda row: (order.get(row.kind, len(order)), row.kind))
    return ((kind, list(group)) for kind, group in groupby(ordered, key=attrgetter("kind")))


def _sheet(book: Any, name: str, columns: Sequence[str], rows: Sequence[Cells], words: Words) -> Any:
    """A sheet of ``rows``, whose first line stays in sight and filters."""
    sheet = book.add_worksheet(name[:_LONGEST_NAME])
    body = {"text_wrap": True, "border": 1, "font_size": _LETTERS}
    head = book.add_format(body | {"bold": True, "bg_color": "#E7E6E6", "valign": "vcenter"})
    cells = book.add_format(body | {"valign": "top", "num_format": "@"})
    names = dict(zip(columns, _names(columns, words), strict=True))
    for line, row in enumerate((names, *rows)):
        sheet.set_row(line, _height(row, columns))
        for column, key in enumerate(columns):
            sheet.write_string(line, column, row.get(key, ""), cells if line else head)
    for column, key in enumerate(columns):
        sheet.set_column(column, column, _WIDTHS.get(key, _WIDTH))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    return sheet


def _height(row: Cells, columns: Sequence[str]) -> float:
    """The height of ``row`` in points, so that all of its text is seen: not every program works it out by itself."""
    lines = (len(wrap(row.get(key, ""), int(_WIDTHS.get(key, _WIDTH) * _FITTING) - 1)) for key in columns)
    return min(max(lines) * _LINE + 2, _HIGHEST)


def _print_well(sheet: Any, title: str, rows: int, columns: int) -> None:
    """Print the first ``columns`` across A4 pages, the names of the columns on each, with title and page number."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(*_MARGINS)
    sheet.print_area(0, 0, rows, columns - 1)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header("&L" + title.replace("&", "&&") + "&R&A")
    sheet.set_footer("&C&P / &N")

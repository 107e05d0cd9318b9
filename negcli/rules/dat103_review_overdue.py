"""An entry whose day of review has gone by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from negcli.dates import iso_date
from negcli.evidence.scan import column, entries_where
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)
#: It counts the days since.
EVERY_DAY = True


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that was to be reviewed before today."""
    today = context.today.isoformat()
    for entry, review in entries_where(
        rows, column(rows, context, "review"), lambda text: text < today and iso_date(text)
    ):
        days = (context.today - date.fromisoformat(review)).days
        yield Hit(("review",), {"review": review, "days": days}, (0, 10), subject=entry)

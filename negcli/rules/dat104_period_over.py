"""An entry whose period of non-disclosure has ended."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.dates import iso_date
from negcli.evidence.scan import column, entries_where
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that was to be withheld until a day before today."""
    today = context.today.isoformat()
    for entry, until in entries_where(
        rows, column(rows, context, "until"), lambda text: text < today and iso_date(text)
    ):
        yield Hit(("until",), {"until": until}, (0, 10), subject=entry)

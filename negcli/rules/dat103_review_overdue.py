"""An entry whose day of review has gone by."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.dates import iso_date
from negcli.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that was to be reviewed before today."""
    today = context.today.isoformat()
    for entry in rows.entries:
        review = entry.values.get("review")
        if isinstance(review, str) and review < today and (due := iso_date(review)):
            yield Hit(("review",), {"review": review, "days": (context.today - due).days}, (0, 10), subject=entry)

"""An edition that is dated before the edition that it follows."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.dates import iso_date
from negcli.lists.model import Edition, EntryList
from negcli.record.drafts import draft_of
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every date of approval or publication that is before that of the last public edition."""
    draft = draft_of(rows, context)
    if draft and draft.before and draft.is_next:
        before = draft.before.edition
        for name in ("approved", "published"):
            if _goes_back(rows.edition, before, name):
                args = {"date": rows.edition.text(name), "before": before.text(name), "number": before.number}
                yield Hit(("edition", name), args, (0, 10))


def _goes_back(new: Edition, old: Edition, name: str) -> bool:
    days = old.text(name), new.text(name)
    return all(map(iso_date, days)) and days[1] < days[0]

"""An approved or published edition that does not say who approved it."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.lists.blank import says_nothing
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """The date of approval (or else of publication) of an edition without an approver."""
    edition = rows.edition.values
    if says_nothing(edition.get("approver")):
        day = next(filter(edition.get, ("approved", "published")), None)
        if day:
            yield Hit(("edition", day), {"number": rows.edition.number}, (0, len(rows.edition.text(day))))

"""A change that makes less open, or may, with a reason but no basis."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.lists.model import EntryList
from negcli.record.drafts import accounts, in_need
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """The reason of every adjustment that needs a basis and has none."""
    for position, row, changes in accounts(rows, context):
        needy = in_need(changes, "basis") if row.row.get("reason") else []
        if needy:
            yield Hit(("edition", "adjustments", position, "reason"), {"entries": needy})

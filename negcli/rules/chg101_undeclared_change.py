"""A change that makes less open, or may, and of which the edition says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.lists.model import EntryList
from negcli.record.drafts import IN_NEED, changed_entries
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry whose change needs a reason and has none in `adjustments`."""
    for entry, change in changed_entries(rows, context):
        if change.effect in IN_NEED and not change.reason:
            args = {"entry": entry.id, "kind": change.kind, "effect": change.effect.value}
            yield Hit(("id",), args, subject=entry)

"""A change whose effect on openness the data cannot tell and nobody has ruled on."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.effect import Effect
from negcli.lists.model import EntryList
from negcli.record.drafts import accounts
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every adjustment without `effect` that speaks of an undetermined change."""
    for position, row, changes in accounts(rows, context):
        open_ = [change.entry for change in changes if change.effect is Effect.UNDETERMINED]
        if open_ and row.effect is Effect.UNDETERMINED:
            yield Hit(("edition", "adjustments", position, "entries"), {"entries": open_}, at="value")

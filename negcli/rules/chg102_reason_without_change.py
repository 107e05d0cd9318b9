"""An adjustment of an entry that did not change."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import filterfalse

from negcli.lists.model import EntryList
from negcli.record.drafts import accounts, moved_away
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every name in `entries` of an adjustment that is not among the changes, nor went into one of them."""
    for position, row, changes in accounts(rows, context):
        known = moved_away(context) | {f"{change.agency}/{change.entry}" for change in changes}
        for name in filterfalse(known.__contains__, row.entries):
            yield Hit(("edition", "adjustments", position, "entries"), {"entry": name.removeprefix(f"{rows.agency}/")})

"""An edition with the number of an earlier one."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.lists.model import EntryList
from negcli.record.drafts import draft_of
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """The number of an edition that changes something, where an edition before the last had it."""
    draft, number = draft_of(rows, context), rows.edition.number
    if draft and draft.is_next and number in draft.numbers:
        yield Hit(("edition", "number"), {"number": number, "numbers": sorted(draft.numbers)})

"""An edition of which only the number is new: it still says how the edition before it was approved and published."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.lists.model import EntryList
from negcli.record.drafts import draft_of, left_over
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """The number, where all that is said below it was said of the last public edition."""
    draft = draft_of(rows, context)
    if draft and draft.before and draft.is_copied:
        number, before = rows.edition.number, draft.before.edition.number
        args = {"number": number, "before": before, "left": left_over(draft.before, rows)}
        yield Hit(("edition", "number"), args, (0, len(number)))

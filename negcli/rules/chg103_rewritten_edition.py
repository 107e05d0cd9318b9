"""A list that was changed though it still carries the number of an edition that is public."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.lists.model import EntryList
from negcli.record.drafts import draft_of
from negcli.rules import Context, Hit

#: So many of the things that differ are named.
_NAMED = 5


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """The number of an edition that no longer says what it said."""
    draft = draft_of(rows, context)
    found = draft.rewritten if draft and draft.is_kept else []
    if found:
        more = ["…"] * (len(found) > _NAMED)
        args = {"number": rows.edition.number, "what": [*found[:_NAMED], *more], "count": len(found)}
        yield Hit(("edition", "number"), args)

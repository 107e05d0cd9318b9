"""A period of non-disclosure that never ends, or ends with an event that nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.grounds import ground_of
from negcli.evidence.scan import column, entries_where
from negcli.lists.blank import empty
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` whose period has no end that an outsider could tell."""
    for entry, until in entries_where(rows, column(rows, context, "until"), _is_unbounded):
        args = {"until": until.strip(), "example": ground_of(entry)}
        yield Hit(("until",), args, (0, len(until)), subject=entry)


def _is_unbounded(until: str) -> bool:
    plain = until.strip(" 。.")
    return not plain or (len(plain) < 20 and bool(empty("nothing", "endless", "no_event").fullmatch(plain)))

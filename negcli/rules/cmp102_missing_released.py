"""A matter that is withheld in part, without saying which part is released."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.grounds import ground_of
from negcli.evidence.scan import column, entries_where, path_of
from negcli.lists.blank import says_nothing
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of extent ``part`` whose released part is not stated (条例, article 37)."""
    for entry, _ in entries_where(rows, column(rows, context, "extent"), lambda extent: extent == "part"):
        if says_nothing(entry.values.get("released")):
            yield Hit(path_of(entry, "released", ("extent",)), {"example": ground_of(entry)}, subject=entry)

"""A matter whose disclosure is said to endanger something, without saying how."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.grounds import DANGERS, on_ground
from negcli.evidence.scan import path_of
from negcli.lists.blank import says_nothing
from negcli.lists.model import EntryList
from negcli.place import value_at
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry on a ground of danger (条例, article 14) whose harm is not stated."""
    for entry, path in on_ground(rows, context, DANGERS):
        if says_nothing(entry.values.get("harm")):
            ground = str(value_at(entry.values, path))
            yield Hit(path_of(entry, "harm", path), {"ground": ground, "example": ground}, subject=entry)

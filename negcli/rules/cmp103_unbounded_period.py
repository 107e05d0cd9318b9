"""A period of non-disclosure that never ends, or ends with an event that nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.blank import empty
from negcli.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` whose period has no end that an outsider could tell."""
    unbounded = empty("nothing", "endless", "no_event")
    bounded: set[str] = set()
    for entry in rows.entries:
        until = entry.values.get("until")
        if not isinstance(until, str) or until in bounded:
            continue
        if until and (len(until) > 20 or not unbounded.fullmatch(until.strip(" 。."))):
            bounded.add(until)
        else:
            yield Hit(("until",), {"until": until}, (0, len(until)), subject=entry)

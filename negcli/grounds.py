"""On which grounds entries are withheld."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from negcli.model import Entry, EntryList
from negcli.place import Path
from negcli.rules import Context
from negcli.scan import column

#: The grounds that hold only where disclosure endangers something (条例, article 14).
DANGERS = ("national-security", "public-security", "economic-security", "social-stability")


def on_ground(rows: EntryList, context: Context, wanted: Collection[str]) -> Iterator[tuple[Entry, Path]]:
    """The entries of ``rows`` that are withheld on a ground among ``wanted``, and where the first one stands."""
    for entry, ground in zip(rows.entries, column(rows, context, "ground"), strict=True):
        if ground.__class__ is not list:
            if ground in wanted:
                yield entry, ("ground",)
        elif positions := [position for position, name in enumerate(ground) if name in wanted]:
            yield entry, ("ground", positions[0])

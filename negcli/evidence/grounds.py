"""On which grounds entries are withheld."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from negcli.evidence.scan import column
from negcli.lists.model import Entry, EntryList
from negcli.lists.vocabulary import values
from negcli.place import Path
from negcli.rules import Context

#: The grounds that hold only where disclosure endangers something (条例, article 14).
DANGERS = ("national-security", "public-security", "economic-security", "social-stability")


def ground_of(entry: Entry) -> str:
    """The first ground of ``entry``, by which cards choose their examples; ``any`` where it names none."""
    return next((ground for ground in entry.texts("ground") if ground in values("ground")), "any")


def on_ground(rows: EntryList, context: Context, wanted: Collection[str]) -> Iterator[tuple[Entry, Path]]:
    """The entries of ``rows`` that are withheld on a ground among ``wanted``, and where the first one stands."""
    for entry, ground in zip(rows.entries, column(rows, context, "ground"), strict=True):
        if path := _first(ground, wanted):
            yield entry, path


def _first(ground: Any, wanted: Collection[str]) -> Path:
    """The path to the first ground among ``wanted``; an empty one where there is none."""
    if ground.__class__ is not list:
        return ("ground",) if ground in wanted else ()
    return next((("ground", position) for position, name in enumerate(ground) if name in wanted), ())

"""On which grounds an entry is withheld."""

from __future__ import annotations

from collections.abc import Collection

from negcli.model import Entry
from negcli.place import Path

#: The grounds that hold only where disclosure endangers something (条例, article 14).
DANGERS = ("national-security", "public-security", "economic-security", "social-stability")


def ground_path(entry: Entry, wanted: Collection[str]) -> Path | None:
    """Where the first ground of ``entry`` stands that is among ``wanted``; None when it has none of them."""
    written = entry.values.get("ground")
    if written.__class__ is str:
        return ("ground",) if written in wanted else None
    if isinstance(written, list):
        return next((("ground", position) for position, name in enumerate(written) if name in wanted), None)
    return None

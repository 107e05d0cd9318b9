"""A state secret that nobody is said to have reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from negcli.grounds import on_ground
from negcli.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry withheld as a state secret without a review by somebody, with document or day (条例, article 17)."""
    for entry, path in on_ground(rows, context, ("state-secret",)):
        if not _reviewed(entry.values.get("clearance")):
            yield Hit(("clearance",) if "clearance" in entry.values else path, subject=entry)


def _reviewed(clearance: Any) -> bool:
    if not isinstance(clearance, dict) or not clearance.get("by"):
        return False
    return bool(clearance.get("document") or clearance.get("date"))

"""A state secret that nobody is said to have reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from negcli.evidence.grounds import on_ground
from negcli.evidence.scan import path_of
from negcli.lists.model import EntryList, mapping
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry withheld as a state secret without a review by somebody, with document or day (条例, article 17)."""
    for entry, path in on_ground(rows, context, ("state-secret",)):
        is_text = isinstance(entry.values.get("clearance"), str)  # of that wrong-type tells
        if not is_text and not _reviewed(mapping(entry.values, "clearance")):
            yield Hit(path_of(entry, "clearance", path), subject=entry)


def _reviewed(clearance: Mapping[str, Any]) -> bool:
    return bool(clearance.get("by") and (clearance.get("document") or clearance.get("date")))

"""A basis in which nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from negcli.evidence.grounds import ground_of
from negcli.evidence.scan import column
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` whose basis consists of blank texts.

    One place gets one verdict: of a basis without any part missing-field tells, of words that name no law
    malformed-citation, and of a mapping that names none ambiguous-law.
    """
    for entry, basis in zip(rows.entries, column(rows, context, "basis"), strict=True):
        if _is_blank(basis):
            yield Hit(("basis",), {"example": ground_of(entry)}, subject=entry)


def _is_blank(basis: Any) -> bool:
    if isinstance(basis, list):
        return bool(basis) and all(part == "" or _is_blank(part) for part in basis)
    return isinstance(basis, str) and basis.isspace()

"""A basis that names no law and no document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from negcli.blank import says_nothing, words_of
from negcli.model import EntryList
from negcli.rules import Context, Hit
from negcli.scan import column


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that writes a basis of which no part names a law or a document."""
    named: set[str] = set()
    for entry, basis in zip(rows.entries, column(rows, context, "basis"), strict=True):
        parts = basis if basis.__class__ is list else (basis,)
        if basis is None or (parts and parts[0].__class__ is str and "《" in parts[0]):
            continue
        if not any(_names_something(part, named) for part in parts):
            yield _hit(basis, entry)


def _hit(basis: Any, entry: Any) -> Hit:
    first = basis[0] if isinstance(basis, list) and basis else basis
    path = ("basis", 0) if isinstance(basis, list) and basis else ("basis",)
    if isinstance(first, dict):
        return Hit((*path, "law") if "law" in first else path, {"basis": str(first.get("law") or "")}, subject=entry)
    text = first if isinstance(first, str) else ""
    return Hit(path, {"basis": text}, (0, len(text)) if text else None, subject=entry)


def _names_something(part: Any, named: set[str]) -> bool:
    """Whether ``part`` names something; texts that do are kept in ``named``, for citations recur."""
    if isinstance(part, dict):
        return not says_nothing(part.get("law")) and not words_of("nameless").fullmatch(str(part["law"]))
    if not isinstance(part, str) or part in named:
        return isinstance(part, str)
    if says_nothing(part) or words_of("nameless").fullmatch(part):
        return False
    named.add(part)
    return True

"""A basis that names no law and no document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from negcli.evidence.scan import column, parts, texts_in
from negcli.lists.blank import names_nothing
from negcli.lists.model import Entry, EntryList
from negcli.place import Path
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that writes a basis of which no part names a law or a document."""
    bases = column(rows, context, "basis")
    nameless = set(filter(names_nothing, texts_in(bases)))
    for entry, basis in zip(rows.entries, bases, strict=True):
        if not _starts_well(basis, nameless) and _is_nameless(basis, nameless):
            yield _hit(entry, basis)


def _starts_well(basis: Any, nameless: set[str]) -> bool:
    """Whether the first part of ``basis`` names something, as it nearly always does."""
    return basis.__class__ is list and bool(basis) and basis[0].__class__ is str and basis[0] not in nameless


def _is_nameless(basis: Any, nameless: set[str]) -> bool:
    return basis is not None and not any(_names(part, nameless) for _, part in parts((), basis))


def _names(part: Any, nameless: set[str]) -> bool:
    """Whether ``part`` of a basis, a text or a mapping, names something."""
    if isinstance(part, dict):
        return not names_nothing(str(part.get("law") or ""))
    return part.__class__ is str and part not in nameless


def _hit(entry: Entry, basis: Any) -> Hit:
    """The finding at the first part of ``basis``."""
    whole: Path = ("basis",)
    path, first = next(parts(whole, basis), (whole, ""))
    if isinstance(first, dict):
        path, first = (*path, "law"), first.get("law")
    text = first if isinstance(first, str) else ""
    return Hit(path, {"basis": text}, (0, len(text)) if text else None, subject=entry)

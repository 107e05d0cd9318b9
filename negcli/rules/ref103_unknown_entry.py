"""An entry that no list of the register has."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.model import EntryList, Register, Values, Where, text
from negcli.place import Path
from negcli.references import Lookup
from negcli.rules import Context, Hit
from negcli.vocabulary import LIST_KINDS

#: Adjustments after which the entry stands in the list. What was removed, transferred, merged, split or devolved
#: may be gone, and only history can tell whether it was ever there.
_STAYS = (
    *("added", "taken-over", "recalled", "renamed", "renumbered", "retyped", "basis-changed", "scope-changed"),
    *("openness-changed", "element-changed", "procedure-changed"),
)


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every entry that an adjustment, an opening of a power, an allowance or an open concern names in vain."""
    for rows in register.lists:
        yield from _in_adjustments(rows, register)
        if rows.kind == "power-list":
            yield from _in_openness(rows, Lookup(register, ("negative-list",)))
    anywhere = Lookup(register, LIST_KINDS)
    for kind, values, where in register.others:
        if kind in ("allowances", "concerns"):
            yield from _in_document(kind, values, where, anywhere)


def _in_adjustments(rows: EntryList, register: Register) -> Iterator[Hit]:
    lookup = Lookup(register, (rows.kind,))
    written = rows.edition.values.get("adjustments")
    for position, row in enumerate(written if isinstance(written, list) else ()):
        if isinstance(row, dict) and row.get("kind") in _STAYS:
            path = ("edition", "adjustments", position, "entries")
            for at, reference in lookup.unknown(path, row.get("entries"), rows.agency):
                yield lookup.hit(at, reference, rows.agency, rows)


def _in_openness(rows: EntryList, lookup: Lookup) -> Iterator[Hit]:
    for entry in rows.entries:
        plan = entry.values.get("openness")
        for stage, row in plan.items() if isinstance(plan, dict) else ():
            if isinstance(row, dict) and "entry" in row:
                for path, reference in lookup.unknown(("openness", stage, "entry"), row["entry"], entry.agency):
                    yield lookup.hit(path, reference, entry.agency, entry)


def _in_document(kind: str, values: Values, where: Where, lookup: Lookup) -> Iterator[Hit]:
    field = "entry" if kind == "allowances" else "about"
    rows = values.get("entries")
    for position, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict) and not _closed(row):
            path: Path = ("entries", position, field)
            for at, reference in lookup.unknown(path, row.get(field), text(row, "agency")):
                yield lookup.hit(at, reference, text(row, "agency"), where)


def _closed(row: Values) -> bool:
    """Whether a concern was answered: the answer may have been to remove the entry."""
    return bool(row.get("answered") or row.get("adjustment"))

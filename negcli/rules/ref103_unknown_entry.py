"""An entry that no list of the register has."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.model import Entry, EntryList, Register, Values, Where, text
from negcli.place import Path
from negcli.references import Lookup
from negcli.rules import Context, Hit
from negcli.scan import mappings
from negcli.vocabulary import LIST_KINDS

#: The documents whose rows name entries, and the field in which they do.
_NAMING = {"allowances": "entry", "concerns": "about"}
#: Adjustments after which the entry stands in the list. What was removed, transferred, merged, split or devolved
#: may be gone, and only history can tell whether it was ever there.
_STAYS = (
    *("added", "taken-over", "recalled", "renamed", "renumbered", "retyped", "basis-changed", "scope-changed"),
    *("openness-changed", "element-changed", "procedure-changed"),
)


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every entry that an allowance or an open concern names in vain."""
    lookup = Lookup(register, LIST_KINDS)
    for kind, values, where in register.others:
        field = _NAMING.get(kind, "")
        for position, row in mappings(values, "entries") if field else ():
            yield from _in_row(row, ("entries", position, field), where, lookup)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry that an adjustment of the edition, or the openness of a power, names in vain."""
    same = Lookup(context.register, (rows.kind,))
    for position, row in mappings(rows.edition.values, "adjustments"):
        path = ("edition", "adjustments", position, "entries")
        for at, reference in same.unknown(path, row.get("entries"), rows.agency) if row.get("kind") in _STAYS else ():
            yield same.hit(at, reference, rows.agency, rows)
    negative = Lookup(context.register, ("negative-list",))
    for entry in [entry for entry in rows.entries if "openness" in entry.values]:
        yield from _in_openness(entry, negative)


def _in_openness(entry: Entry, lookup: Lookup) -> Iterator[Hit]:
    plan = entry.values["openness"]
    for stage, row in plan.items() if isinstance(plan, dict) else ():
        written = row.get("entry") if isinstance(row, dict) else None
        for path, reference in lookup.unknown(("openness", stage, "entry"), written, entry.agency):
            yield lookup.hit(path, reference, entry.agency, entry)


def _in_row(row: Values, path: Path, where: Where, lookup: Lookup) -> Iterator[Hit]:
    """What a row of another document names; a concern that was answered may have had its entry removed."""
    if row.get("answered") or row.get("adjustment"):
        return
    agency = text(row, "agency")
    for at, reference in lookup.unknown(path, row.get(str(path[-1])), agency):
        yield lookup.hit(at, reference, agency, where)

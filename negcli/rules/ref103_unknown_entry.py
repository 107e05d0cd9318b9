"""An entry that no list of the register has."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.references import Lookup
from negcli.evidence.scan import mappings, rows_of
from negcli.lists.model import Entry, EntryList, Register, Values, Where, mapping, text
from negcli.lists.vocabulary import LIST_KINDS
from negcli.place import Path
from negcli.rules import Context, Hit

#: What is found in an entry rests on other entries, too.
SEES_OTHERS = True
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
    for kind, field in _NAMING.items():
        for where, path, row in rows_of(register, kind):
            yield from _in_row(row, (*path, field), where, lookup)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry that an adjustment of the edition, or the openness of a power, names in vain."""
    yield from _in_adjustments(rows, Lookup(context.register, (rows.kind,)))
    negative = Lookup(context.register, ("negative-list",))
    for entry in rows.every:
        if "openness" in entry.values:
            yield from _in_openness(entry, negative)


def _in_adjustments(rows: EntryList, lookup: Lookup) -> Iterator[Hit]:
    for position, row in mappings(rows.edition.values, "adjustments"):
        if row.get("kind") in _STAYS:
            path = ("edition", "adjustments", position, "entries")
            yield from lookup.hits(path, row.get("entries"), rows.agency, rows)


def _in_openness(entry: Entry, lookup: Lookup) -> Iterator[Hit]:
    plan = mapping(entry.values, "openness")
    for stage in plan:
        written = mapping(plan, stage).get("entry")
        yield from lookup.hits(("openness", stage, "entry"), written, entry.agency, entry)


def _in_row(row: Values, path: Path, where: Where, lookup: Lookup) -> Iterator[Hit]:
    """What a row of another document names; a concern that was answered may have had its entry removed."""
    if not (row.get("answered") or row.get("adjustment")):
        yield from lookup.hits(path, row.get(str(path[-1])), text(row, "agency"), where)

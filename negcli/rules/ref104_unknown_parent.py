"""A parent that does not exist: of a power within its agency's power list, of an agency within the register."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.references import Lookup, agency_meant, is_unknown
from negcli.lists.model import EntryList, Register, text
from negcli.rules import Context, Hit

KINDS = ("power-list",)
#: What is found in an entry rests on other entries, too.
SEES_OTHERS = True


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every power and agency whose parent the register does not have; silent for one that a broken file names."""
    for agency in register.agencies:
        parent = text(agency.values, "parent")
        if is_unknown(parent, register):
            near, instead = agency_meant(parent, register)
            args = {"reference": parent, "of": "agency", **near}
            yield Hit(("parent",), args, (0, len(parent)), subject=agency, instead=instead)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every power of ``rows`` whose main item does not exist."""
    lookup = Lookup(context.register, ("power-list",))
    for entry in rows.every:
        if "parent" in entry.values:
            hits = lookup.hits(("parent",), entry.values["parent"], entry.agency, entry)
            yield from (hit._replace(args={**hit.args, "of": "power"}) for hit in hits)

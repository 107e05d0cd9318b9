"""A parent that does not exist: of a power within its agency's power list, of an agency within the register."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.model import Register, text
from negcli.references import Lookup, agency_meant
from negcli.rules import Context, Hit


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every power and agency whose parent the register does not have; silent for one that a broken file names."""
    lookup = Lookup(register, ("power-list",))
    powers = [entry for rows in register.lists if rows.kind == "power-list" for entry in rows.entries]
    for entry in [power for power in powers if "parent" in power.values]:
        for path, reference in lookup.unknown(("parent",), entry.values["parent"], entry.agency):
            yield lookup.hit(path, reference, entry.agency, entry)
    yield from _of_agencies(register)


def _of_agencies(register: Register) -> Iterator[Hit]:
    for agency in register.agencies:
        parent = text(agency.values, "parent")
        if parent and parent not in register.agency_ids and not register.may_hide(parent):
            near, instead = agency_meant(parent, register)
            args = {"reference": parent, "near": near}
            yield Hit(("parent",), args, (0, len(parent)), subject=agency, instead=instead)

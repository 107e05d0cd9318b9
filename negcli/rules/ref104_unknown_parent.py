"""A parent that does not exist: of a power within its agency's power list, of an agency within the register."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.model import Register, text
from negcli.near import closest
from negcli.references import Lookup
from negcli.rules import Context, Hit


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every power and agency whose parent the register does not have; silent where a broken file may hold it."""
    lookup = Lookup(register, ("power-list",))
    powers = [entry for rows in register.lists if rows.kind == "power-list" for entry in rows.entries]
    for entry in [power for power in powers if "parent" in power.values]:
        for path, reference in lookup.unknown(("parent",), entry.values["parent"], entry.agency):
            yield lookup.hit(path, reference, entry.agency, entry)
    if not register.incomplete:
        yield from _of_agencies(register)


def _of_agencies(register: Register) -> Iterator[Hit]:
    for agency in register.agencies:
        parent = text(agency.values, "parent")
        if parent and parent not in register.agency_ids:
            likely = closest(parent, register.agency_ids)
            args = {"reference": parent, "near": likely or "—"}
            yield Hit(("parent",), args, (0, len(parent)), subject=agency, instead=likely)

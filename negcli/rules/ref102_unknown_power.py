"""A power that no power list of the register has."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.model import EntryList
from negcli.references import Lookup
from negcli.rules import Context, Hit

KINDS = ("negative-list", "responsibility-list")
_FIELDS = {"negative-list": "powers", "responsibility-list": "power"}


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every power that an entry of ``rows`` refers to and that does not exist."""
    lookup = Lookup(context.register, ("power-list",))
    field = _FIELDS[rows.kind]
    for entry in rows.entries:
        written = entry.values.get(field)
        if written is None:
            continue
        for path, reference in lookup.unknown((field,), written, entry.agency):
            yield lookup.hit(path, reference, entry.agency, entry)

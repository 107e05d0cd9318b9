"""A power that no power list of the register has."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.references import Lookup
from negcli.evidence.scan import texts_in
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list", "responsibility-list")
#: What is found in an entry rests on other entries, too.
SEES_OTHERS = True
_FIELDS = {"negative-list": "powers", "responsibility-list": "power"}


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every power that an entry of ``rows`` refers to and that does not exist."""
    lookup = Lookup(context.register, ("power-list",))
    field = _FIELDS[rows.kind]
    written = [entry.values.get(field) for entry in rows.every]
    if all(lookup.knows(reference, rows.agency) for reference in texts_in(written)):
        return
    for entry, value in zip(rows.every, written, strict=True):
        yield from lookup.hits((field,), value, entry.agency, entry)

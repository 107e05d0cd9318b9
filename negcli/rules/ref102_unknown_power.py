"""A power that no power list of the register has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    pairs = zip(rows.every, written, strict=True)
    hits = [hit for entry, value in pairs for hit in lookup.hits((field,), value, entry.agency, entry)]
    by_cause: dict[object, list[Hit]] = {}
    for number, hit in enumerate(hits):
        by_cause.setdefault(_missing_list(hit) or number, []).append(hit)
    yield from map(_together, by_cause.values())


def _missing_list(hit: Hit) -> str:
    """Whose list is missing, to which a reference leads; empty where a list is there."""
    return "" if hit.args["advice"] == "id" else f"{hit.args['reference'].rpartition('/')[0]}/"


def _together(hits: Sequence[Hit]) -> Hit:
    """The first of ``hits``, which all have one cause, and how many more there are."""
    more = len(hits) - 1
    return hits[0]._replace(args={**hits[0].args, "count": more, "more": "some" if more else "none"})

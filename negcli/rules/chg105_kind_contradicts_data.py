"""An adjustment of a kind that the data cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.lists.model import EntryList
from negcli.record.drafts import contradictions
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """The kind of every adjustment that does not fit what became of an entry it names."""
    for position, row, doubt in contradictions(rows, context, "kind-contradicts-data"):
        args = {"told": row.kind, "kind": doubt.args["found"], "entry": doubt.entry}
        yield Hit(("edition", "adjustments", position, "kind"), args)

"""A ruling on the effect of a change where the data decide otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.lists.model import EntryList
from negcli.record.drafts import contradictions
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every `effect` of an adjustment that is not the effect of a change it speaks of."""
    for position, row, doubt in contradictions(rows, context, "effect-contradicts-data"):
        args = {"told": row.effect.value, "effect": doubt.args["found"], "entry": doubt.entry}
        yield Hit(("edition", "adjustments", position, "effect"), args)

"""Totals that do not add up to what was changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from negcli.lists.model import EntryList, mapping
from negcli.record.drafts import draft_of
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """An edition whose `totals` count more or fewer changes of some kind than there are."""
    draft = draft_of(rows, context)
    told = mapping(rows.edition.values, "totals")
    if draft and told and draft.is_one_step and not (draft.is_kept or draft.is_copied):
        yield from _differing(told, Counter(change.kind for change in draft.changes))


def _differing(told: Mapping[str, Any], real: Mapping[str, int]) -> Iterator[Hit]:
    """One hit for all kinds of which the numbers differ: they are counted, and corrected, together."""
    kinds = [kind for kind in sorted({*told, *real}) if told.get(kind, 0) != real.get(kind, 0)]
    numbers = {"told": [told.get(kind, 0) for kind in kinds], "real": [real.get(kind, 0) for kind in kinds]}
    each = "several" if len(kinds) > 1 else "one"
    yield from [Hit(("edition", "totals"), {"kind": kinds, **numbers, "each": each}, at="key")] * bool(kinds)

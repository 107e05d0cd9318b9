"""A change that makes less open, or may, and of which the edition says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from negcli.change import Change
from negcli.lists.model import EntryList
from negcli.record.drafts import IN_NEED, accounts, changed_entries
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry whose change needs a reason and has none in `adjustments`.

    Where an adjustment names the entry and only lacks its reason, missing-field says so.
    """
    silent = [pair for pair in changed_entries(rows, context) if pair[1].effect in IN_NEED and not pair[1].reason]
    named = _named(rows, context) if silent else set()
    for entry, change in silent:
        if change.entry not in named:
            args = {"entry": entry.id, "kind": change.kind, "effect": change.effect.value}
            yield Hit(("id",), args, subject=entry)


def _named(rows: EntryList, context: Context) -> set[str]:
    """The entries that adjustments speak of, in whichever of its files the list has them."""
    parts = (part for part in context.register.lists if part.key == rows.key)
    told: Iterator[list[Change]] = (changes for part in parts for _, _, changes in accounts(part, context))
    return {change.entry for change in chain.from_iterable(told)}

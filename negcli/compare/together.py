"""Entries of one list that were given other ids and are otherwise the same: one change with a count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from negcli.change import Change, in_order


def put_together(changes: Iterable[Change]) -> list[Change]:
    """``changes`` in order, those of one list that only have other ids and were declared together as one.

    It goes by the name of the first of them; ``from_`` and ``to`` name them all, in step.
    """
    groups: dict[Any, list[Change]] = {}
    for change in changes:
        groups.setdefault(_group(change), []).append(change)
    return in_order(map(_one, groups.values()))


def _group(change: Change) -> Any:
    """What changes that are put together have in common; a thing of its own for any other."""
    is_bare = change.kind == "renumbered" and not change.fields and len(change.from_) == len(change.to) == 1
    if not is_bare:
        return id(change)
    return (change.agency, change.list, change.reason, str(change.basis), change.document, change.publicity)


def _one(changes: Sequence[Change]) -> Change:
    first, *others = changes
    if not others:
        return first
    from_, to = (tuple(chain.from_iterable(getattr(change, way) for change in changes)) for way in ("from_", "to"))
    return replace(first, from_=from_, to=to)

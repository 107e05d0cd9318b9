"""Totals that do not add up to what was changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from negcli.lists.model import EntryList, mapping
from negcli.place import Path
from negcli.record.drafts import Draft, draft_of
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every kind of change of which the edition's `totals` count more or fewer than there are."""
    draft = draft_of(rows, context)
    told = mapping(rows.edition.values, "totals")
    if draft and told and draft.is_one_step and not (draft.is_kept or draft.is_copied):
        yield from _differing(draft, told)


def _differing(draft: Draft, said: Mapping[str, Any]) -> Iterator[Hit]:
    real = Counter(change.kind for change in draft.changes)
    for kind in sorted({*said, *real}):
        if said.get(kind, 0) != real[kind]:
            args = {"kind": kind, "told": said.get(kind, 0), "real": real[kind]}
            yield _hit(("edition", "totals"), kind, args, kind in said)


def _hit(path: Path, kind: str, args: Mapping[str, Any], is_said: bool) -> Hit:
    """At the number that is said, or at the totals that lack one."""
    return Hit((*path, kind), args, (0, len(str(args["told"])))) if is_said else Hit(path, args, at="key")

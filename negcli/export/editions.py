"""Editions and what was found of them as JSON (`schemas/{editions,verify}-output.schema.json`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from negcli.commits.trail import Commit
from negcli.editions.overview import Listed
from negcli.editions.rewrites import Rewrite
from negcli.editions.saved import Departure
from negcli.editions.tags import Tag
from negcli.editions.verify import Verdict
from negcli.export.changes import change_json
from negcli.public import public_changes

#: The version of both formats; it changes only when something that was there means something else.
VERSION = 1
_PARTICULARS = ("document", "approver", "approved", "effective", "published")


def editions_json(rows: Iterable[Listed]) -> dict[str, Any]:
    """``rows`` as plain JSON data."""
    return {"version": VERSION, "editions": [_listed(row) for row in rows]}


def _listed(row: Listed) -> Mapping[str, Any]:
    edition = row.link.edition
    agency, kind = edition.key
    return {
        "agency": agency,
        "list": kind,
        "number": edition.number,
        **{name: edition.rows.edition.text(name) or None for name in _PARTICULARS},
        "totals": row.totals,
        "commit": edition.commit.id,
        "previous": row.link.previous or None,
        "hash": row.link.hash,
    }


def verify_json(verdict: Verdict) -> dict[str, Any]:
    """``verdict`` as plain JSON data; of entries that are not public no more than how many is told."""
    return {
        "version": VERSION,
        "holds": verdict.holds,
        "editions": len(verdict.links),
        "rewritten": [_rewrite(row) for row in verdict.rewrites],
        "departures": [_departure(row) for row in verdict.departures],
        "tags": [_tag(tag, verdict) for tag in verdict.tags],
        "unread": [{"file": gap.file, **_commit(gap.commit)} for gap in verdict.chronicle.bridged],
    }


def _commit(commit: Commit) -> dict[str, str]:
    return {"commit": commit.id, "day": commit.day}


def _rewrite(row: Rewrite) -> dict[str, Any]:
    shown = public_changes(row.changes)
    return {
        "edition": row.edition.address,
        "published": row.edition.published,
        **_commit(row.commit),
        "ended": _commit(row.ended) if row.ended else None,
        "corrected": row.corrected or None,
        "fields": list(row.fields),
        "changes": [change_json(change) for change in shown.changes],
        "hidden": shown.counted,
    }


def _departure(row: Departure) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "edition": row.address,
        "published": row.published,
        "entries": list(row.entries),
        "fields": list(row.fields),
    }


def _tag(tag: Tag, verdict: Verdict) -> dict[str, Any]:
    denied = [row.address for row in verdict.contradictions if row.tag == tag.name]
    return {"name": tag.name, "signature": tag.signature, "editions": list(tag.hashes), "contradicts": denied}

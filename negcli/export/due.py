"""What is due as plain data for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from negcli.due import Due, Known, Span


def due_json(rows: Sequence[Due], span: Span, known: Known) -> dict[str, Any]:
    """``rows`` of the days in ``span``; ``known`` is how far that reaches."""
    return {
        "version": 1,
        "today": span.today.isoformat(),
        "before": span.before.isoformat(),
        "laws_known_until": known.laws_until,
        "undated": known.undated,
        "unreadable": list(known.broken),
        "due": [_row(row, span) for row in rows],
    }


def _row(row: Due, span: Span) -> dict[str, Any]:
    return {
        "agency": row.agency,
        "unit": row.unit or None,
        "list": row.kind,
        "entry": row.entry,
        "title": row.title,
        "reason": row.reason,
        "day": row.day,
        "days": row.days(span.today),
        "args": {**row.args},
    }

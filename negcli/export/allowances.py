"""Allowances as JSON (`schemas/allowances-output.schema.json`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from negcli.check.allowances import Allowance

#: The version of the format; it changes only when something that was there means something else.
VERSION = 1

_TOLD = ("reason", "approver", "document", "granted", "expires")


def allowances_json(rows: Sequence[Allowance], hidden: int, span: tuple[date, date]) -> dict[str, Any]:
    """``rows`` as plain JSON data, and how many are ``hidden``; ``span``: today, and the day up to which it is soon."""
    today, before = span
    told = [_row(each, span) for each in rows]
    days = {"today": today.isoformat(), "before": before.isoformat()}
    return {"version": VERSION, **days, "allowances": told, "hidden": hidden}


def _row(each: Allowance, span: tuple[date, date]) -> dict[str, Any]:
    """What does not apply or is not written is null."""
    return {
        "rule": each.name,
        "code": each.rule.code if each.rule else None,
        "agency": each.agency or None,
        "entry": each.entry or None,
        "field": each.field or None,
        **{name: each.text(name) or None for name in _TOLD},
        "state": each.state(*span),
        "file": each.where.document.file,
    }

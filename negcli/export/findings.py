"""Findings as JSON (`schemas/findings-output.schema.json`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import NoneType
from typing import Any

from negcli.finding import Finding, Fix, Severity
from negcli.lists.model import Register
from negcli.place import Place
from negcli.rules import card
from negcli.tally import NONE, Tally, Unlisted, tallies

#: The version of the format; it changes only when something that was there means something else.
VERSION = 1


def findings_json(
    findings: Sequence[Finding], lang: str, register: Register, unlisted: Unlisted = NONE
) -> dict[str, Any]:
    """``findings`` of ``register`` as plain JSON data, with messages in ``lang`` (``zh`` or ``en``)."""
    return {
        "version": VERSION,
        "findings": [_finding(finding, lang) for finding in findings],
        "summary": _summary(findings, register, unlisted),
    }


def statistics_json(
    findings: Sequence[Finding], lang: str, register: Register, unlisted: Unlisted = NONE
) -> dict[str, Any]:
    """How often each rule was broken in ``register``, as plain JSON data, with titles in ``lang``."""
    return {
        "version": VERSION,
        "statistics": [_tally(tally, lang) for tally in tallies(findings)],
        "summary": _summary(findings, register, unlisted),
    }


def _tally(tally: Tally, lang: str) -> dict[str, Any]:
    return {
        "code": tally.code,
        "name": tally.name,
        "category": tally.category,
        "severity": tally.severity.name,
        "title": card(tally.name).say("title", lang, {}),
        "count": tally.count,
        "fixable": tally.fixable,
        "files": tally.files,
    }


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "category": finding.category,
        "severity": finding.severity.name,
        "message": card(finding.name).say("message", lang, finding.args),
        "file": finding.file,
        "document": finding.document,
        **_place(finding.place),
        "pointer": finding.pointer,
        "agency": finding.agency,
        "list": finding.list,
        "entry": finding.entry,
        "field": finding.field,
        "args": _plain(finding.args),
        "fix": _fix(finding.fix),
    }


def _place(place: Place | None) -> dict[str, int | None]:
    if place is None:
        return dict.fromkeys(("line", "column", "end_line", "end_column"))
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {"safe": fix.safe, "edits": [{**_place(edit.place), "text": edit.text} for edit in fix.edits]}


def _plain(value: Any) -> Any:
    """``value`` in JSON's own types; what is none of them as its text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value if isinstance(value, (str, int, float, NoneType)) else str(value)


def _summary(findings: Sequence[Finding], register: Register, unlisted: Unlisted) -> dict[str, Any]:
    severities = Counter(finding.severity for finding in findings)
    rules = Counter(finding.name for finding in findings)
    return {
        "findings": len(findings),
        **unlisted._asdict(),
        "severities": {level.name: severities[level] for level in reversed(Severity)},
        "rules": dict(sorted(rules.items())),
        "files": len(register.sources),
        "entries": sum(len(rows.entries) for rows in register.lists),
    }

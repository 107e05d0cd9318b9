"""Citations, judged, as plain data for other programs."""

from __future__ import annotations

from typing import Any

from negcli.evidence.citing import Reading, weight
from negcli.law.citation import official
from negcli.law.verdict import Judged, Verdict
from negcli.rules import card


def judged_json(reading: Reading, day: str, lang: str) -> dict[str, Any]:
    """``reading``, judged by the law of ``day``; messages in ``lang``."""
    return {
        "version": 1,
        "text": reading.text,
        "as_of": day,
        "citations": list(map(_judged, reading.judged)),
        "findings": [_finding(verdict, lang) for verdict in reading.verdicts],
    }


def _judged(one: Judged) -> dict[str, Any]:
    return {
        "citation": official((one.citation,)),
        "law": one.law and one.law.title,
        "version": one.version and one.version.id,
        "trust": one.version and one.version.verified,
    }


def _finding(verdict: Verdict, lang: str) -> dict[str, Any]:
    return {
        "name": verdict.name,
        "severity": weight(verdict).name,
        "message": card(verdict.name).say("message", lang, verdict.args),
        "start": verdict.span[0],
        "end": verdict.span[1],
        "instead": verdict.instead,
        "args": dict(verdict.args),
    }

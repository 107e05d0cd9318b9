"""The rules, one card, and how entries were judged, as JSON (`schemas/`: rules-, card- and judgement-output)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from negcli.check.stages import STAGES, UNSAID, weight_at
from negcli.evidence.judgement import Judgement, mean_score
from negcli.rules import Rule, card

VERSION = 1


def rules_json(rules: Iterable[Rule], lang: str) -> dict[str, Any]:
    """All ``rules``, with their titles in ``lang``."""
    return {
        "version": VERSION,
        "rules": [{**_head(rule), "title": card(rule.name).texts["title"][lang]} for rule in rules],
    }


def card_json(rule: Rule, lang: str) -> dict[str, Any]:
    """What the card of ``rule`` says in ``lang``, its blanks left as they are, with its cases."""
    told = card(rule.name)
    return {
        "version": VERSION,
        **_head(rule),
        "since": told.since,
        **{part: said[lang] for part, said in told.texts.items()},
        "cases": {"bad": list(told.cases.get("bad", ())), "good": list(told.cases.get("good", ()))},
    }


def _head(rule: Rule) -> dict[str, Any]:
    severity = card(rule.name).severity.name
    stages = {stage: weight_at(rule.name, stage) for stage in (UNSAID, *STAGES)}
    return {"code": rule.code, "name": rule.name, "category": rule.category, "severity": severity, "stages": stages}


def judgement_json(judgement: Judgement, rows: Sequence[Judgement], lang: str) -> dict[str, Any]:
    """How one entry was judged, beside the score of its list, of which ``rows`` are all the judgements."""
    entry = judgement.entry
    return {
        "version": VERSION,
        "agency": entry.agency,
        "list": entry.kind,
        "entry": entry.id,
        "title": entry.title,
        "score": judgement.score,
        "list_score": mean_score(rows),
        "list_entries": len(rows),
        "recognised": {
            "record": list(judgement.records),
            "owner": list(judgement.owners),
            "bound": list(judgement.bounds),
            "ground": list(judgement.grounds),
            "harm": judgement.harm or None,
        },
        "missing": list(judgement.missing),
        "findings": [
            {
                "name": fault.rule,
                "field": fault.field,
                "words": fault.words,
                "message": card(fault.rule).say("message", lang, fault.args),
                "instead": card(fault.rule).say("instead", lang, fault.args),
            }
            for fault in judgement.faults
        ],
    }

"""Findings as SARIF 2.1.0 (OASIS, 2020), which code-scanning pages of many services read."""

from __future__ import annotations

import json
import operator
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import negcli
from negcli.check.allowances import Allowed
from negcli.export.told import fingerprints, instead, message
from negcli.finding import Edit, Finding, Fix, Severity
from negcli.lists.model import Register
from negcli.place import Place
from negcli.rules import all_rules, card
from negcli.words import Words

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}
_LANGUAGES = {"zh": "zh-CN", "en": "en"}
#: What file names are relative to.
_BASE = "REGISTER"


#: What is said of results that the baseline holds: nobody gave a reason, but they are accepted until they are cured.
_HELD = {"suppressions": [{"kind": "external", "status": "accepted", "justification": "baseline"}]}


def sarif(
    findings: Sequence[Finding],
    register: Register,
    words: Words,
    allowed: Sequence[Allowed] = (),
    held: Sequence[Finding] = (),
) -> str:
    """``findings`` as the text of a SARIF log of one run.

    Those ``allowed`` and those ``held`` by the baseline are in it too, marked as suppressed.
    """
    marks = [*[{}] * len(findings), *map(_suppressed, allowed), *[_HELD] * len(held)]
    everything = [*findings, *(each.finding for each in allowed), *held]
    names = list(filter({finding.name for finding in everything}.__contains__, all_rules()))
    run = {
        "tool": {"driver": _driver(names, words)},
        "language": _LANGUAGES[words.lang],
        "columnKind": "unicodeCodePoints",
        "results": list(map(operator.or_, _results(everything, names, words), marks)),
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _results(findings: Sequence[Finding], names: Sequence[str], words: Words) -> list[dict[str, Any]]:
    numbers = {name: number for number, name in enumerate(names)}
    return [_result(*pair, numbers, words) for pair in zip(findings, fingerprints(findings), strict=True)]


def _suppressed(allowed: Allowed) -> dict[str, Any]:
    """What is said of a result that is allowed: for which reason."""
    reason = {"justification": allowed.allowance.text("reason")}
    return {"suppressions": [{"kind": "external", "status": "accepted", **reason}]}


def _driver(names: Sequence[str], words: Words) -> dict[str, Any]:
    rules = [_rule(name, words) for name in names]
    return {"name": "negcli", "semanticVersion": negcli.__version__, "rules": rules}


def _rule(name: str, words: Words) -> dict[str, Any]:
    known = card(name)
    return {
        "id": known.rule.code,
        "name": name,
        "shortDescription": {"text": known.say("title", words.lang, {})},
        "fullDescription": {"text": known.texts["why"][words.lang]},
        "help": {"text": known.texts["source"][words.lang]},
        "defaultConfiguration": {"level": _LEVELS[known.severity]},
        "properties": {"tags": [known.rule.category]},
    }


def _result(finding: Finding, mark: str, numbers: Mapping[str, int], words: Words) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.name],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{message(finding, words)}\n{instead(finding, words)}"},
        "locations": [_location(finding)],
        "partialFingerprints": {"negcli/v1": mark},
    }
    return result | ({"fixes": [_fix(finding, finding.fix)]} if finding.fix else {})


def _location(finding: Finding) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(finding.file)}
    if finding.place:
        physical["region"] = _region(finding.place)
    owner = "/".join(filter(None, (finding.agency, finding.list, finding.entry, finding.field)))
    logical = {"logicalLocations": [{"fullyQualifiedName": owner, "kind": "member"}]} if owner else {}
    return {"physicalLocation": physical, **logical}


def _artifact(file: str) -> dict[str, str]:
    return {"uri": quote(file, errors="surrogateescape"), "uriBaseId": _BASE}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _fix(finding: Finding, fix: Fix) -> dict[str, Any]:
    replacements = [_replacement(edit) for edit in fix.edits]
    return {"artifactChanges": [{"artifactLocation": _artifact(finding.file), "replacements": replacements}]}


def _replacement(edit: Edit) -> dict[str, Any]:
    return {"deletedRegion": _region(edit.place), "insertedContent": {"text": edit.text}}

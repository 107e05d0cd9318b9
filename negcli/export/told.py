"""What formats for programs say of a finding, and the marks by which services know it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from negcli.finding import Finding
from negcli.rules import card
from negcli.words import Words


def message(finding: Finding, words: Words) -> str:
    """What is wrong."""
    return card(finding.name).say("message", words.lang, finding.args)


def instead(finding: Finding, words: Words) -> str:
    """What to write instead."""
    return card(finding.name).say("instead", words.lang, finding.args)


def title(finding: Finding, words: Words) -> str:
    """The rule's title."""
    return card(finding.name).say("title", words.lang, {})


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """A mark for each finding that stays the same when lines move; those alike are numbered in their order."""
    seen: Counter[str] = Counter()
    return [_numbered(finding.fingerprint, seen) for finding in findings]


def _numbered(mark: str, seen: Counter[str]) -> str:
    seen[mark] += 1
    return mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"

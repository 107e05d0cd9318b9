"""How often rules were broken, and which of a rule's findings stand for the others where there are many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from negcli.finding import Finding, Severity

#: More findings of one rule than ``MANY`` are grouped: the first ``FEW`` are listed, the others counted.
MANY = 20
FEW = 5


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one rule was broken; ``fixable`` counts the findings that carry a fix."""

    name: str
    code: str
    category: str
    severity: Severity
    count: int
    fixable: int
    files: int


def first_few(findings: Sequence[Finding], every: bool = False) -> tuple[list[Finding], list[Finding]]:
    """The ``findings`` to be listed, and those to be counted only; all are listed where ``every`` one is wanted."""
    totals = Counter(finding.name for finding in findings)
    crowded = {name for name, total in totals.items() if total > MANY and not every}
    ranks: defaultdict[str, count[int]] = defaultdict(count)
    extra = [finding.name in crowded and next(ranks[finding.name]) >= FEW for finding in findings]
    pairs = list(zip(findings, extra, strict=True))
    return [finding for finding, more in pairs if not more], [finding for finding, more in pairs if more]


def tallies(findings: Sequence[Finding]) -> list[Tally]:
    """How often each rule was broken, the most often broken first."""
    by_name: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_name[finding.name].append(finding)
    return sorted(map(_tally, by_name.values()), key=lambda tally: (-tally.count, tally.code))


def _tally(findings: Sequence[Finding]) -> Tally:
    first = findings[0]
    weight = max(finding.severity for finding in findings)
    fixable = sum(finding.fix is not None for finding in findings)
    files = len({finding.file for finding in findings})
    return Tally(first.name, first.code, first.category, weight, len(findings), fixable, files)

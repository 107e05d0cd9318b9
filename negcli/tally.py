"""How often rules were broken, and which of a rule's findings stand for the others where there are many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from negcli.finding import Finding, Severity

#: More findings of one rule than ``MANY`` are grouped: the first ``FEW`` are listed, the others counted.
MANY = 20
FEW = 5


class Unlisted(NamedTuple):
    """How many findings are not listed: ``allowed``, in the ``baseline``, ``untouched`` since an earlier version."""

    allowed: int = 0
    baseline: int = 0
    untouched: int = 0

    @property
    def reasons(self) -> dict[str, int]:
        """Why some are not listed, and how many."""
        return {why: count for why, count in self._asdict().items() if count}


#: None but those listed.
NONE = Unlisted()


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
    rows = () if every else _positions(findings).values()
    extra = {position for positions in rows for position in _crowd(positions)}
    return _those(findings, extra, False), _those(findings, extra, True)


def _positions(findings: Sequence[Finding]) -> Mapping[str, list[int]]:
    """Rule → where its findings are in ``findings``."""
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for position, finding in enumerate(findings):
        positions[finding.name].append(position)
    return positions


def _crowd(positions: list[int]) -> list[int]:
    """Those of one rule's ``positions`` that are too many."""
    return positions[FEW:] if len(positions) > MANY else []


def _those(findings: Sequence[Finding], positions: set[int], inside: bool) -> list[Finding]:
    return [finding for position, finding in enumerate(findings) if (position in positions) == inside]


def tallies(findings: Sequence[Finding]) -> list[Tally]:
    """How often each rule was broken, the most often broken first."""
    by_name = ([findings[position] for position in positions] for positions in _positions(findings).values())
    return sorted(map(_tally, by_name), key=lambda tally: (-tally.count, tally.code))


def _tally(findings: Sequence[Finding]) -> Tally:
    first = findings[0]
    weight = max(finding.severity for finding in findings)
    fixable = sum(finding.fix is not None for finding in findings)
    files = len({finding.file for finding in findings})
    return Tally(first.name, first.code, first.category, weight, len(findings), fixable, files)

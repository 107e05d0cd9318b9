"""What is said of the number of findings: what is not listed, the totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from negcli.finding import Finding, Severity
from negcli.lists.model import Register
from negcli.lists.vocabulary import spell_value
from negcli.tally import NONE, Unlisted, tallies
from negcli.words import Words


def not_listed(extra: Sequence[Finding], words: Words) -> Iterator[str]:
    """A sentence for each rule whose findings are not all listed, and one that says how to see them; none for none."""
    for tally in sorted(tallies(extra), key=lambda tally: tally.code):
        yield words("report.not-listed", name=tally.name, code=tally.code, count=tally.count, files=tally.files)
    if extra:
        yield words("report.list-all")


def totals_text(findings: Sequence[Finding], words: Words) -> list[str]:
    """How many findings there are of each severity, the weightiest first."""
    totals = Counter(finding.severity for finding in findings)
    return [words(f"report.total-{level.name}", count=totals[level]) for level in reversed(Severity)]


def cures_text(findings: Sequence[Finding], words: Words) -> Iterator[str]:
    """How many of them `negcli fix` would cure, surely and not so surely; nothing where it would cure none."""
    counts = Counter(finding.fix.safe for finding in findings if finding.fix)
    names = {True: "report.cured-by-fix", False: "report.cured-unsafely"}
    yield from (words(name, count=counts[safe]) for safe, name in names.items() if counts[safe])


def checked_text(register: Register, words: Words, unlisted: Unlisted = NONE) -> str:
    """How much was checked, and how many findings are not listed."""
    entries = sum(len(rows.entries) for rows in register.lists)
    told = words("report.checked", files=len(register.sources), entries=entries)
    return "".join([told, *not_told(unlisted, words)])


def not_told(unlisted: Unlisted, words: Words) -> Iterator[str]:
    """Why findings are not listed and how many, each with its separator before it."""
    return (words(f"report.{why}", count=count) for why, count in unlisted.reasons.items())


def severity_text(level: Severity, words: Words) -> str:
    """A severity in the reader's language."""
    return spell_value("severity", level.name, words.lang)

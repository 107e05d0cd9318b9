"""Findings as a report, to be read on paper or in a browser: totals, the rules, then file by file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from negcli.finding import Finding
from negcli.lists.model import Register
from negcli.report.advice import advice
from negcli.report.spell import title_of
from negcli.report.statistics import statistics_table
from negcli.report.totals import checked_text, severity_text, totals_text
from negcli.report.value import Block, Heading, Paragraph, Report, Table, Text, plain
from negcli.rules import card
from negcli.tally import NONE, Unlisted
from negcli.words import Words

_COLUMNS = ("place", "severity", "rule", "entry", "message", "instead")


def findings_report(findings: Sequence[Finding], register: Register, words: Words, unlisted: Unlisted = NONE) -> Report:
    """``findings``, in their order, as a report; every one is listed, what is ``unlisted`` is counted."""
    title = words("report.findings-title", title=register.title) if register.title else words("report.findings")
    checked = checked_text(register, words, unlisted)
    if not findings:
        return Report(title, (_beside(words("report.no-findings"), checked, words),))
    blocks = (
        _beside(_total(findings, words), checked, words),
        statistics_table(findings, words),
        *_files(findings, words),
    )
    return Report(title, blocks)


def _beside(left: str, right: str, words: Words) -> Paragraph:
    return Paragraph(plain(words("report.beside", left=left, right=right)))


def _files(findings: Sequence[Finding], words: Words) -> Iterator[Block]:
    columns = tuple(words(f"report.column-{name}") for name in _COLUMNS)
    for file, group in groupby(findings, key=lambda finding: finding.file):
        rows = list(group)
        yield Heading(2, file)
        yield Table(_total(rows, words), columns, tuple(_row(finding, words) for finding in rows))


def _total(findings: Sequence[Finding], words: Words) -> str:
    return words("report.total", count=len(findings), parts=totals_text(findings, words))


def _row(finding: Finding, words: Words) -> tuple[Text, ...]:
    said = card(finding.name)
    place = f"{finding.place.line}:{finding.place.column}" if finding.place else ""
    return (
        plain(place),
        plain(severity_text(finding.severity, words), finding.severity.name),
        plain(f"{finding.code} {title_of(finding.name, words)}"),
        plain(" ".join(filter(None, (finding.entry, finding.title)))),
        plain(said.say("message", words.lang, finding.args)),
        plain(advice(finding, words)),
    )

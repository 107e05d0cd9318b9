"""What `validate --statistics` shows: how often each rule was broken."""

from __future__ import annotations

from collections.abc import Sequence

from negcli.finding import Finding
from negcli.lists.model import Register
from negcli.report.totals import checked_text, not_told, severity_text, totals_text
from negcli.report.value import Paragraph, Report, Table, Text, plain
from negcli.rules import card
from negcli.tally import NONE, Tally, Unlisted, tallies
from negcli.words import Words


def statistics_report(
    findings: Sequence[Finding], register: Register, words: Words, unlisted: Unlisted = NONE
) -> Report:
    """How often each rule was broken, as a report; what is ``unlisted`` is counted."""
    if not findings:
        told = "".join([words("report.no-findings"), *not_told(unlisted, words)])
        return Report(words("report.statistics"), (Paragraph(plain(told)),))
    total = words("report.total", count=len(findings), parts=totals_text(findings, words))
    checked = checked_text(register, words, unlisted)
    blocks = (statistics_table(findings, words), Paragraph(plain(words("report.beside", left=total, right=checked))))
    return Report(words("report.statistics"), blocks)


def statistics_table(findings: Sequence[Finding], words: Words) -> Table:
    """How often each rule was broken."""
    columns = tuple(words(f"report.column-{name}") for name in ("count", "rule", "code", "severity", "fixable", "what"))
    return Table(words("report.most-first"), columns, tuple(_row(tally, words) for tally in tallies(findings)))


def _row(tally: Tally, words: Words) -> tuple[Text, ...]:
    severity = plain(severity_text(tally.severity, words), tally.severity.name)
    title = card(tally.name).say("title", words.lang, {})
    return (
        plain(str(tally.count)), plain(tally.name), plain(tally.code), severity, plain(str(tally.fixable)), plain(title)
    )  # fmt: skip

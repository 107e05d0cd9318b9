"""What `allowances` shows, fit for publication: what is allowed, why, by whom, until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from negcli.check.allowances import STATES, Allowance
from negcli.lists.model import Register
from negcli.report.spell import field_name
from negcli.report.value import Paragraph, Report, Table, Text, plain
from negcli.rules import card
from negcli.words import Words

_COLUMNS = ("rule", "about", "reason", "approval", "expires", "state")


def allowances_report(
    rows: Sequence[Allowance], hidden: int, register: Register, span: tuple[date, date], words: Words
) -> Report:
    """``rows`` of ``register``, how many are ``hidden``; ``span``: today, and the day up to which it is soon."""
    title = words("report.allowances-of", title=register.title) if register.title else words("report.allowances")
    withheld = (Paragraph(plain(words("report.allowances-hidden", count=hidden))),) * bool(hidden)
    if not rows:
        return Report(title, withheld or (Paragraph(plain(words("report.no-allowances"))),))
    states = Counter(each.state(*span) for each in rows)
    parts = [words(f"report.allowance-{name}", count=states[name]) for name in STATES if states[name]]
    columns = tuple(words(f"report.allowance-{name}") for name in _COLUMNS)
    summary = words("report.allowances-count", count=len(rows), parts=parts, before=span[1].isoformat())
    table = Table(words("report.allowances"), columns, tuple(_row(each, register, span, words) for each in rows))
    return Report(title, (Paragraph(plain(summary)), table, *withheld))


def _row(each: Allowance, register: Register, span: tuple[date, date], words: Words) -> tuple[Text, ...]:
    state = words(f"report.allowance-is-{each.state(*span)}")
    approval = (each.text("approver"), each.text("document"), each.text("granted"))
    return (
        plain(_rule(each, words)), plain(_about(each, register, words)), plain(each.text("reason")),
        plain(" ".join(filter(None, approval))), plain(each.text("expires")), plain(state),
    )  # fmt: skip


def _rule(each: Allowance, words: Words) -> str:
    rule = each.rule
    return f"{rule.name} {card(rule.name).say('title', words.lang, {})}" if rule else each.text("rule")


def _about(each: Allowance, register: Register, words: Words) -> str:
    """Which agency, entry and field an allowance is about."""
    agency = register.agency_names.get(each.agency, each.agency)
    field = field_name("negative-list", each.field, words.lang) if each.field else ""
    return " ".join(filter(None, (agency, each.entry, field))) or words("report.allowance-all")

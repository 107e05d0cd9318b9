"""Every rule, from its card."""

from __future__ import annotations

from collections.abc import Mapping

from handbook.markdown import contents, escaped, page, report_section, say, spoken, table, word
from negcli.lists.vocabulary import spell_value
from negcli.report.explanation import card_report
from negcli.rules import CATEGORIES, Rule, all_rules, card


def pages(lang: str) -> Mapping[str, str]:
    """A page for each category, and the table of all rules."""
    made = {f"reference/rules/{name}": _category_page(name, lang) for name in CATEGORIES.values()}
    columns = [say(f"rules.column-{name}", lang) for name in ("rule", "weight", "finds", "fix")]
    rows = [_row(rule, f"{rule.category}.md", lang) for rule in all_rules().values()]
    overview = page(
        say("rules.title", lang), say("rules.intro", lang), table(columns, rows), contents(CATEGORIES.values())
    )
    return {**made, "reference/rules/index": overview}


def anchor(rule: Rule) -> str:
    """Where on its page a rule's card stands."""
    return f"{rule.code.lower()}-{rule.name}"


def _row(rule: Rule, address: str, lang: str) -> list[str]:
    told = card(rule.name)
    weight = str(spell_value("severity", told.severity.name, lang))
    link = f"[{rule.code} {rule.name}]({address}#{anchor(rule)})"
    return [link, weight, escaped(told.texts["title"][lang]), say(f"fix.{told.fix or 'none'}", lang)]


def _category_page(category: str, lang: str) -> str:
    rules = [rule for rule in all_rules().values() if rule.category == category]
    cards = [report_section(card_report(rule, spoken(lang)), lang) for rule in rules]
    title = say("rules.category", lang, title=say(f"category.{category}", lang), name=category)
    return page(title, say("rules.how", lang, name=word(category)), *cards)

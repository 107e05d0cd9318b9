"""What must hold while a list is drafted, out for consultation, or to be published (`data/stages.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from negcli.finding import Severity
from negcli.resources import data_path
from negcli.rules import Rule, card
from negcli.source.loader import load_table

#: In the order in which a list goes through them.
STAGES = ("draft", "consultation", "publish")
#: In place of a stage where none is named.
UNSAID = "unsaid"
OFF = "off"


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    table: Mapping[str, Mapping[str, str]] = load_table(data_path("stages.yaml"))["rules"]
    return table


def weight_at(name: str, stage: str) -> str:
    """How much the rule ``name`` weighs at ``stage`` (or `UNSAID`), a severity's name, or ``off``."""
    return _table().get(name, {}).get(stage) or card(name).severity.name


def not_asked(rules: Iterable[str], stage: str) -> set[str]:
    """Those of ``rules`` (names) that nobody has to keep at ``stage``."""
    return {name for name in rules if _table().get(name, {}).get(stage) == OFF}


def weights(rules: Iterable[str], stage: str) -> Mapping[str, Severity]:
    """How much those of ``rules`` (names) weigh at ``stage`` that weigh otherwise than their cards say."""
    rows = {name: _table().get(name, {}).get(stage, OFF) for name in rules}
    return {name: Severity[weight] for name, weight in rows.items() if weight != OFF}


def depends_on_stage(rule: Rule) -> bool:
    """Whether ``rule`` weighs differently at different stages."""
    return rule.name in _table()

"""An allowance for a rule that allows of none, or for no rule at all."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.check.allowances import FIRM, Allowance, allowances_of
from negcli.lists.model import Register
from negcli.near import closest
from negcli.rules import Context, Hit, all_rules


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every allowance that names a rule whose findings must be cured, a category, or nothing that is a rule."""
    for each in allowances_of(register):
        if each.text("rule") and each.category in FIRM:
            args = {"rule": each.text("rule"), "cause": each.category}
            yield Hit((*each.path, "rule"), args, subject=each.where, at="value", instead=_likely(each))


def _likely(each: Allowance) -> str | None:
    """The rule that was likely meant where none is called so."""
    allowable = (name for name, rule in all_rules().items() if rule.category not in FIRM)
    return closest(each.text("rule"), allowable) if each.rule is None else None

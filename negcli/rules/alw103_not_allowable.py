"""An allowance for a rule that allows of none, or for no rule at all."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.check.allowances import FIRM, allowances_of
from negcli.lists.model import Register
from negcli.rules import Context, Hit


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every allowance that names a rule whose findings must be cured, a category, or nothing that is a rule."""
    for each in allowances_of(register):
        if each.text("rule") and each.category in FIRM:
            args = {"rule": each.text("rule"), "cause": each.category}
            yield Hit((*each.path, "rule"), args, subject=each.where)

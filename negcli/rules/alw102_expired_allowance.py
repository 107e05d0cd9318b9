"""An allowance whose last day has gone by."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.check.allowances import allowances_of
from negcli.lists.model import Register
from negcli.rules import Context, Hit


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every allowance that expired before today and would hold otherwise."""
    for each in allowances_of(register):
        if each.state(context.today, context.today) == "expired":
            args = {"rule": each.text("rule"), "expires": each.text("expires")}
            yield Hit((*each.path, "expires"), args, subject=each.where)

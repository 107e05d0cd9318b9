"""Days that are given on the command line."""

from __future__ import annotations

from datetime import date

from negcli.errors import Failure


def day_of(text: str | None) -> date:
    """The day that an option names; today without one. Failure ``not-a-day``."""
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise Failure("not-a-day", text=text) from None

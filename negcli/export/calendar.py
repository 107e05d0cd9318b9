"""What is due as a calendar (iCalendar, RFC 5545): a day-long event each. The one home of icalendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING

from negcli.due import Due, Span
from negcli.errors import missing_extra

if TYPE_CHECKING:
    import icalendar


def due_calendar(rows: Sequence[Due], span: Span, name: str, said: Callable[[Due], str]) -> str:
    """A calendar called ``name`` with ``rows``; ``said`` puts one into a sentence. Failure ``extra-missing``."""
    try:
        import icalendar
    except ImportError:
        raise missing_extra("icalendar", "calendar") from None
    calendar = icalendar.Calendar()
    for key, value in {"prodid": "-//negcli//due//", "version": "2.0", "x-wr-calname": name}.items():
        calendar.add(key, value)
    for row in rows:
        calendar.add_component(_event(icalendar.Event(), row, span, said))
    return str(calendar.to_ical().decode())


def _event(event: icalendar.Event, row: Due, span: Span, said: Callable[[Due], str]) -> icalendar.Event:
    """``row`` on its day; its name stays the same from run to run, so that calendars bring it up to date."""
    name = "/".join((row.agency, row.kind, row.entry, row.reason, str(row.args.get("cited", ""))))
    event.add("uid", f"{sha256(name.encode()).hexdigest()[:32]}@negcli")
    event.add("dtstamp", datetime.combine(span.today, time(), UTC))
    event.add("dtstart", date.fromisoformat(row.day))
    event.add("summary", f"{row.entry} {row.title}")
    event.add("description", said(row))
    event.add("categories", [row.unit or row.agency])
    return event

"""Entries, their lives and where their fields come from as JSON (`schemas/entries-output.schema.json` and others)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from negcli.editions.blame import Origin
from negcli.editions.life import Step
from negcli.editions.naming import Name
from negcli.editions.view import Shown, View
from negcli.export.changes import change_json
from negcli.lists.model import EntryList

#: The version of these formats; it changes only when something that was there means something else.
VERSION = 1


def list_json(view: View, found: Iterable[Shown]) -> dict[str, Any]:
    """The entries that were ``found`` as plain JSON data."""
    missing = {"hidden": view.counted, "unreadable": view.unreadable}
    return {"version": VERSION, **_about(view), **missing, "entries": [_entry(shown) for shown in found]}


def show_json(view: View, shown: Shown) -> dict[str, Any]:
    """One entry as plain JSON data, with the edition that its list carries."""
    rows = view.lists[shown.entry.agency, shown.entry.kind]
    return {"version": VERSION, **_about(view), "edition": _edition(rows), **_entry(shown)}


def history_json(name: Name, steps: Sequence[Step]) -> dict[str, Any]:
    """The life of the entry ``name`` as plain JSON data, the oldest step first."""
    return {"version": VERSION, **_name(name), "steps": [_step(step) for step in steps]}


def blame_json(name: Name, origins: Iterable[Origin]) -> dict[str, Any]:
    """Where the fields of the entry ``name`` come from, as plain JSON data."""
    return {"version": VERSION, **_name(name), "fields": [_origin(origin) for origin in origins]}


def _about(view: View) -> dict[str, Any]:
    return {"label": view.version.label, "commit": view.version.commit, "date": view.version.date or None}


def _name(name: Name) -> dict[str, str]:
    kind, key = name
    agency, _, entry = key.partition("/")
    return {"agency": agency, "list": kind, "entry": entry}


def _entry(shown: Shown) -> dict[str, Any]:
    return {**_name((shown.entry.kind, shown.entry.key)), "title": shown.entry.title, "values": dict(shown.values)}


def _edition(rows: EntryList) -> dict[str, str | None]:
    names = ("number", "document", "approved", "effective", "published")
    return {name: rows.edition.text(name) or None for name in names}


def _step(step: Step) -> dict[str, Any]:
    return {**_notice(step), "change": change_json(step.change)}


def _notice(step: Step) -> dict[str, Any]:
    notice = step.notice
    said = {name: getattr(notice, name, "") or None for name in ("document", "approver", "effective", "published")}
    return {"edition": step.edition or None, **said}


def _origin(origin: Origin) -> dict[str, Any]:
    return {"field": origin.field, "value": origin.value, **_notice(origin.step)}

"""What an edition says to the public, in a form that does not depend on how it was written down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Set
from typing import Any

from negcli.compare.values import plain_part, plain_values
from negcli.lists.model import Entry, EntryList, Values, texts
from negcli.public import publicity

#: Publicity of an entry → the fields that are shown; those not named here show all.
_SHOWN = {"title": ("title",)}


def public_content(rows: EntryList, before: EntryList | None) -> dict[str, Any]:
    """The public fields of an edition as plain JSON: agency, list, edition, entries, how many entries are not public.

    Layout, key language, the order of entries and files make no difference. ``before`` is the edition before it: what
    is said about entries that are, or were there, not public in full is left out.
    """
    kept_back = _kept_back(rows) | (_kept_back(before) if before else frozenset())
    entries = [public_entry(entry) for entry in rows.entries if publicity(entry) != "none"]
    return {
        "agency": rows.agency,
        "list": rows.kind,
        "edition": _edition(rows, kept_back),
        "entries": sorted(entries, key=canonical),
        "hidden": len(rows.entries) - len(entries),
    }


def public_entry(entry: Entry) -> dict[str, Any]:
    """The fields of ``entry``, which is public at least by its title, in plain form."""
    values = plain_values(entry)
    names = _SHOWN.get(publicity(entry), values)
    return {"id": entry.id, **{name: values[name] for name in names if name in values}}


def canonical(value: Any) -> str:
    """``value`` as canonical JSON: sorted keys, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    """SHA-256 of ``value`` as canonical JSON in UTF-8, 64 hex digits."""
    from hashlib import sha256  # loads OpenSSL

    return sha256(canonical(value).encode(errors="replace")).hexdigest()


def _kept_back(rows: EntryList) -> frozenset[str]:
    """The entries that are not public in full, by every name that an adjustment may give them."""
    ids = (entry.id for entry in rows.entries if publicity(entry) != "full")
    return frozenset(name for entry_id in ids for name in (entry_id, f"{rows.agency}/{entry_id}"))


def _edition(rows: EntryList, kept_back: Set[str]) -> Mapping[str, Any]:
    said = [row for row in rows.edition.adjustments if kept_back.isdisjoint(_named(row))]
    values = {**rows.edition.values, "adjustments": said}
    return plain_part("edition", values, rows.agency)


def _named(row: Values) -> Iterable[str]:
    return (*texts(row, "entries"), *texts(row, "from"))

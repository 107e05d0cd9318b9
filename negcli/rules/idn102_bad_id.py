"""An id that cannot serve as one.

It is empty, or holds spaces, full-width or invisible characters or `/`, or breaks the register's own pattern.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from negcli.model import EntryList, Register, text
from negcli.rules import Context, Hit

#: Spaces, control and invisible characters, full-width forms, and the stroke that parts AGENCY from ID in a reference.
_FORBIDDEN = r"\s/\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd\uff01-\uff60\uffe0-\uffe6"


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` whose id is written but unfit."""
    ordinary = re.compile(f"[^{_FORBIDDEN}]+")
    own = _own_pattern(context.register) or ordinary
    for entry in rows.entries:
        name = entry.id
        if (ordinary.fullmatch(name) and own.fullmatch(name)) or not isinstance(entry.values.get("id"), str):
            continue
        better = _repaired(name)
        fits = better != name and ordinary.fullmatch(better) and own.fullmatch(better)
        args = {"id": name, "pattern": "[^ /]+" if own is ordinary else own.pattern}
        yield Hit(("id",), args, (0, len(name)), subject=entry, instead=better if fits else None)


def _own_pattern(register: Register) -> re.Pattern[str] | None:
    """What the register's settings ask of an id; None where they ask nothing that can be read."""
    rules = register.values.get("rules")
    pattern = text(rules, "id_pattern") if isinstance(rules, dict) else ""
    try:
        return re.compile(pattern) if pattern else None
    except re.error:
        return None


def _repaired(name: str) -> str:
    """``name`` with full-width letters made half-width, and without spaces and invisible characters."""
    plain = unicodedata.normalize("NFKC", name)
    return re.sub(f"[{_FORBIDDEN}]", lambda match: match[0] if match[0] == "/" else "", plain)

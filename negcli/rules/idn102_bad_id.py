"""An id that cannot serve as one.

It is empty, or holds spaces, full-width or invisible characters or `/`, or breaks the register's own pattern.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from negcli.evidence.scan import column, entries_where
from negcli.lists.model import EntryList, Register, mapping, text
from negcli.rules import Context, Hit

#: Spaces, control and invisible characters, full-width forms, and the stroke that parts AGENCY from ID in a reference.
_FORBIDDEN = r"\s/\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd\uff01-\uff60\uffe0-\uffe6"


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` whose id is written but unfit."""
    own = _own_pattern(context.register)
    fits = _fitting(own)
    for entry, name in entries_where(rows, column(rows, context, "id"), lambda name: not fits(name)):
        instead = next(filter(fits, [_repaired(name)]), None)
        yield Hit(("id",), {"id": name, **_asked(own)}, (0, len(name)), subject=entry, instead=instead)


def _fitting(own: re.Pattern[str] | None) -> Callable[[str], bool]:
    """What tells whether a text may be an id, by the register's ``own`` pattern too."""
    ordinary = re.compile(f"[^{_FORBIDDEN}]+")
    return lambda name: bool(ordinary.fullmatch(name) and (own is None or own.fullmatch(name)))


def _asked(own: re.Pattern[str] | None) -> dict[str, str]:
    """What is asked of ids, as arguments: the register's ``own`` pattern, or what holds for all."""
    return {"cause": "own", "more": "own", "pattern": own.pattern} if own else {"cause": "ordinary", "more": "ordinary"}


def _own_pattern(register: Register) -> re.Pattern[str] | None:
    """What the register's settings ask of an id; None where they ask nothing that can be read."""
    pattern = text(mapping(register.values, "rules"), "id_pattern")
    try:
        return re.compile(pattern) if pattern else None
    except re.error:
        return None


def _repaired(name: str) -> str:
    """``name`` with full-width letters made half-width, and without spaces and invisible characters."""
    plain = unicodedata.normalize("NFKC", name)
    return re.sub(f"[{_FORBIDDEN}]", lambda match: match[0] if match[0] == "/" else "", plain)

"""An edition that is to be published and does not say by whom, when and by which document it was approved.

Asked only at the stage of publication.
"""

from __future__ import annotations

from collections.abc import Iterator

from negcli.finding import Severity
from negcli.lists.blank import says_nothing
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

#: What an edition has to say, and what it should: not every body numbers what it approves.
_NEEDED, _WANTED = ("approver", "approved", "published"), ("document",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """The edition's number, where anything of it is missing."""
    missing = [name for name in (*_NEEDED, *_WANTED) if says_nothing(rows.edition.values.get(name))]
    if missing:
        weight = Severity.error if set(missing) - set(_WANTED) else Severity.warning
        number = rows.edition.number
        yield Hit(("edition", "number"), {"number": number, "missing": missing}, (0, len(number)), severity=weight)

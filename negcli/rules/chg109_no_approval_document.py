"""An approved edition that makes less open, or may, without the document that approved it."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.lists.blank import says_nothing
from negcli.lists.model import EntryList
from negcli.record.drafts import changed_entries, in_need
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """What says that the edition was approved, where neither it nor the adjustment names the document."""
    said = next(filter(rows.edition.values.get, ("approved", "published")), None)
    needy = _undocumented(rows, context) if said else []
    if said and needy:
        yield Hit(("edition", said), {"entries": needy, "number": rows.edition.number})


def _undocumented(rows: EntryList, context: Context) -> list[str]:
    """The entries that need a document, where the edition names none for all."""
    if not says_nothing(rows.edition.values.get("document")):
        return []
    return in_need((change for _, change in changed_entries(rows, context)), "document")

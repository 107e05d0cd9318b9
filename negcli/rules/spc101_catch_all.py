"""A clause that takes in whatever the list does not name."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.patterns import marked
from negcli.evidence.wording import found
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that withholds "other" matters without naming them."""
    for entry, _, match in found(rows, context, "information", "residual"):
        yield marked(entry, context, "information", match.span())

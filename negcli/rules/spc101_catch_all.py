"""A clause that takes in whatever the list does not name."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.model import EntryList
from negcli.patterns import marked
from negcli.rules import Context, Hit
from negcli.wording import found

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that withholds "other" matters without naming them."""
    for entry, _, match in found(rows, context, "information", "residual"):
        yield marked(entry, context, "information", match.span())

"""Words that leave it to somebody's discretion what is withheld."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.model import EntryList
from negcli.patterns import marked
from negcli.rules import Context, Hit
from negcli.wording import found

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` whose information is bounded by such words."""
    for entry, _, match in found(rows, context, "information", "hedges"):
        yield marked(entry, context, "information", match.span())

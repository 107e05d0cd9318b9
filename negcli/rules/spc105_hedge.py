"""Words that leave it to somebody's discretion what is withheld."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.patterns import marked
from negcli.evidence.wording import found
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` whose information is bounded by such words."""
    for entry, _, match in found(rows, context, "information", "hedges"):
        yield marked(entry, context, "information", match.span())

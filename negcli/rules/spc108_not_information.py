"""Something that is no information: what does not exist, was asked before, or others keep."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.breadth import names_something
from negcli.evidence.patterns import marked
from negcli.evidence.wording import found
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that lists a way of answering a request instead of information."""
    for entry, own, match in found(rows, context, "information", "not_information"):
        if not names_something(own[match.end() :]):
            yield marked(entry, context, "information", match.span())

"""Something that is no information: what does not exist, was asked before, or others keep."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.breadth import names_something
from negcli.model import EntryList
from negcli.patterns import marked
from negcli.rules import Context, Hit
from negcli.wording import found

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that lists a way of answering a request instead of information."""
    for entry, own, match in found(rows, context, "information", "not_information"):
        if not names_something(own[match.end() :]):
            yield marked(entry, context, "information", match.span())

"""A bound left to rules, bodies or relations that are not named."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.breadth import names_something
from negcli.evidence.patterns import marked
from negcli.evidence.wording import found
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that withholds what "relates to" something, or what unnamed rules say."""
    for entry, own, match in found(rows, context, "information", "vague_reference"):
        if not names_something(own[match.end() :]):
            yield marked(entry, context, "information", match.span())

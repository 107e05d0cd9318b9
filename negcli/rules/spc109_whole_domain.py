"""A field of work or a state of affairs, in place of papers, objects or fields that could be pointed at."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.breadth import names_something, too_broad
from negcli.evidence.patterns import marked
from negcli.evidence.wording import written
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` whose information covers a whole field; all of it is marked where it names nothing."""
    entries, joined = written(rows, context, "information")
    for entry, text in zip(entries, joined.texts, strict=True):
        if span := too_broad(text):
            yield marked(entry, context, "information", span if names_something(text) else (0, len(text)))

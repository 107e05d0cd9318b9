"""A term that nobody has defined, in place of the things that are withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator

from negcli.evidence.breadth import names_something
from negcli.evidence.patterns import marked
from negcli.evidence.wording import found, told, withheld, written
from negcli.lists.model import EntryList, mapping, texts
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that withholds such a thing, without a paper, field or catalogue to make it definite."""
    yield from _own_vague_words(rows, context)
    for entry, _, match in found(rows, context, "information", "undefined"):
        if not _is_definite(entry.text("information")):
            yield marked(entry, context, "information", match.span(), "term")


def _is_definite(text: str) -> bool:
    return names_something(text) or bool(told("definite").pattern.search(text))


def _own_vague_words(rows: EntryList, context: Context) -> Iterator[Hit]:
    """The words that the register's own settings call vague."""
    words = "|".join(map(re.escape, texts(mapping(context.register.values, "rules"), "vague_words")))
    entries, joined = written(rows, context, "information")
    for position in joined.holding(re.compile(words)) if words else ():
        if match := re.search(words, withheld(joined.texts[position])):
            yield marked(entries[position], context, "information", match.span(), "term")

"""A term that nobody has defined, or a noun that gathers anything, in place of the things that are withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator

from negcli.model import Entry, EntryList, mapping, texts
from negcli.rules import Context, Hit
from negcli.wording import collective_nouns, found, names_record, told, withheld, written

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that withholds such a thing, without a paper, field or catalogue to make it definite."""
    yield from _own_vague_words(rows, context)
    named: set[str] = set()
    for entry, _, match in found(rows, context, "information", "undefined"):
        if not _is_definite(entry.text("information")):
            named.add(entry.id)
            yield _hit(entry, match[0], match.start())
    for entry, match in collective_nouns(rows, context, "information"):
        if entry.id not in named:
            yield _hit(entry, match[1], match.start(1))


def _is_definite(text: str) -> bool:
    return names_record(text) or bool(told("definite").pattern.search(text))


def _hit(entry: Entry, term: str, start: int) -> Hit:
    return Hit(("information",), {"term": term}, (start, start + len(term)), subject=entry)


def _own_vague_words(rows: EntryList, context: Context) -> Iterator[Hit]:
    """The words that the register's own settings call vague."""
    words = "|".join(map(re.escape, texts(mapping(context.register.values, "rules"), "vague_words")))
    entries, joined = written(rows, context, "information")
    for position in joined.holding(re.compile(words)) if words else ():
        if match := re.search(words, withheld(joined.texts[position])):
            yield _hit(entries[position], match[0], match.start())

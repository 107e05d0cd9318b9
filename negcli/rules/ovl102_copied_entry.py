"""A reason or a remainder taken word for word from another agency's entry, though what is withheld differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negcli.evidence.alike_texts import (
    Pair,
    copy_mark,
    fuzzily_alike,
    is_mark,
    is_telling,
    same,
    say_the_same,
    withholding,
)
from negcli.lists.model import Entry, Register
from negcli.rules import Context, Hit

#: What is found in an entry rests on other entries, too.
SEES_OTHERS = True
_FIELDS = ("harm", "released")


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every entry whose harm or released part is that of another agency's entry, which withholds something else."""
    entries = withholding(register)
    if len({entry.agency for entry in entries}) > 1:
        for field in _FIELDS:
            yield from _in_field([entry for entry in entries if is_telling(entry.text(field))], field, context)


def _in_field(said: Sequence[Entry], field: str, context: Context) -> Iterator[Hit]:
    for earlier, later in sorted(_copies([entry.text(field) for entry in said], context)):
        yield from _hit(said[later], said[earlier], field, context.register)


def _copies(texts: Sequence[str], context: Context) -> set[Pair]:
    marks = list(map(copy_mark, texts)) if any(map(is_mark, texts)) else texts
    return {*same(marks), *(fuzzily_alike(texts) if context.thorough else ())}


def _hit(entry: Entry, other: Entry, field: str, register: Register) -> Iterator[Hit]:
    if entry.agency != other.agency and not say_the_same(entry.text("information"), other.text("information")):
        agency = register.agency_names.get(other.agency, other.agency)
        yield Hit((field,), {"other": other.key, "agency": agency}, subject=entry)

"""Two entries of the register that withhold the same, under two owners or twice under one."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.alike_texts import Pair, alike, fuzzily_alike, same, withholding
from negcli.lists.model import Entry, Register
from negcli.rules import Context, Hit

#: What is found in an entry rests on other entries, too.
SEES_OTHERS = True


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every entry that withholds what an entry before it withholds too."""
    entries = withholding(register)
    texts = [entry.text("information") for entry in entries]
    earliest: dict[int, int] = {}
    for earlier, later in sorted(_pairs(texts, context)):
        earliest.setdefault(later, earlier)
    for later, earlier in sorted(earliest.items()):
        if entries[earlier].key != entries[later].key:  # of an entry that stands there twice duplicate-id tells
            yield _hit(entries[later], entries[earlier], register)


def _hit(entry: Entry, other: Entry, register: Register) -> Hit:
    is_own = entry.agency == other.agency
    of, name = ("own", other.id) if is_own else ("another", other.key)
    agency = register.agency_names.get(other.agency, other.agency)
    return Hit(("information",), {"other": name, "agency": agency, "of": of, "advice": of}, subject=entry)


def _pairs(texts: list[str], context: Context) -> set[Pair]:
    return {*same(texts), *alike(texts), *(fuzzily_alike(texts) if context.thorough else ())}

"""Two entries of the register that withhold the same, under two owners or twice under one."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.alike_texts import Pair, alike, fuzzily_alike, same, withholding
from negcli.lists.model import Register
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
        other = entries[earlier]
        agency = register.agency_names.get(other.agency, other.agency)
        yield Hit(("information",), {"other": other.key, "agency": agency}, subject=entries[later])


def _pairs(texts: list[str], context: Context) -> set[Pair]:
    return {*same(texts), *alike(texts), *(fuzzily_alike(texts) if context.thorough else ())}

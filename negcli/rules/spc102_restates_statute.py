"""Information, or harm, that is only the law's own category in the same or other words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from negcli.evidence.breadth import names_something
from negcli.evidence.patterns import marked
from negcli.evidence.wording import found, told
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)
#: So many characters may be left of information, and of harm, beside the law's words: the name of a field of work.
_LEFT = {"information": 6, "harm": 0}
#: A text longer than this, or with a number or a quotation in it, says more than the law does.
_LONGEST = 60


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that names no more than articles 14 to 16 of the 条例 do."""
    for field, most in _LEFT.items():
        yield from _of_statute(rows, context, field, most)
    for entry, _, match in found(rows, context, "information", "paraphrase"):
        if not names_something(entry.text("information")):
            yield marked(entry, context, "information", match.span())


def _of_statute(rows: EntryList, context: Context, field: str, most: int) -> Iterator[Hit]:
    """Entries of which no more than ``most`` characters of ``field`` are left beside the law's words."""
    for entry, own, match in found(rows, context, field, "statute"):
        if _left(own, entry.text(field)) <= most:
            yield marked(entry, context, field, match.span())


def _left(own: str, text: str) -> int:
    """How many characters are left of ``own`` words without the law's; beyond any limit where something is quoted."""
    if own != text or len(own) > _LONGEST or re.search(r"\d", own):
        return _LONGEST
    rest = told("statute", "filler").pattern.sub("", own)
    return len(re.sub(r"[\s、，,。；;：:（）()·]", "", rest))

"""A reason for withholding that the law does not know: unripeness, attention, image, trouble."""

from __future__ import annotations

import re
from collections.abc import Iterator

from negcli.evidence.breadth import is_certain, names_something
from negcli.evidence.patterns import marked
from negcli.evidence.wording import found, told
from negcli.lists.model import Entry, EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that is withheld for such a reason, in its information or as its harm.

    Unfinished papers may be withheld (条例, article 16), so that being unfinished is no fault where a paper is named;
    and a harm that is also one of articles 14 or 15 stands.
    """
    for entry, own, match in found(rows, context, "information", "unripe", "image"):
        if not _is_excused(entry, own, match):
            yield marked(entry, context, "information", match.span(), "reason")
    for entry, own, match in found(rows, context, "harm", "unripe", "image"):
        if not told("harms").pattern.search(own):
            yield marked(entry, context, "harm", match.span(), "reason")


def _is_excused(entry: Entry, own: str, match: re.Match[str]) -> bool:
    """Whether the reason ``match`` stands beside a certain paper that is unfinished, or beside a harm."""
    if told("unripe").pattern.fullmatch(match[0]) and names_something(own) and is_certain(entry.text("information")):
        return True
    return bool(told("harms").pattern.search(_clause(own, match)))


def _clause(text: str, match: re.Match[str]) -> str:
    """The clause of ``text`` around ``match``, without it."""
    before = re.split("[，,。；;]", text[: match.start()])[-1]
    return before + re.split("[，,。；;]", text[match.end() :])[0]

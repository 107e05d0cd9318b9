"""The words of `data/specificity.yaml`, and where an entry's own texts hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import compress

from negcli.evidence.phrases import Phrases
from negcli.evidence.scan import Joined, column, join, own_words
from negcli.lists.model import Entry, EntryList
from negcli.resources import data_path
from negcli.rules import Context
from negcli.source.loader import load_table

#: A clause about what stays open, or is listed elsewhere: its words withhold nothing.
_STAYS_OPEN = (
    "(?:照常|照样|仍|仍然|依法|均)公[开示布]|(?:按|[已仍]在)[^，,不未暂拒限禁免]{1,20}公[开示布]"
    "|另行列项|不属于本项|不在此列|不在此限|不得以本项"
)
#: Only where one of these is there are such clauses looked for.
_STAYS_OPEN_CLUES = ("公开", "公示", "公布", "本项", "不在此", "另行列项")


@cache
def told(*topics: str) -> Phrases:
    """The phrases of ``topics``."""
    return Phrases(row["words"] for topic in topics for row in table()[topic])


def found(rows: EntryList, context: Context, field: str, *topics: str) -> Iterator[tuple[Entry, str, re.Match[str]]]:
    """The first phrase of ``topics`` among the own words of ``field`` of each entry: (entry, own words, match)."""
    sought = told(*topics)
    entries, texts = written(rows, context, field)
    for position in texts.holding(sought.clues) if sought.may_be_in(texts.joined) else ():
        text = texts.texts[position]
        if not sought.pattern.search(text):
            continue
        own = withheld(text)
        if match := sought.pattern.search(own):
            yield entries[position], own, match


def written(rows: EntryList, context: Context, field: str) -> tuple[list[Entry], Joined]:
    """The entries of ``rows`` that write a text in ``field``, and those texts; kept for the rules that come after."""
    key = (id(rows), field, "joined")
    if key not in context.kept:
        values = column(rows, context, field)
        are_texts = [value.__class__ is str for value in values]
        context.kept[key] = list(compress(rows.entries, are_texts)), join(list(compress(values, are_texts)))
    kept: tuple[list[Entry], Joined] = context.kept[key]
    return kept


def withheld(text: str) -> str:
    """``text`` with what does not count blanked; every character keeps its position.

    Blanked are quotations and titles, clauses about what stays open, and words that only look vague.
    """
    return told("harmless").pattern.sub(_blank, stays_open(own_words(text)))


def stays_open(own: str) -> str:
    """``own`` words without the clauses that say what stays open or is listed elsewhere.

    The first clause says what is withheld: of it, only what stands between commas can be about something else.
    """
    if any(map(own.__contains__, _STAYS_OPEN_CLUES)):
        first, *others = re.split("([。；;])", own)
        return "".join(map(_if_withheld, [*re.split("(?=[，,])", first), *others]))
    return own


def _if_withheld(clause: str) -> str:
    return " " * len(clause) if re.search(_STAYS_OPEN, clause) else clause


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def words_of(topic: str) -> list[str]:
    """The words of a ``topic`` whose phrases are of one word."""
    return [word for row in table()[topic] for word in row["words"].split()]


@cache
def table() -> Mapping[str, list[Mapping[str, str]]]:
    """Every topic of the file: its rows, each with its words, a text in which they are found and one where not."""
    rows: Mapping[str, list[Mapping[str, str]]] = load_table(data_path("specificity.yaml"))
    return rows

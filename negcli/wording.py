"""How an entry says what it withholds (`data/specificity.yaml`): whether it names things, or only speaks of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import compress

from negcli.document import load_plain
from negcli.model import Entry, EntryList
from negcli.phrases import Phrases, any_of
from negcli.resources import read_data
from negcli.rules import Context
from negcli.scan import Joined, column, join, own_words

#: A clause about what stays open, or is listed elsewhere: its words withhold nothing.
_STAYS_OPEN = r"[^。；;]*(?:照常公开|仍然?公开|另行列项|不属于本项|不在此列|不得以本项)[^。；;]*"
#: Only where one of these is there are such clauses looked for.
_STAYS_OPEN_CLUES = ("公开", "本项", "不在此列")
#: What may end a text after its last noun.
_MARKS = frozenset("。.；;）) \n")
#: A process told by its steps.
_STEPS = r"[从自](?![动行己然由主编查建治])[^，,。；;]{0,40}?[到至][^，,。；;]{0,12}"
#: What may follow a noun that ends a phrase, and brackets after a text's last noun.
_NOUN_END = r"(?=[、，,。；;：:（()）\s和及与或等的之中里所上以并均]|$)"
_TAIL = r"[。.；;\s]*(?:[（(][^（）()]*[）)])?[。.；;\s]*$"


@cache
def told(*topics: str) -> Phrases:
    """The phrases of ``topics``."""
    return Phrases(line for topic in topics for line in _table()[topic])


def found(rows: EntryList, context: Context, field: str, *topics: str) -> Iterator[tuple[Entry, str, re.Match[str]]]:
    """The first phrase of ``topics`` among the own words of ``field`` of each entry: (entry, own words, match)."""
    sought = told(*topics)
    entries, texts = written(rows, context, field)
    for position in texts.holding(sought.clues):
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
    own = own_words(text)
    if any(map(own.__contains__, _STAYS_OPEN_CLUES)):
        own = re.sub(_STAYS_OPEN, _blank, own)
    return told("harmless").pattern.sub(_blank, own)


def names_record(text: str) -> bool:
    """Whether some paper, object or field is named in ``text``, its quotations and titles included.

    The steps of a process (从立项到报告) are no papers.
    """
    plain = told("no_records").pattern.sub("", re.sub(_STEPS, "", text))
    return bool(_nouns("records", _NOUN_END).search(plain)) or "《" in plain


def is_counted(text: str) -> bool:
    """Whether a number, a title or a quotation in ``text`` tells which things are meant."""
    return bool(re.search(r"\d|[《“‘\"]|[一二三四五六七八九十两]+[份处种卷张册项类次件批名台]", text))


def collective_nouns(rows: EntryList, context: Context, field: str) -> Iterator[tuple[Entry, re.Match[str]]]:
    """Entries whose ``field`` ends with a noun that gathers anything, and names nothing that makes it definite."""
    entries, texts = written(rows, context, field)
    nouns = frozenset(words_of("collective") + words_of("collective_unless_counted"))
    for position in _ending_with(nouns, texts.texts):
        text = texts.texts[position]
        head = _head(text)
        if head and not names_record(text):
            yield entries[position], head


def _ending_with(nouns: Collection[str], texts: list[str]) -> Iterator[int]:
    """The positions of ``texts`` whose last noun is among ``nouns``; most are told by their last characters."""
    for position, text in enumerate(texts):
        if (text[-2:] in nouns or text[-1:] in _MARKS) and _last_noun(text) in nouns:
            yield position


def _last_noun(text: str) -> str:
    """The last two characters of ``text`` before full stops and brackets: all the nouns have two."""
    end = text.rstrip(" 。.；;\n")
    return (end[: max(end.rfind("（"), end.rfind("("), 0)] if end[-1:] in "）)" else end)[-2:]


def _head(text: str) -> re.Match[str] | None:
    """The last noun of ``text``, where it gathers anything and is the entry's own word."""
    own = withheld(text)
    strict = _nouns("collective", _TAIL).search(own)
    return strict if strict or is_counted(text) else _nouns("collective_unless_counted", _TAIL).search(own)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


@cache
def _nouns(topic: str, after: str) -> re.Pattern[str]:
    """Any noun of ``topic``, with what must come ``after`` it."""
    return re.compile(f"({any_of(words_of(topic))}){after}")


def words_of(topic: str) -> list[str]:
    """The words of a ``topic`` whose phrases are of one word."""
    return [word for line in _table()[topic] for word in line.split()]


@cache
def _table() -> Mapping[str, list[str]]:
    table: Mapping[str, list[str]] = load_plain(read_data("specificity.yaml"))
    return table

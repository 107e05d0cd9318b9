"""What a person should look at when two versions are compared, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from negcli.change import Doubt
from negcli.report.spell import value_label
from negcli.report.value import Block, Bullets, Heading, Span, Text
from negcli.words import Words

#: Code of a doubt → what its ``said`` and ``found`` are values of.
_VALUES = {"kind-contradicts-data": "change", "effect-contradicts-data": "effect"}

#: So many doubts of one list and sort are told; a list renumbered without a word has hundreds.
_SHOWN = 5
_SORT = attrgetter("agency", "list", "code")


def doubt_text(doubt: Doubt, words: Words) -> str:
    """What is doubtful, and what to do about it; entries of the same agency by their ids alone."""
    of = _VALUES.get(doubt.code)
    args = {name: value.removeprefix(f"{doubt.agency}/") for name, value in doubt.args.items()}
    said = {name: value_label(of, value, words.lang) for name, value in args.items()} if of else args
    return words(f"doubts.{doubt.code}", **said)


def doubt_blocks(doubts: Sequence[Doubt], words: Words) -> Iterator[Block]:
    """``doubts`` under a heading of their own, the first of each list's of one sort; nothing for none."""
    if doubts:
        yield Heading(2, words("report.doubts", count=len(doubts)), anchor="doubts")
        groups = [list(group) for _, group in groupby(sorted(doubts, key=_SORT), key=_SORT)]
        yield Bullets(tuple(row for group in groups for row in _rows(group, words)))


def _rows(doubts: Sequence[Doubt], words: Words) -> Iterator[Text]:
    """The first of ``doubts``, which are of one sort, and how many more there are."""
    yield from (_row(doubt, words) for doubt in doubts[:_SHOWN])
    if doubts[_SHOWN:]:
        name = words(f"doubts.{doubts[0].code}.name")
        yield (Span(words("report.doubts-more", name=name, count=len(doubts) - _SHOWN), "muted"),)


def _row(doubt: Doubt, words: Words) -> Text:
    return Span(f"{doubt.agency}/{doubt.entry}  ", "muted"), Span(doubt_text(doubt, words))

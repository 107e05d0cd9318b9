"""What a person should look at when two versions are compared, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negcli.change import Doubt
from negcli.report.spell import value_label
from negcli.report.value import Block, Bullets, Heading, Span, Text
from negcli.words import Words

#: Code of a doubt → what its ``said`` and ``found`` are values of.
_VALUES = {"kind-contradicts-data": "change", "effect-contradicts-data": "effect"}


def doubt_text(doubt: Doubt, words: Words) -> str:
    """What is doubtful, and what to do about it."""
    of = _VALUES.get(doubt.code)
    args = {name: value_label(of, value, words.lang) if of else value for name, value in doubt.args.items()}
    return words(f"doubts.{doubt.code}", **args)


def doubt_blocks(doubts: Sequence[Doubt], words: Words) -> Iterator[Block]:
    """``doubts`` under a heading of their own; nothing for none."""
    if doubts:
        yield Heading(2, words("report.doubts", count=len(doubts)), anchor="doubts")
        yield Bullets(tuple(_row(doubt, words) for doubt in doubts))


def _row(doubt: Doubt, words: Words) -> Text:
    return Span(f"{doubt.agency}/{doubt.entry}  ", "muted"), Span(doubt_text(doubt, words))

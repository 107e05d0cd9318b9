"""The laws and articles that a basis cites, as it was meant on a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from negcli.evidence.citing import read_text
from negcli.law.citation import Citation, Spot, official_title, written_spot
from negcli.law.law import Law
from negcli.law.mapped import spelt
from negcli.law.verdict import Judged, Question


class Mention(NamedTuple):
    """A law that is cited, and a place in it (None: none), as ``written`` officially."""

    law: Law
    spot: Spot | None
    written: str


def mentions(basis: Any, question: Question) -> Iterator[Mention]:
    """What ``basis`` (a text, a mapping, or a list of them) cites of laws that are known."""
    for part in basis if isinstance(basis, list) else [basis]:
        written = spelt(part)[0] if isinstance(part, dict) else part
        if written and isinstance(written, str):
            for one in read_text(written, question).judged:
                yield from _of(one)


def _of(one: Judged) -> Iterator[Mention]:
    if one.law:
        title = official_title(Citation(one.law.title))
        spots: list[Spot | None] = [spot for reference in one.citation.references for spot in reference.spots()]
        yield from (Mention(one.law, spot, title + (written_spot(spot) if spot else "")) for spot in spots or [None])

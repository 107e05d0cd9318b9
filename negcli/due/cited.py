"""The laws and articles that a basis cites, as it was meant on a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from negcli.evidence.citing import read_text
from negcli.law.citation import Spot
from negcli.law.law import Law
from negcli.law.mapped import spelt
from negcli.law.numerals import han
from negcli.law.verdict import Judged, Question


class Mention(NamedTuple):
    """A law that is cited, with one of its articles (``14``, ``120-1``; empty: none), as ``written`` officially."""

    law: Law
    article: str
    paragraph: int | None
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
        spots = [spot for reference in one.citation.references for spot in reference.spots()]
        yield from (_mention(one.law, spot) for spot in spots or [Spot()])


def _mention(law: Law, spot: Spot) -> Mention:
    article = "-".join(map(str, filter(None, (spot.article, spot.sub))))
    paragraph = spot.paragraph or None
    return Mention(law, article, paragraph, written(law.title, article, paragraph) if article else f"《{law.title}》")


def written(title: str, article: str, paragraph: int | None = None) -> str:
    """A citation in official form: 《…》第十四条第二款, 《…》第一百二十条之一."""
    number, _, sub = article.partition("-")
    part = f"之{han(int(sub))}" if sub else ""
    return f"《{title}》第{han(int(number))}条{part}" + (f"第{han(paragraph)}款" if paragraph else "")

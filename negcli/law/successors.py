"""How a place is cited in a later text, where its article has another number."""

from __future__ import annotations

from collections.abc import Sequence

from negcli.law.citation import Spot, written_spot
from negcli.law.law import LawVersion


def carried(spot: Spot, old: LawVersion, new: LawVersion, article: str) -> Spot:
    """``spot`` of the version ``old`` in ``article`` (``14``, ``120-1``) of ``new``.

    With its 款, 项 and 目 where both articles consist of the same ones; else the article alone.
    """
    number, _, sub = article.partition("-")
    there = Spot(int(number), int(sub or 0))
    before, now = (version.article(one.article, one.sub or None) for version, one in ((old, spot), (new, there)))
    if not before.paragraphs or before.paragraphs != now.paragraphs:
        return there
    return there._replace(paragraph=spot.paragraph, item=spot.item, point=spot.point)


def sole(spot: Spot, old: LawVersion, new: LawVersion, articles: Sequence[str]) -> str | None:
    """``spot`` as it is cited in ``new``, where one article alone holds it now and it is written from its 条 on."""
    alone = len(articles) == 1 and spot.spans[0][0] == "article"
    return written_spot(carried(spot, old, new, articles[0])) if alone else None

"""What was right on its day and is not today: the law ended, or its articles were numbered anew."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.law.articlemap import ArticleMap, Row
from negcli.law.citation import Reference, Spot, listed, written_spot
from negcli.law.law import Law, LawVersion, Standing
from negcli.law.names import normalise
from negcli.law.successors import sole
from negcli.law.verdict import Case, Verdict, title_span

_NAME = "basis-outdated-today"


def outdated(case: Case) -> Iterator[Verdict]:
    """What ``case``, in which nothing was wrong, would be told today."""
    if case.question.today <= case.question.day:
        return iter(())
    now = case.law.standing_on(case.question.today)
    return iter([_ended(case, now)]) if now.word == "ended" else _renumbered(case, now)


def _ended(case: Case, now: Standing) -> Verdict:
    heir = successor(case.law, now.version)
    args = {
        "law": case.law.title,
        "cited": "",
        "became": "replaced" if heir else "ended",
        "new": heir,
        "source": now.version.ended,
    }
    return Verdict(_NAME, title_span(case.citation), args)


def successor(law: Law, version: LawVersion) -> str:
    """What took the place of ``version``: 《title》（year年）; empty where nobody knows."""
    following = (one.id for one in law.versions if one.begins > version.begins)
    title, _, day = (version.superseded_by or next(following, "")).partition("@")
    return f"《{normalise(title)}》（{day[:4]}年）" if title else ""


def _renumbered(case: Case, now: Standing) -> Iterator[Verdict]:
    """A verdict on every reference of which a place moved, for the first that did."""
    table = case.law.map(case.version.id, now.version.id)
    references = case.citation.references if table else ()
    moved = (next(_moved(reference, table), None) for reference in references if table)
    return (_verdict(spot, row, case, now) for spot, row in filter(None, moved))


def _moved(reference: Reference, table: ArticleMap) -> Iterator[tuple[Spot, Row]]:
    """The places of ``reference`` whose content is elsewhere now, and where."""
    rows = ((spot, table.row(spot.key, spot.paragraph or None)) for spot in reference.spots())
    return ((spot, row) for spot, row in rows if row and spot.key not in row.articles)


def _verdict(spot: Spot, row: Row, case: Case, now: Standing) -> Verdict:
    args = {
        "law": case.law.title,
        "cited": written_spot(spot),
        "became": "moved" if row.new else "gone",
        "new": sole(spot, case.version, now.version, row.articles) or listed(row.articles),
        "source": now.version.begins,
    }
    return Verdict(_NAME, spot.whole, args, "article")

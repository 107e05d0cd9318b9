"""Articles, 款 and 项 that a version of a law does not have, and what an earlier one had at their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from negcli.law.citation import Reference, Spot, listed, written_spot
from negcli.law.law import Law, LawVersion
from negcli.law.numerals import han
from negcli.law.structure import decode
from negcli.law.successors import sole
from negcli.law.verdict import Case, Verdict


class Lack(NamedTuple):
    """The part of a place that does not exist; what exists (a code), and the last of it."""

    part: str
    exists: str
    last: int


class Former(NamedTuple):
    """What an earlier text had at a place: ``was`` is empty for nothing, or nothing that is told of in a later one.

    ``moved`` or, where its ``subject`` is known too, ``told``; ``new``: the articles that hold it now; ``instead``: the
    place as it is cited now, where that is one.
    """

    was: str = ""
    new: str = ""
    subject: str = ""
    instead: str | None = None


def missing(case: Case, reference: Reference) -> Iterator[Verdict]:
    """A verdict on every place of ``reference`` that the version does not have."""
    lacks = ((spot, _lack(spot, case.version)) for spot in reference.spots())
    return (_no_such(spot, lack, case) for spot, lack in lacks if lack)


def _lack(spot: Spot, version: LawVersion) -> Lack | None:
    article = version.article(spot.article, spot.sub or None)
    return _no_article(spot, article.status, version) or _too_many(spot, article.paragraphs)


def _no_article(spot: Spot, status: str, version: LawVersion) -> Lack | None:
    inserted = spot.sub and len(decode(version.inserted.get(str(spot.article), "")))
    missing = ("sub" if inserted else "no-sub") if spot.sub else "last"
    exists = {"deleted": "deleted", "missing": missing}.get(status)
    return Lack("article", exists, inserted or version.last_article or 0) if exists else None


def _too_many(spot: Spot, counts: Sequence[int] | None) -> Lack | None:
    """The 款 or 项 of ``spot`` beyond ``counts``, the 项 of each 款; None: all there, or not known."""
    return _no_paragraph(spot, counts) or _no_item(spot, counts) if counts else None


def _no_paragraph(spot: Spot, counts: Sequence[int]) -> Lack | None:
    return Lack("paragraph", "count", len(counts)) if spot.paragraph > len(counts) else None


def _no_item(spot: Spot, counts: Sequence[int]) -> Lack | None:
    most = counts[spot.paragraph - 1] if spot.paragraph else max(counts)
    return Lack("item", "count" if most else "none", most) if spot.item > most else None


def _no_such(spot: Spot, lack: Lack, case: Case) -> Verdict:
    former = formerly(spot, case.law, case.version)
    sub = lack.last if lack.exists == "sub" else spot.sub
    there = Spot(spot.article, sub, spot.paragraph if lack.part == "item" else 0)
    args = {
        "law": case.law.title,
        "cited": written_spot(spot),
        "exists": lack.exists,
        "last": lack.last,
        "han": _counted(lack),
        "there": written_spot(there),
        "source": case.source,
        "text": case.text,
        "was": former.was,
        "new": former.new,
        "formerly": former.subject,
    }
    name, span = f"no-such-{lack.part}", spot.span(lack.part)
    return Verdict(name, span, args, lack.part, case.certain, former.instead, over=spot.whole)


def _counted(lack: Lack) -> str:
    """The number of the last article, or how many 款 or 项 there are: 两款."""
    return "两" if lack.last == 2 and lack.part != "article" else han(lack.last)


def formerly(spot: Spot, law: Law, version: LawVersion) -> Former:
    """What the newest text before ``version`` that had a place like ``spot`` had there."""
    earlier = next((one for one in law.before(version) if _has(spot, one)), None)
    table = law.map(earlier.id, version.id) if earlier else None
    row = table.row(spot.key, spot.paragraph or None) if table else None
    if earlier is None or row is None or not row.new:
        return Former()
    told, instead = "told" if row.subject else "moved", sole(spot, earlier, version, row.articles)
    return Former(told, listed(row.articles), row.subject, instead)


def _has(spot: Spot, version: LawVersion) -> bool:
    counts = version.article(spot.article, spot.sub or None).paragraphs
    return bool(counts) and not _too_many(spot, counts)

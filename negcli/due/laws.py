"""What became of a cited article since a day: amended, renumbered, gone with its law, and what is right now."""

from __future__ import annotations

from typing import NamedTuple

from negcli.due.cited import Mention
from negcli.law.articlemap import ArticleMap
from negcli.law.catalogue import Catalogue
from negcli.law.citation import Citation, Spot, listed, official_title, written_spot
from negcli.law.law import Law, LawVersion
from negcli.law.successors import carried


class Moved(NamedTuple):
    """A change of a cited law; ``old`` and ``new`` are the days from which its versions hold."""

    reason: str
    day: str
    law: str
    cited: str
    old: str
    new: str
    proposal: tuple[str, ...]
    trust: str


class _Change(NamedTuple):
    """Two versions of a law, or of a law and the one that took its place."""

    old: LawVersion
    new: LawVersion
    heir: Law


def moved(catalogue: Catalogue, mention: Mention, since: str, until: str) -> Moved | None:
    """What happened to what ``mention`` cites after the day ``since`` and up to ``until``; None: nothing known."""
    law = mention.law
    old = law.version_on(since)
    if old is None or until <= since:
        return None
    new = law.version_on(until)
    if new:
        return _amended(mention, _Change(old, new, law)) if new.id != old.id else None
    return _ended(catalogue, mention, old, law.standing_on(until).version)


def _ended(catalogue: Catalogue, mention: Mention, old: LawVersion, last: LawVersion) -> Moved:
    """The law is no more: the one that took its place is proposed, with its article where that is known."""
    days = (old.begins, "")
    proposal: tuple[str, ...] = ()
    heir = catalogue.find(last.superseded_by.partition("@")[0])
    new = heir.version(last.superseded_by) if heir else None
    if heir and new:
        days = (old.begins, new.begins)
        proposal = _proposed(mention, _Change(old, new, heir)) or (f"《{heir.title}》",)
    return Moved("law-ended", last.ended, mention.law.title, mention.written, *days, proposal, last.verified)


def _amended(mention: Mention, change: _Change) -> Moved:
    table = mention.law.map(change.old.id, change.new.id)
    reason = _reason(table, mention.spot)
    days = (change.old.begins, change.new.begins)
    proposal = _proposed(mention, change)
    return Moved(reason, days[1], mention.law.title, mention.written, *days, proposal, change.new.verified)


def _reason(table: ArticleMap | None, spot: Spot | None) -> str:
    row = table.row(spot.key, spot.paragraph or None) if table and spot else None
    if spot is None or row is None:
        return "law-amended"
    if not row.new:
        return "article-gone"
    return "law-amended" if set(row.articles) == {spot.key} else "renumbered"


def _proposed(mention: Mention, change: _Change) -> tuple[str, ...]:
    """The citations that hold now what was cited; none where nobody knows."""
    table, spot = mention.law.map(change.old.id, change.new.id), mention.spot
    successors = table.successors(spot.key, spot.paragraph or None) if table and spot else ()
    title = official_title(Citation(change.heir.title))
    alone = len(successors) == 1
    return tuple(title + _place(spot, change, one.article, alone) for one in successors if spot)


def _place(spot: Spot, change: _Change, article: str, alone: bool) -> str:
    """``spot`` in ``article`` of the newer text; with its 款 and 项 where that ``alone`` holds it, unchanged."""
    return written_spot(carried(spot, change.old, change.new, article)) if alone else listed([article])

"""Where a quoted or described passage stands: in the cited article, elsewhere in the law, in another law."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import chain
from math import ceil
from typing import NamedTuple

from negcli.law.articlemap import ArticleMap
from negcli.law.holders import holding
from negcli.law.law import Law, LawVersion
from negcli.law.quotation import Share, fingerprint, length, shares

#: Shares of a passage that decide, measured on simulated citations: found; clearly better; found in another law.
_FOUND, _CLEARLY, _ELSEWHERE = 0.5, 0.1, 0.6
#: Characters that a passage must have; shorter ones only count when found whole, and where the article cited had them
#: once: a few words in brackets, as “third party does not agree”, are people's own as often as not.
_LONG, _SHORT = 12, 8
#: Numbers that another law must share with a passage.
_ENOUGH = 3
#: Longest description of an article's subject, in characters; the share of pairs of characters that makes it fit.
_DESCRIPTION, _DESCRIBED = 30, 0.6
#: Whether a passage stood at that number in an earlier text → what that is called.
_NAMES = {True: "moved-article", False: "quotation-mismatch"}


class Stands(NamedTuple):
    """Where a passage stands that is not in the cited article: ``moved-article`` or ``quotation-mismatch``."""

    name: str
    law: str
    articles: tuple[str, ...]
    sure: bool


class Passage(NamedTuple):
    """A passage, and the article of a version from which it is said to come.

    ``all_cited``: every article that the citation names; a passage from any of them is rightly quoted.
    """

    text: str
    law: Law
    version: LawVersion
    cited: str
    all_cited: frozenset[str]


def stands(passage: Passage) -> Stands | None:
    """Where ``passage`` stands if not in the article cited; None when it does, or nobody knows."""
    size = length(passage.text)
    if size < _SHORT:
        return _by_subject(passage)
    own = passage.law.share_of(passage.text, passage.version.id, passage.all_cited)
    if _is_right(own, 1.0):  # whatever stands elsewhere: most quotations are right
        return None
    rows = passage.law.quoted(passage.text)
    now = [row for row in rows if row.version == passage.version.id]
    return None if _is_right(own, _most(now)) else _misplaced(passage, rows, now, own)


def _is_right(own: float, most: float) -> bool:
    return own >= _FOUND and most < own + _CLEARLY


def _misplaced(passage: Passage, rows: tuple[Share, ...], now: list[Share], own: float) -> Stands | None:
    """Where a passage stands that is not found in what is cited; ``rows``: in any version, ``now``: in force."""
    is_long = length(passage.text) >= _LONG
    least = max(_FOUND if is_long else 1.0, own + _CLEARLY)
    moved = _formerly(passage, rows) >= least
    if _most(now) >= least and (is_long or moved):
        return _in_law(now, passage.law, moved)
    return _by_map(passage) if moved else _by_subject(passage) or _in_another(passage, own)


def _share(rows: Iterable[Share], articles: Container[str]) -> float:
    """How much of a passage stands in one of ``articles``."""
    return _most(row for row in rows if row.article in articles)


def _most(rows: Iterable[Share]) -> float:
    return max((row.share for row in rows), default=0.0)


def _in_law(now: list[Share], law: Law, moved: bool) -> Stands:
    articles = tuple(row.article for row in now if row.share > now[0].share - _CLEARLY)
    sure = now[0].share > 0.8 and len(articles) == 1
    return Stands(_NAMES[moved], law.title, articles[:3], sure)


def _formerly(passage: Passage, rows: tuple[Share, ...]) -> float:
    """How much of the passage stood in the article cited in an earlier version."""
    earlier = {one.id for one in passage.law.before(passage.version)}
    return _share((row for row in rows if row.version in earlier), {passage.cited})


def _by_map(passage: Passage) -> Stands | None:
    """Where what stood in the article cited went, by the tables of articles; None where it stayed or nobody knows."""
    found = (table.successors(passage.cited) for table in passage.law.maps_to(passage.version))
    new = tuple(one.article for one in next(filter(None, found), ()))
    return _moved(passage, new) if passage.cited not in new else None


def _moved(passage: Passage, articles: tuple[str, ...]) -> Stands | None:
    return Stands("moved-article", passage.law.title, articles[:3], False) if articles else None


def _by_subject(passage: Passage) -> Stands | None:
    """Whether a short description fits what the article cited was about earlier, and not what it is about now."""
    tables = passage.law.maps_to(passage.version) if len(passage.text) <= _DESCRIPTION else iter(())
    found = (_described(passage, table) for table in tables)
    return _moved(passage, next(filter(None, found), ()))


def _described(passage: Passage, table: ArticleMap) -> tuple[str, ...]:
    """The articles that have what the one cited was about, when the passage describes that and not what it is now."""
    row = table.row(passage.cited)
    if row is None or passage.cited in row.articles or _alike(passage.text, row.subject) < _DESCRIBED:
        return ()
    return row.articles if _alike(passage.text, _subject_now(table, passage.cited)) < _DESCRIBED / 2 else ()


def _subject_now(table: ArticleMap, cited: str) -> str:
    """What ``cited`` is about in the newer version, by the rows that lead to it."""
    rows = [row for row in chain.from_iterable(table.rows.values()) if cited in row.articles]
    return "".join(f"{row.subject}{one.subject}" for row in rows for one in row.new)


def _alike(one: str, other: str) -> float:
    """The share of the shorter text's pairs of characters that the longer has too."""
    pairs = sorted((_pairs(one), _pairs(other)), key=len)
    return len(pairs[0] & pairs[1]) / len(pairs[0]) if pairs[0] else 0.0


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _in_another(passage: Passage, own: float) -> Stands | None:
    """The law, and article, in which a passage stands of which little is found in the law cited."""
    wanted = fingerprint(passage.text)
    if own >= _FOUND or len(wanted) < _ENOUGH or length(passage.text) < _LONG:
        return None
    found = sorted(_elsewhere(passage, wanted), key=lambda row: -row.share)
    return _first_of(found) if found else None


def _first_of(found: list[Share]) -> Stands:
    best = found[0]
    articles = {row.article for row in found if row.version == best.version and row.share > best.share - _CLEARLY / 2}
    return Stands("quotation-mismatch", best.version.partition("@")[0], tuple(sorted(articles))[:3], False)


def _elsewhere(passage: Passage, wanted: tuple[int, ...]) -> Iterator[Share]:
    """The articles of other laws, in their newest texts, that share enough with ``passage``."""
    others = (offset for offset in _holding(wanted) if offset != passage.law.prints)
    rows = chain.from_iterable(_newest(shares(offset, passage.text)) for offset in others)
    return filter(_enough, rows)


def _holding(wanted: tuple[int, ...]) -> Iterator[int]:
    """The laws that hold enough of the ``wanted`` numbers."""
    least = max(_ENOUGH, ceil(_ELSEWHERE * len(wanted)))
    return (offset for offset, found in holding(wanted).items() if found >= least)


def _newest(rows: tuple[Share, ...]) -> list[Share]:
    newest = max((row.version for row in rows), default="")
    return [row for row in rows if row.version == newest]


def _enough(row: Share) -> bool:
    return row.share >= _ELSEWHERE and row.found >= _ENOUGH

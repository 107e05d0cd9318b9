"""Where a quoted or described passage stands: in the cited article, elsewhere in the law, in another law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from negcli.law import store
from negcli.law.articlemap import ArticleMap
from negcli.law.law import Law, LawVersion
from negcli.law.quotation import Share, fingerprint, length, shares

#: Shares of a passage that decide, measured on simulated citations: found; clearly better; found in another law.
_FOUND, _CLEARLY, _ELSEWHERE = 0.5, 0.1, 0.6
#: Characters that a passage must have; shorter ones only count when found whole.
_LONG, _SHORT = 12, 8
#: Numbers that another law must share with a passage.
_ENOUGH = 3
#: Longest description of an article's subject, in characters; the share of pairs of characters that makes it fit.
_DESCRIPTION, _DESCRIBED = 30, 0.6


class Stands(NamedTuple):
    """Where a passage stands that is not in the cited article: ``moved-article`` or ``quotation-mismatch``."""

    name: str
    law: str
    articles: tuple[str, ...]
    sure: bool


def stands(passage: str, law: Law, version: LawVersion, cited: str, all_cited: frozenset[str]) -> Stands | None:
    """Where ``passage`` stands if not in the article ``cited`` of ``version``; None when it does, or nobody knows.

    ``all_cited``: every article that the citation names; a passage from any of them is rightly quoted.
    """
    size = length(passage)
    if size < _SHORT:
        return _by_subject(passage, law, version, cited)
    rows = law.quoted(passage)
    now = _of_version(rows, version.id)
    own = _most(row for row in now if row.article in all_cited)
    if own >= _FOUND and _most(now) < own + _CLEARLY:
        return None
    least = max(_FOUND if size >= _LONG else 1.0, own + _CLEARLY)
    moved = _formerly(rows, law, version, cited) >= least
    if _most(now) >= least:
        return _in_law(now, law, moved)
    return _otherwise(passage, law, version, cited, own, moved)


def _of_version(rows: Iterable[Share], version: str) -> list[Share]:
    return [row for row in rows if row.version == version]


def _most(rows: Iterable[Share]) -> float:
    return max((row.share for row in rows), default=0.0)


def _otherwise(passage: str, law: Law, version: LawVersion, cited: str, own: float, moved: bool) -> Stands | None:
    """Where a passage stands of which little is found in the version in force."""
    if moved:
        return _by_map(law, version, cited)
    return _by_subject(passage, law, version, cited) or (_in_another(passage, law) if own < _FOUND else None)


def _in_law(now: list[Share], law: Law, moved: bool) -> Stands:
    articles = tuple(row.article for row in now if row.share > now[0].share - _CLEARLY)
    sure = now[0].share > 0.8 and len(articles) == 1
    return Stands("moved-article" if moved else "quotation-mismatch", law.title, articles[:3], sure)


def _formerly(rows: tuple[Share, ...], law: Law, version: LawVersion, cited: str) -> float:
    """How much of the passage stood in ``cited`` in an earlier version."""
    earlier = {one.id for one in law.versions[: law.versions.index(version)]}
    return _most(row for row in rows if row.version in earlier and row.article == cited)


def _by_map(law: Law, version: LawVersion, cited: str) -> Stands | None:
    """Where what stood in ``cited`` went, by the table of articles; None where it stayed or nobody knows."""
    for earlier in reversed(law.versions[: law.versions.index(version)]):
        table = law.map(earlier.id, version.id)
        new = tuple(one.article for one in table.successors(cited)) if table else ()
        if new:
            return None if cited in new else Stands("moved-article", law.title, new[:3], False)
    return None


def _by_subject(passage: str, law: Law, version: LawVersion, cited: str) -> Stands | None:
    """Whether a short description fits what ``cited`` was about earlier, and not what it is about now."""
    tables = (law.map(earlier.id, version.id) for earlier in reversed(law.versions[: law.versions.index(version)]))
    described = filter(None, tables) if len(passage) <= _DESCRIPTION else ()
    found = (_described(passage, table, cited) for table in described)
    articles = next(filter(None, found), ())
    return Stands("moved-article", law.title, articles[:3], False) if articles else None


def _described(passage: str, table: ArticleMap, cited: str) -> tuple[str, ...]:
    """The articles that have what ``cited`` was about, when ``passage`` describes that and not its present content."""
    new = tuple(one.article for one in table.successors(cited))
    described = cited not in new and _fits(passage, table, cited)
    return new if described else ()


def _fits(passage: str, table: ArticleMap, cited: str) -> bool:
    row = table.row(cited)
    was = _alike(passage, row.subject) if row else 0.0
    return was >= _DESCRIBED and _alike(passage, _subject_now(table, cited)) < _DESCRIBED / 2


def _subject_now(table: ArticleMap, cited: str) -> str:
    """What ``cited`` is about in the newer version, by the rows that lead to it."""
    rows = (row for group in table.rows.values() for row in group)
    return "".join(f"{row.subject}{one.subject}" for row in rows for one in row.new if one.article == cited)


def _alike(one: str, other: str) -> float:
    """The share of the shorter text's pairs of characters that the longer has too."""
    pairs = sorted((_pairs(one), _pairs(other)), key=len)
    return len(pairs[0] & pairs[1]) / len(pairs[0]) if pairs[0] else 0.0


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _in_another(passage: str, law: Law) -> Stands | None:
    """The law, and article, in which ``passage`` stands when it does not in ``law``."""
    wanted = fingerprint(passage)
    long_enough = len(wanted) >= _ENOUGH and length(passage) >= _LONG
    found = sorted(_elsewhere(passage, wanted, law), key=lambda row: -row.share) if long_enough else []
    return _first_of(found) if found else None


def _first_of(found: list[Share]) -> Stands:
    best = found[0]
    articles = {row.article for row in found if row.version == best.version and row.share > best.share - _CLEARLY / 2}
    return Stands("quotation-mismatch", best.version.partition("@")[0], tuple(sorted(articles))[:3], False)


def _elsewhere(passage: str, wanted: tuple[int, ...], law: Law) -> Iterator[Share]:
    """The articles of other laws, in their newest texts, that share enough with ``passage``."""
    sought = [number.to_bytes(3, "little") for number in wanted]
    others = (offset for offset, numbers in store.all_prints() if sum(map(numbers.__contains__, sought)) >= _ENOUGH)
    for offset in others:
        if offset != law.prints:
            yield from filter(_enough, _newest(shares(offset, passage)))


def _newest(rows: tuple[Share, ...]) -> list[Share]:
    return _of_version(rows, max((row.version for row in rows), default=""))


def _enough(row: Share) -> bool:
    return row.share >= _ELSEWHERE and row.found >= _ENOUGH

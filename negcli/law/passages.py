"""Where a quoted or described passage stands: in the cited article, elsewhere in the law, in another law."""

from __future__ import annotations

from collections.abc import Iterator
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
    if length(passage) < _SHORT:
        return _by_subject(passage, law, version, cited)
    rows = law.quoted(passage)
    least = _FOUND if length(passage) >= _LONG else 1.0
    now = [row for row in rows if row.version == version.id]
    own = max((row.share for row in now if row.article in all_cited), default=0.0)
    best = now[0].share if now else 0.0
    if own >= _FOUND and best < own + _CLEARLY:
        return None
    moved = _formerly(rows, law, version, cited) >= max(least, own + _CLEARLY)
    if best >= max(least, own + _CLEARLY):
        return _in_law(now, law, moved)
    if moved:
        return _by_map(law, version, cited)
    return _by_subject(passage, law, version, cited) or _in_another(passage, law, own)


def _in_law(now: list[Share], law: Law, moved: bool) -> Stands:
    articles = tuple(row.article for row in now if row.share > now[0].share - _CLEARLY)
    sure = now[0].share > 0.8 and len(articles) == 1
    return Stands("moved-article" if moved else "quotation-mismatch", law.title, articles[:3], sure)


def _formerly(rows: tuple[Share, ...], law: Law, version: LawVersion, cited: str) -> float:
    """How much of the passage stood in ``cited`` in an earlier version."""
    earlier = {one.id for one in law.versions[: law.versions.index(version)]}
    return max((row.share for row in rows if row.version in earlier and row.article == cited), default=0.0)


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
    row = table.row(cited)
    new = tuple(one.article for one in row.new) if row else ()
    if not row or cited in new or _alike(passage, row.subject) < _DESCRIBED:
        return ()
    return new if _alike(passage, _subject_now(table, cited)) < _DESCRIBED / 2 else ()


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


def _in_another(passage: str, law: Law, own: float) -> Stands | None:
    """The law, and article, in which ``passage`` stands when it does not in ``law``."""
    wanted = fingerprint(passage)
    if own >= _FOUND or len(wanted) < _ENOUGH or length(passage) < _LONG:
        return None
    found = sorted(_elsewhere(passage, wanted, law), key=lambda row: -row.share)
    if not found:
        return None
    title = found[0].version.partition("@")[0]
    articles = {row.article for row in found if row.version == found[0].version and row.share > found[0].share - 0.05}
    return Stands("quotation-mismatch", title, tuple(sorted(articles))[:3], False)


def _elsewhere(passage: str, wanted: tuple[int, ...], law: Law) -> Iterator[Share]:
    """The articles of other laws, in their newest texts, that share enough with ``passage``."""
    sought = [number.to_bytes(3, "little") for number in wanted]
    others = (offset for offset, numbers in store.all_prints() if sum(map(numbers.__contains__, sought)) >= _ENOUGH)
    for offset in others:
        if offset != law.prints:
            yield from filter(_enough, _newest(shares(offset, passage)))


def _newest(rows: tuple[Share, ...]) -> list[Share]:
    last = max((row.version for row in rows), default="")
    return [row for row in rows if row.version == last]


def _enough(row: Share) -> bool:
    return row.share >= _ELSEWHERE and row.found >= _ENOUGH

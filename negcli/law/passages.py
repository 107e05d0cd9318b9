"""Where a quoted or described passage stands: in the cited article, elsewhere in the law, in another law."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negcli.law import store
from negcli.law.law import Law, LawVersion
from negcli.law.quotation import Share, fingerprint, length, shares

#: Shares of a passage that decide, measured on simulated citations: found; clearly better; found in another law.
_FOUND, _CLEARLY, _ELSEWHERE = 0.5, 0.1, 0.6
#: Characters that a passage must have; shorter ones only count when found whole.
_LONG, _SHORT = 12, 8
#: Numbers that another law must share with a passage.
_ENOUGH = 3


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
    formerly = _formerly(rows, law, version, cited)
    name = "moved-article" if formerly >= max(least, own + _CLEARLY) else "quotation-mismatch"
    if best >= least and best >= own + _CLEARLY:
        articles = tuple(row.article for row in now if row.share > best - _CLEARLY)
        return Stands(name, law.title, articles[:3], best > 0.8 and len(articles) == 1)
    if name == "moved-article":
        return _by_map(law, version, cited)
    return _by_subject(passage, law, version, cited) or _in_another(passage, law, own)


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
    if len(passage) > 30:
        return None
    for earlier in reversed(law.versions[: law.versions.index(version)]):
        table = law.map(earlier.id, version.id)
        row = table.row(cited) if table else None
        if not table or not row or not row.new or cited in [one.article for one in row.new]:
            continue
        if _alike(passage, row.subject) >= 0.6 and _alike(passage, _subject_now(table.rows.values(), cited)) < 0.3:
            return Stands("moved-article", law.title, tuple(one.article for one in row.new)[:3], False)
    return None


def _subject_now(rows: object, cited: str) -> str:
    """What ``cited`` is about in the newer version, by the rows that lead to it."""
    found = [
        f"{row.subject}{one.subject}"
        for group in rows  # type: ignore[attr-defined]
        for row in group
        for one in row.new
        if one.article == cited
    ]
    return "".join(found)


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
    """The articles of other laws that share enough with ``passage``; the newest version of each first."""
    sought = [number.to_bytes(3, "little") for number in wanted]
    for offset, numbers in store.all_prints():
        if offset == law.prints or sum(number in numbers for number in sought) < _ENOUGH:
            continue
        rows = shares(offset, passage)
        last = max((row.version for row in rows), default="")
        yield from (row for row in rows[:8] if row.share >= _ELSEWHERE and row.found >= _ENOUGH and row.version == last)

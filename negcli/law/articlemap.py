"""What became of the articles of a law when it was amended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple


class Successor(NamedTuple):
    """An article of the newer version; ``score`` says how alike (0 to 1) the wording is, None where nobody compared."""

    article: str
    score: float | None = None
    subject: str = ""


class Row(NamedTuple):
    """What became of an article, or of some of its 款 (``paragraphs``: from, to); no successor: it went away.

    ``reviewed``: a person compared both texts. Articles are named ``14`` or, for 第十四条之一, ``14-1``.
    """

    article: str
    new: tuple[Successor, ...]
    paragraphs: tuple[int, int] | None = None
    subject: str = ""
    reviewed: bool = False

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles of the newer version that hold it."""
        return tuple(one.article for one in self.new)


class ArticleMap(NamedTuple):
    """The rows from the version ``old`` to the version ``new``, by article."""

    old: str
    new: str
    rows: Mapping[str, tuple[Row, ...]]

    def row(self, article: str, paragraph: int | None = None) -> Row | None:
        """What became of ``article``, and of its 款 where that is told apart; all 款 together without one."""
        fitting = [row for row in self.rows.get(article, ()) if _within(row, paragraph)]
        return _joined(fitting) if fitting else None

    def successors(self, article: str, paragraph: int | None = None) -> tuple[Successor, ...]:
        """The articles of the newer version that hold what ``article`` held."""
        row = self.row(article, paragraph)
        return row.new if row else ()


def _within(row: Row, paragraph: int | None) -> bool:
    """Whether ``paragraph`` (None: any) is among those that ``row`` is about."""
    first, last = row.paragraphs or (0, paragraph or 0)
    return paragraph is None or first <= paragraph <= last


def _joined(rows: Sequence[Row]) -> Row:
    if len(rows) == 1:
        return rows[0]
    subjects = "、".join(filter(None, (row.subject for row in rows)))
    return Row(rows[0].article, _best(one for row in rows for one in row.new), None, subjects, rows[0].reviewed)


def _best(successors: Iterable[Successor]) -> tuple[Successor, ...]:
    """Each article once, with its best score, in the order in which they come."""
    best: dict[str, Successor] = {}
    for one in successors:
        known = best.setdefault(one.article, one)
        if (one.score or 0) > (known.score or 0):
            best[one.article] = one
    return tuple(best.values())


def between(maps: Sequence[Mapping[str, Any]], old: str, new: str) -> ArticleMap | None:
    """The map from the version ``old`` to ``new``, through versions between them where there is none directly."""
    chain = _chain(maps, old, new)
    if not chain:
        return None
    result = _read(chain[0])
    for record in chain[1:]:
        result = _through(result, _read(record))
    return result


def subject_of(maps: Sequence[Mapping[str, Any]], version: str, article: str) -> str:
    """What ``article`` of ``version`` is about, as the maps to it or from it say; empty where none does."""
    subjects = {"to": _subject_in_newer, "from": _subject_in_older}
    told = (find(record, article) for end, find in subjects.items() for record in maps if record[end] == version)
    return next(filter(None, told), "")


def _subject_in_newer(record: Mapping[str, Any], article: str) -> str:
    told: str = record.get("subjects", {}).get(article, "")
    return told


def _subject_in_older(record: Mapping[str, Any], article: str) -> str:
    row = _read(record).row(article)
    return row.subject if row else ""


def _chain(maps: Sequence[Mapping[str, Any]], old: str, new: str) -> list[Mapping[str, Any]]:
    """The fewest maps that lead from ``old`` to ``new``; none when nothing does."""
    chains: dict[str, list[Mapping[str, Any]]] = {old: []} if old != new else {}
    reached: list[str] = list(chains)
    for version in reached:
        for record in maps:
            if record["from"] == version and record["to"] not in chains:
                chains[record["to"]] = [*chains[version], record]
                reached.append(record["to"])
    return chains.get(new, [])


def _read(record: Mapping[str, Any]) -> ArticleMap:
    rows: dict[str, tuple[Row, ...]] = {}
    for row in map(partial(_row, record.get("subjects", {})), record["rows"]):
        rows[row.article] = (*rows.get(row.article, ()), row)
    return ArticleMap(record["from"], record["to"], rows)


def _row(subjects: Mapping[str, str], written: Sequence[Any]) -> Row:
    key, new, scores, subject, reviewed = written
    article, _, part = key.partition(".")
    told = map(subjects.get, new, repeat(""))
    return Row(article, tuple(map(Successor, new, scores, told)), _range(part), subject, bool(reviewed))


def _range(part: str) -> tuple[int, int] | None:
    first, _, last = part.partition("-")
    return (int(first), int(last or first)) if part else None


def _through(before: ArticleMap, after: ArticleMap) -> ArticleMap:
    rows = {article: tuple(_onward(row, after) for row in rows) for article, rows in before.rows.items()}
    return ArticleMap(before.old, after.new, rows)


def _onward(row: Row, after: ArticleMap) -> Row:
    following = [after.row(one.article) or Row(one.article, ()) for one in row.new]
    ends = [_scaled(end, one) for one, then in zip(row.new, following, strict=True) for end in then.new]
    reviewed = row.reviewed and all(then.reviewed for then in following)
    return row._replace(new=_best(ends), reviewed=reviewed)


def _scaled(end: Successor, through: Successor) -> Successor:
    if end.score is None or through.score is None:
        return end._replace(score=None)
    return end._replace(score=round(end.score * through.score, 2))

"""What a changed legal basis means: whether only the law was renumbered, and if not, whether its force is another.

Where a law was revised, its articles have other numbers: citing the new ones changes nothing, and corrects an error
where the old ones were cited after that. Which article became
which is told by the catalogue's article maps. A basis that cites another ground of the 2019 条例 (articles 14 to 16)
may withhold with another force.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, filterfalse, groupby, product, starmap
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from negcli.change import Revision
from negcli.compare.own import NONE, Own
from negcli.compare.values import plain_citations
from negcli.effect import ARTICLES, Effect, articles_effect
from negcli.law.law import Law, LawVersion

_REGULATION = "中华人民共和国政府信息公开条例"
_TITLE = re.compile("《([^《》]+)》")
#: The day by whose law a basis is read where its edition bears none: the newest text that is known.
_NEWEST = "9999-12-31"


class _Text(NamedTuple):
    """A law as it read at a time."""

    law: Law
    version: LawVersion


class _Cited(NamedTuple):
    """An article that a basis cites, of the text that was meant, where that is known; else as it is written."""

    title: str
    article: str
    text: _Text | None = None


class _Move(NamedTuple):
    """What an article that was cited is now, by ``text``."""

    text: _Text
    article: str
    now: tuple[str, ...]


_NAME = itemgetter(0, 1)


def basis_change(old: Any, new: Any, days: tuple[str, str], own: Own = NONE) -> tuple[Effect, tuple[Revision, ...]]:
    """The effect of a basis that became another, and the revisions of laws that explain all of it.

    ``old`` and ``new`` are written as the vocabulary has it (texts or mappings, one or several); ``days`` are those by
    whose law each was read, empty where none is known; ``own`` are the laws that the register tells of.
    """
    if not any(starmap(_may_be_one, product(_titles(old), _titles(new)))):
        return Effect.NEUTRAL, ()
    effect, revisions = _change(_cited(old, days[0], own), _cited(new, days[1], own))
    return effect, tuple(one._replace(corrected=not _between(one, days)) for one in revisions)


def _between(revision: Revision, days: tuple[str, str]) -> bool:
    """Whether the revised text was put in force after the first of ``days``, by the second.

    Else the number was wrong when the older edition was published: citing another one corrects that.
    """
    return "" < days[0] < revision.effective <= days[1]


def _may_be_one(one: str, other: str) -> bool:
    """Whether one title may be short for the other: its characters stand in it, in their order (保密法)."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(sign in rest for sign in short)


def _change(before: Sequence[_Cited], after: Sequence[_Cited]) -> tuple[Effect, tuple[Revision, ...]]:
    gone, come = _less(before, after), _less(after, before)
    moves = _moves(gone, come)
    if _explain(moves, gone, come):
        return Effect.NEUTRAL, tuple(_revisions(moves))
    if _explain(_moves(come, gone), come, gone):  # the same taken back
        return Effect.NEUTRAL, ()
    return articles_effect(_grounds(before), _grounds(after)), ()


def _titles(value: Any) -> set[str]:
    return set(chain.from_iterable(map(_TITLE.findall, map(_written, plain_citations(value)))))


def _written(part: Any) -> str:
    from negcli.law.mapped import spelt

    return spelt(part)[0] if isinstance(part, dict) else str(part)


def _cited(value: Any, day: str, own: Own) -> list[_Cited]:
    read = partial(_read, day=day or _NEWEST, own=own)
    return list(chain.from_iterable(map(read, map(_written, plain_citations(value)))))


@lru_cache(maxsize=4096)
def _read(text: str, day: str, own: Own) -> tuple[_Cited, ...]:
    """The articles that ``text`` cites; a law cited as a whole has no article."""
    from negcli.evidence.citing import read_text
    from negcli.law.verdict import Question

    judged = read_text(text, Question(own.catalogue, day, day, own.short)).judged
    return tuple(chain.from_iterable(map(_articles, judged))) or (_Cited(text, ""),)


def _articles(judged: Any) -> Iterator[_Cited]:
    text = _Text(judged.law, judged.version) if judged.version else None
    title = text.law.title if text else judged.citation.title
    spots = chain.from_iterable(map(_spots, judged.citation.references))
    articles = dict.fromkeys(map(_key, spots)) or {"": None}
    return (_Cited(title, article, text) for article in articles)


def _spots(reference: Any) -> Iterator[Any]:
    found: Iterator[Any] = reference.spots()
    return found


def _key(spot: Any) -> str:
    return f"{spot.article}-{spot.sub}" if spot.sub else str(spot.article)


def _less(some: Iterable[_Cited], others: Iterable[_Cited]) -> list[_Cited]:
    """``some`` without what ``others`` cite as well, law by law."""
    names = set(map(_NAME, others))
    return sorted(filterfalse(lambda cited: _NAME(cited) in names, some), key=_NAME)


def _moves(old: Iterable[_Cited], new: Sequence[_Cited]) -> list[_Move]:
    """What those of ``old`` that revised laws moved are among ``new``."""
    return list(chain.from_iterable(map(partial(_moved, new), old)))


def _explain(moves: Sequence[_Move], old: Sequence[_Cited], new: Sequence[_Cited]) -> bool:
    """Whether ``moves`` lead from all of ``old`` to all of ``new``."""
    reached = {(move.text.law.title, article) for move in moves for article in move.now}
    return len(moves) == len(old) and reached == set(map(_NAME, new))


def _moved(new: Iterable[_Cited], old: _Cited) -> Iterator[_Move]:
    """What ``old`` is now among ``new``: one move, or none."""
    for text, group in groupby(filter(_TEXT, new), key=_TEXT):
        now = _successors(old, text)
        found = tuple(filter(now.__contains__, map(_ARTICLE, group)))
        yield from [_Move(text, old.article, found)][: len(found)]


_TEXT, _ARTICLE = attrgetter("text"), attrgetter("article")


def _successors(old: _Cited, text: _Text) -> set[str]:
    """The articles of ``text`` that hold what ``old`` held.

    Where it was the text in force already, the citation was out of date: of texts before it, the last that says beyond
    doubt (by one successor) what the number meant is taken.
    """
    if old.text is None or old.text.law != text.law:
        return set()
    if old.text.version != text.version:
        return _by_map(text, old.article, old.text.version)
    earlier = reversed(text.law.versions[: text.law.versions.index(text.version)])
    return next(filter(_is_one, map(partial(_by_map, text, old.article), earlier)), set())


def _by_map(text: _Text, article: str, old: LawVersion) -> set[str]:
    table = text.law.map(old.id, text.version.id)
    return set(map(_ARTICLE, table.successors(article))) if table else set()


def _is_one(articles: set[str]) -> bool:
    return len(articles) == 1


def _revisions(moves: Iterable[_Move]) -> Iterator[Revision]:
    for text, group in groupby(moves, key=_TEXT):
        articles = tuple((move.article, move.now) for move in group)
        version = text.version
        yield Revision(text.law.title, version.passed, version.begins, version.number, articles)


def _grounds(cited: Iterable[_Cited]) -> list[int]:
    """The articles of the 2019 条例 that give the grounds cited, whichever of its texts is meant."""
    named = set(chain.from_iterable(map(_in_newest, cited)))
    return [article for article in ARTICLES if str(article) in named]


def _in_newest(cited: _Cited) -> Iterable[str]:
    """The article of the 条例 as it is numbered now; none for other laws."""
    if not cited.text or cited.title != _REGULATION:
        return ()
    newest = cited.text._replace(version=cited.text.law.versions[-1])
    return [cited.article] if cited.text == newest else _by_map(newest, cited.article, cited.text.version)

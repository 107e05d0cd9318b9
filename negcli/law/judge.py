"""What is wrong with citations, as the law stood on a day.

One place gets one verdict: the first that holds of: no law readable, law not identifiable, title wrong, law unknown,
not in force, no article written, no such article, paragraph or item, content that stands elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from negcli.law.catalogue import Catalogue
from negcli.law.citation import Citation, Reference, Span, Spot, Version, official_title, written_spot
from negcli.law.law import TEXT, Law, LawVersion
from negcli.law.names import normalise
from negcli.law.numerals import han
from negcli.law.titles import Meaning, meaning
from negcli.law.versions import standing

if TYPE_CHECKING:
    from negcli.law.articlemap import ArticleMap
    from negcli.law.passages import Stands

#: How titles of laws end that consist of articles.
_ARTICLED = re.compile(r"(?:法|条例|规定|办法|细则|规则|法典|解释)(?:[（(][^（）()]*[）)])?$")
_NO_ARTICLES = re.compile(r"(?:秘密|保密事项|密级).*范围|目录|清单|国家标准")


class Question(NamedTuple):
    """What citations are judged by: the law as known, declared short titles, the list's day and today (YYYY-MM-DD)."""

    catalogue: Catalogue
    day: str
    today: str
    short: Mapping[str, str] = {}
    #: Titles whose meaning was already looked for.
    met: dict[str, Meaning] | None = None


class Verdict(NamedTuple):
    """A fault: the rule's name, the part that is wrong and where it stands, and arguments for the rule's sentences.

    ``certain``: it rests on facts read off the law's text, and the catalogue knows the law on that day.
    ``instead``: what would be right in place of ``span``; ``safe`` when beyond doubt.
    """

    name: str
    span: Span
    args: Mapping[str, Any] = MappingProxyType({})
    part: str = "law"
    certain: bool = False
    instead: str | None = None
    safe: bool = False

    def __hash__(self) -> int:
        return hash((self.name, self.span))


class Judged(NamedTuple):
    """A citation, the law and version that it means (None: not known), and its verdicts."""

    citation: Citation
    law: Law | None = None
    version: LawVersion | None = None
    verdicts: tuple[Verdict, ...] = ()


def judge(citations: tuple[Citation, ...], question: Question) -> tuple[Judged, ...]:
    """Every citation of one text, judged."""
    return tuple(_judge(citation, question) for citation in citations)


def _judge(citation: Citation, question: Question) -> Judged:
    if citation.kind == "document":
        return Judged(citation)
    meant = _meaning(citation, question)
    if meant.fault == "unknown-law":
        return Judged(citation, verdicts=(_unknown(citation, meant),))
    law = _in_force_first(meant.laws, question.day)
    if not law:
        return Judged(citation, verdicts=(_fault("ambiguous-law", citation, title=citation.title or "—"),))
    if meant.fault:
        return Judged(citation, law, law.version_on(question.day), (_wrong_title(citation, law, meant),))
    return _judge_law(citation, law, meant.version, question)


def _meaning(citation: Citation, question: Question) -> Meaning:
    met = question.met if question.met is not None else {}
    key = f"{citation.kind} {citation.name} {citation.means and 1}"
    if key not in met:
        met[key] = meaning(citation, question.catalogue, question.short)
    return met[key]


def _in_force_first(laws: tuple[Law, ...], day: str) -> Law | None:
    """Of laws of one title the one in force on ``day``; else the newest."""
    return next((law for law in laws if law.version_on(day)), laws[0] if laws else None)


def _fault(name: str, citation: Citation, certain: bool = False, **args: Any) -> Verdict:
    return Verdict(name, _title_span(citation), args, certain=certain)


def _title_span(citation: Citation) -> Span:
    """Where the title stands; the first place where there is none."""
    if citation.title or not citation.references:
        return citation.span
    return citation.references[0].span


def _unknown(citation: Citation, meant: Meaning) -> Verdict:
    near = [law.title for law in meant.laws] or ["—"]
    return _fault("unknown-law", citation, title=citation.title, near=near)


def _wrong_title(citation: Citation, law: Law, meant: Meaning) -> Verdict:
    right = official_title(Citation(law.title))
    args = {"title": citation.title, "right": right}
    return Verdict("wrong-law-title", citation.span, args, "law", meant.certain, right, meant.certain)


# -- versions


def _judge_law(citation: Citation, law: Law, said: Version | None, question: Question) -> Judged:
    said = citation.version or said
    word, version = standing(law, said, question.day)
    if word in ("ended", "not-yet"):
        return Judged(citation, law, version, (_not_in_force(citation, law, version, word, question),))
    without = tuple(_without_article(citation)) if word != "version-unknown" else ()
    if word != "in-force":
        return Judged(citation, law, None, without)
    verdicts = (*without, *_places(citation, law, version, question))
    outdated = () if verdicts or said else tuple(_outdated(citation, law, version, question))
    return Judged(citation, law, version, (*verdicts, *outdated))


def _not_in_force(citation: Citation, law: Law, version: LawVersion, word: str, question: Question) -> Verdict:
    args = {
        "law": law.title,
        "state": word,
        "from": version.begins,
        "until": version.ended or "—",
        "successor": _successor(law, version),
        "source": _source(version),
        "day": question.day,
    }
    certain = _certain(law, version, question.day) and not version.effective_assumed
    return _fault("law-not-in-force", citation, certain, **args)


def _successor(law: Law, version: LawVersion) -> str:
    title, _, day = version.superseded_by.partition("@")
    if not title:
        later = [one for one in law.versions if one.begins > version.begins]
        title, day = (normalise(law.title), later[0].passed) if later else ("", "")
    return f"《{title}》（{day[:4]}）" if title else "—"


def _source(version: LawVersion) -> str:
    """Which text of the law is meant: its order, or the day from which it is in force."""
    return version.number or f"{version.begins}"


def _certain(law: Law, version: LawVersion, day: str) -> bool:
    return version.verified == TEXT and (not law.known_until or day <= law.known_until)


# -- places


def _without_article(citation: Citation) -> Iterator[Verdict]:
    title = citation.name
    if not citation.references and _ARTICLED.search(title) and not _NO_ARTICLES.search(title):
        yield _fault("citation-without-article", citation, law=title)


def _places(citation: Citation, law: Law, version: LawVersion, question: Question) -> Iterator[Verdict]:
    for reference in citation.references:
        faults = (_place(spot, law, version, question) for spot in reference.spots())
        fault = next(filter(None, faults), None)
        yield from [fault] if fault else _passage(citation, reference, (law, version, question))


def _passage(citation: Citation, reference: Reference, by: tuple[Law, LawVersion, Question]) -> Iterator[Verdict]:
    """What is wrong with what is quoted from a single place."""
    quoted = reference.quote and not reference.last
    return _quotation(citation, reference.first, reference.quote, by) if quoted else iter(())


def _place(spot: Spot, law: Law, version: LawVersion, question: Question) -> Verdict | None:
    fault = _missing(spot, version) or _too_many(spot, version.article(spot.article, spot.sub or None).paragraphs)
    if not fault:
        return None
    part, exists, last = fault
    return _no_such(part, spot, {"exists": exists, "last": last}, (law, version, question))


def _missing(spot: Spot, version: LawVersion) -> tuple[str, str, int] | None:
    status = version.article(spot.article, spot.sub or None).status
    exists = {"deleted": "deleted", "missing": "sub" if spot.sub else "last"}.get(status)
    return ("article", exists, version.last_article or 0) if exists else None


def _too_many(spot: Spot, counts: Sequence[int] | None) -> tuple[str, str, int] | None:
    """The 款 or 项 of ``spot`` that goes beyond ``counts``, the 项 of each 款; None: all there, or not known."""
    if counts is None:
        return None
    if spot.paragraph > len(counts):
        return "paragraph", "count", len(counts)
    most = counts[spot.paragraph - 1] if spot.paragraph else max(counts)
    return ("item", "count" if most else "none", most) if spot.item > most else None


def _no_such(part: str, spot: Spot, args: dict[str, Any], by: tuple[Law, LawVersion, Question]) -> Verdict:
    law, version, question = by
    there = Spot(spot.article, spot.sub, spot.paragraph if part == "item" else 0)
    was, moved = _formerly(spot, law, version)
    args |= {
        "law": law.title,
        "cited": written_spot(spot),
        "there": written_spot(there),
        "han": han(args["last"]),
        "was": was,
        "new": moved,
        "source": _source(version),
    }
    return Verdict(f"no-such-{part}", spot.span(part), args, part, _certain(law, version, question.day))


def _formerly(spot: Spot, law: Law, version: LawVersion) -> tuple[str, str]:
    """``moved`` and the articles that hold now what an earlier text had at ``spot``; two empty texts for none."""
    for earlier in reversed(law.versions[: law.versions.index(version)]):
        counts = earlier.article(spot.article, spot.sub or None).paragraphs
        if counts and not _too_many(spot, counts):
            return _successors(spot, law.map(earlier.id, version.id))
    return "", ""


def _successors(spot: Spot, table: ArticleMap | None) -> tuple[str, str]:
    new = table.successors(_key(spot), spot.paragraph or None) if table else ()
    return ("moved" if new else "", "、".join(_article(one.article) for one in new))


def _key(spot: Spot) -> str:
    return f"{spot.article}-{spot.sub}" if spot.sub else str(spot.article)


def _article(key: str) -> str:
    article, _, sub = key.partition("-")
    return written_spot(Spot(int(article), int(sub or 0)))


# -- what is quoted, and what became of it


def _quotation(citation: Citation, spot: Spot, quote: str, by: tuple[Law, LawVersion, Question]) -> Iterator[Verdict]:
    law, version, question = by
    cited = [_key(one) for reference in citation.references for one in reference.spots()]
    from negcli.law.passages import stands  # most citations quote nothing

    found = stands(quote, law, version, _key(spot), frozenset(cited))
    if found:
        certain = found.name == "moved-article" and found.sure and _certain(law, version, question.day)
        yield _elsewhere(found, spot, law, version, certain)


def _elsewhere(found: Stands, spot: Spot, law: Law, version: LawVersion, certain: bool) -> Verdict:
    """The verdict that a passage stands where ``found`` says; mended where that is one article of the same law."""
    place = _listed(found.articles)
    title = "" if found.law == law.title else official_title(Citation(found.law))
    args = {"law": law.title, "cited": written_spot(spot), "right": title + place, "source": _source(version)}
    exact = len(found.articles) == 1 and not title and spot.spans[0][0] == "article"
    return Verdict(found.name, _whole(spot), args, "article", certain, place if exact else None, found.sure and exact)


def _whole(spot: Spot) -> Span:
    return (spot.spans[0][1][0], spot.spans[-1][1][1])


def _outdated(citation: Citation, law: Law, version: LawVersion, question: Question) -> Iterator[Verdict]:
    """What was right on its day, and is not today."""
    if question.today <= question.day:
        return
    now = law.standing_on(question.today)
    if now.word == "ended":
        args = {"law": law.title, "cited": "", "became": "ended", "new": _successor(law, now.version)}
        yield Verdict("basis-outdated-today", _title_span(citation), args | {"source": now.version.ended})
    elif table := law.map(version.id, now.version.id):
        found = (_renumbered(reference.first, table, law) for reference in citation.references)
        args = {"law": law.title, "source": now.version.begins}
        yield from (Verdict("basis-outdated-today", span, args | said, "article") for span, said in filter(None, found))


def _renumbered(spot: Spot, table: ArticleMap, law: Law) -> tuple[Span, dict[str, str]] | None:
    row = table.row(_key(spot), spot.paragraph or None)
    new = [one.article for one in row.new] if row else [_key(spot)]
    return None if _key(spot) in new else (_whole(spot), _became(new) | {"cited": written_spot(spot)})


def _became(new: list[str]) -> dict[str, str]:
    return {"became": "moved" if new else "gone", "new": _listed(new)}


def _listed(articles: Iterable[str]) -> str:
    return "、".join(map(_article, articles)) or "—"

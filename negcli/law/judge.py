"""What is wrong with citations, as the law stood on a day.

One place gets one verdict: the first that holds of: no law readable, law not identifiable, title wrong, law unknown,
not in force, no article written, no such article, paragraph or item, content that stands elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from negcli.law.catalogue import Catalogue
from negcli.law.citation import Citation, Span, Spot, Version, official_title, written_spot
from negcli.law.law import TEXT, Law, LawVersion
from negcli.law.names import normalise
from negcli.law.numerals import han, number
from negcli.law.passages import stands
from negcli.law.titles import Meaning, meaning

#: How titles of laws end that consist of articles.
_ARTICLED = re.compile(r"(?:法|条例|规定|办法|细则|规则|法典|解释)(?:[（(][^（）()]*[）)])?$")
_NO_ARTICLES = re.compile(r"(?:秘密|保密事项|密级).*范围|目录|清单|国家标准")


class Question(NamedTuple):
    """What citations are judged by: the law as known, declared short titles, the list's day and today (YYYY-MM-DD)."""

    catalogue: Catalogue
    day: str
    today: str
    short: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A fault: the rule's name, the part that is wrong and where it stands, and arguments for the rule's sentences.

    ``certain``: it rests on facts read off the law's text, and the catalogue knows the law on that day.
    ``instead``: what would be right in place of ``span``; ``safe`` when beyond doubt.
    """

    name: str
    span: Span
    args: Mapping[str, Any] = field(default_factory=dict)
    part: str = "law"
    certain: bool = False
    instead: str | None = None
    safe: bool = False

    def __hash__(self) -> int:
        return hash((self.name, self.span))


@dataclass(frozen=True, slots=True)
class Judged:
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
    meant = meaning(citation, question.catalogue, question.short)
    if meant.fault == "unknown-law":
        return Judged(citation, verdicts=(_unknown(citation, meant),))
    law = _in_force_first(meant.laws, question.day)
    if not law:
        return Judged(citation, verdicts=(_fault("ambiguous-law", citation, title=citation.title or "—"),))
    if meant.fault:
        return Judged(citation, law, law.version_on(question.day), (_wrong_title(citation, law, meant),))
    return _judge_law(citation, law, meant.version, question)


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
    named = _named(law, said, question.day) if said else None
    if said and not named:
        return Judged(citation, law)  # a version that the catalogue does not know
    standing = law.standing_on(question.day)
    word, version = ("in-force", named) if named and named.in_force(question.day) else _standing(*standing, question.day)
    if named and not named.in_force(question.day):
        word, version = ("ended" if named.begins <= question.day else "not-yet"), named
    if word in ("ended", "not-yet"):
        return Judged(citation, law, version, (_not_in_force(citation, law, version, word, question),))
    if word == "earlier-unknown":
        return Judged(citation, law, None, tuple(_without_article(citation)))
    verdicts = (*_without_article(citation), *_places(citation, law, version, question))
    outdated = () if verdicts or named and said else tuple(_outdated(citation, law, version, question))
    return Judged(citation, law, version, (*verdicts, *outdated))


def _standing(word: str, version: LawVersion, day: str) -> tuple[str, LawVersion]:
    """A law of which no older text is known and nobody says that it is an amendment was new when it was passed."""
    new = word == "earlier-unknown" and not version.act and version.passed <= day
    return ("not-yet" if new else word), version


def _named(law: Law, said: Version, day: str) -> LawVersion | None:
    """The version that ``said`` picks out; an order's number holds on through amendments of parts (修正)."""
    by_number = [one for one in law.versions if said.number and said.number == _order(one)]
    if by_number:
        return _carried_on(law, by_number[-1], day)
    by_date = [one for one in law.versions if said.date and said.date in (one.passed, one.effective)]
    by_year = [one for one in law.versions if said.year and one.passed.startswith(str(said.year))]
    by_effect = [one for one in law.versions if said.year and one.effective.startswith(str(said.year))]
    found = by_date or by_year or by_effect
    return next((one for one in reversed(found) if one.in_force(day)), found[-1] if found else None)


def _order(version: LawVersion) -> int | None:
    figure = re.search(r"第\s*([\d一二三四五六七八九十百千零〇]+)\s*号", version.number)
    return number(figure[1]) if figure else None


def _carried_on(law: Law, version: LawVersion, day: str) -> LawVersion:
    for later in law.versions[law.versions.index(version) + 1 :]:
        if later.act != "修正" or later.begins > day:
            break
        version = later
    return version


def _not_in_force(citation: Citation, law: Law, version: LawVersion, word: str, question: Question) -> Verdict:
    args = {
        "law": law.title, "state": word, "from": version.begins, "until": version.ended or "—",
        "successor": _successor(law, version), "source": _source(version), "day": question.day,
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
        faults = [fault for spot in reference.spots() if (fault := _place(spot, law, version, question))]
        if faults:
            yield faults[0]
        elif reference.quote and not reference.last:
            yield from _quotation(citation, reference.first, reference.quote, (law, version, question))


def _place(spot: Spot, law: Law, version: LawVersion, question: Question) -> Verdict | None:
    article = version.article(spot.article, spot.sub or None)
    if article.status in ("missing", "deleted"):
        last = version.last_article or 0
        args = {"exists": "deleted" if article.status == "deleted" else ("sub" if spot.sub else "last"), "last": last}
        return _no_such("article", spot, args, (law, version, question))
    counts = article.paragraphs
    if article.status == "uncertain" or counts is None:
        return None
    if spot.paragraph > len(counts):
        return _no_such("paragraph", spot, {"exists": "count", "last": len(counts)}, (law, version, question))
    most = counts[spot.paragraph - 1] if spot.paragraph else max(counts)
    if spot.item > most:
        args = {"exists": "count" if most else "none", "last": most}
        return _no_such("item", spot, args, (law, version, question))
    return None


def _no_such(part: str, spot: Spot, args: dict[str, Any], by: tuple[Law, LawVersion, Question]) -> Verdict:
    law, version, question = by
    there = Spot(spot.article, spot.sub, spot.paragraph if part == "item" else 0)
    was, moved = _formerly(spot, law, version)
    args |= {
        "law": law.title, "cited": written_spot(spot), "there": written_spot(there), "han": han(args["last"]),
        "was": was, "new": moved, "source": _source(version),
    }
    return Verdict(f"no-such-{part}", spot.span(part), args, part, _certain(law, version, question.day))


def _formerly(spot: Spot, law: Law, version: LawVersion) -> tuple[str, str]:
    """Whether an earlier text had ``spot`` (``was``: its year, "" for none), and which article holds that now."""
    for earlier in reversed(law.versions[: law.versions.index(version)]):
        counts = earlier.article(spot.article, spot.sub or None).paragraphs or ()
        if spot.paragraph <= len(counts) and counts:
            table = law.map(earlier.id, version.id)
            new = table.successors(_key(spot), spot.paragraph or None) if table else ()
            return ("moved" if new else "", "、".join(_article(one.article) for one in new))
    return "", ""


def _key(spot: Spot) -> str:
    return f"{spot.article}-{spot.sub}" if spot.sub else str(spot.article)


def _article(key: str) -> str:
    article, _, sub = key.partition("-")
    return written_spot(Spot(int(article), int(sub or 0)))


# -- what is quoted, and what became of it


def _quotation(citation: Citation, spot: Spot, quote: str, by: tuple[Law, LawVersion, Question]) -> Iterator[Verdict]:
    law, version, question = by
    cited = [_key(one) for reference in citation.references for one in reference.spots()]
    found = stands(quote, law, version, _key(spot), frozenset(cited))
    if not found:
        return
    place = "、".join(_article(key) for key in found.articles) or "—"
    title = "" if found.law == law.title else official_title(Citation(found.law))
    args = {"law": law.title, "cited": written_spot(spot), "right": title + place, "source": _source(version)}
    exact = len(found.articles) == 1 and not title and spot.spans[0][0] == "article"
    span = (spot.spans[0][1][0], spot.spans[-1][1][1])
    certain = found.sure and _certain(law, version, question.day)
    instead = place if exact else None
    yield Verdict(found.name, span, args, "article", certain and found.name == "moved-article", instead, found.sure and exact)


def _outdated(citation: Citation, law: Law, version: LawVersion, question: Question) -> Iterator[Verdict]:
    """What was right on its day, and is not today."""
    now = law.standing_on(question.today)
    if question.today <= question.day or now.version.id == version.id and now.word == "in-force":
        return
    if now.word == "ended":
        args = {"law": law.title, "cited": "", "became": "ended", "new": _successor(law, now.version)}
        yield _fault("basis-outdated-today", citation, **(args | {"source": now.version.ended}))
        return
    table = law.map(version.id, now.version.id)
    for spot in [reference.first for reference in citation.references if table]:
        row = table.row(_key(spot), spot.paragraph or None) if table else None
        if row and _key(spot) not in [one.article for one in row.new]:
            new = "、".join(_article(one.article) for one in row.new)
            args = {"law": law.title, "cited": written_spot(spot), "became": "moved" if new else "gone", "new": new or "—"}
            span = (spot.spans[0][1][0], spot.spans[-1][1][1])
            yield Verdict("basis-outdated-today", span, args | {"source": now.version.begins}, "article")

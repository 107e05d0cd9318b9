"""What is wrong with citations, as the law stood on a day.

One place gets one verdict: the first that holds of: no law readable, law not identifiable, title wrong, law unknown,
not in force, no article written, no such article, paragraph or item, content that stands elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from negcli.law.citation import Citation, Reference, official_title, written_spot
from negcli.law.existence import missing
from negcli.law.later import outdated, successor
from negcli.law.titles import Meaning, meaning
from negcli.law.verdict import Case, Judged, Question, Verdict, title_span
from negcli.law.versions import standing

#: How titles of laws end that consist of articles.
_ARTICLED = re.compile(r"(?:法|条例|规定|办法|细则|规则|法典|解释)(?:[（(][^（）()]*[）)])?$")
_NO_ARTICLES = re.compile(r"(?:秘密|保密事项|密级).*范围|目录|清单|国家标准")


def judge(citations: tuple[Citation, ...], question: Question) -> tuple[Judged, ...]:
    """Every citation of one text, judged."""
    return tuple(_judge(citation, question) for citation in citations)


def _judge(citation: Citation, question: Question) -> Judged:
    if citation.kind == "document":
        return Judged(citation)
    meant = _meaning(citation, question)
    return _BY_TITLE[meant.fault](citation, meant, question)


def _meaning(citation: Citation, question: Question) -> Meaning:
    met = question.met if question.met is not None else {}
    key = citation.kind, citation.name, not citation.means, question.day
    if key not in met:
        met[key] = meaning(citation, question.catalogue, question.short, question.day)
    return met[key]


def _unknown(citation: Citation, meant: Meaning, question: Question) -> Judged:
    near = [law.title for law in meant.laws]
    args = {"title": citation.title, "near": near, "similar": "some" if near else "none"}
    return Judged(citation, verdicts=(Verdict("unknown-law", title_span(citation), args),))


def _ambiguous(citation: Citation, meant: Meaning, question: Question) -> Judged:
    verdict = Verdict("ambiguous-law", title_span(citation), {"title": citation.title or _place(citation)})
    return Judged(citation, verdicts=(verdict,))


def _place(citation: Citation) -> str:
    """The place that is cited of a law that is not named."""
    return written_spot(citation.references[0].first) if citation.references else citation.name


def _wrong_title(citation: Citation, meant: Meaning, question: Question) -> Judged:
    law = meant.law_on(question.day)
    right = official_title(Citation(law.title))
    args = {"title": citation.title, "right": right, "sure": "yes" if meant.certain else "no"}
    certain = meant.certain and law.is_known_on(question.day)
    verdict = Verdict("wrong-law-title", citation.span, args, "law", certain, right, meant.certain)
    return Judged(citation, law, law.version_on(question.day), (verdict,))


def _known(citation: Citation, meant: Meaning, question: Question) -> Judged:
    law, said = meant.law_on(question.day), citation.version or meant.version
    word, version = standing(law, said, question.day)
    return _BY_STANDING[word](Case(citation, law, version, question, said is not None), word)


#: What may be wrong with a title → how the citation is judged then.
_BY_TITLE: Mapping[str, Callable[[Citation, Meaning, Question], Judged]] = {
    "unknown-law": _unknown,
    "ambiguous-law": _ambiguous,
    "wrong-law-title": _wrong_title,
    "": _known,
}


# -- versions


def _in_force(case: Case, word: str) -> Judged:
    verdicts = (*_without_article(case), *chain.from_iterable(_faults(case, one) for one in case.citation.references))
    later = () if verdicts or case.said else tuple(outdated(case))
    return Judged(case.citation, case.law, case.version, verdicts or later, case.certain)


def _not_in_force(case: Case, word: str) -> Judged:
    version = case.version
    heir = successor(case.law, version)
    args = {
        "law": case.law.title,
        "state": word,
        "from": version.begins,
        "until": version.ended,
        "successor": heir,
        "replaced": "yes" if heir and word == "ended" else "no",
        "source": case.source,
        "text": case.text if version.number or word == "ended" else "",
        "day": case.question.day,
    }
    certain = case.certain and not version.effective_assumed
    verdict = Verdict("law-not-in-force", title_span(case.citation), args, certain=certain)
    return Judged(case.citation, case.law, version, (verdict,))


def _of_unknown_text(case: Case, word: str) -> Judged:
    return Judged(case.citation, case.law, None, tuple(_without_article(case)))


def _of_unknown_version(case: Case, word: str) -> Judged:
    return Judged(case.citation, case.law)


#: How a law stands on the day → how the citation is judged then.
_BY_STANDING: Mapping[str, Callable[[Case, str], Judged]] = {
    "in-force": _in_force,
    "ended": _not_in_force,
    "not-yet": _not_in_force,
    "earlier-unknown": _of_unknown_text,
    "version-unknown": _of_unknown_version,
}


def _without_article(case: Case) -> Iterator[Verdict]:
    title = case.citation.name
    if not case.citation.references and _ARTICLED.search(title) and not _NO_ARTICLES.search(title):
        yield Verdict("citation-without-article", title_span(case.citation), {"law": title})


def _faults(case: Case, reference: Reference) -> Iterator[Verdict]:
    """The first of the places of ``reference`` that does not exist; else what is wrong with what is quoted from it."""
    fault = next(missing(case, reference), None)
    yield from [fault] if fault else _quoted(case, reference)


def _quoted(case: Case, reference: Reference) -> Iterator[Verdict]:
    """What is wrong with what is quoted from a single place."""
    if reference.quote and not reference.last:
        from negcli.law.quoted import misquoted  # most citations quote nothing

        yield from misquoted(case, reference)

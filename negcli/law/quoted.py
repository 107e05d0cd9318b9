"""Verdicts on passages that are quoted under a place."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.law.citation import Citation, Reference, Spot, listed, official_title, written_spot
from negcli.law.passages import Passage, Stands, stands
from negcli.law.verdict import Case, Verdict


def misquoted(case: Case, reference: Reference) -> Iterator[Verdict]:
    """Where what is quoted from ``reference``, a single place, stands if not there."""
    cited = frozenset(spot.key for one in case.citation.references for spot in one.spots())
    found = stands(Passage(reference.quote, case.law, case.version, reference.first.key, cited))
    if found:
        yield _elsewhere(found, reference.first, case)


def _elsewhere(found: Stands, spot: Spot, case: Case) -> Verdict:
    """The verdict that a passage stands where ``found`` says; mended where that is one article of the same law."""
    place, other = listed(found.articles), found.law != case.law.title
    right = official_title(Citation(found.law)) * other + place
    text = {"source": case.source, "text": case.text}
    args = {"law": case.law.title, "cited": written_spot(spot), "right": right, "what": "quoted"} | text
    certain = all((found.name == "moved-article", found.sure, case.certain))
    exact = all((len(found.articles) == 1, not other, spot.spans[0][0] == "article"))
    return Verdict(found.name, spot.whole, args, "article", certain, place if exact else None, found.sure and exact)

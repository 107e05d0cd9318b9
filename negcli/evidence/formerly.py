"""Citations of what was a ground by its number in the text before, and is something else in the text in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from negcli.evidence.citing import Basis
from negcli.evidence.resting import Cited, Resting, resting
from negcli.lists.model import EntryList
from negcli.rules import Context

if TYPE_CHECKING:  # the law is read only when something cites it
    from negcli.law.citation import Spot
    from negcli.law.law import Law, LawVersion
    from negcli.law.verdict import Verdict

_GROUND = "state-secret"
#: Version of 《保守国家秘密法》 → its articles that say what is a state secret: definition, scope, levels.
_SECRETS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "保守国家秘密法@2010-04-29": frozenset({"2", "9", "10", "11"}),
        "保守国家秘密法@2024-02-27": frozenset({"2", "13", "14", "15"}),
    }
)


class _Place(NamedTuple):
    """A place that is cited, of a law whose articles on state secrets are known in the text meant."""

    cited: Cited
    law: Law
    version: LawVersion
    spot: Spot

    @property
    def tells(self) -> bool:
        """Whether the article says what is a state secret."""
        return self.spot.key in _SECRETS[self.version.id]


def outdated(rows: EntryList, context: Context) -> Iterator[tuple[Basis, Verdict]]:
    """The citations of ``rows`` that an entry rests on as state secret, whose number meant that in an earlier text.

    Nothing is said where the entry cites an article that does say it, where a citation has another fault already, or
    where it quotes what it means.
    """
    for one in resting(rows, context):
        if _GROUND in one.grounds:
            yield from _outdated(one)


def _outdated(one: Resting) -> Iterator[tuple[Basis, Verdict]]:
    places = [place for cited in one.cited for place in _places(cited)]
    if any(place.tells for place in places):
        return
    for place in places:
        if right := _now(place):
            yield one.basis(place.cited), _verdict(place, right)


def _places(cited: Cited) -> Iterator[_Place]:
    judged = cited.judged
    if judged.law and judged.version and judged.version.id in _SECRETS and not judged.verdicts:
        plain = (reference for reference in judged.citation.references if not reference.quote)
        yield from (
            _Place(cited, judged.law, judged.version, spot) for reference in plain for spot in reference.spots()
        )


def _now(place: _Place) -> str:
    """The article that holds now what the one cited held in an earlier text; empty where it was no ground either."""
    tables = (table for table in place.law.maps_to(place.version) if place.spot.key in _SECRETS.get(table.old, ()))
    found = (one.article for table in tables for one in table.successors(place.spot.key))
    return next(filter(_SECRETS[place.version.id].__contains__, found), "")


def _verdict(place: _Place, right: str) -> Verdict:
    from negcli.law.citation import listed, written_spot
    from negcli.law.successors import sole
    from negcli.law.verdict import Verdict, text_of

    law, version, spot = place.law, place.version, place.spot
    older = next(one for one in law.before(version) if one.id in _SECRETS)
    args = {
        "law": law.title,
        "cited": written_spot(spot),
        "right": listed((right,)),
        "source": version.number or version.begins,
        "text": text_of(version),
        "what": "told",
        "subject": law.subject(version.id, right),
        "now": law.subject(version.id, spot.key),
    }
    return Verdict("moved-article", spot.whole, args, "article", False, sole(spot, older, version, (right,)))

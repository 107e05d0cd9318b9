"""What the grounds of a negative list rest on: which places of the 条例, and whether anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from negcli.effect import FORCE
from negcli.evidence.citing import Basis, Reading, is_written, reader
from negcli.evidence.grounds import DANGERS
from negcli.evidence.scan import column, parts
from negcli.lists.model import Entry, EntryList
from negcli.place import Path
from negcli.rules import Context

if TYPE_CHECKING:  # the law is read only when something cites it
    from negcli.law.citation import Spot
    from negcli.law.law import Law, LawVersion
    from negcli.law.verdict import Judged

REGULATIONS = "中华人民共和国政府信息公开条例"
#: The two texts of the 条例.
FIRST, SECOND = "政府信息公开条例@2007-04-05", "政府信息公开条例@2019-04-03"
#: Version of the 条例 → the places where grounds stand: article, 款 (0: all), grounds.
_PLACES: Mapping[str, tuple[tuple[int, int, frozenset[str]], ...]] = MappingProxyType(
    {
        FIRST: (
            (8, 0, frozenset(DANGERS)),
            (14, 4, frozenset({"state-secret", "trade-secret", "personal-privacy"})),
        ),
        SECOND: (
            (14, 0, frozenset({"state-secret", "forbidden-by-law", *DANGERS})),
            (15, 0, frozenset({"trade-secret", "personal-privacy"})),
            (16, 1, frozenset({"internal-affairs"})),
            (16, 2, frozenset({"process-information", "enforcement-file"})),
        ),
    }
)


class Cited(NamedTuple):
    """A citation, and the part of a basis in which it stands."""

    path: Path
    reading: Reading
    judged: Judged


class Rest(NamedTuple):
    """A place of the 条例 that a basis cites, and the grounds that stand there (none: it is no ground)."""

    cited: Cited
    law: Law
    version: LawVersion
    spot: Spot
    grounds: frozenset[str]


class Resting(NamedTuple):
    """An entry, its grounds, all that its basis cites, and the places of the 条例 among that."""

    entry: Entry
    grounds: frozenset[str]
    cited: tuple[Cited, ...]
    places: tuple[Rest, ...]

    @property
    def alone(self) -> bool:
        """Whether the 条例 is the only law, and nothing is wrong with how it is cited."""
        return not any(map(_is_faulty, self.cited)) and all(map(_is_no_other, self.cited))

    def basis(self, cited: Cited) -> Basis:
        """The part of the entry's basis in which ``cited`` stands."""
        return Basis(self.entry, cited.path, cited.reading)


def resting(rows: EntryList, context: Context) -> list[Resting]:
    """What every entry of ``rows`` rests on whose grounds are all known to the law; kept for the rules that ask."""
    key = ("resting", id(rows))
    if key not in context.kept:
        context.kept[key] = list(_resting(rows, context))
    found: list[Resting] = context.kept[key]
    return found


def places_of(grounds: frozenset[str], version: str) -> list[tuple[int, int]]:
    """The places (article, 款) of that version of the 条例 where ``grounds`` stand; none where it lacks one of them."""
    known = _PLACES.get(version, ())
    told = frozenset[str]().union(*(names for _, _, names in known))
    return [(article, part) for article, part, names in known if names & grounds] if grounds <= told else []


def _resting(rows: EntryList, context: Context) -> Iterator[Resting]:
    read, known = reader(rows, context), dict[str, tuple[tuple[Cited, ...], tuple[Rest, ...]]]()
    for entry, basis in zip(rows.entries, column(rows, context, "basis"), strict=True):
        grounds, written = frozenset(entry.texts("ground")), repr(basis)
        if grounds and grounds <= FORCE.keys():
            known[written] = known.get(written) or _read(basis, read)
            yield Resting(entry, grounds, *known[written])


def _read(basis: Any, read: Callable[[Any], Reading]) -> tuple[tuple[Cited, ...], tuple[Rest, ...]]:
    readings = ((path, read(part)) for path, part in filter(is_written, parts(("basis",), basis)))
    cited = [Cited(path, reading, one) for path, reading in readings for one in reading.judged]
    return tuple(cited), tuple(chain.from_iterable(map(_rests, cited)))


def _is_faulty(cited: Cited) -> bool:
    return any(verdict.name != "basis-outdated-today" for verdict in cited.reading.verdicts)


def _is_no_other(cited: Cited) -> bool:
    """Whether ``cited`` is the 条例 in a text that is known, or a document number, which is no law."""
    law = cited.judged.law
    return cited.judged.citation.kind == "document" or (law is not None and law.title == REGULATIONS)


def _rests(cited: Cited) -> Iterator[Rest]:
    law, version = cited.judged.law, cited.judged.version
    if law and version and version.id in _PLACES:
        spots = (spot for reference in cited.judged.citation.references for spot in reference.spots())
        yield from (Rest(cited, law, version, spot, _at(spot, version.id)) for spot in spots)


def _at(spot: Spot, version: str) -> frozenset[str]:
    """The grounds that stand at ``spot``."""
    places = (row for row in _PLACES[version] if row[0] == spot.article)
    return frozenset[str]().union(*(names for _, part, names in places if _meets(part, spot.paragraph)))


def _meets(one: int, other: int) -> bool:
    """Whether two 款 are the same, or one of them (0) means all."""
    return one == other or not (one and other)

"""A ground that rests only on an article of the 条例 that is another ground's."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.effect import FORCE
from negcli.evidence.citing import marked
from negcli.evidence.resting import Rest, Resting, places_of, resting
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` on whose grounds no place of the 条例 that it cites bears, though it cites other grounds.

    Where another law is cited too, the ground may rest on that, and nothing is said.
    """
    for one in filter(_is_mismatched, resting(rows, context)):
        yield _hit(one, next(rest for rest in one.places if rest.grounds))


def _is_mismatched(one: Resting) -> bool:
    cited = frozenset[str]().union(*(rest.grounds for rest in one.places))
    return bool(cited) and not cited & one.grounds and one.alone and bool(_right(one))


def _right(one: Resting) -> list[tuple[int, int]]:
    """Where the entry's grounds stand in the text that it cites."""
    return places_of(one.grounds, one.places[0].version.id)


def _hit(one: Resting, rest: Rest) -> Hit:
    from negcli.law.citation import Spot, written_spot
    from negcli.law.verdict import Verdict

    right = [written_spot(Spot(article, paragraph=part)) for article, part in _right(one)]
    args = {"ground": _names(one.grounds), "right": right, "cited": written_spot(rest.spot)}
    args["other"] = _names(rest.grounds)
    verdict = Verdict("ground-basis-mismatch", rest.spot.whole, args, certain=rest.cited.judged.certain)
    return marked(one.basis(rest.cited), verdict)


def _names(grounds: frozenset[str]) -> list[str]:
    """``grounds`` in the order of the law."""
    return [name for name in FORCE if name in grounds]

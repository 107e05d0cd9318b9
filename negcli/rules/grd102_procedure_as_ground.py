"""A basis that consists of articles of the 条例 on procedure and duties, none of which is a ground."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.citing import marked
from negcli.evidence.resting import Rest, Resting, resting
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` whose basis cites places of the 条例 and nothing that is a ground (articles 14 to 16)."""
    for one in filter(_is_groundless, resting(rows, context)):
        yield _hit(one, one.places[0])


def _is_groundless(one: Resting) -> bool:
    return bool(one.places) and one.alone and not any(rest.grounds for rest in one.places)


def _hit(one: Resting, rest: Rest) -> Hit:
    from negcli.law.citation import written_spot
    from negcli.law.existence import formerly
    from negcli.law.verdict import Verdict

    subject = rest.law.subject(rest.version.id, rest.spot.key)
    cited, former = written_spot(rest.spot), formerly(rest.spot, rest.law, rest.version)
    args = {"cited": cited, "subject": subject, "was": former.was * (former.new != cited), "new": former.new}
    args["formerly"] = former.subject
    verdict = Verdict("procedure-as-ground", rest.spot.whole, args, certain=rest.cited.judged.certain)
    return marked(one.basis(rest.cited), verdict)

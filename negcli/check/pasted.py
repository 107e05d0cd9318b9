"""A citation that stands in no file, judged as if it were the basis of an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from negcli.evidence import formerly
from negcli.evidence.citing import Reading, forms_in, reader
from negcli.finding import Severity
from negcli.law.verdict import Judged, Verdict
from negcli.lists.model import Edition, Entry, EntryList
from negcli.rules import Context, all_rules, find_within

KIND = "negative-list"


def judge_pasted(text: str, grounds: Sequence[str], context: Context) -> Reading:
    """What ``text`` cites by the laws and abbreviations of the register of ``context``, and what is wrong with that.

    What is only written in another than the official form is told too.

    ``grounds``: what an entry is withheld on for which it would be the basis, so that this is judged too; empty: nobody
    says.
    """
    entry = Entry(KIND, "", "", {"basis": text, "ground": list(grounds)})
    rows = EntryList(KIND, "", Edition({}), (entry,), {})
    reading = reader(rows, context)(text)
    more = (*(_of_grounds(rows, context) if grounds else ()), *forms_in(rows, context)(reading))
    judged = tuple(_with(one, after, more) for one, after in zip(reading.judged, _ends(reading), strict=False))
    return reading._replace(judged=judged, verdicts=(*reading.verdicts, *more))


def _of_grounds(rows: EntryList, context: Context) -> Iterator[Verdict]:
    """What is wrong with the only entry of ``rows`` because of its grounds."""
    yield from (verdict for _, verdict in formerly.outdated(rows, context))
    alone = replace(context, register=replace(context.register, lists=(rows,), sources=()))
    for rule in all_rules().values():
        found = find_within(rule, alone) if rule.category == "ground" else ()
        for hit in (hit for _, hit in found if hit.span):
            certain = hit.severity is Severity.error
            yield Verdict(rule.name, hit.span or (0, 0), hit.args, certain=certain, instead=hit.instead)


def _ends(reading: Reading) -> Iterator[int]:
    """Where what belongs to each citation ends: at the next one."""
    starts = (one.citation.span[0] for one in reading.judged[1:])
    return chain(starts, [len(reading.text) + 1])


def _with(one: Judged, end: int, verdicts: Sequence[Verdict]) -> Judged:
    """``one`` with those of ``verdicts`` that stand in it, up to ``end``."""
    start = one.citation.span[0]
    within = (verdict for verdict in verdicts if start <= verdict.span[0] < end)
    return one._replace(verdicts=(*one.verdicts, *within))

"""What rules find in a register: in its lists by several processes, where there is much to check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from negcli.finding import Finding
from negcli.lists.model import EntryList
from negcli.processes import Elsewhere, in_shares, processes_for
from negcli.rules import Context, Hit, Rule, Subject, find_in_lists, find_in_register


class Work(NamedTuple):
    """What is to be found: ``rules`` in ``context``; ``placed`` makes a finding of a hit."""

    context: Context
    rules: Sequence[Rule]
    placed: Callable[[Rule, Subject, Hit], Finding]

    def in_lists(self, lists: Sequence[EntryList]) -> list[list[Finding]]:
        """What each rule finds in ``lists``."""
        return [self._findings(rule, find_in_lists(rule, self.context, lists)) for rule in self.rules]

    def in_register(self, rule: Rule) -> list[Finding]:
        """What a rule that looks at all of the register finds in it."""
        return self._findings(rule, find_in_register(rule, self.context))

    def _findings(self, rule: Rule, hits: Iterator[tuple[Subject, Hit]]) -> list[Finding]:
        return [self.placed(rule, hit.subject or subject, hit) for subject, hit in hits]


def begin(work: Work) -> Callable[[], Iterator[Finding]]:
    """Begin to look for everything; the result gives the findings, rule by rule, those of a rule by its lists' order.

    Other processes look through the lists, while this one does what else there is to do.
    """
    register = work.context.register
    count = processes_for(sum(len(source.text) for source in register.sources)) - 1
    shares = in_shares(register.lists, [len(rows.entries) for rows in register.lists], count)
    begun = [Elsewhere(partial(_dumped, work, share)) for share in shares if share]
    if not begun:
        return lambda: _together(work, [work.in_lists(register.lists)])
    from pickle import loads  # takes longer than checking a small register

    return lambda: _together(work, [loads(each.result()) for each in begun])


def _dumped(work: Work, lists: Sequence[EntryList]) -> bytes:
    from pickle import dumps

    return dumps(work.in_lists(lists))


def _together(work: Work, found: Sequence[list[list[Finding]]]) -> Iterator[Finding]:
    """What is found in the register and in the lists, rule by rule."""
    for rule, *in_lists in zip(work.rules, *found, strict=True):
        yield from chain(work.in_register(rule), *in_lists)

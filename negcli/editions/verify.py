"""Whether what was published is still what the history says: the chain, later commits, a saved chain, tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from negcli.commits.repository import Repository
from negcli.editions.chain import Link, links
from negcli.editions.rewrites import Rewrite, read_rewrites
from negcli.editions.saved import Departure, Row, chain_rows, departures
from negcli.editions.tags import FALSE, Contradiction, Tag, contradictions, read_tags
from negcli.lists.blocks import Parser
from negcli.public import hidden_keys, unlinked
from negcli.record.chronicle import Chronicle, read_chronicle


class Verdict(NamedTuple):
    """What was looked at, and what does not hold; ``departures`` from a saved chain."""

    chronicle: Chronicle
    links: Sequence[Link]
    rewrites: Sequence[Rewrite]
    departures: Sequence[Departure]
    tags: Sequence[Tag]
    contradictions: Sequence[Contradiction]

    @property
    def holds(self) -> bool:
        """Whether nothing was found that the public should know of and has not been told."""
        return not self.is_rewritten and not any(tag.signature in FALSE for tag in self.tags)

    @property
    def is_rewritten(self) -> bool:
        """Whether something that was published reads otherwise, and that was never openly corrected."""
        departed = any(not departure.is_harmless for departure in self.departures)
        return bool(departed or self.contradictions or any(not row.corrected for row in self.rewrites))


def verify(repository: Repository, saved: Sequence[Row] = ()) -> Verdict:
    """Judge the history of the register in ``repository``, also against the rows of a ``saved`` chain.

    Failure as `read_chronicle`.
    """
    parser = Parser()
    chronicle = read_chronicle(repository, parser)
    chained, tags = links(chronicle.editions), read_tags(repository)
    departed = departures(saved, chain_rows(chained)) if saved else []
    rewrites = [_shown(row, chronicle) for row in read_rewrites(repository, parser, chronicle)]
    return Verdict(chronicle, chained, rewrites, departed, tags, list(contradictions(tags, chained)))


def _shown(row: Rewrite, chronicle: Chronicle) -> Rewrite:
    """``row`` without references to entries that are not public."""
    hidden = hidden_keys((*(edition.rows for edition in chronicle.editions), *chronicle.newest.values()))
    return row._replace(changes=tuple(unlinked(change, hidden) for change in row.changes))

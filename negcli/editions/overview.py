"""Every edition with its place in the chain and what it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from negcli.editions.chain import Link, links
from negcli.lists.moment import Key
from negcli.record.chronicle import Chronicle, EditionName
from negcli.record.history import Notice, build_record


class Listed(NamedTuple):
    """An edition: its link in the chain, and how many changes of each kind it made."""

    link: Link
    totals: Mapping[str, int]


def listed_editions(chronicle: Chronicle, agencies: Collection[str] = ()) -> list[Listed]:
    """The editions by list and in order; those of ``agencies`` (ids), of all where none is named."""
    totals = dict(_totals(build_record(chronicle).notices))
    rows = [Listed(link, totals.get(_name(link), {})) for link in links(chronicle.editions)]
    wanted = [row for row in rows if row.link.edition.key[0] in (agencies or [row.link.edition.key[0]])]
    return sorted(wanted, key=lambda row: row.link.edition.key)


def _name(link: Link) -> EditionName:
    return (*link.edition.key, link.edition.number)


def _totals(notices: Iterable[Notice]) -> Iterator[tuple[EditionName, Mapping[str, int]]]:
    """The changes of each list go with its last edition in a notice."""
    for notice in notices:
        kinds: dict[Key, Counter[str]] = {}
        for change in notice.changes:
            kinds.setdefault((change.agency, change.list), Counter())[change.kind] += change.count
        last = {name[:2]: name for name in notice.editions}
        yield from ((name, dict(sorted(kinds.get(key, {}).items()))) for key, name in last.items())

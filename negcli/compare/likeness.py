"""Entries that may be one and the same though nobody says so: near-identical, under another id or another agency.

It is a suggestion and nothing more: whether a matter went on under another name or was given up and another begun, only
people know, and they say it in `adjustments`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, product, starmap
from typing import Any, NamedTuple

from negcli.compare.values import plain_values
from negcli.evidence.alike_texts import alike
from negcli.lists.model import Entry

#: Of entries that say the very same, so many are held against each other.
_COPIES = 12


class Likely(NamedTuple):
    """``new`` is likely what became of ``old``."""

    old: Entry
    new: Entry


def likely(old: Sequence[Entry], new: Sequence[Entry]) -> list[Likely]:
    """Pairs of an entry that went and one that came which are alike, each entry at most once.

    Those that say letter by letter the same go first, then those of which most stands in both; among equals those that
    have most in common beside it: title, agency, unit.
    """
    found: list[Likely] = []
    taken: set[int] = set()
    for pair in chain(_ranked(_same(old, new)), _ranked(_alike(old, new))):
        if taken.isdisjoint(map(id, pair)):
            taken.update(map(id, pair))
            found.append(pair)
    return found


def _ranked(pairs: Iterable[Likely]) -> list[Likely]:
    """Those of ``pairs`` that rest on one basis, the likeliest first."""
    return sorted(filter(_on_one_basis, pairs), key=_in_common, reverse=True)


def _same(old: Iterable[Entry], new: Iterable[Entry]) -> Iterator[Likely]:
    before, after = _bytelling(old), _bytelling(new)
    for telling in filter(after.__contains__, filter(None, before)):
        yield from starmap(Likely, product(before[telling][:_COPIES], after[telling][:_COPIES]))


def _bytelling(entries: Iterable[Entry]) -> Mapping[str, list[Entry]]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[telling(entry)].append(entry)
    return groups


def _alike(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[Likely]:
    entries = [*old, *new]
    for one, other in alike(list(map(telling, entries))):
        if one < len(old) <= other:
            yield Likely(entries[one], entries[other])


def _on_one_basis(pair: Likely) -> bool:
    return pair.old.kind == pair.new.kind and plain_values(pair.old).get("basis") == plain_values(pair.new).get("basis")


def _in_common(pair: Likely) -> int:
    one, other = map(_marks, pair)
    return len(one & other)


def _marks(entry: Entry) -> set[tuple[str, str]]:
    return {("agency", entry.agency), ("title", entry.title), ("unit", entry.text("unit"))}


def telling(entry: Entry) -> str:
    """What tells an entry from others of its kind, below the kind's name; empty where it says nothing."""
    said = _TELLING[entry.kind](plain_values(entry))
    return f"{entry.kind}\n{said}" if said else ""


def _duties(values: Mapping[str, Any]) -> str:
    return "\n".join(str(duty.get("duty", "")) for duty in values.get("duties") or () if isinstance(duty, dict))


_TELLING: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "negative-list": lambda values: str(values.get("information", "")),
    "power-list": lambda values: str(values.get("code") or values.get("title", "")),
    "responsibility-list": _duties,
}

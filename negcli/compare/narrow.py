"""The part of a comparison that somebody asked for: of some agencies, kinds, effects, entries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from negcli.change import Change, Doubt


class Wanted(NamedTuple):
    """What is asked for; what is empty asks for everything.

    ``agencies`` by id, ``kinds`` and ``effects`` by their codes, ``entries`` by ``ID`` or ``AGENCY/ID``, as they are
    called in either version.
    """

    agencies: Collection[str] = ()
    kinds: Collection[str] = ()
    effects: Collection[str] = ()
    entries: Collection[str] = ()


def wanted_changes(changes: Iterable[Change], wanted: Wanted) -> list[Change]:
    """Those of ``changes`` that are ``wanted`` in every respect."""
    return [change for change in changes if _is_wanted(change, wanted)]


def wanted_doubts(doubts: Iterable[Doubt], wanted: Wanted) -> list[Doubt]:
    """Those of ``doubts`` about the agencies and entries ``wanted``; none where kinds or effects are asked for."""
    if wanted.kinds or wanted.effects:
        return []
    return [doubt for doubt in doubts if _is_named(_keys_of(doubt), wanted)]


def _is_wanted(change: Change, wanted: Wanted) -> bool:
    is_such = _among(change.kind, wanted.kinds) and _among(change.effect.value, wanted.effects)
    return is_such and _is_named({f"{change.agency}/{change.entry}", *change.from_, *change.to}, wanted)


def _among(value: str, wanted: Collection[str]) -> bool:
    return not wanted or value in wanted


def _keys_of(doubt: Doubt) -> set[str]:
    return {f"{doubt.agency}/{doubt.entry}", *map(str, map(doubt.args.get, ("old", "new")))}


def _is_named(keys: Collection[str], wanted: Wanted) -> bool:
    """Whether one of ``keys`` (``AGENCY/ID``) is of an agency wanted, and one an entry wanted."""
    agencies = {key.rpartition("/")[0] for key in keys}
    names = {*keys, *(key.rpartition("/")[2] for key in keys)}
    return _meet(agencies, wanted.agencies) and _meet(names, wanted.entries)


def _meet(found: Collection[str], wanted: Collection[str]) -> bool:
    return not wanted or not set(found).isdisjoint(wanted)

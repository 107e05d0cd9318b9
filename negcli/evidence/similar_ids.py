"""Ids that a misspelt one comes near to, by one look-up each: a register may have ten thousands of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

#: Spellings that ids share when they differ by one letter → those ids.
Neighbours = Mapping[str, tuple[str, ...]]

#: Longer ids are only compared as a whole.
_LONGEST = 60


def neighbours(ids: Iterable[str]) -> Neighbours:
    """An index of ``ids`` for `near`."""
    index: dict[str, list[str]] = {}
    for name in ids:
        for spelling in _spellings(name):
            index.setdefault(spelling, []).append(name)
    return {spelling: tuple(found) for spelling, found in index.items()}


def near(name: str, index: Neighbours, most: int = 3) -> tuple[str, ...]:
    """The ids of ``index`` that differ from ``name`` by a letter left out, put in, mistaken or out of turn.

    Case, width, spaces and leading zeros do not count. The nearest come first, at most ``most``.
    """
    shared: dict[str, int] = {}
    for spelling in _spellings(name):
        for other in index.get(spelling, ()):
            shared[other] = shared.get(other, 0) + 1
    plain = _plain(name)
    order = sorted(shared, key=lambda other: (_plain(other) != plain, -shared[other], len(other), other))
    return tuple(order[:most])


def _spellings(name: str) -> set[str]:
    """``name`` in its plain form, and that form with one letter left out."""
    plain = _plain(name)
    if not 2 < len(plain) <= _LONGEST:
        return {plain}
    return {plain} | {plain[:at] + plain[at + 1 :] for at in range(len(plain))}


def _plain(name: str) -> str:
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()
    return re.sub(r"0+(?=\d)", "", text)

"""In which order the parts of two versions stand together: each side's additions and moves, where it made them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Hashable, Sequence
from typing import NamedTuple

Name = Hashable


class Slot(NamedTuple):
    """A place for the part ``name``; ``side`` says whose place it is where both moved it to different ones."""

    name: Name
    side: str = ""


def merged_order(base: Sequence[Name], ours: Sequence[Name], theirs: Sequence[Name]) -> list[Slot]:
    """The order of all names of the three, those that are gone from one or the other included.

    Names that only one side moved stand where it moved them. What both added in one place stands as ours first.
    """
    here, there = _moved(base, ours), _moved(base, theirs)
    twice: set[Name] = set()
    while True:
        slots = _slots(ours, theirs, (here, there), twice)
        lost = _lost(slots, base, ours, there) | _lost(slots, base, theirs, here)
        if not lost:
            return slots
        twice |= lost


def _slots(
    ours: Sequence[Name], theirs: Sequence[Name], moved: tuple[set[Name], set[Name]], twice: set[Name]
) -> list[Slot]:
    """The order, where both sides ``moved`` names, and some of them ``twice``, to two places."""
    here, there = moved
    elsewhere = there - here - twice
    slots = [_slot(name, twice, "ours") for name in ours if name not in elsewhere]
    placed = set(ours) - elsewhere - twice
    firm = _longest_common(list(filter((placed - here).__contains__, ours)), theirs)
    _insert(slots, theirs, placed, twice, set(map(Slot, firm)))
    return slots


def _slot(name: Name, twice: Collection[Name], side: str) -> Slot:
    return Slot(name, side * (name in twice))


def _lost(slots: Sequence[Slot], base: Sequence[Name], side: Sequence[Name], movers: set[Name]) -> set[Name]:
    """Those of ``movers``, moved by the other side, that take back what ``side`` did: put one before another."""
    was, wanted, now = map(_positions, (base, side, [slot.name for slot in slots if not slot.side]))
    common = was.keys() & wanted.keys() & now.keys()

    def is_lost(one: Name, other: Name) -> bool:
        before, after, result = (each[one] < each[other] for each in (was, wanted, now))
        return before == result != after

    return {one for one in movers & common if any(is_lost(one, other) for other in common)}


def _positions(names: Sequence[Name]) -> dict[Name, int]:
    return {name: position for position, name in enumerate(names)}


def _insert(
    slots: list[Slot], theirs: Sequence[Name], here: Collection[Name], twice: Collection[Name], firm: set[Slot]
) -> None:
    """Put into ``slots`` the names of ``theirs`` that are not ``here``, each after the last ``firm`` one before it."""
    last: Slot | None = None
    for name in theirs:
        slot = _slot(name, twice, "theirs")
        if name not in here:
            slots.insert(_place_after(slots, last, firm), slot)
            firm.add(slot)
        last = slot if slot in firm else last


def _place_after(slots: Sequence[Slot], last: Slot | None, firm: Collection[Slot]) -> int:
    """The position behind ``last`` and behind what only our side put there."""
    position = slots.index(last) + 1 if last else 0
    following = (later for later in range(position, len(slots)) if slots[later] in firm)
    return next(following, len(slots))


def _moved(base: Sequence[Name], side: Sequence[Name]) -> set[Name]:
    """The names that ``side`` moved: those that are in the way of the most that kept their order."""
    return set(base).intersection(side) - set(_longest_common(base, side))


def _longest_common(one: Sequence[Name], other: Sequence[Name]) -> list[Name]:
    """The longest run of names that stand in this order in both, each name being in each at most once."""
    positions = {name: position for position, name in enumerate(other)}
    names = [name for name in one if name in positions]
    ends: list[int] = []
    lengths = []
    for name in names:
        length = bisect_left(ends, positions[name])
        ends[length : length + 1] = [positions[name]]
        lengths.append(length)
    return _traced(names, lengths)


def _traced(names: Sequence[Name], lengths: Sequence[int]) -> list[Name]:
    """The run that patience found: from its end, the last name before of a length one shorter."""
    run: list[Name] = []
    wanted = max(lengths, default=-1)
    for name, length in zip(reversed(names), reversed(lengths), strict=True):
        if length == wanted:
            run.append(name)
            wanted -= 1
    return run[::-1]

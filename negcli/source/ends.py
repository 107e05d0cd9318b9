"""What two versions of a list begin and end with alike, left out of both without being cut up entry by entry.

Most commits change a list in one place. What stands before and after it is looked at in portions of whole entries:
memory that is used again costs less than memory that is new, and one odd entry keeps only its portion from being left
out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Set
from typing import NamedTuple

from negcli.source.cut import bounds_of, first_item
from negcli.source.loader import NULLS
from negcli.source.plain import are_plain

#: How large a portion is (bytes), unless a single entry is larger.
_PORTION = 1 << 15
#: How an entry begins whose id can be told without reading it.
ID = rb"(?:id|\xe7\xbc\x96\xe5\x8f\xb7): *([^\n]*)"


class Rest(NamedTuple):
    """What two versions do not hold alike, each still a file of its own; ``dropped`` are the ids of what they do."""

    old: bytes
    new: bytes
    dropped: frozenset[str] = frozenset()


def without_ends(old: bytes, new: bytes, kept: Set[str] = frozenset()) -> Rest:
    """``old`` and ``new`` (files) without entries that stand in both before or after all that differs.

    Left out are portions of plain entries, each with an id of its own that is not ``kept``; the last entry never is.
    """
    found = first_item(old)
    if found is None:
        return Rest(old, new)
    start, marker = found
    (head, until), (since, tail) = _spans(old, new, start, marker)
    further, taken = len(new) - len(old), set(kept)
    first, second = (_left(_portions(old, *span, marker), marker, taken) for span in ((head, until), (since, tail)))
    less = b"".join((old[:head], first, old[until:since], second, old[tail:]))
    less_new = b"".join((new[:head], first, new[until : since + further], second, new[tail + further :]))
    is_whole = _ends_with(marker, less) and _ends_with(marker, less_new)
    return Rest(less, less_new, frozenset(taken - kept)) if is_whole else Rest(old, new)


def _spans(old: bytes, new: bytes, start: int, marker: bytes) -> tuple[tuple[int, int], tuple[int, int]]:
    """From where to where in ``old`` whole entries stand that both begin with alike, and that both end with alike."""
    view, length, most = memoryview(old), len(old), min(len(old), len(new))
    same = _reach(lambda low, high: new.startswith(view[low:high], low), most)
    begun = _span(old, marker, start, max(same, start))
    room = most - begun[1]
    same = _reach(lambda low, high: new.endswith(view[length - high : length - low], 0, len(new) - low), room)
    return begun, _span(old, marker, length - same, length)


def _reach(alike: Callable[[int, int], bool], most: int) -> int:
    """How many bytes are alike, up to ``most``; ``alike`` tells of those from one number to another."""
    low = 0
    while low < most:
        middle = (low + most + 1) // 2
        low, most = (middle, most) if alike(low, middle) else (low, middle - 1)
    return low


def _span(data: bytes, marker: bytes, start: int, stop: int) -> tuple[int, int]:
    """From the first to the last ``marker`` between ``start`` and ``stop``; nothing where there is none."""
    first = data.find(marker, start, stop)
    return (first, data.rfind(marker, first, stop)) if first >= 0 else (stop, stop)


def _portions(data: bytes, start: int, stop: int, marker: bytes) -> Iterator[bytes]:
    """The entries from one ``marker`` to another, as many at a time as make a portion."""
    while start < stop:
        end = data.rfind(marker, start + 1, min(start + _PORTION, stop) + len(marker))
        end = end if end > 0 else data.find(marker, start + 1)
        yield data[start:end]
        start = end


def _left(portions: Iterable[bytes], marker: bytes, taken: set[str]) -> bytes:
    """What is not left out of ``portions``; the ids of what is are added to those ``taken``."""
    left = []
    for portion in portions:
        names = _names(portion, marker)
        if names and taken.isdisjoint(names):
            taken |= names
        else:
            left.append(portion)
    return b"".join(left)


def _names(portion: bytes, marker: bytes) -> set[str]:
    """The ids of the entries of ``portion``; none where they are not plain, or have not an id each."""
    names = re.findall(re.escape(marker) + ID, portion) if are_plain(portion[1:] + b"\n", marker[1:]) else ()
    told = {name.decode() for name in names} - NULLS
    return told if len(told) == len(names) else set()


def _ends_with(marker: bytes, data: bytes) -> bool:
    """Whether ``data`` ends with its entries, each begun by ``marker``."""
    bounds = bounds_of(data)
    return bounds is not None and bounds[1:] == (len(data), marker)

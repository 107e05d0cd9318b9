"""Which laws hold the numbers of a fingerprint: an index of all fingerprints of the catalogue.

``held.bin``: how many laws there are, where the fingerprints of each begin in ``prints.bin``; then, for every lower 16
bits of a number, where its rows begin; then the rows: the upper 8 bits, and the law by its place in the first table.
`scripts/build_laws.py` writes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from struct import Struct
from typing import NamedTuple

from negcli.resources import data_path

#: A row, and a figure of the tables.
ROW, FIGURE = Struct("<BH"), Struct("<I")
BUCKETS = 1 << 16


class Held(NamedTuple):
    """The offsets of laws, where the rows of each bucket begin and end, and the rows."""

    laws: tuple[int, ...]
    starts: tuple[int, ...]
    rows: bytes


def holding(numbers: Iterable[int]) -> Counter[int]:
    """Law, by where its fingerprints begin → how many of ``numbers``, which are distinct, it holds."""
    return found_in(_held(), numbers)


def found_in(held: Held, numbers: Iterable[int]) -> Counter[int]:
    """The same of the index ``held``."""
    return Counter(held.laws[law] for number in numbers for law in _laws(held, number))


def _laws(held: Held, number: int) -> Iterator[int]:
    upper, lower = divmod(number, BUCKETS)
    rows = held.rows[held.starts[lower] * ROW.size : held.starts[lower + 1] * ROW.size]
    return (law for high, law in ROW.iter_unpack(rows) if high == upper)


@cache
def _held() -> Held:
    return read(data_path("law/held.bin").read_bytes())


def read(data: bytes) -> Held:
    """The index that `packed` wrote."""
    count = FIGURE.unpack_from(data)[0]
    first, end = FIGURE.size * (count + 1), FIGURE.size * (count + BUCKETS + 2)
    return Held(_figures(data[FIGURE.size : first]), _figures(data[first:end]), data[end:])


def _figures(data: bytes) -> tuple[int, ...]:
    return Struct(f"<{len(data) // FIGURE.size}I").unpack(data)


def packed(prints: Iterable[tuple[int, frozenset[int]]]) -> bytes:
    """The index of ``prints``: where the fingerprints of a law begin, and its numbers."""
    laws = list(prints)
    rows: list[list[bytes]] = [[] for _ in range(BUCKETS)]
    for place, (_, numbers) in enumerate(laws):
        for number in sorted(numbers):
            rows[number % BUCKETS].append(ROW.pack(number // BUCKETS, place))
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row))
    figures = [len(laws), *(offset for offset, _ in laws), *starts]
    return Struct(f"<{len(figures)}I").pack(*figures) + b"".join(map(b"".join, rows))

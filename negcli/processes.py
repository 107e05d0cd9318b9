"""Work that several processes share: each takes a part, and gives back what came of it.

Only where a process can be forked, so that it knows all that this one has read; elsewhere, and where one fails, the
work is done here. What comes of it is the same.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import accumulate, islice
from typing import Any, TypeVar

T = TypeVar("T")

#: Less text than this (characters) for each process is read and checked before another would have begun.
_ENOUGH = 4_000_000
#: More processes than this win little: what is not shared begins to count.
_MOST = 8


def processes_for(size: int) -> int:
    """How many processes are worth having for so much text (characters); 1: this one alone."""
    return max(1, min(size // _ENOUGH, _MOST, _cores())) if hasattr(os, "fork") else 1


def _cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def in_shares(items: Sequence[T], sizes: Sequence[int], parts: Sequence[float]) -> list[Sequence[T]]:
    """``items`` in order in shares, which may be empty: each is about its part of ``parts``, which come to 1."""
    total = 2 * sum(sizes) or 1
    middles = [(2 * end - size) / total for end, size in zip(accumulate(sizes), sizes, strict=True)]
    ends = list(accumulate(parts))[:-1]
    numbers = [bisect_right(ends, middle) for middle in middles]
    return [[item for item, at in zip(items, numbers, strict=True) if at == share] for share in range(len(parts))]


class Elsewhere:
    """Work begun in another process: ``work`` yields bytes, which can be asked for one after the other."""

    def __init__(self, work: Callable[[], Iterator[bytes]]) -> None:
        from multiprocessing import get_context  # takes longer than checking a small register

        self._work = work
        self._taken = 0
        self._here: Iterator[bytes] | None = None
        fork = get_context("fork")
        self._from, to = fork.Pipe(duplex=False)
        self._process = fork.Process(target=_give, args=(work, to), daemon=True)
        self._process.start()
        to.close()

    def result(self) -> bytes:
        """What comes of it next; worked out here where the other process came to nothing."""
        self._taken += 1
        if self._here is None:
            with suppress(EOFError):
                return self._from.recv_bytes()
            self._here = islice(self._work(), self._taken - 1, None)
        return next(self._here)


def _give(work: Callable[[], Iterator[bytes]], to: Any) -> None:
    """Do the work, and send what comes of it while more is done; nothing more where it fails, so that it fails again
    where that can be told."""
    from concurrent.futures import ThreadPoolExecutor

    with suppress(BaseException), ThreadPoolExecutor(1) as sender:
        for part in work():
            sender.submit(to.send_bytes, part)
    to.close()

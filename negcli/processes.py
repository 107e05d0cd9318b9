"""Work that several processes share: each takes a part, and gives back what came of it.

Only where a process can be forked, so that it knows all that this one has read; elsewhere, and where one fails, the
work is done here. What comes of it is the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from itertools import accumulate
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


def in_shares(items: Sequence[T], sizes: Sequence[int], count: int, more: float = 0) -> list[Sequence[T]]:
    """``items`` in order in ``count`` shares of about the same size each; a share may be empty.

    The first is by ``more`` (a part of one) larger than the others, or smaller.
    """
    total = 2 * sum(sizes) + 1
    middles = [(2 * end - size) / total for end, size in zip(accumulate(sizes), sizes, strict=True)]
    numbers = [max(int(middle * (count + more) - more), 0) for middle in middles]
    return [[item for item, number in zip(items, numbers, strict=True) if number == share] for share in range(count)]


class Elsewhere:
    """Work begun in another process: ``work``, which gives bytes."""

    def __init__(self, work: Callable[[], bytes]) -> None:
        from multiprocessing import get_context  # takes longer than checking a small register

        self._work = work
        fork = get_context("fork")
        self._from, to = fork.Pipe(duplex=False)
        self._process = fork.Process(target=_give, args=(work, to), daemon=True)
        self._process.start()
        to.close()

    def result(self) -> bytes:
        """What came of it; worked out here where the other process came to nothing."""
        try:
            return self._from.recv_bytes()
        except EOFError:
            return self._work()
        finally:
            self._from.close()
            self._process.join()


def _give(work: Callable[[], bytes], to: Any) -> None:
    """Do the work and send what came of it; nothing where it failed, so that it fails again where that can be told."""
    try:
        to.send_bytes(work())
    except BaseException:
        to.close()

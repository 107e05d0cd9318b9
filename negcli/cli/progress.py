"""A progress bar for long work, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

#: Work on less text than this (characters) is over before a bar could be read.
_LONG = 4_000_000


def watched(items: Sequence[T], size: int, label: str, quiet: bool) -> Iterable[T]:
    """``items``, with a bar on standard error while they are taken when their ``size`` makes it long work."""
    if quiet or size < _LONG or not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, description=label, console=Console(stderr=True), transient=True)

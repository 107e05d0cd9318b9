"""`negcli validate --watch`: check again whenever a file is saved, until somebody stops it."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from pathlib import Path

from negcli.check.watch import Memory, changes
from negcli.cli.display import plain_wanted
from negcli.cli.screen import on_terminal, put, remark
from negcli.cli.spoken import spoken
from negcli.errors import Failure
from negcli.source.loader import collector_off

#: Clears the screen and goes to its beginning; what was above can still be scrolled to.
_CLEAR = "\x1b[2J\x1b[H"


def keep_watching(root: Path, check: Callable[[Memory], object]) -> int:
    """Run ``check`` now and after every change below ``root``; end with 0 when interrupted.

    What cannot be checked at the moment is said, and waited for.
    """
    memory = Memory()
    try:
        for _ in changes(root):
            with collector_off():
                _once(check, memory)
            gc.collect()  # now that nobody waits
    except KeyboardInterrupt:
        remark(spoken()("cli.validate.watch-ended"))
    return 0


def _once(check: Callable[[Memory], object], memory: Memory) -> None:
    words, start = spoken(), time.perf_counter()
    put([_CLEAR] if _is_cleared() else [])
    try:
        check(memory)
    except Failure as failure:
        remark(words("cli.cannot", why=words(f"failures.{failure.code}", **failure.args_)))
    took = f"{time.perf_counter() - start:.2f}"
    remark(words("cli.validate.watching", time=time.strftime("%H:%M:%S"), seconds=took))


def _is_cleared() -> bool:
    """Whether what was found before makes room: on a screen that is seen, not in a pipe and not for the ear."""
    return on_terminal() and os.environ.get("TERM") != "dumb" and not plain_wanted()

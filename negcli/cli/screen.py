"""Where text goes: the terminal, a pipe or a file; and what the terminal is like."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from negcli.atomic import write_file


def settle_streams() -> None:
    """Make output never die: what a console's encoding cannot write becomes ``?``; redirected output is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() or "PYTHONIOENCODING" in os.environ else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def width() -> int:
    """The width of the terminal in cells; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def colour() -> bool:
    """Whether colour is wanted: on a terminal only, and not when NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def put(chunks: Iterable[str], output: Path | None = None) -> None:
    """Write ``chunks`` to ``output`` (UTF-8, whole or not at all), or to standard output."""
    if output is not None:
        write_file(output, "".join(chunks).encode())
        return
    for chunk in chunks:
        sys.stdout.write(chunk)
    sys.stdout.flush()


def remark(text: str) -> None:
    """Say something beside the result: on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()

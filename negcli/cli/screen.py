"""Where text goes: the terminal, a pipe or a file; and what the terminal is like."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from negcli.atomic import write_file
from negcli.errors import Failure


def settle_streams() -> None:
    """Make output never die: what a console's encoding cannot write becomes ``?``; redirected output is UTF-8.

    A stream that was closed before we began takes everything and shows nothing.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_encoding(stream), errors="replace")


def _encoding(stream: io.TextIOWrapper) -> str:
    return stream.encoding if stream.isatty() or "PYTHONIOENCODING" in os.environ else "utf-8"


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def silence() -> None:
    """Let nothing more be written to standard output, not even what is still held back when we end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def width() -> int:
    """The width of the terminal in cells; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def colour() -> bool:
    """Whether colour is wanted: on a terminal only, and not when NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def put(chunks: Iterable[str], output: Path | None = None, quiet: bool = False) -> None:
    """Write ``chunks`` to ``output`` (UTF-8, whole or not at all), or to standard output unless ``quiet``.

    Failure ``cannot-write`` when they cannot be written; BrokenPipeError when nobody reads on.
    """
    if output is not None:
        write_file(output, "".join(chunks).encode(errors="replace"))
    elif not quiet:
        for chunk in chunks:
            _on_screen(sys.stdout.write, chunk)
        _on_screen(sys.stdout.flush)


def _on_screen(do: Callable[..., object], *text: str) -> None:
    try:
        do(*text)
    except BrokenPipeError:
        raise
    except OSError as error:
        silence()
        raise Failure("cannot-write", path="stdout", why=error.strerror) from error


def remark(text: str) -> None:
    """Say something beside the result: on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()

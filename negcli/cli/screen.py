"""Where text goes: the terminal, a pipe or a file; and what the terminal is like."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from negcli.atomic import write_file
from negcli.cli.standin import settle_stand_ins
from negcli.errors import Failure

#: Encodings and Windows code pages of East Asian consoles.
_EAST_ASIAN = {"gbk", "gb2312", "gb18030", "cp936", "big5", "cp950", "shift_jis", "cp932", "euckr", "cp949"}
_EAST_ASIAN_PAGES = {936, 54936, 950, 932, 949}


def settle_streams() -> None:
    """Make output never die: what a console's encoding cannot write becomes what is nearest; redirected it is UTF-8.

    A stream that was closed before we began takes everything and shows nothing.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    stand_ins = settle_stand_ins()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_encoding(stream), errors=stand_ins)
    if wide_signs():
        from negcli.report.cells import widen

        widen(True)


def can_write(text: str) -> bool:
    """Whether standard output has characters for ``text``."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def writable(question: str) -> str:
    """``question`` in the characters that the console has; click, which asks it, would write UTF-8 on an ASCII one."""
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    return question.encode(encoding, settle_stand_ins()).decode(encoding)


def wide_signs() -> bool:
    """Whether signs such as “…” take two cells: where the code page is an East Asian one, that is how fonts have it."""
    if sys.platform == "win32" and on_terminal() and "WT_SESSION" not in os.environ:
        import ctypes

        return ctypes.windll.kernel32.GetConsoleOutputCP() in _EAST_ASIAN_PAGES
    return str(sys.stdout.encoding).lower().replace("-", "") in _EAST_ASIAN


def _encoding(stream: io.TextIOWrapper) -> str:
    return stream.encoding if stream.isatty() or "PYTHONIOENCODING" in os.environ else "utf-8"


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _silence(stream: TextIO) -> None:
    """Let nothing more be written to ``stream``, not even what is still held back when we end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def width() -> int:
    """The width of the terminal in cells; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def colour() -> bool:
    """Whether colour is wanted: on a terminal that has it; NO_COLOR forbids it, FORCE_COLOR or CLICOLOR_FORCE asks."""
    settings = os.environ
    if settings.get("NO_COLOR"):
        return False
    if any(settings.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return on_terminal() and settings.get("TERM") != "dumb" and settings.get("CLICOLOR") != "0" and _has_ink()


def _has_ink() -> bool:
    """Whether the terminal understands what paints text; consoles of Windows have to be asked to."""
    if sys.platform != "win32":
        return True
    import ctypes

    kernel, mode = ctypes.windll.kernel32, ctypes.c_ulong()
    console = kernel.GetStdHandle(-11)
    return bool(kernel.GetConsoleMode(console, ctypes.byref(mode)) and kernel.SetConsoleMode(console, mode.value | 4))


def put(chunks: Iterable[str], output: Path | None = None, quiet: bool = False, mark: str = "") -> None:
    """Write ``chunks`` to ``output`` (UTF-8, whole or not at all), or to standard output unless ``quiet``.

    ``mark`` stands before them in a file only.

    Failure ``cannot-write`` when they cannot be written, ``would-replace`` where a list stands there. When nobody reads
    on, no more is shown, and whatever is still to be done is done: how a run ends does not hang on who looks at it.
    """
    if output is not None:
        _save(output, "".join((mark, *chunks)).encode(errors="replace"))
    elif not quiet:
        for chunk in chunks:
            _on_screen(sys.stdout.write, chunk)
        _on_screen(sys.stdout.flush)


def put_bytes(data: bytes, output: Path | None = None, quiet: bool = False) -> None:
    """Write ``data`` to ``output`` (whole or not at all), or to standard output unless ``quiet``.

    Failure ``needs-output`` where that is a terminal, which cannot show it, else as `put`.
    """
    if output is not None:
        _save(output, data)
    elif on_terminal():
        raise Failure("needs-output")
    elif not quiet:
        _on_screen(sys.stdout.buffer.write, data)
        _on_screen(sys.stdout.buffer.flush)


def _save(output: Path, data: bytes) -> None:
    """Write ``data`` to ``output``, unless people's own work stands there: results are YAML only where they are new."""
    if output.suffix.lower() in (".yaml", ".yml") and output.is_file() and output.stat().st_size:
        raise Failure("would-replace", path=str(output))
    write_file(output, data)


def _on_screen(do: Callable[..., object], *text: str | bytes) -> None:
    try:
        do(*text)
    except OSError as error:
        _silence(sys.stdout)
        if not _has_left(error):
            raise Failure("cannot-write", path="stdout", why=error) from error


def _has_left(error: OSError) -> bool:
    """Whether ``error`` says that whoever read our output reads no more; Windows calls it an invalid argument."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def remark(text: str) -> None:
    """Say something beside the result: on standard error, where somebody reads it."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:
        _silence(sys.stderr)

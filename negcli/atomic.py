"""Files are written whole or not at all; several of them, all or none."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from negcli.errors import Failure


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``: to a temporary file beside it, which then takes its place.

    What stood at ``path`` stays whole when writing is interrupted. What is no file (a pipe, a device such as /dev/null)
    is written to and never replaced. Failure ``cannot-write`` when it cannot be written.
    """
    with _failing(path):
        if path.exists() and not (path.is_file() or path.is_dir()):
            path.write_bytes(data)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        new = _beside(path, data)
        try:
            _replace(new, path)
        except BaseException:
            _forget(new)
            raise


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """As `write_files`: ``texts`` by their names in ``folder``, links being followed."""
    paths = {folder / name: text.encode(errors="replace") for name, text in texts.items()}
    write_files({path.resolve() if path.is_symlink() else path: data for path, data in paths.items()})


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write all of ``files`` or, when one cannot be or all is interrupted, none; Failure ``cannot-write``."""
    with replaced(files):
        pass


def put_back(path: Path, before: bytes | None) -> None:
    """Let ``path`` be what it was ``before``; None for what was not there. Failure ``cannot-write``."""
    if before is not None:
        write_file(path, before)
    else:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def replaced(files: Mapping[Path, bytes]) -> Iterator[None]:
    """Let ``files`` stand in the block and after it; where anything in it fails, all that stood before stands again.

    Room on the disk is taken before anything is touched, so that nothing is needed for going back. Failure
    ``cannot-write``.
    """
    with contextlib.ExitStack() as after, contextlib.ExitStack() as undo:
        new = {path: _kept_beside(path, data, after) for path, data in files.items()}
        old = {path: _copied(path, after) for path in files}
        for path in files:
            undo.callback(_go_back, path, old[path])
            with _failing(path):
                _replace(new[path], path)
        yield
        undo.pop_all()


@contextlib.contextmanager
def uninterrupted() -> Iterator[Callable[[], None]]:
    """What would end the program (Ctrl-C, a closed terminal) waits until the block calls what it is given."""
    came: list[int] = []
    before = {sign: signal.signal(sign, lambda number, _: came.append(number)) for sign in _ENDING}

    def ask() -> None:
        if came:
            raise KeyboardInterrupt

    try:
        yield ask
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


#: Signals that end a program, as far as the system has them.
_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


#: How temporary files are called: by the computer (shared folders have several) and the process that writes them.
_COMPUTER = getattr(os, "uname", lambda: None)()
_OURS = f".negcli-{zlib.crc32(str(_COMPUTER and _COMPUTER.nodename).encode()):08x}-"
_TEMPORARY = ".tmp"
#: Seconds after which a temporary file is nobody's any more: of a process that is gone, and of any.
_YOUNG, _OLD = 60, 24 * 3600


#: Seconds that are waited where Windows refuses to replace a file: what checks it for viruses holds it for a moment.
_WAITS = (0.05, 0.1, 0.2, 0.4) if os.name == "nt" else ()


def _replace(new: Path, path: Path) -> None:
    """Let ``new`` stand at ``path`` for whatever does; PermissionError where another program holds that open."""
    for seconds in _WAITS:
        with contextlib.suppress(PermissionError):
            new.replace(path)
            return
        time.sleep(seconds)
    new.replace(path)


@contextlib.contextmanager
def _failing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Failure("cannot-write", path=str(path), why=error) from error


def _beside(path: Path, data: bytes) -> Path:
    """A temporary file beside ``path`` that holds ``data``, as readable as it; none beside what may not be written."""
    import tempfile

    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    _clear(path.parent.absolute())
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{_OURS}{os.getpid()}-", suffix=_TEMPORARY)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        _keep_mode(path, Path(name))
    except BaseException:
        _forget(Path(name))
        raise
    return Path(name)


@cache
def _clear(folder: Path) -> None:
    """Away with what an earlier run that was killed left in ``folder``: temporary files of processes that are gone."""
    for left in folder.glob(f"{_OURS}*{_TEMPORARY}"):
        number = left.name.removeprefix(_OURS).partition("-")[0]
        is_gone = number.isdecimal() and _is_gone(int(number))
        with contextlib.suppress(OSError):  # somebody else was quicker, or it may not be taken away
            if time.time() - left.stat().st_mtime > (_YOUNG if is_gone else _OLD):
                left.unlink()


def _is_gone(number: int) -> bool:
    """Whether this computer has no process of that ``number``, as far as that can be asked without harm."""
    if os.name == "nt":  # there, asking would end the process
        return False
    try:
        os.kill(number, 0)
    except OSError as error:
        return error.errno == errno.ESRCH
    return False


def _kept_beside(path: Path, data: bytes, after: contextlib.ExitStack) -> Path:
    """As `_beside`, in a folder that is made; what is left of them goes away ``after``. Failure ``cannot-write``."""
    with _failing(path):
        _make_folders(path.parent, after)
        new = _beside(path, data)
    after.callback(_forget, new)
    return new


def _copied(path: Path, after: contextlib.ExitStack) -> Path | None:
    """The same of what stands at ``path``; None where nothing does."""
    with _failing(path):
        before = path.read_bytes() if path.exists() else None
    return None if before is None else _kept_beside(path, before, after)


def _make_folders(folder: Path, after: contextlib.ExitStack) -> None:
    """Make ``folder``; those that were not there go away ``after`` where nothing is in them."""
    for missing in [each for each in (folder, *folder.parents) if not each.exists()][::-1]:
        missing.mkdir(exist_ok=True)
        after.callback(_leave, missing)


def _leave(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not empty
        folder.rmdir()


def _go_back(path: Path, before: Path | None) -> None:
    if before:
        _replace(before, path)
    else:
        path.unlink(missing_ok=True)


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _keep_mode(path: Path, new: Path) -> None:
    """The new file is as readable as the one it replaces; a fresh one as the user's mask says."""
    if path.exists():
        new.chmod(path.stat().st_mode & 0o777)
        return
    mask = os.umask(0)
    os.umask(mask)
    new.chmod(0o666 & ~mask)

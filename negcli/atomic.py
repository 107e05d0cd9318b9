"""Files are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from negcli.errors import Failure


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``: to a temporary file beside it, which then takes its place.

    What stood at ``path`` stays whole when writing is interrupted. What is no file (a pipe, a device such as /dev/null)
    is written to and never replaced. Failure ``cannot-write`` when it cannot be written.
    """
    import tempfile

    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            path.write_bytes(data)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            _keep_mode(path, Path(name))
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise Failure("cannot-write", path=str(path), why=error) from error


def _keep_mode(path: Path, new: Path) -> None:
    """The new file is as readable as the one it replaces; a fresh one as the user's mask says."""
    if path.exists():
        new.chmod(path.stat().st_mode & 0o777)
        return
    mask = os.umask(0)
    os.umask(mask)
    new.chmod(0o666 & ~mask)

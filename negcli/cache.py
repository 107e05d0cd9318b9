"""What was worked out before, kept on disk for the next run.

What is kept is a function of its key and of nothing else: the key names all that it was made of, and to every key this
program itself is added (its version, and names, sizes and times of its files). Each thing is a file of its own, JSON
below a checksum over key and content, and is put in its place whole, so that runs side by side do not meet. A file that
is damaged, of another key, or that somebody else wrote or may write, is none. What cannot be written is not kept.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from negcli import __version__
from negcli.errors import Failure

#: What is kept is removed when it has not been written anew for so many seconds: sixty days.
_OLD = 60 * 24 * 3600
_SUFFIX = ".kept"
#: Where a system keeps what programs can do without: the setting that names it, and the folder below one's own.
_PLACES: Mapping[str, tuple[str, str]] = {
    "win32": ("LOCALAPPDATA", "AppData/Local"),
    "darwin": ("", "Library/Caches"),
}
_ELSEWHERE = ("XDG_CACHE_HOME", ".cache")

#: So many bytes are kept at most; what was kept longest ago goes first.
_MOST = 256 << 20
#: A part of a key: what something was made of.
Part = str | int | bool | None


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """NEGCLI_CACHE_DIR, or the folder `negcli` where the system has such things."""
    if environ.get("NEGCLI_CACHE_DIR"):
        return Path(environ["NEGCLI_CACHE_DIR"]).absolute()
    setting, below = _PLACES.get(sys.platform, _ELSEWHERE)
    return Path(environ.get(setting) or Path.home() / below).absolute() / "negcli"


class Cache:
    """The things kept in ``folder``."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or cache_folder()

    def remembered(self, key: tuple[Part, ...], make: Callable[[], Any]) -> Any:
        """What is kept under ``key``, or what ``make`` gives, which is kept; plain values that JSON can hold."""
        found = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def get(self, key: tuple[Part, ...]) -> Any:
        """What is kept under ``key``; None where nothing is, or nothing that can be trusted."""
        import json  # not loaded where nothing is kept

        path, name = self._path(key)
        with suppress(OSError, ValueError, RecursionError):
            if _is_ours(self.folder) and _is_ours(path):
                check, _, content = path.read_bytes().partition(b"\n")
                return json.loads(content) if check == _checksum(name, content) else None
        return None

    def put(self, key: tuple[Part, ...], value: Any) -> None:
        """Keep ``value`` under ``key``, where that can be; what was kept long ago is removed."""
        import json

        from negcli.atomic import write_file

        with suppress(OSError, ValueError, Failure):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path, name = self._path(key)
            content = json.dumps(value, ensure_ascii=False).encode()
            write_file(path, _checksum(name, content) + b"\n" + content)
            path.chmod(0o600)
            self._make_room()

    def kept(self) -> list[Path]:
        """The files in which something is kept."""
        with suppress(OSError):
            return sorted(path for path in self.folder.iterdir() if path.suffix == _SUFFIX)
        return []

    def clear(self, before: float | None = None) -> int:
        """Remove what is kept (only what was written ``before``, seconds of the epoch); how many things that were."""
        old = [path for path in self.kept() if before is None or path.stat().st_mtime < before]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _make_room(self) -> None:
        """Remove what was kept long ago, and of too much what was kept longest ago."""
        self.clear(time.time() - _OLD)
        newest = sorted(((about.st_mtime, about.st_size, path) for path, about in _about(self.kept())), reverse=True)
        sizes = accumulate(size for _, size, _ in newest)
        for (_, _, path), size in zip(newest, sizes, strict=True):
            if size > _MOST:
                path.unlink(missing_ok=True)

    def _path(self, key: tuple[Part, ...]) -> tuple[Path, str]:
        """The file of ``key``, and all that the key says."""
        import json
        from hashlib import sha256  # loads OpenSSL

        name = json.dumps([self._program, *key])
        return self.folder / (sha256(name.encode()).hexdigest() + _SUFFIX), name

    @cached_property
    def _program(self) -> str:
        """This program: whatever of it changes, what it worked out before is no longer known."""
        from hashlib import sha256

        files = "\n".join(sorted(_files(Path(__file__).parent)))
        return f"{__version__} {sys.version_info[:2]} {sha256(files.encode()).hexdigest()}"


#: Where nothing is kept.
NO_CACHE = Cache(Path(os.devnull) / "none")


def _about(paths: Iterable[Path]) -> Iterator[tuple[Path, os.stat_result]]:
    return ((path, path.stat()) for path in paths)


def _checksum(name: str, content: bytes) -> bytes:
    from hashlib import sha256

    return sha256(name.encode() + b"\0" + content).hexdigest().encode()


def _is_ours(path: Path) -> bool:
    """Whether ``path`` is the user's own, and nobody else may write to it. (Windows keeps users apart by itself.)"""
    about = path.stat()
    return os.name == "nt" or (about.st_uid == os.geteuid() and not about.st_mode & 0o022)


def _files(folder: Path) -> Iterator[str]:
    """Name, size and time of every file of the program; compiled ones do not count."""
    for entry in os.scandir(folder):
        if not entry.is_dir():
            about = entry.stat()
            yield f"{entry.path} {about.st_size} {about.st_mtime_ns}"
        elif entry.name != "__pycache__":
            yield from _files(Path(entry.path))

"""What git stores, through one `git cat-file --batch` that answers as long as it is asked."""

from __future__ import annotations

import subprocess
import weakref
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from negcli.commits.gitrun import command, environment
from negcli.errors import Failure

#: So many objects are asked for at a time, as far as they are no more than so many bytes: git works ahead, and neither
#: side waits for the other.
_AT_ONCE, _BYTES = 32, 16 << 20
#: What git remembers of contents while it puts others together: a third of what it would, and no slower.
_DELTAS = "core.deltaBaseCacheLimit=32m"


class Stored(NamedTuple):
    """An object: its id, its type (`commit`, `tree`, `blob`) and its content."""

    id: str
    type: str
    content: bytes


class Objects:
    """The objects of the repository at ``top``. git is started when first asked, and ends with this."""

    def __init__(self, top: str) -> None:
        self._top = top
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, names: Sequence[str]) -> Iterator[Stored | None]:
        """The objects of these names (ids, or anything that names one), in order; None for what is not there.

        Failure ``missing-object`` when one is damaged, ``no-git`` when git is not installed.
        """
        start, count = 0, 4
        while start < len(names):
            some = self._some(names[start : start + count])
            yield from some
            start += count
            count = _fitting(some)

    def files(self, tree: str) -> dict[str, str]:
        """The plain files below a tree (or what names one): path → blob id, in order; without folders of dotted names.

        Nothing when there is no such tree.
        """
        found: dict[str, str] = {}
        level = {"": tree}
        while level:
            below: dict[str, str] = {}
            for folder, stored in zip(level, list(self.read(list(level.values()))), strict=True):
                if stored is None and folder:
                    raise Failure("missing-object", path=self._top, object=level[folder])
                for name, mode, object_id in _rows(stored):
                    if mode == b"40000" and not name.startswith("."):
                        below[f"{folder}{name}/"] = object_id
                    elif mode.startswith(b"100"):
                        found[folder + name] = object_id
            level = below
        return dict(sorted(found.items()))

    def _some(self, names: Sequence[str]) -> list[Stored | None]:
        process = self._running()
        if process.stdin is None:
            raise ValueError("git has no input")
        process.stdin.write("".join(name + "\n" for name in names).encode("utf-8", "surrogateescape"))
        process.stdin.flush()
        return [self._answer(process, name) for name in names]

    def _answer(self, process: subprocess.Popen[bytes], name: str) -> Stored | None:
        if process.stdout is None:
            raise ValueError("git has no output")
        about = process.stdout.readline()
        if about.endswith((b" missing\n", b" ambiguous\n")):
            return None
        parts = about.split()
        size = int(parts[2]) if len(parts) == 3 else 0
        content = process.stdout.read(size)
        if len(parts) != 3 or len(content) != size or process.stdout.read(1) != b"\n":
            self._process = None
            raise Failure("missing-object", path=self._top, object=name)
        return Stored(parts[0].decode(), parts[1].decode(), content)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            pipe = subprocess.PIPE
            line = command(self._top, "-c", _DELTAS, "cat-file", "--batch")
            try:
                self._process = subprocess.Popen(
                    line, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment(), pipesize=1 << 20
                )
            except FileNotFoundError as error:
                raise Failure("no-git") from error
            weakref.finalize(self, _end, self._process)
        return self._process


def _fitting(before: Sequence[Stored | None]) -> int:
    """How many to ask for at a time when objects are as large as these."""
    size = sum(len(each.content) for each in before if each) // len(before)
    return max(1, min(_AT_ONCE, _BYTES // (size + 1)))


def _rows(tree: Stored | None) -> Iterator[tuple[str, bytes, str]]:
    """The rows of a tree: name, mode, id."""
    if tree is None or tree.type != "tree":
        return
    at, width = 0, len(tree.id) // 2
    while at < len(tree.content):
        end = tree.content.index(b"\0", at)
        mode, _, name = tree.content[at:end].partition(b" ")
        at = end + 1 + width
        yield name.decode("utf-8", "surrogateescape"), mode, tree.content[end + 1 : at].hex()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()

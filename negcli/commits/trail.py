"""What `git log --raw -z` says, and the register's files in it: also where its folder once stood elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import chain
from typing import NamedTuple

from negcli.source.files import has_suffix


class Commit(NamedTuple):
    """A commit: its id and the committer's date as written, e.g. ``2025-07-04T09:30:00+08:00``."""

    id: str
    when: str

    @property
    def day(self) -> str:
        """The day on which it was committed, where it was committed."""
        return self.when[:10]


class Step(NamedTuple):
    """A commit and what it changed against its first parent: file → blob id, or None when the file went away.

    File names are relative to the register's folder, with forward slashes.
    """

    commit: Commit
    changed: dict[str, str | None]


class Touch(NamedTuple):
    """What a commit did to one file, named from the top of the repository; None for what is no plain file."""

    path: str
    old: str | None
    new: str | None

    @property
    def came(self) -> bool:
        """Whether the file was not there before."""
        return self.old is None and self.new is not None

    @property
    def went(self) -> bool:
        """Whether the file is no longer there."""
        return self.old is not None and self.new is None


_COMMITTER = re.compile(rb"^committer [^\n]*> (\d+) ([+-]\d{4})$", re.MULTILINE)
#: The last second (less a day) that a date can be told of.
_LAST = 253402214400


class Trail(NamedTuple):
    """The commits that changed a register, the oldest first, and the folders in which it once stood, the last first."""

    steps: list[Step]
    former: list[str]


Log = Iterable[tuple[Commit, list[Touch]]]


def parse_commit(line: str) -> Commit:
    """A commit written as `%H %cI`."""
    commit_id, _, when = line.partition(" ")
    return Commit(commit_id, when)


def read_commit(commit_id: str, content: bytes) -> Commit:
    """A commit as git stores it."""
    match = _COMMITTER.search(content)
    seconds, offset = (int(match[1]), match[2].decode()) if match else (0, "+0000")
    minutes = (int(offset[1:3]) * 60 + int(offset[3:])) % 1440 * (-1 if offset[0] == "-" else 1)
    seconds = min(seconds, _LAST)
    return Commit(commit_id, datetime.fromtimestamp(seconds, timezone(timedelta(minutes=minutes))).isoformat())


def parse_log(output: bytes) -> Iterator[tuple[Commit, list[Touch]]]:
    """The commits (`%H %cI`) with the YAML files that each touched, in the order of ``output``."""
    parts = output.split(b"\0")
    at, commit, touches = 0, b"", list[Touch]()
    while at < len(parts):
        part = parts[at].lstrip(b"\n")
        if part.startswith(b":"):
            path = parts[at + 1].decode("utf-8", "surrogateescape")
            if has_suffix(path):
                touches.append(_touch(path, part))
            at += 2
            continue
        if touches:
            yield parse_commit(commit.decode()), touches
        commit, touches = part, []
        at += 1


def _touch(path: str, about: bytes) -> Touch:
    """``about`` is `:MODE MODE ID ID STATUS`; the modes of plain files begin with 100."""
    old_mode, mode, old, new, _ = about.split(b" ")
    return Touch(
        path, old.decode() if old_mode[1:4] == b"100" else None, new.decode() if mode.startswith(b"100") else None
    )


def is_candidate(name: str) -> bool:
    """Whether a file of that name may belong to a register: YAML, and in no dot-folder."""
    return has_suffix(name) and not name.startswith(".") and "/." not in name


def follow(log: Log, folder: str, has_register: Callable[[str], bool]) -> Trail:
    """The commits of ``log`` (newest first) that changed files of the register in ``folder``, the oldest first.

    ``folder`` ends with a slash, or is empty. Where a commit moved the register document (``has_register`` tells of a
    blob) from another folder, the register is looked for there in the commits before; those folders come second.
    """
    steps: list[Step] = []
    former: list[str] = []
    for commit, touches in log:
        changed = _inside(touches, folder)
        before = _moved_from(touches, folder, has_register)
        if before is not None:
            left = {name: blob for name, blob in _inside(touches, before).items() if blob is None}
            changed = {**left, **changed}
            folder = before
            former.append(folder)
        if changed:
            steps.append(Step(commit, changed))
    steps.reverse()
    return Trail(steps, former)


def _inside(touches: Iterable[Touch], folder: str) -> dict[str, str | None]:
    names = ((touch.path[len(folder) :], touch.new) for touch in touches if touch.path.startswith(folder))
    return {name: blob for name, blob in names if is_candidate(name)}


def _moved_from(touches: Iterable[Touch], folder: str, has_register: Callable[[str], bool]) -> str | None:
    """The folder from which the register document in ``folder`` was moved, if it was."""
    gone = _gone_elsewhere(touches, folder)
    registers = (touch for touch in _come(touches, folder) if has_register(touch.new or ""))
    moved = next(registers, None) if gone else None
    return _origin(moved, gone, has_register) if moved else None


def _gone_elsewhere(touches: Iterable[Touch], folder: str) -> list[Touch]:
    return [touch for touch in touches if touch.went and _folder(touch.path) != folder]


def _come(touches: Iterable[Touch], folder: str) -> list[Touch]:
    return [touch for touch in touches if touch.came and _folder(touch.path) == folder]


def _origin(moved: Touch, gone: Iterable[Touch], has_register: Callable[[str], bool]) -> str | None:
    """The folder of the file that ``moved`` was: one of the same content, else a register of the same name."""
    alike = (touch for touch in gone if touch.old == moved.new)
    namesakes = (touch for touch in gone if _name(touch.path) == _name(moved.path) and has_register(touch.old or ""))
    return next((_folder(touch.path) for touch in chain(alike, namesakes)), None)


def _folder(path: str) -> str:
    return path[: path.rfind("/") + 1]


def _name(path: str) -> str:
    return path[path.rfind("/") + 1 :]

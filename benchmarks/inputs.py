"""The registers, tables and repositories to measure with, written below a folder of one's choice."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from benchmarks.entries import Entry, csv_text, entry, head, register, yaml_lines


@dataclass(frozen=True)
class Plan:
    """A history: ``files`` of ``entries`` each, all published by the first commit, and ``commits`` after that.

    Each of these changes ``edits`` entries of one file; one in ``every`` publishes it. In the registers that we know
    some sixty drafts come before an edition.
    """

    files: int
    entries: int
    commits: int
    edits: int = 1
    every: int = 60


def list_folder(folder: Path, count: int, make: Callable[[int], Entry]) -> Path:
    """A register in ``folder`` whose one list has ``count`` entries; the list's file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "register.yaml").write_text(register(), encoding="utf-8")
    file = folder / "list.yaml"
    with file.open("w", encoding="utf-8") as out:
        out.write(head(1))
        out.writelines(yaml_lines(map(make, range(count))))
    return file


def repository(folder: Path, plan: Plan, tables: Sequence[int] = ()) -> list[Path]:
    """A repository as ``plan`` says; its first list as it stands after so many commits (``tables``), as CSV."""
    agencies = [f"agency-{number:03}" for number in range(plan.files)]
    write = _Commits(folder)
    lists = [_List(number, plan.entries) for number in range(plan.files)]
    files = {f"{agency}/list.yaml": each.text() for agency, each in zip(agencies, lists, strict=True)}
    write.commit({"register.yaml": register(agencies), **files})
    written = []
    for number in range(1, plan.commits + 1):
        which = number * 7 % plan.files
        lists[which].change(number, plan)
        write.commit({f"{agencies[which]}/list.yaml": lists[which].text()})
        if number in tables:
            written.append(folder / f"{number}.csv")
            written[-1].write_text(csv_text(lists[0].rows()), encoding="utf-8")
    write.done()
    return written


class _List:
    """A list as it stands: the revision of each of its entries, and its edition."""

    def __init__(self, which: int, count: int) -> None:
        self._which = which
        self._numbers = range(which * count, (which + 1) * count)
        self._revisions = [0] * count
        self._edition, self._day = 1, _day(0)

    def change(self, commit: int, plan: Plan) -> None:
        """What the commit of that number does to it."""
        for edit in range(plan.edits):
            self._revisions[(commit * 3 + edit * 5) % len(self._revisions)] += 1
        if commit % plan.every == 0:
            self._edition, self._day = self._edition + 1, _day(commit)

    def text(self) -> str:
        """Its file."""
        lines = map(_lines, self._numbers, self._revisions)
        return head(self._edition, f"agency-{self._which:03}", self._day) + "".join(lines)

    def rows(self) -> list[Entry]:
        """Its entries."""
        return list(map(entry, self._numbers, self._revisions))


@cache
def _lines(number: int, revision: int) -> str:
    return "".join(yaml_lines([entry(number, revision)]))


def _day(commit: int) -> str:
    return f"{2018 + commit // 336}-{commit // 28 % 12 + 1:02}-{commit % 28 + 1:02}"


def province(folder: Path, files: int, count: int) -> None:
    """A register of ``files`` lists of ``count`` entries each, no two of which say the same."""
    folder.mkdir(parents=True)
    agencies = [f"agency-{number:03}" for number in range(files)]
    (folder / "register.yaml").write_text(register(agencies), encoding="utf-8")
    for which, agency in enumerate(agencies):
        (folder / agency).mkdir()
        rows = map(_peculiar, range(which * count, (which + 1) * count))
        (folder / agency / "list.yaml").write_text(head(1, agency) + "".join(yaml_lines(rows)), encoding="utf-8")


def _peculiar(number: int) -> Entry:
    """The entry ``number`` without a sentence that another entry has, too."""
    made = entry(number)
    return made | {name: f"第{number}号卷中，{made[name]}" for name in ("harm", "released")}


class _Commits:
    """Writes commits into a new repository, by one `git fast-import`; the files are checked out in the end."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._git = ("git", "-C", str(folder))
        subprocess.run([*self._git, "init", "--quiet", "--initial-branch=main"], check=True)
        self._import = subprocess.Popen([*self._git, "fast-import", "--quiet"], stdin=subprocess.PIPE)
        assert self._import.stdin is not None
        self._to: IO[bytes] = self._import.stdin
        self._count = 0

    def commit(self, files: dict[str, str]) -> None:
        """A commit that writes ``files``: name → text."""
        self._count += 1
        self._put(
            f"commit refs/heads/main\ncommitter Clerk <> {1514764800 + self._count * 3600} +0800\ndata 7\npublish\n"
        )
        for name, text in files.items():
            data = text.encode("utf-8")
            self._put(f"M 100644 inline {name}\ndata {len(data)}\n{text}\n")

    def done(self) -> None:
        """Finish, and lay out the files. RuntimeError when git refuses something."""
        self._to.close()
        if self._import.wait():
            raise RuntimeError("git fast-import failed")
        # as git packs what people committed one by one: the newest text whole, older ones by how they differ
        subprocess.run([*self._git, "repack", "-adfq"], check=True)
        subprocess.run([*self._git, "reset", "--quiet", "--hard"], check=True)

    def _put(self, text: str) -> None:
        self._to.write(text.encode("utf-8"))

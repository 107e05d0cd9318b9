"""The registers, tables and repositories to measure with, written below a folder of one's choice."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import IO

from benchmarks.entries import Entry, csv_text, entry, head, register, yaml_lines

#: The repository's size: files, entries in each, commits after the first. Each of these publishes one file anew.
FILES, ENTRIES, COMMITS = 600, 15, 1000


def list_folder(folder: Path, count: int, make: Callable[[int], Entry]) -> Path:
    """A register in ``folder`` whose one list has ``count`` entries; the list's file."""
    folder.mkdir(parents=True)
    (folder / "register.yaml").write_text(register(), encoding="utf-8")
    file = folder / "list.yaml"
    with file.open("w", encoding="utf-8") as out:
        out.write(head(1))
        out.writelines(yaml_lines(map(make, range(count))))
    return file


def changing_repository(folder: Path, count: int, commits: int) -> list[Path]:
    """A repository with ``commits`` after the first, each changing 1 of ``count`` entries in 50; its ends as tables."""
    write = _Commits(folder)
    revisions = [0] * count
    tables = [folder / "old.csv", folder / "new.csv"]
    for number in range(commits + 1):
        revisions = [old + (number > 0 and (each + number) % 50 == 0) for each, old in enumerate(revisions)]
        rows = [entry(each, revision) for each, revision in enumerate(revisions)]
        files = {"edu.yaml": head(number + 1, day=_day(number)) + "".join(yaml_lines(rows))}
        write.commit(files if number else {"register.yaml": register(), **files})
        if number in (0, commits):
            tables[number > 0].write_text(csv_text(rows), encoding="utf-8")
    write.done()
    return tables


def many_files_repository(folder: Path) -> Path:
    """A repository of `FILES` lists and `COMMITS` commits; every commit publishes one list with two entries changed."""
    agencies = [f"agency-{number:03}" for number in range(FILES)]
    write = _Commits(folder)
    files = {f"{agency}/list.yaml": _published(0, number, 0) for number, agency in enumerate(agencies)}
    write.commit({"register.yaml": register(agencies), **files})
    for number in range(1, COMMITS):
        which = number * 7 % FILES
        write.commit({f"{agencies[which]}/list.yaml": _published(number, which, number // FILES + 1)})
    write.done()
    return folder


def _published(commit: int, which: int, revision: int) -> str:
    """The list ``which`` as published by a commit: two of its entries have changed in every revision."""
    first = which * ENTRIES
    rows = (entry(first + each, revision if each in (3, 8) else 0) for each in range(ENTRIES))
    return head(commit + 1, f"agency-{which:03}", _day(commit)) + "".join(yaml_lines(rows))


def _day(commit: int) -> str:
    return f"{2018 + commit // 336}-{commit // 28 % 12 + 1:02}-{commit % 28 + 1:02}"


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
        subprocess.run([*self._git, "repack", "-adq"], check=True)
        subprocess.run([*self._git, "reset", "--quiet", "--hard"], check=True)

    def _put(self, text: str) -> None:
        self._to.write(text.encode("utf-8"))

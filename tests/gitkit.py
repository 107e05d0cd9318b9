"""Real git repositories for tests: a folder, files, commits on given days, branches and merges."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "王某",
    "GIT_AUTHOR_EMAIL": "wang@example.invalid",
    "GIT_COMMITTER_NAME": "王某",
    "GIT_COMMITTER_EMAIL": "wang@example.invalid",
}


def git(folder: Path, *arguments: str, when: str = "2020-01-01T12:00:00+08:00", data: bytes | None = None) -> str:
    """What git says; an AssertionError with its complaint when it fails."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = kept | _ENVIRONMENT | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, env=environment, input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8", "surrogateescape").strip()


class Repo:
    """A repository whose work tree is changed by writing files and recorded by `commit`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "-q", "-b", "main")

    def git(self, *arguments: str, when: str = "2020-01-01T12:00:00+08:00") -> str:
        return git(self.folder, *arguments, when=when)

    def write(self, name: str, text: str | bytes | None) -> None:
        """Write a file; None removes it."""
        path = self.folder / name
        if text is None:
            path.unlink()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)

    def commit(self, day: str, files: dict[str, str | bytes | None] | None = None) -> str:
        """Write ``files`` and commit everything at ``day`` (or a full time); the commit's id."""
        for name, text in (files or {}).items():
            self.write(name, text)
        self.git("add", "-A")
        when = day if "T" in day else f"{day}T12:00:00+08:00"
        self.git("commit", "-q", "--allow-empty", "-m", "内部说明", when=when)
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str) -> None:
        self.git("checkout", "-q", "-b", name)

    def switch(self, name: str) -> None:
        self.git("checkout", "-q", name)

    def merge(self, name: str, day: str) -> str:
        self.git("merge", "-q", "--no-ff", "-m", "合并", name, when=f"{day}T12:00:00+08:00")
        return self.git("rev-parse", "HEAD")


def negative_list(
    agency: str,
    number: str,
    published: str = "",
    entries: str | dict[str, str] = "",
    document: str = "",
    zh: bool = False,
) -> str:
    """A negative list whose entries are given by id and title: ``{"A-1": "题目"}`` or ``A-1 A-2``."""
    rows = entries if isinstance(entries, dict) else {name: f"matter {name}" for name in entries.split()}
    keys = ("种类: 负面清单", "机构", "版次", "版次号", "公布日期", "文号", "事项", "编号", "事项名称")
    if not zh:
        keys = ("kind: negative-list", "agency", "edition", "number", "published", "document", "entries", "id", "title")
    head, agency_key, edition, number_key, day, paper, items, name_key, title = keys
    lines = [head, f"{agency_key}: {agency}", f"{edition}:", f"  {number_key}: {number}"]
    lines += [f"  {day}: {published}"] if published else []
    lines += [f"  {paper}: {document}"] if document else []
    lines += [f"{items}:" if rows else f"{items}: []"]
    for name, text in rows.items():
        lines += [f"  - {name_key}: {name}", f"    {title}: {text}"]
    return "\n".join(lines) + "\n"


REGISTER = """\
kind: register
format: 1
title: County
agencies:
  - {id: edu, name: 教育局}
  - {id: fin, name: Finance}
"""

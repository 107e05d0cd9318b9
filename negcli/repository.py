"""The questions we ask git: which commits, which files, which contents. Nothing here writes, fetches or runs a hook.

The `git` program is asked directly, never once per file: one `git log` tells what every commit changed, one
`git cat-file --batch` gives the contents. Whatever a repository's own configuration would run (hooks, textconv,
external diff, fsmonitor, signature checks, transports) is switched off, for a register may come from anywhere.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from negcli.encoding import decode
from negcli.errors import Failure
from negcli.files import TextFile
from negcli.trail import Commit, Step, follow, is_candidate, parse_commit, parse_log

#: Settings for every command: nothing that a repository's own would run is run, or changes what we are told.
_SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "diff.external": "",
    "diff.orderFile": os.devnull,
    "log.diffMerges": "separate",
    "log.follow": "false",
    "log.showRoot": "true",
    "log.showSignature": "false",
    "protocol.allow": "never",
}
_OPTIONS = ("--no-pager", "--no-replace-objects", "--literal-pathspecs")
#: What git is told by its environment, from which every other GIT_ setting is cleared.
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",  # no lock files in somebody's repository
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone must not go and fetch …
    "GIT_ALLOW_PROTOCOL": "",  # … nor with a git too old to know the line above
    "LC_ALL": "C",  # so that its complaints can be told apart
}
#: Every commit of the first parent with the files it changed, as they are stored.
_LOG_OPTIONS = (
    *("--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv"),
    *("--no-relative", "--no-show-signature", "--format=%H %cI"),
)
#: A part of git's complaint (in small letters) → the code of our Failure.
_COMPLAINTS = (
    ("dubious ownership", "unsafe-repository"),
    ("not a git repository", "not-in-git"),
    ("must be run in a work tree", "not-in-git"),
    ("from promisor remote", "missing-object"),
    ("bad object", "missing-object"),
    ("bad tree object", "missing-object"),
    ("unable to read tree", "missing-object"),
    ("could not parse commit", "missing-object"),
    ("failed to traverse parents", "missing-object"),
    ("is corrupt", "missing-object"),
    ("bad revision 'head'", "no-commits"),
)


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository in which the register at ``folder`` stands. ``prefix`` leads from ``top`` to it (``a/b/``)."""

    folder: Path
    top: str
    prefix: str
    shallow: bool

    def resolve(self, revision: str) -> str | None:
        """The id of the commit that ``revision`` names, or None. Failure ``no-commits`` when there is none at all."""
        if not revision or "\0" in revision:
            return None
        done = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
        if done.returncode == 0:
            return done.stdout.decode().strip()
        if revision == "HEAD":
            raise Failure("no-commits", path=self.top)
        return None

    def commit(self, commit_id: str) -> Commit:
        """The commit of that id."""
        done = self._asked("log", "-1", "--no-show-signature", "--format=%H %cI", "--end-of-options", commit_id, "--")
        return parse_commit(done.decode().strip())

    def commits(self) -> list[Commit]:
        """The commits of the first parent, newest first. A shallow clone's end where its history was cut off."""
        options = ("--first-parent", "--no-show-signature", "--format=%H %cI")
        lines = self._asked("log", *options, "--end-of-options", "HEAD", "--")
        return [parse_commit(line) for line in lines.decode().splitlines()]

    def log(self) -> list[Step]:
        """The first parent's commits that changed YAML files of the register's folder, oldest first.

        Failure ``shallow`` when the history is not all here, ``no-commits`` when there is none.
        """
        return self._trail()[0]

    def former_folders(self) -> list[str]:
        """The folders in which the register once stood, the last first; Failure as `log`."""
        return self._trail()[1]

    def _trail(self) -> tuple[list[Step], list[str]]:
        if self.shallow:
            raise Failure("shallow", path=self.top)
        output = self._asked("log", *_LOG_OPTIONS, "--end-of-options", "HEAD", "--")
        return follow(parse_log(output), self.prefix, self._has_register)

    def tree(self, commit_id: str, folder: str | None = None) -> dict[str, str]:
        """The YAML files of the register's folder (or another) at a commit: file → blob id, in order of their names."""
        prefix = self.prefix if folder is None else folder
        output = self._asked("ls-tree", "-r", "-z", "--full-tree", commit_id, "--", *([prefix] if prefix else []))
        rows = (row.partition(b"\t") for row in output.split(b"\0") if row)
        plain = ((path.decode("utf-8", "surrogateescape"), about) for about, _, path in rows if about[:3] == b"100")
        found = {path[len(prefix) :]: about.split()[2].decode() for path, about in plain}
        return {name: blob for name, blob in sorted(found.items()) if is_candidate(name)}

    def blobs(self, blob_ids: Sequence[str]) -> Iterator[bytes]:
        """The contents of blobs, in the order asked for, through one process.

        Failure ``missing-object`` when one is not in the repository.
        """
        if not blob_ids:
            return
        from tempfile import TemporaryFile

        with TemporaryFile() as wanted, TemporaryFile() as complaints:
            wanted.write("".join(blob_id + "\n" for blob_id in blob_ids).encode())
            wanted.seek(0)
            command = _command(self.top, "cat-file", "--batch", "--buffer")
            with _started(command, wanted, complaints) as process:
                try:
                    for blob_id in blob_ids:
                        yield self._blob(process.stdout, blob_id)
                finally:
                    process.kill()

    def _blob(self, output: IO[bytes] | None, blob_id: str) -> bytes:
        about = output.readline().split() if output else []
        if output is None or len(about) != 3 or about[1] != b"blob":
            raise Failure("missing-object", path=self.top, object=blob_id)
        content = output.read(int(about[2]) + 1)
        if len(content) != int(about[2]) + 1:
            raise Failure("missing-object", path=self.top, object=blob_id)
        return content[:-1]

    def _has_register(self, blob: str) -> bool:
        text, _ = decode(next(self.blobs([blob])))
        return TextFile("", text).has_register

    def _ask(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return _run(self.top, *arguments)

    def _asked(self, *arguments: str) -> bytes:
        done = self._ask(*arguments)
        if done.returncode:
            raise _failure(done.stderr, self.top)
        return done.stdout


def open_repository(folder: Path) -> Repository:
    """The repository that holds ``folder``.

    Failure ``no-such-path``, ``no-git`` (not installed), ``not-in-git`` or ``unsafe-repository`` (somebody else's).
    """
    if not folder.is_dir():
        raise Failure("no-such-path", path=str(folder))
    done = _run(str(folder), "rev-parse", "--is-shallow-repository", "--show-toplevel", "--show-prefix")
    if done.returncode:
        raise _failure(done.stderr, str(folder))
    shallow, top, prefix = done.stdout.decode("utf-8", "surrogateescape").split("\n")[:3]
    return Repository(folder, top, prefix, shallow == "true")


def _command(folder: str, *arguments: str) -> list[str]:
    settings = (part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}"))
    return ["git", *_OPTIONS, *settings, "-C", folder, *arguments]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | _ENVIRONMENT


def _run(folder: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(_command(folder, *arguments), capture_output=True, env=_environment(), check=False)
    except FileNotFoundError as error:
        raise Failure("no-git") from error


def _started(command: list[str], wanted: IO[bytes], complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command, stdin=wanted, stdout=subprocess.PIPE, stderr=complaints, env=_environment(), bufsize=1 << 20
        )
    except FileNotFoundError as error:
        raise Failure("no-git") from error


def _failure(complaint: bytes, path: str) -> Failure:
    """The Failure for what git complained of on its standard error."""
    text = complaint.decode("utf-8", "replace").strip()
    for words, code in _COMPLAINTS:
        if words in text.lower():
            object_id = re.search(r"\b[0-9a-f]{40,64}\b", text)
            return Failure(code, path=path, object=object_id[0] if object_id else "")
    return Failure("git-failed", path=path, why=text.splitlines()[-1] if text else "")

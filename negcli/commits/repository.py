"""The questions we ask git: which commits, which files, which contents. Nothing here writes, fetches or runs a hook.

The `git` program is asked directly, never once per file: one `git log` tells what every commit changed, one
`git cat-file --batch` gives all contents. `gitrun` sees to it that nothing else is run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from negcli.cache import NO_CACHE, Cache
from negcli.commits.gitrun import complaint_of, run
from negcli.commits.objects import Objects
from negcli.commits.trail import Commit, Trail, follow, is_candidate, parse_commit, parse_log, read_commit
from negcli.errors import Failure
from negcli.source.encoding import decode
from negcli.source.files import TextFile

#: Every commit of the first parent with the files it changed, as they are stored.
_LOG_OPTIONS = (
    *("--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv"),
    *("--no-relative", "--no-show-signature", "--format=%H %cI"),
)
#: Longer texts name no revision.
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository in which the register at ``folder`` stands. ``prefix`` leads from ``top`` to it (``a/b/``)."""

    folder: Path
    top: str
    prefix: str
    shallow: bool
    objects: Objects = field(compare=False, repr=False)
    #: The commit from which the history is looked at.
    tip: str = "HEAD"
    #: Where it is kept what the history says.
    cache: Cache = field(default=NO_CACHE, compare=False, repr=False)

    def resolve(self, revision: str) -> Commit | None:
        """The commit that ``revision`` names, or None. Failure ``no-commits`` when there is none at all."""
        if not revision or len(revision) > _LONGEST or set(revision) & set("\0\n"):
            return None
        (stored,) = self.objects.read([revision + "^{commit}"])
        if stored:
            return read_commit(stored.id, stored.content)
        if revision == "HEAD":
            raise self._headless()
        return None

    def remembered(self, name: str, make: Callable[[], Any]) -> Any:
        """What ``make`` gives (plain values), which the history alone decides; kept as ``name``, by the last commit."""
        newest = None if self.shallow or self.cache is NO_CACHE else self.resolve(self.tip)
        return self.cache.remembered((name, newest.id, self.prefix), make) if newest else make()

    def merge_base(self, one: str, other: str) -> str | None:
        """The id of the best common ancestor of two commits; None when they have none.

        Failure ``shallow`` when the history is not all here.
        """
        if self.shallow:
            raise Failure("shallow", path=self.top)
        done = run(self.top, "merge-base", one, other)
        return done.stdout.decode().strip() or None

    def commits(self) -> list[Commit]:
        """The commits of the first parent, newest first. A shallow clone's end where its history was cut off."""
        options = ("--first-parent", "--no-show-signature", "--format=%H %cI")
        lines = self._asked("log", *options, "--end-of-options", self.tip, "--")
        return [parse_commit(line) for line in lines.decode().splitlines()]

    def trail(self) -> Trail:
        """The first parent's commits that changed YAML files of the register's folder.

        Failure ``shallow`` when the history is not all here, ``no-commits`` when there is none.
        """
        if self.shallow:
            raise Failure("shallow", path=self.top)
        output = self._asked("log", *_LOG_OPTIONS, "--end-of-options", self.tip, "--")
        return follow(parse_log(output), self.prefix, self._has_register)

    def tree(self, commit_id: str, folder: str | None = None) -> dict[str, str]:
        """The YAML files of the register's folder (or another) at a commit: file → blob id, in order of their names."""
        prefix = self.prefix if folder is None else folder
        files = self.objects.files(f"{commit_id}:{prefix.rstrip('/')}")
        return {name: blob for name, blob in files.items() if is_candidate(name)}

    def blobs(self, blob_ids: Sequence[str]) -> Iterator[bytes]:
        """The contents of blobs, in the order asked for. Failure ``missing-object`` when one is not there."""
        for blob_id, stored in zip(blob_ids, self.objects.read(blob_ids), strict=True):
            if stored is None:
                raise Failure("missing-object", path=self.top, object=blob_id)
            yield stored.content

    def holds_register(self, commit_id: str, folder: str) -> bool:
        """Whether a register document stood right in ``folder`` (as `prefix`) at a commit."""
        return any(self._has_register(blob) for name, blob in self.tree(commit_id, folder).items() if "/" not in name)

    def _has_register(self, blob: str) -> bool:
        text, _ = decode(next(self.blobs([blob])))
        return TextFile("", text).has_register

    def _headless(self) -> Failure:
        """Why `HEAD` leads to no commit: there is none yet, or it is missing."""
        done = run(self.top, "rev-parse", "--verify", "--quiet", "HEAD")
        head = done.stdout.decode().strip()
        return Failure("missing-object", path=self.top, object=head) if head else Failure("no-commits", path=self.top)

    def _asked(self, *arguments: str) -> bytes:
        done = run(self.top, *arguments)
        if done.returncode:
            raise complaint_of(done.stderr, self.top)
        return done.stdout


def open_repository(folder: Path, cache: Cache = NO_CACHE) -> Repository:
    """The repository that holds ``folder``; ``cache`` keeps what its history says.

    Failure ``no-such-path``, ``no-git`` (not installed), ``not-in-git``, ``no-work-tree`` (a
    bare one, or its own folder) or ``unsafe-repository`` (somebody else's).
    """
    if not folder.is_dir():
        raise Failure("no-such-path", path=str(folder))
    done = run(str(folder), "rev-parse", "--is-shallow-repository", "--show-toplevel", "--show-prefix")
    if done.returncode:
        raise complaint_of(done.stderr, str(folder))
    shallow, top, prefix = done.stdout.decode("utf-8", "surrogateescape").split("\n")[:3]
    return Repository(folder, top, prefix, shallow == "true", Objects(top), cache=cache)

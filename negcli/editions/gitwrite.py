"""Writing to git: one commit of some files with its tag, or nothing at all. Nothing is pushed, and no hook runs."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from negcli.commits.gitrun import command, environment, run
from negcli.errors import Failure


class Act(NamedTuple):
    """What is to be committed: ``files`` from the repository's top, a message, and the tag with its own."""

    files: tuple[str, ...]
    message: str
    tag: str
    tag_message: str
    signed: bool


def may_commit(top: str) -> None:
    """Failure ``no-branch`` where nothing can be committed: on no branch, or within a merge or a rebase."""
    git_folder = Path(_asked(top, "rev-parse", "--absolute-git-dir"))
    busy = [name for name in ("MERGE_HEAD", "rebase-merge", "rebase-apply") if (git_folder / name).exists()]
    if busy or run(top, "symbolic-ref", "--quiet", "HEAD").returncode:
        raise Failure("no-branch", path=top)


def has_tag(top: str, name: str) -> bool:
    """Whether there is a tag called ``name``."""
    return run(top, "rev-parse", "--verify", "--quiet", f"refs/tags/{name}").returncode == 0


def branch_of(top: str) -> tuple[str, str]:
    """The branch that is checked out, and the remote that it goes to (``origin`` where none is set)."""
    branch = _asked(top, "symbolic-ref", "--short", "HEAD")
    remote = run(top, "config", "--get", f"branch.{branch}.remote").stdout.decode().strip()
    return branch, remote or "origin"


def perform(top: str, act: Act) -> str:
    """Commit and tag; the commit's id. Whatever fails, branch, tags and index are as before.

    Failure ``publish-failed`` with git's complaint.
    """
    head = _asked(top, "rev-parse", "HEAD")
    with _index_of(top, head) as index:
        _asked(top, "add", "--", *act.files, index=index)
        tree = _asked(top, "write-tree", index=index)
    commit = _asked(top, "commit-tree", "-p", head, "-F", "-", tree, data=act.message)
    _asked(
        top, "tag", "-s" if act.signed else "-a", "--cleanup=verbatim", "-F", "-", act.tag, commit, data=act.tag_message
    )
    try:
        _asked(top, "update-ref", "-m", "negcli publish", "HEAD", commit, head)
        _follow(top, act, head, commit)
    except BaseException:
        run(top, "tag", "-d", act.tag)
        raise
    return commit


def _follow(top: str, act: Act, head: str, commit: str) -> None:
    """Let the index follow the branch, as far as the committed files go."""
    try:
        _asked(top, "add", "--", *act.files)
    except BaseException:
        run(top, "update-ref", "-m", "negcli publish undone", "HEAD", head, commit)
        raise


@contextmanager
def _index_of(top: str, head: str) -> Iterator[str]:
    """An index of its own that holds what ``head`` does: what else is staged stays out, and where it is."""
    with tempfile.TemporaryDirectory(prefix="negcli-") as folder:
        index = str(Path(folder) / "index")
        _asked(top, "read-tree", head, index=index)
        yield index


def _asked(top: str, *arguments: str, index: str = "", data: str = "") -> str:
    settings = environment() | ({"GIT_INDEX_FILE": index} if index else {})
    done = subprocess.run(command(top, *arguments), input=data.encode(), capture_output=True, env=settings, check=False)
    if done.returncode:
        complaint = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Failure("publish-failed", why=complaint[-1] if complaint else " ".join(arguments[:1]))
    return done.stdout.decode("utf-8", "surrogateescape").strip()

"""Writing to git: one commit of some files with its tag, or nothing at all. Nothing is pushed, and no hook runs."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from negcli.atomic import put_back
from negcli.commits.gitrun import command, environment, has_commits, own_programs, run
from negcli.errors import Failure

#: What people call the main line.
_MAIN = ("main", "master", "trunk", "主线")


class Act(NamedTuple):
    """What is to be committed: ``files`` from the repository's top, a message, and the tag with its own.

    ``stray`` is the id of a tag of that name that is in the way, see `stray_tag`; empty where there is none.
    """

    files: tuple[str, ...]
    message: str
    tag: str
    tag_message: str
    signed: bool
    stray: str = ""


def may_commit(top: str) -> None:
    """Failure where nothing can be committed.

    ``no-branch``: on no branch, or within a merge or a rebase; ``no-author``: git does not know who commits.
    """
    git_folder = Path(_asked(top, "rev-parse", "--absolute-git-dir"))
    busy = [name for name in ("MERGE_HEAD", "rebase-merge", "rebase-apply") if (git_folder / name).exists()]
    if busy or run(top, "symbolic-ref", "--quiet", "HEAD").returncode:
        raise Failure("no-branch", path=top)
    if run(top, "var", "GIT_COMMITTER_IDENT").returncode:
        raise Failure("no-author", path=top)


def stray_tag(top: str, name: str) -> str:
    """The id of the tag ``name`` where an act that was killed left it: its commit is in no branch.

    Empty where there is no tag of that name; Failure ``tag-exists`` where it is any other.
    """
    there = run(top, "for-each-ref", "--format=%(objectname) %(contents)", f"refs/tags/{name}").stdout.decode()
    branches = run(top, "for-each-ref", "--contains", f"refs/tags/{name}", "refs/heads", "refs/remotes")
    if there and (branches.stdout or branches.returncode or "negcli-edition: " not in there):
        raise Failure("tag-exists", tag=name)
    return there.partition(" ")[0]


def branch_of(top: str) -> tuple[str, str]:
    """The branch that is checked out, and the remote that it goes to; empty where there is none."""
    branch = _asked(top, "symbolic-ref", "--short", "HEAD")
    remotes = _asked(top, "remote").splitlines()
    own = run(top, "config", "--get", f"branch.{branch}.remote").stdout.decode().strip()
    return branch, next((name for name in (own, "origin", *remotes) if name in remotes), "")


def stay_on_main(top: str) -> None:
    """Failure ``side-branch`` where another branch is the main line, whose history is the public record.

    That is the one that git's setting `negcli.main` names, or a clone has from its origin, or is called so.
    """
    branch = branch_of(top)[0]
    local = _asked(top, "for-each-ref", "--format=%(refname:short)", "refs/heads").splitlines()
    named = run(top, "config", "--get", "negcli.main").stdout.decode().strip()
    cloned = run(top, "symbolic-ref", "--short", "refs/remotes/origin/HEAD").stdout.decode().strip().partition("/")[2]
    main = named or cloned or next(filter(local.__contains__, _MAIN), branch)
    if branch != main:
        raise Failure("side-branch", branch=branch, main=main)


def altered(top: str, files: Sequence[str]) -> list[str]:
    """Those of ``files``, named from the repository's top, that say other than in the last commit, or are new."""
    rows = run(top, "status", "--porcelain", "-z", "--untracked-files=all", "--", *files).stdout.split(b"\0")
    told = {row[3:].decode("utf-8", "surrogateescape") for row in rows}
    return list(filter(told.__contains__, files))


def perform(top: str, act: Act, ask: Callable[[], None]) -> str:
    """Commit and tag; the commit's id. Whatever fails, branch, tags and index are as before.

    The branch is moved last: where all is killed before that, nothing is public, and it can be done again.

    ``ask`` is called where it may be interrupted. Failure ``publish-failed`` with git's complaint, ``sign-failed``.
    """
    head = _asked(top, "rev-parse", "HEAD") if has_commits(top) else ""
    with _index_of(top, head) as index:
        _asked(top, "add", "--", *act.files, index=index)
        tree = _asked(top, "write-tree", index=index)
    commit = _asked(top, "commit-tree", tree, *(["-p", head] if head else []), "-F", "-", data=act.message)
    with ExitStack() as undo:
        ask()
        undo.callback(put_back, *_index_now(top))
        _asked(top, "add", "--", *act.files)
        _tag(top, act, commit)
        undo.callback(run, top, *_back(f"refs/tags/{act.tag}", act.stray))
        ask()
        _asked(top, "update-ref", "-m", "negcli publish", "HEAD", commit, head)
        undo.pop_all()
    return commit


def _index_now(top: str) -> tuple[Path, bytes | None]:
    """Where the user's index is, and what it is; None where there is none yet."""
    index = Path(top, _asked(top, "rev-parse", "--git-path", "index"))
    return index, index.read_bytes() if index.exists() else None


def _back(ref: str, before: str) -> list[str]:
    """What git is asked for ``ref`` to be as ``before``."""
    return ["update-ref", "-m", "negcli publish undone", *([ref, before] if before else ["-d", ref])]


def _tag(top: str, act: Act, commit: str) -> None:
    how = [*own_programs(top), "tag", "-s"] if act.signed else ["tag", "-a"]
    how += ["-f"] * bool(act.stray)
    try:
        _asked(top, *how, "--cleanup=verbatim", "-F", "-", act.tag, commit, data=act.tag_message)
    except Failure as failure:
        raise Failure("sign-failed", why=failure.args_["why"]) if act.signed else failure from failure


@contextmanager
def _index_of(top: str, head: str) -> Iterator[str]:
    """An index of its own that holds what ``head`` does: what else is staged stays out, and where it is."""
    with tempfile.TemporaryDirectory(prefix="negcli-") as folder:
        index = str(Path(folder) / "index")
        _asked(top, "read-tree", head or "--empty", index=index)
        yield index


def _asked(top: str, *arguments: str, index: str = "", data: str = "") -> str:
    settings = environment() | ({"GIT_INDEX_FILE": index} if index else {})
    done = subprocess.run(command(top, *arguments), input=data.encode(), capture_output=True, env=settings, check=False)
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        told = (line.partition(": ")[2] or line for line in lines if not line.startswith("hint:"))
        raise Failure("publish-failed", why=" ".join(told) or arguments[0])
    return done.stdout.decode("utf-8", "surrogateescape").strip()

"""An example's dated snapshots → a real git repository, the same commits every time (`history.yaml` is the plan).

Snapshots are overlays: folders laid one after the other over the work tree. GitPython writes the commits; it is
imported only here and only when a history is replayed.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from negcli.errors import Failure
from negcli.source.document import load_plain

if TYPE_CHECKING:
    from git import Actor, Repo

Step = Mapping[str, Any]

_PERSON = re.compile(r"(?P<name>.+?) <(?P<mail>[^<>]+)>")


def need_git() -> None:
    """Failure ``no-git`` when git is not installed."""
    if shutil.which("git") is None:
        raise Failure("no-git")


def replay(example: Path, target: Path) -> int:
    """Commit the steps of ``example/history.yaml`` into a new repository at ``target``; how many commits it has.

    Failure ``folder-in-use`` when ``target`` holds anything, ``no-git`` when git is not installed.
    """
    if target.exists() and any(target.iterdir()):
        raise Failure("folder-in-use", path=str(target))
    steps = load_plain((example / "history.yaml").read_text(encoding="utf-8"))["steps"]
    repository = _begin(target)
    try:
        for step in steps:
            _take(repository, step, example / "snapshots")
        return sum(1 for _ in repository.iter_commits("--all"))
    finally:
        repository.close()


def _begin(target: Path) -> Repo:
    try:
        from git import Repo
        from git.exc import GitCommandNotFound
    except ImportError as error:  # GitPython looks for git when it is imported
        raise Failure("no-git") from error
    target.mkdir(parents=True, exist_ok=True)
    try:
        repository = Repo.init(target, initial_branch="main")
    except GitCommandNotFound as error:
        raise Failure("no-git") from error
    with repository.config_writer() as settings:
        settings.set_value("core", "autocrlf", "false")
        settings.set_value("core", "quotepath", "false")
        settings.set_value("commit", "gpgsign", "false")
        settings.set_value("core", "hooksPath", str(Path(repository.git_dir) / "no-hooks"))
    return repository


def _take(repository: Repo, step: Step, snapshots: Path) -> None:
    if "branch" in step:
        repository.create_head(step["branch"]).checkout()
    elif "switch" in step:
        repository.heads[step["switch"]].checkout()
    elif "merge" in step:
        _merge(repository, step)
    else:
        _commit(repository, step, snapshots)


def _commit(repository: Repo, step: Step, snapshots: Path) -> None:
    tree = Path(repository.working_dir)
    _make_way(repository, tree, step)
    if "snapshot" in step:
        _lay(snapshots / step["snapshot"], tree, step.get("only") or ("*",))
    repository.git.add("--all")
    repository.index.commit(step["message"], **_authorship(step))


def _make_way(repository: Repo, tree: Path, step: Step) -> None:
    """Move and remove files as ``step`` says."""
    for old, new in (step.get("move") or {}).items():
        (tree / new).parent.mkdir(parents=True, exist_ok=True)
        repository.git.mv(old, new)
    for name in step.get("remove") or ():
        repository.git.rm("-r", "-q", name)


def _lay(snapshot: Path, tree: Path, only: Iterable[str]) -> None:
    """Copy the files of ``snapshot`` whose names match one of ``only`` over ``tree``."""
    for source in sorted(path for path in snapshot.rglob("*") if path.is_file()):
        name = source.relative_to(snapshot).as_posix()
        if any(fnmatch(name, pattern) for pattern in only):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, tree / name)


def _merge(repository: Repo, step: Step) -> None:
    """A merge commit, also where the branch could be fast-forwarded."""
    other = repository.heads[step["merge"]].commit
    authorship = _authorship(step)
    person = authorship["committer"]
    named = {"GIT_COMMITTER_NAME": person.name, "GIT_COMMITTER_EMAIL": person.email}  # git asks even before it commits
    repository.git.merge("--no-ff", "--no-commit", "-q", other.hexsha, env=named)
    parents = [repository.head.commit, other]
    repository.index.commit(step["message"], parent_commits=parents, **authorship)
    (Path(repository.git_dir) / "MERGE_HEAD").unlink(missing_ok=True)


def _authorship(step: Step) -> dict[str, Any]:
    from git import Actor

    match = _PERSON.fullmatch(step["by"])
    if match is None:
        raise Failure("bad-history", step=step["message"])
    person: Actor = Actor(match["name"], match["mail"])
    moment = datetime.fromisoformat(step["at"])
    return {
        "author": person,
        "committer": person,
        "author_date": moment,
        "commit_date": moment,
        "skip_hooks": True,
    }

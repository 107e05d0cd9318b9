"""What a register's history knows of ids that were once in use, where there is a history to look into."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from negcli.commits.gitrun import run
from negcli.errors import Failure
from negcli.rules import Past

if TYPE_CHECKING:
    from negcli.commits.repository import Repository


def past_of(root: Path, cached: bool = False) -> tuple[Past | None, Failure | None]:
    """What the history of the register at ``root`` knows, from the cache where that may be; or why there is none."""
    if not _may_have_history(root):
        return None, Failure("not-in-git", path=str(root))
    from negcli.cache import NO_CACHE, Cache
    from negcli.commits.repository import open_repository

    try:
        return _read(open_repository(root, Cache() if cached else NO_CACHE)), None
    except Failure as why:
        return None, why


def _may_have_history(root: Path) -> bool:
    """Whether git would find a repository upwards of ``root``: asking it takes longer than looking."""
    place = root.resolve()
    return any((folder / ".git").exists() for folder in (place, *place.parents))


def _read(repository: Repository) -> Past:
    """What the history knows, kept by the last commit."""
    rows = repository.remembered("titles", partial(_titles, repository))
    return Past({(kind, agency, name): tuple(titles) for kind, agency, name, titles in rows})


def _titles(repository: Repository) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Kind, agency, id and titles of what is gone."""
    from negcli.lists.blocks import Parser
    from negcli.record.chronicle import read_past

    return [(*name, titles) for name, titles in read_past(repository, Parser()).titles.items()]


def head_of(root: Path) -> str:
    """What the last commit is, by which one sees whether the history has moved on; empty where there is none."""
    try:
        return run(str(root), "rev-parse", "HEAD").stdout.decode().strip()
    except Failure:
        return ""

"""What a register's history knows of ids that were once in use, where there is a history to look into."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from negcli.errors import Failure
from negcli.gitrun import run
from negcli.rules import Past

if TYPE_CHECKING:
    from negcli.repository import Repository


def past_of(root: Path) -> tuple[Past | None, Failure | None]:
    """What the history of the register at ``root`` knows; or why there is none to look into."""
    if not _may_have_history(root):
        return None, Failure("not-in-git", path=str(root))
    from negcli.repository import open_repository

    try:
        return _read(open_repository(root)), None
    except Failure as why:
        return None, why


def _may_have_history(root: Path) -> bool:
    """Whether git would find a repository upwards of ``root``: asking it takes longer than looking."""
    place = root.resolve()
    return any((folder / ".git").exists() for folder in (place, *place.parents))


def _read(repository: Repository) -> Past:
    from negcli.blocks import Parser
    from negcli.chronicle import read_past

    return read_past(repository, Parser())


def head_of(root: Path) -> str:
    """What the last commit is, by which one sees whether the history has moved on; empty where there is none."""
    try:
        return run(str(root), "rev-parse", "HEAD").stdout.decode().strip()
    except Failure:
        return ""

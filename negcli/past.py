"""What a register's history knows of ids that were once in use, where there is a history to look into."""

from __future__ import annotations

from pathlib import Path

from negcli.errors import Failure
from negcli.gitrun import run
from negcli.repository import Repository, open_repository
from negcli.rules import Past


def past_of(root: Path) -> tuple[Past | None, Failure | None]:
    """What the history of the register at ``root`` knows; or why there is none to look into."""
    try:
        return _read(open_repository(root)), None
    except Failure as why:
        return None, why


def _read(repository: Repository) -> Past:
    from negcli.blocks import Parser  # a register in no repository does without what reads histories
    from negcli.chronicle import read_past

    return read_past(repository, Parser())


def head_of(root: Path) -> str:
    """What the last commit is, by which one sees whether the history has moved on; empty where there is none."""
    try:
        return run(str(root), "rev-parse", "HEAD").stdout.decode().strip()
    except Failure:
        return ""

"""The editions of a history without their entries: what they say about changes. Kept by the last commit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from negcli.commits.repository import Repository
from negcli.commits.trail import Commit
from negcli.lists.blocks import HeadParser
from negcli.lists.model import Edition, EntryList
from negcli.record.chronicle import PublicEdition, read_chronicle


def read_heads(repository: Repository) -> Sequence[PublicEdition]:
    """The editions in order, their lists without entries. Failure as `read_chronicle`."""
    rows = repository.remembered("heads", partial(_written, repository))
    return [_edition(*row) for row in rows]


def _written(repository: Repository) -> list[list[Any]]:
    editions = read_chronicle(repository, HeadParser()).editions
    return [[*each.key, each.rows.edition.values, *each.commit, each.position] for each in editions]


def _edition(agency: str, kind: str, values: Any, commit: str, when: str, position: int) -> PublicEdition:
    rows = EntryList(kind, agency, Edition(values), (), {"edition": values})
    return PublicEdition(rows, Commit(commit, when), position)

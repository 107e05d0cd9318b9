"""The editions of a history without their entries: what they say about changes. Kept by the last commit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from negcli.cache import Cache
from negcli.commits.repository import Repository
from negcli.commits.trail import Commit
from negcli.lists.blocks import HeadParser
from negcli.lists.model import Edition, EntryList
from negcli.record.chronicle import PublicEdition, read_chronicle


def read_heads(repository: Repository, cache: Cache | None = None) -> Sequence[PublicEdition]:
    """The editions in order, their lists without entries; out of ``cache`` where it knows them.

    Failure as `read_chronicle`.
    """
    make = partial(_written, repository)
    head = repository.resolve("HEAD") if cache and not repository.shallow else None
    rows = cache.remembered(("heads", head.id, repository.prefix), make) if cache and head else make()
    return [_edition(*row) for row in rows]


def _written(repository: Repository) -> list[list[Any]]:
    editions = read_chronicle(repository, HeadParser()).editions
    return [[*each.key, each.rows.edition.values, *each.commit, each.position] for each in editions]


def _edition(agency: str, kind: str, values: Any, commit: str, when: str, position: int) -> PublicEdition:
    rows = EntryList(kind, agency, Edition(values), (), {"edition": values})
    return PublicEdition(rows, Commit(commit, when), position)

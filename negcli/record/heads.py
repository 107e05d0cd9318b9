"""The editions of a history without their entries: what they say about changes. Kept by the last commit."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence, Set
from functools import partial
from typing import Any

from negcli.commits.repository import Repository
from negcli.commits.trail import Commit
from negcli.lists.blocks import HeadParser, Parsed
from negcli.lists.model import Edition, EntryList
from negcli.lists.moment import Key
from negcli.record.chronicle import PublicEdition, read_chronicle, read_editions
from negcli.record.turns import turns


def read_heads(repository: Repository) -> Sequence[PublicEdition]:
    """The editions in order, their lists without entries. Failure as `read_chronicle`."""
    return [_edition(*row) for row in repository.remembered("heads", partial(_every, repository))]


def read_heads_that_stayed(repository: Repository, apart: Set[str] = frozenset()) -> Sequence[PublicEdition]:
    """The same, but for lists in the files ``apart``, and for what `turns` does not see; much the quicker.

    Failure as `Repository.trail`, and ``missing-object`` when a version is not there.
    """
    name = json.dumps(["turns", *sorted(apart)])
    return [_edition(*row) for row in repository.remembered(name, partial(_turning, repository, apart))]


def files_apart(keys: Set[Key], *versions: Mapping[str, Collection[Key]]) -> frozenset[str]:
    """The files in which other lists than ``keys`` stand in all ``versions`` (file → lists), and no register document.

    That a list moved into one of them and back again is not followed.
    """
    names = filter(lambda name: "/" in name, versions[0])
    return frozenset(name for name in names if all(_is_apart(keys, files.get(name, ())) for files in versions))


def _is_apart(keys: Set[Key], held: Collection[Key]) -> bool:
    return bool(held) and keys.isdisjoint(held)


def _every(repository: Repository) -> list[list[Any]]:
    return _written(read_chronicle(repository, HeadParser()).editions)


def _turning(repository: Repository, apart: Set[str]) -> list[list[Any]]:
    parser = HeadParser()
    trail = turns(repository.trail(), apart, partial(_head, repository, parser))
    return _written(read_editions(trail, repository, parser))


def _head(repository: Repository, parser: HeadParser, blob: str) -> Parsed:
    """What the file ``blob`` says above its entries; ``parser`` remembers it."""
    if blob not in parser.blobs:
        parser.blobs[blob] = parser.parse(next(repository.blobs([blob])))
    return parser.blobs[blob]


def _written(editions: Sequence[PublicEdition]) -> list[list[Any]]:
    return [[*each.key, each.rows.edition.values, *each.commit, each.position] for each in editions]


def _edition(agency: str, kind: str, values: Any, commit: str, when: str, position: int) -> PublicEdition:
    rows = EntryList(kind, agency, Edition(values), (), {"edition": values})
    return PublicEdition(rows, Commit(commit, when), position)

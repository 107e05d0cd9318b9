"""What was public where a branch began, for its lists to be held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from negcli.commits.gitrun import run
from negcli.commits.repository import Repository
from negcli.editions.times import last_editions
from negcli.errors import Failure
from negcli.lists.blocks import Parser
from negcli.lists.moment import Key
from negcli.record.chronicle import Chronicle, EditionName, PublicEdition, read_chronicle
from negcli.record.drafts import Known


def read_known(repository: Repository, reference: str) -> Known:
    """What was public at ``reference``, from where the branch that is checked out went off.

    Numbers that editions got there since count as used. Failure ``shallow-gate`` where a part of the history is not
    here, and ``unknown-against`` where the reference is not, with what to fetch; else as `read_chronicle`.
    """
    there = _commit(repository, reference)
    parser = Parser()
    base = read_chronicle(_seen_from(repository, _fork(repository, there)), parser)
    since = read_chronicle(_seen_from(repository, there), parser)
    here = read_chronicle(repository, parser)
    known = set(_names((*base.editions, *since.editions)))
    between = (edition.rows for edition in here.editions if (*edition.key, edition.number) not in known)
    return Known(last_editions(base.editions), _numbers(known), tuple(between))


def known_now(chronicle: Chronicle) -> Known:
    """What is public by ``chronicle``."""
    return Known(last_editions(chronicle.editions), _numbers(_names(chronicle.editions)))


def _commit(repository: Repository, reference: str) -> str:
    if repository.shallow:
        raise Failure("shallow-gate", path=repository.top, name=reference)
    commit = repository.resolve(reference)
    if commit is None:
        remote, _, branch = reference.rpartition("/")
        raise Failure("unknown-against", path=repository.top, name=reference, remote=remote or "origin", branch=branch)
    return commit.id


def _fork(repository: Repository, there: str) -> str:
    """The commit at which the branch went off; ``there`` where the two have nothing in common."""
    done = run(repository.top, "merge-base", there, "HEAD")
    return done.stdout.decode().strip() or there


def _seen_from(repository: Repository, commit: str) -> Repository:
    """The same repository with ``commit`` as its newest, the register being where it stood then."""
    folders = (repository.prefix, *repository.trail().former)
    held = (folder for folder in folders if repository.holds_register(commit, folder))
    return replace(repository, tip=commit, prefix=next(held, repository.prefix))


def _names(editions: Iterable[PublicEdition]) -> Iterator[EditionName]:
    return ((*edition.key, edition.number) for edition in editions)


def _numbers(names: Iterable[EditionName]) -> dict[Key, frozenset[str]]:
    numbers: dict[Key, frozenset[str]] = {}
    for agency, kind, number in names:
        numbers[agency, kind] = numbers.get((agency, kind), frozenset()) | {number}
    return numbers

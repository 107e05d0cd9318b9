"""What was public where a branch began, for its lists to be held against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from negcli.commits.gitrun import has_commits, run
from negcli.commits.repository import Repository
from negcli.editions.times import last_editions
from negcli.errors import Failure
from negcli.lists.blocks import Parser
from negcli.lists.model import Register
from negcli.lists.moment import Key
from negcli.record.chronicle import Chronicle, EditionName, PublicEdition, read_chronicle
from negcli.record.drafts import Known

#: A commit's id in full.
_COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")


def read_known(repository: Repository, reference: str) -> Known:
    """What was public at ``reference``, from where the branch that is checked out went off.

    Numbers that editions got there since count as used. Nothing was public where nothing was ever committed. Failure
    ``shallow-gate`` where a part of the history is not here, and ``unknown-against`` or ``unknown-commit`` where the
    reference is not, with what to fetch; else as `read_chronicle`.
    """
    there = _commit(repository, reference)
    return _known(repository, there) if there else Known({}, {})


def _known(repository: Repository, there: str) -> Known:
    parser = Parser()
    base = read_chronicle(_seen_from(repository, _fork(repository, there)), parser)
    since = read_chronicle(_seen_from(repository, there), parser)
    here = read_chronicle(repository, parser)
    known = set(_names((*base.editions, *since.editions)))
    between = (edition.rows for edition in here.editions if (*edition.key, edition.number) not in known)
    return Known(last_editions(base.editions), _numbers(known), tuple(between))


def chronicle_of(repository: Repository, register: Register) -> Chronicle:
    """The history of ``register``: an empty one where nothing was ever committed; Failure as `read_chronicle`."""
    try:
        return read_chronicle(repository, Parser())
    except Failure as failure:
        if failure.code != "no-commits":
            raise
        return Chronicle((), {}, (), register.agency_ids, register.agency_names)


def known_now(chronicle: Chronicle) -> Known:
    """What is public by ``chronicle``."""
    return Known(last_editions(chronicle.editions), _numbers(_names(chronicle.editions)))


def _commit(repository: Repository, reference: str) -> str:
    """The commit's id; a branch that only a remote has counts, as in a pipeline. Empty where there is none at all."""
    if repository.shallow:
        raise Failure("shallow-gate", path=repository.top, name=reference)
    if reference == "HEAD" and not has_commits(repository.top):
        return ""
    remotes = run(repository.top, "remote").stdout.decode("utf-8", "replace").split() or ["origin"]
    names = (reference, *(f"{remote}/{reference}" for remote in remotes))
    found = next(filter(None, map(repository.resolve, names)), None)
    if found is None:
        raise _unknown(repository.top, reference, remotes)
    return found.id


def _unknown(top: str, reference: str, remotes: list[str]) -> Failure:
    """What to fetch where ``reference`` is not here: a commit, or a branch of one of the ``remotes``."""
    if _COMMIT.fullmatch(reference):
        return Failure("unknown-commit", path=top, name=reference, remote=remotes[0])
    remote, _, branch = reference.partition("/")
    owner, name = (remote, branch) if branch and remote in remotes else (remotes[0], reference)
    return Failure("unknown-against", path=top, name=reference, remote=owner, branch=name)


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

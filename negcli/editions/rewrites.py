"""Where a list was changed after its edition had become public, though it kept the number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby, zip_longest
from operator import attrgetter
from typing import Any, NamedTuple

from negcli.change import Change
from negcli.commits.repository import Repository
from negcli.commits.trail import Commit
from negcli.compare import compare
from negcli.editions.content import public_content
from negcli.editions.correction import Rewritten, correction
from negcli.lists.blocks import Parser
from negcli.lists.model import EntryList
from negcli.lists.moment import Key
from negcli.record.chronicle import Chronicle, EditionName, PublicEdition, Turn, walk


class Rewrite(NamedTuple):
    """A commit after which a list did not say what its edition had said, or said yet another thing.

    ``changes`` and ``fields`` (of the edition itself) are what differs from the edition as published; ``ended`` is the
    commit from which on that no longer stood, None where it stands today.
    """

    edition: PublicEdition
    commit: Commit
    changes: tuple[Change, ...]
    fields: tuple[str, ...]
    ended: Commit | None = None
    #: The number of the later edition that corrects it openly; empty where none does.
    corrected: str = ""


class _State(NamedTuple):
    """A list after a commit; ``content`` is what it says, where that is other than what its ``edition`` said."""

    commit: Commit
    position: int
    edition: PublicEdition | None
    rows: EntryList | None
    content: Any


def read_rewrites(repository: Repository, parser: Parser, chronicle: Chronicle) -> list[Rewrite]:
    """Every rewriting in the history of which ``chronicle`` tells, the oldest first; Failure as `walk`."""
    known = {(*edition.key, edition.number): edition for edition in chronicle.editions}
    lives: dict[Key, list[_State]] = {}
    for turn in walk(repository, parser):
        for key in sorted(turn.touched):
            lives.setdefault(key, []).append(_state(key, turn, known))
    found = chain.from_iterable(map(_others, lives.values()))
    ordered = sorted(found, key=lambda pair: pair[0].position)
    return [_rewrite(state, after, chronicle) for state, after in ordered]


def differences(old: EntryList, new: EntryList, names: Mapping[str, str]) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """What ``new`` says otherwise than ``old``, an edition of the same number: entries, and fields of the edition."""
    before, after = (public_content(rows, None)["edition"] for rows in (old, new))
    fields = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return tuple(compare({old.key: old}, {new.key: new}, names=names)), tuple(fields)


def other_content(rows: EntryList, edition: EntryList) -> Any:
    """What ``rows`` say to the public where that is not what ``edition``, of the same number, says; else None."""
    if rows.entries == edition.entries and rows.edition.values == edition.edition.values:
        return None
    content = public_content(rows, None)
    return None if content == public_content(edition, None) else content


def _state(key: Key, turn: Turn, known: Mapping[EditionName, PublicEdition]) -> _State:
    edition = known.get((*key, turn.moment.edition(key).number))
    was_public = edition is not None and edition.position < turn.position
    rows = turn.moment.read(key) if was_public else None
    content = other_content(rows, edition.rows) if rows and edition else None
    return _State(turn.commit, turn.position, edition, rows, content)


def _others(states: Sequence[_State]) -> Iterator[tuple[_State, _State | None]]:
    """Each state in which one list began to say something other than its edition, and the next that ended it."""
    runs = [next(run) for _, run in groupby(states, key=attrgetter("content"))]
    return ((state, after) for state, after in zip_longest(runs, runs[1:]) if state.content is not None)


def _rewrite(state: _State, after: _State | None, chronicle: Chronicle) -> Rewrite:
    if state.edition is None or state.rows is None:
        raise ValueError("nothing was rewritten")
    changed = differences(state.edition.rows, state.rows, chronicle.agency_ids)
    if after is None:
        return Rewrite(state.edition, state.commit, *changed)
    later = (each for each in chronicle.editions if each.key == state.edition.key and each.position > state.position)
    corrected = correction(Rewritten(state.edition.number, *changed), later, chronicle.agency_ids)
    return Rewrite(state.edition, state.commit, *changed, after.commit, corrected)

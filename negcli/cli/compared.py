"""What `diff` compares, and which part of it somebody asked for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from negcli.cli.spoken import spoken
from negcli.cli.values import known_values
from negcli.errors import Failure
from negcli.lists.vocabulary import value_spellings
from negcli.near import agency_called, closest
from negcli.record.version import Version
from negcli.record.versions import WORKTREE, Versions, comparable

if TYPE_CHECKING:
    from negcli.compare import Comparison

#: Between two names: from where the second left the first.
_FORK = "..."


class Compared(NamedTuple):
    """Two versions and what came of comparing them; ``note`` is what a reader has to know of it.

    ``total``: how many changes there are, where ``found`` is only a part of them.
    """

    older: Version
    newer: Version
    found: Comparison
    note: str = ""
    total: int | None = None


class Named(NamedTuple):
    """What the command line says is to be compared: ``names`` of versions, at most two, and days given for times."""

    names: tuple[str, ...]
    in_force: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


def compare_versions(versions: Versions, named: Named) -> Compared:
    """The versions that are ``named``, compared: the last commit with the work tree where none is.

    ``A...B`` means B against the commit at which it left A, as git has it. Failure as `Versions.find`.
    """
    from negcli.compare import look_closely  # what two commits come to may be known from before

    older, newer = _at_times(versions, named) or versions.find_both(*pair(versions, named.names))
    names = {**older.agency_ids, **newer.agency_ids}
    between = versions.between(older, newer)
    laws = newer.laws or older.laws
    found = look_closely(*comparable(older, newer), between=between, names=names, laws=laws)
    return Compared(older, newer, found)


def _at_times(versions: Versions, named: Named) -> tuple[Version, Version] | None:
    """The versions by the days that are given before others; None where none is."""
    if not named.in_force and not named.known:
        return None
    from negcli.editions.times import versions_at

    return versions_at(versions, named.in_force, named.known, named.names)


def pair(versions: Versions, names: tuple[str, ...]) -> tuple[str, str]:
    """The names of the two versions that ``names`` (at most two) are about; Failure as `Versions.fork`."""
    a, b = (*names, *("rev:HEAD", WORKTREE)[len(names) :])
    one, fork, other = a.partition(_FORK)
    if not fork or Path(a).exists():
        return a, b
    if names[1:]:
        raise Failure("fork-and-version", fork=a, name=b)
    return versions.fork(*(name or "HEAD" for name in (one, other)))


def compare_upstream(versions: Versions, named: Named) -> Compared:
    """The lists of the version that is ``named`` (the work tree without one) against the superior lists they name.

    Failure as `Versions.find` and `superiors.against_superiors` have them; ``one-version`` when a second is named.
    """
    from negcli.compare import look_closely
    from negcli.compare.superiors import against_superiors

    if named.names[1:]:
        raise Failure("one-version", name=named.names[1])
    newer = (_at_times(versions, named) or (versions.find(*(named.names or (WORKTREE,))),))[0]
    older, own = against_superiors(newer, versions)
    label = spoken()("report.upstream-older")
    superior = Version(label, None, "", older, newer.agency_names, newer.agency_ids, historical=False)
    return Compared(superior, newer, look_closely(older, own), spoken()("report.upstream-note"))


class Asked(NamedTuple):
    """What the command line asks for: agencies, kinds, effects and entries, as they are written there."""

    agencies: Iterable[str]
    kinds: Iterable[str]
    effects: Iterable[str]
    entries: Iterable[str]


def narrowed(compared: Compared, asked: Asked) -> Compared:
    """The part of ``compared`` that is ``asked`` for.

    Failure ``no-such-agency``, ``no-such-change`` or ``no-such-effect`` for a name that nothing bears.
    """
    if not any(asked):
        return compared
    from negcli.compare.narrow import Wanted, wanted_changes, wanted_doubts

    ids = {**compared.older.agency_ids, **compared.newer.agency_ids}
    ids |= {key[0]: key[0] for version in (compared.older, compared.newer) for key in version.lists}
    agencies = [agency_called(name, ids) for name in asked.agencies]
    entries = [_entry(name, ids) for name in asked.entries]
    kinds, effects = list(map(_kind, asked.kinds)), list(map(_effect, asked.effects))
    wanted = Wanted(agencies, kinds, effects, entries)
    found = compared.found
    part = found._replace(changes=wanted_changes(found.changes, wanted), doubts=wanted_doubts(found.doubts, wanted))
    return compared._replace(found=part, total=len(found.changes))


def _entry(name: str, ids: dict[str, str]) -> str:
    """``AGENCY/ID`` with the agency's id, or ``ID`` as it stands."""
    agency, slash, entry = name.rpartition("/")
    return f"{ids.get(agency, agency)}{slash}{entry}"


def _kind(name: str) -> str:
    """The code of the kind of change that is called ``name`` in either language."""
    known = value_spellings("change")
    if name not in known:
        raise Failure("no-such-change", name=name, near=_near(name, "change"))
    return known[name]


def _effect(name: str) -> str:
    known = value_spellings("effect")
    if name not in known:
        raise Failure("no-such-effect", name=name, near=_near(name, "effect"))
    return known[name]


def _near(name: str, enum: str) -> str:
    """The nearest value of ``enum``, in either language; without one, all of them in the one that is spoken."""
    return closest(name, list(value_spellings(enum))) or spoken().join(known_values(enum))

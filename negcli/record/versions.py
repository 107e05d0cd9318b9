"""How people name versions of a register, and what its lists say there.

`rev:REV`, `date:YYYY-MM-DD`, `edition:[AGENCY/KIND@]NUMBER`, a folder, or `worktree`. Text without a prefix is
whichever of these exists; where more than one does, the text is refused and the prefixes are named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from negcli.cache import NO_CACHE, Cache
from negcli.commits.repository import Repository, open_repository
from negcli.commits.trail import Commit
from negcli.dates import iso_date
from negcli.errors import Failure
from negcli.lists.blocks import Parsed, Parser
from negcli.lists.model import EntryList
from negcli.lists.moment import Key
from negcli.lists.vocabulary import kind_spellings
from negcli.record.version import Found, Lists, Rests, Version, find_files, named_by, version_of
from negcli.source.files import find_root

if TYPE_CHECKING:
    from negcli.record.chronicle import Chronicle, PublicEdition

WORKTREE = "worktree"
_PREFIXES = ("rev", "date", "edition")
#: Characters that git allows in no name, only in what leads from one commit to another.
_ONLY_IN_REVISIONS = frozenset("~^:")
_EDITION = re.compile(r"(?:(?P<agency>[^/@]+)/(?P<kind>[^/@]+)@)?(?P<number>[^@]+)")


class _Pointed(NamedTuple):
    """A commit that a name means, and how that is written."""

    commit: Commit
    label: str


class Versions:
    """Finds the versions of the register at ``root``; what was read for one serves the next."""

    def __init__(self, root: Path, parser: Parser | None = None, cached: bool = False) -> None:
        self.root = root
        self.cache = Cache() if cached else NO_CACHE
        self.parser = parser or Parser()
        self._contents: dict[str, bytes] = {}
        self._parsed: dict[bytes, Parsed] = {}
        self._meant: dict[str, Found | Version | _Pointed] = {}
        self._heads: dict[frozenset[str], Sequence[PublicEdition]] = {}

    @cached_property
    def repository(self) -> Repository:
        """The repository that holds the register."""
        return open_repository(self.root, self.cache)

    @cached_property
    def chronicle(self) -> Chronicle:
        """The register's history."""
        from negcli.record.chronicle import read_chronicle  # most versions are named by what git knows

        return read_chronicle(self.repository, self.parser)

    def find(self, name: str) -> Version:
        """The version that ``name`` means.

        Failure ``unknown-version`` (``unknown-rev``, ``unknown-date``, ``before-first``,
        ``unknown-edition``, ``unknown-number`` where a prefix says which) when there is none,
        ``ambiguous-version`` with the ``choices`` when there are several.
        """
        return self._read(self._find(name))

    def files(self, name: str) -> Found:
        """The files of the version that ``name`` means; of an edition, as it was made public. Failure as `find`."""
        found = self._find(name)
        if isinstance(found, Found):
            return found
        last = self._editions(found.label.partition(":")[2])[-1]
        return self._commit(last.commit, found.label)

    def find_both(self, old: str, new: str) -> tuple[Version, Version]:
        """The versions that two names mean, for comparing them; Failure as `find`.

        Entries that both have alike are not in their lists, as far as nothing depends on them: most are never read.
        """
        found = self._find(old), self._find(new)
        return self._read_rest(*found) or (self._read(found[0]), self._read(found[1]))

    def commits(self, names: Iterable[str]) -> list[str]:
        """The ids of the commits that ``names`` mean; none where one of them means anything else. Failure as `find`."""
        meant = [self._mean(name) for name in names]
        ids = [each.commit.id for each in meant if isinstance(each, _Pointed)]
        return ids if len(ids) == len(meant) else []

    def fork(self, one: str, other: str) -> tuple[str, str]:
        """The names of the commit at which revision ``other`` left ``one``, and of ``other``; the work tree is HEAD's.

        Failure ``unknown-rev`` when one of them names no commit, ``no-fork`` when they have nothing in common.
        """
        tip = "HEAD" if other == WORKTREE else other.removeprefix("rev:")
        base = self.repository.merge_base(*map(self._commit_of, (one.removeprefix("rev:"), tip)))
        if base is None:
            raise Failure("no-fork", a=one, b=other)
        return f"rev:{base[:12]}", other

    def _commit_of(self, revision: str) -> str:
        commit = self.repository.resolve(revision)
        if commit is None:
            raise Failure("unknown-rev", name=revision)
        return commit.id

    def _find(self, name: str) -> Found | Version:
        meant = self._mean(name)
        return self._commit(*meant) if isinstance(meant, _Pointed) else meant

    def _mean(self, name: str) -> Found | Version | _Pointed:
        """What ``name`` means; a commit is not looked into yet."""
        if name not in self._meant:
            self._meant[name] = self._looked_up(name)
        return self._meant[name]

    def _looked_up(self, name: str) -> Found | Version | _Pointed:
        prefix, _, name_only = name.partition(":")
        if prefix in _PREFIXES and name_only:
            found = self._finders()[prefix](name_only)
            if found is None:
                raise self._unknown(prefix, name_only)
            return found
        return self._worktree() if name == WORKTREE else self._by_bare_name(name)

    def _unknown(self, prefix: str, name: str) -> Failure:
        """What to say of a name that means nothing: with the day of the first commit, or the numbers there are."""
        if prefix == "date" and iso_date(name):
            first = list(self.repository.commits())[-1:]
            return Failure("before-first", name=name, first="".join(commit.day for commit in first))
        return self._unknown_edition(name) if prefix == "edition" else Failure(f"unknown-{prefix}", name=name)

    def _unknown_edition(self, name: str) -> Failure:
        """That there is no such edition; where its number is wrong, those that are nearest."""
        numbers = list(dict.fromkeys(edition.number for edition in self.chronicle.editions))
        near = get_close_matches(name.rpartition("@")[2], numbers, 5, 0)
        is_known = name.rpartition("@")[2] in numbers
        return Failure("unknown-number", name=name, numbers=near) if near and not is_known else _no_edition(name)

    def _read(self, found: Found | Version) -> Version:
        if isinstance(found, Version):
            return found
        new = {data for data in found.files.values() if data not in self._parsed}
        self._parsed.update((data, self.parser.parse(data)) for data in new)
        parsed = {name: self._parsed[data] for name, data in found.files.items()}
        return version_of(
            found, parsed | {name: parsed[name]._replace(slip=slip) for name, slip in found.slips.items()}
        )

    def _read_rest(self, old: Found | Version, new: Found | Version) -> tuple[Version, Version] | None:
        """Both without what they hold alike; None where that has to be read, too."""
        if isinstance(old, Version) or isinstance(new, Version) or old.slips or new.slips:
            return None
        rests = Rests(old, new, self.parser)
        versions = rests.read(frozenset())
        if not versions:
            return None
        lists = (each.lists.values() for each in versions)
        named = frozenset(named_by(chain(self.between(*versions), *lists)))
        return rests.read(named) if rests.dropped & named else versions

    def worktree(self) -> Version:
        """The register's files as they are now."""
        return self._read(self._worktree())

    def _worktree(self) -> Found:
        return find_files(WORKTREE, self.root)

    def folder(self, folder: Path) -> Version:
        """The lists in a folder; without a register document of its own, agencies are as the one above names them."""
        return self._read(self._folder(folder))

    def _folder(self, folder: Path) -> Found:
        found, above = find_files(str(folder), folder), find_root(folder)
        is_named = above == folder.absolute() or self._read(found).agency_names
        ids = {} if is_named else self._read(find_files("", above)).agency_ids
        return found._replace(agency_ids=ids, historical=False)

    def between(self, old: Version, new: Version) -> list[EntryList]:
        """The editions after those that ``old`` carries and before those of ``new``, in order of publication.

        They are without entries: what counts of them is what they say about changes. An edition that was published and
        taken back to exactly what stood before it is none (`turns`).

        None where there is no history to look into, or only a part of one.
        """
        keys = _renumbered(old, new)
        editions = self._editions_if_any(keys, old, new) if keys and old.historical and new.historical else ()
        wanted = chain.from_iterable(_passed(editions, key, old.number(key), new.number(key)) for key in keys)
        return [edition.rows for edition in sorted(wanted, key=attrgetter("order"))]

    def _editions_if_any(self, keys: Set[Key], old: Version, new: Version) -> Sequence[PublicEdition]:
        """The editions, at least those of the lists ``keys``."""
        from negcli.record.heads import files_apart, read_heads_that_stayed

        apart = files_apart(keys, old.files, new.files)
        if apart not in self._heads:
            try:
                self._heads[apart] = read_heads_that_stayed(self.repository, apart)
            except Failure:
                self._heads[apart] = ()
        return self._heads[apart]

    def _finders(self) -> Mapping[str, Callable[[str], Version | _Pointed | None]]:
        return {"rev": self._revision, "date": self._on, "edition": self._edition}

    def _by_bare_name(self, name: str) -> Found | Version | _Pointed:
        meanings = self._all_meanings(name)
        if not meanings:
            raise Failure("unknown-version", name=name)
        if len(meanings) > 1:
            raise Failure("ambiguous-version", name=name, choices=meanings)
        return self._folder(Path(name)) if meanings[0].startswith("./") else self._looked_up(meanings[0])

    def _all_meanings(self, name: str) -> list[str]:
        meanings = self._meanings(name)
        may_be = not meanings or _looks_like_number(name)
        return meanings + [f"edition:{name}"] * (may_be and self._is_edition(name, sure=not meanings))

    def _meanings(self, name: str) -> list[str]:
        """What ``name`` may mean beside an edition."""
        meanings = [f"./{name}"] if name and Path(name).is_dir() else []
        meanings += [f"rev:{name}"] if self._is_revision(name) else []
        return meanings + ([f"date:{name}"] if iso_date(name) else [])

    def _is_revision(self, name: str) -> bool:
        try:
            return self.repository.resolve(name) is not None
        except Failure as failure:
            if failure.code in ("not-in-git", "no-git"):
                return False
            raise

    def _is_edition(self, name: str, sure: bool) -> bool:
        """Whether some list had an edition of that number; Failure only when ``sure`` that nothing else is meant."""
        from negcli.record.heads import read_heads

        try:
            numbers = {edition.number for edition in read_heads(self.repository)}
            return name.rpartition("@")[2] in numbers and bool(self._editions(name))
        except Failure:
            if sure:
                raise
            return False

    def _revision(self, revision: str) -> _Pointed | None:
        commit = self.repository.resolve(revision)
        return _Pointed(commit, f"rev:{revision}") if commit else None

    def _on(self, day: str) -> _Pointed | None:
        """The last commit of the first parent on or before that day, by the calendar of whoever committed it."""
        if iso_date(day) is None:
            return None
        commit = next((commit for commit in self.repository.commits() if commit.day <= day), None)
        if commit is None and self.repository.shallow:
            raise Failure("shallow", path=self.repository.top)
        return _Pointed(commit, f"date:{day}") if commit else None

    def _commit(self, commit: Commit, label: str) -> Found:
        found = self._tree(commit, label)
        if found.has_register or self.repository.shallow:
            return found
        former = (self._tree(commit, label, folder) for folder in self.repository.trail().former)
        return next((other for other in former if other.has_register), found)

    def _tree(self, commit: Commit, label: str, folder: str | None = None) -> Found:
        """The register's files at a commit, from where it stands now or from another folder."""
        files = self.repository.tree(commit.id, folder)
        new = [blob for blob in dict.fromkeys(files.values()) if blob not in self._contents]
        self._contents.update(zip(new, self.repository.blobs(new), strict=True))
        return Found(label, {name: self._contents[blob] for name, blob in files.items()}, commit=commit)

    def _editions(self, name: str) -> list[PublicEdition]:
        """The editions that `[AGENCY/KIND@]NUMBER` means, in order."""
        match = _EDITION.fullmatch(name)
        if match is None:
            return []
        numbered = [edition for edition in self.chronicle.editions if edition.number == match["number"]]
        if match["agency"] is None:
            return numbered
        agency = self.chronicle.agency_ids.get(match["agency"], match["agency"])
        key = (agency, kind_spellings().get(match["kind"], match["kind"]))
        return [edition for edition in numbered if edition.key == key]

    def _edition(self, name: str) -> Version | None:
        """The edition of one list; without a list, what was public of all lists when the edition came out."""
        found = self._editions(name)
        if not found:
            return None
        lists, day = _lists_of(found), found[-1].published
        scope = frozenset(lists) if "@" in name else None
        around = [edition for edition in self.chronicle.editions if scope is None and edition.published <= day]
        names, ids = self.chronicle.agency_names, self.chronicle.agency_ids
        return Version(f"edition:{name}", None, day, _lists_of(around) | lists, names, ids, scope=scope)


def _lists_of(editions: Iterable[PublicEdition]) -> dict[Key, EntryList]:
    """Of each list the last of ``editions``, which are in order."""
    return {edition.key: edition.rows for edition in editions}


def _no_edition(name: str) -> Failure:
    return Failure("unknown-edition", name=name)


def _looks_like_number(name: str) -> bool:
    """Whether the number of an edition may look like ``name``."""
    return any(map(str.isdigit, name)) and not set(name) & _ONLY_IN_REVISIONS


def _passed(editions: Sequence[PublicEdition], key: Key, old: str, new: str) -> Sequence[PublicEdition]:
    """The editions of one list between those of two numbers."""
    mine = [edition for edition in editions if edition.key == key]
    numbers = [edition.number for edition in mine]
    return mine[_index(numbers, old, -1) + 1 : _index(numbers, new, len(numbers))]


def comparable(old: Version, new: Version) -> tuple[Lists, Lists]:
    """The lists of both versions as far as they can be compared.

    Lists outside a version's scope are left out on both sides, and so are those that may stand in a file which could
    not be read: what cannot be read is neither gone nor new. Where a register document could not be read, agencies go
    by the names of the other side.
    """
    olds, news = _called_like(old, new, _named_like(old, new)), _named_like(new, old)
    keys = _in_scope(olds.keys() | news.keys(), old, new)
    keys -= _lost(old, new, news.keys() - olds.keys()) | _lost(new, old, olds.keys() - news.keys())
    return _only(keys, olds), _only(keys, news)


def _renumbered(old: Version, new: Version) -> set[Key]:
    """The lists of both that carry another edition now."""
    keys = _in_scope(old.lists.keys() | new.lists.keys(), old, new)
    return {key for key in keys if old.number(key) != new.number(key)}


def _in_scope(keys: Set[Key], *versions: Version) -> set[Key]:
    return {key for key in keys if all(version.scope is None or key in version.scope for version in versions)}


def _only(keys: Set[Key], lists: Lists) -> Lists:
    return {key: lists[key] for key in sorted(keys & lists.keys())}


def _lost(version: Version, other: Version, missing: Collection[Key]) -> set[Key]:
    """The lists that may stand in files of ``version`` that could not be read; ``missing`` are those it lacks."""
    lost: set[Key] = set()
    for name, _ in version.unreadable:
        told = {*version.heads.get(name, ()), *other.files.get(name, ())} - {*version.files.get(name, ())}
        lost |= told or set(missing)
    return lost


def _named_like(version: Version, other: Version) -> Lists:
    """The lists of ``version``, agencies that it does not know being called by the ids of ``other``."""
    if not version.unreadable:
        return version.lists
    own = {agency: agency for agency in version.agency_ids.values()}
    return _with_agencies(version.lists, {**other.agency_ids, **own})


def _called_like(version: Version, other: Version, lists: Lists) -> Lists:
    """``lists`` of ``version``; of another register, agencies of names that ``other`` knows are called by its ids."""
    if version.historical and other.historical:
        return lists
    ids = {name: agency for agency, name in version.agency_names.items()}
    same = {ids[name]: meant for name, meant in other.agency_ids.items() if name in ids}
    return _with_agencies(lists, same)


def _with_agencies(lists: Lists, called: Mapping[str, str]) -> Lists:
    """``lists`` whose agencies are ``called`` otherwise."""
    renamed = (_renamed(rows, called.get(rows.agency, rows.agency)) for rows in lists.values())
    return {rows.key: rows for rows in renamed}


def _renamed(rows: EntryList, agency: str) -> EntryList:
    if agency == rows.agency:
        return rows
    return replace(rows, agency=agency, entries=tuple(replace(entry, agency=agency) for entry in rows.entries))


def _index(numbers: list[str], number: str, default: int) -> int:
    return numbers.index(number) if number in numbers else default

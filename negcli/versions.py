"""How people name versions of a register, and what its lists say there.

`rev:REV`, `date:YYYY-MM-DD`, `edition:[AGENCY/KIND@]NUMBER`, a folder, or `worktree`. Text without a prefix is
whichever of these exists; where more than one does, the text is refused and the prefixes are named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from negcli.blocks import NOT_OURS, Parsed, Parser
from negcli.chronicle import Chronicle, PublicEdition, read_chronicle
from negcli.dates import iso_date
from negcli.document import Slip
from negcli.errors import Failure
from negcli.files import TextFile, find_root, read_files
from negcli.model import EntryList
from negcli.moment import Key, Moment
from negcli.repository import Repository, open_repository
from negcli.trail import Commit
from negcli.vocabulary import kind_spellings

Lists = Mapping[Key, EntryList]

WORKTREE = "worktree"
_PREFIXES = ("rev", "date", "edition")
#: Characters that git allows in no name, only in what leads from one commit to another.
_ONLY_IN_REVISIONS = frozenset("~^:")
_EDITION = re.compile(r"(?:(?P<agency>[^/@]+)/(?P<kind>[^/@]+)@)?(?P<number>[^@]+)")


@dataclass(frozen=True)
class Version:
    """What a register's lists said at some time.

    ``commit`` is None for folders and editions; ``date`` is the day of the commit or of publication, empty for folders.
    ``unreadable`` are the files that could not be read; ``files`` tells which lists stand in which file, ``heads``
    which ones seem to stand in an unreadable one. ``scope`` are the only lists that are meant, where the name means
    one list. ``historical`` is what belongs to the register itself, as against some other folder.
    """

    label: str
    commit: str | None
    date: str
    lists: Lists
    agency_names: Mapping[str, str] = field(default_factory=dict)
    agency_ids: Mapping[str, str] = field(default_factory=dict)
    unreadable: tuple[tuple[str, Slip], ...] = ()
    files: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)
    heads: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)
    scope: frozenset[Key] | None = None
    historical: bool = True

    def number(self, key: Key) -> str:
        """The number of the edition that a list carries; empty without the list."""
        return self.lists[key].edition.number if key in self.lists else ""


class Versions:
    """Finds the versions of the register at ``root``; what was read for one serves the next."""

    def __init__(self, root: Path, parser: Parser | None = None) -> None:
        self.root = root
        self.parser = parser or Parser()

    @cached_property
    def repository(self) -> Repository:
        """The repository that holds the register."""
        return open_repository(self.root)

    @cached_property
    def chronicle(self) -> Chronicle:
        """The register's history."""
        return read_chronicle(self.repository, self.parser)

    def find(self, name: str) -> Version:
        """The version that ``name`` means.

        Failure ``unknown-version`` (``unknown-rev``, ``unknown-date``, ``unknown-edition`` where a prefix says which)
        when there is none, ``ambiguous-version`` with the ``choices`` when there are several.
        """
        prefix, _, rest = name.partition(":")
        if prefix in _PREFIXES and rest:
            version = self._finders()[prefix](rest)
            if version is None:
                raise Failure(f"unknown-{prefix}", name=rest)
            return version
        return self.worktree() if name == WORKTREE else self._by_bare_name(name)

    def worktree(self) -> Version:
        """The register's files as they are now."""
        return _version(WORKTREE, self._read_folder(self.root))

    def folder(self, folder: Path) -> Version:
        """The lists in a folder; without a register document of its own, agencies are as the one above names them."""
        moment = self._read_folder(folder)
        above = find_root(folder)
        if not moment.agency_names and above != folder.absolute():
            moment = self._read_folder(folder, self._read_folder(above).agency_ids)
        return replace(_version(str(folder), moment), historical=False)

    def between(self, old: Version, new: Version) -> list[EntryList]:
        """The editions after those that ``old`` carries and before those of ``new``, in order of publication.

        None where there is no history to look into, or only a part of one.
        """
        keys = _in_scope(old.lists.keys() | new.lists.keys(), old, new)
        keys = {key for key in keys if old.number(key) != new.number(key)}
        editions = self._editions_if_any() if keys and old.historical and new.historical else ()
        wanted = [edition for key in keys for edition in _passed(editions, key, old.number(key), new.number(key))]
        return [edition.rows for edition in sorted(wanted, key=lambda edition: edition.order)]

    def _editions_if_any(self) -> Sequence[PublicEdition]:
        try:
            return self.chronicle.editions
        except Failure:
            return ()

    def _finders(self) -> Mapping[str, Callable[[str], Version | None]]:
        return {"rev": self._revision, "date": self._on, "edition": self._edition}

    def _by_bare_name(self, name: str) -> Version:
        meanings = self._meanings(name)
        if not meanings or _looks_like_number(name):
            meanings += [f"edition:{name}"] if self._is_edition(name, sure=not meanings) else []
        if not meanings:
            raise Failure("unknown-version", name=name)
        if len(meanings) > 1:
            raise Failure("ambiguous-version", name=name, choices=meanings)
        return self.folder(Path(name)) if meanings[0].startswith("./") else self.find(meanings[0])

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
        try:
            return bool(self._editions(name))
        except Failure:
            if sure:
                raise
            return False

    def _revision(self, revision: str) -> Version | None:
        commit = self.repository.resolve(revision)
        return self._commit(commit, f"rev:{revision}") if commit else None

    def _on(self, day: str) -> Version | None:
        """The last commit of the first parent on or before that day, by the calendar of whoever committed it."""
        if iso_date(day) is None:
            return None
        commit = next((commit for commit in self.repository.commits() if commit.day <= day), None)
        if commit is None and self.repository.shallow:
            raise Failure("shallow", path=self.repository.top)
        return self._commit(commit, f"date:{day}") if commit else None

    def _commit(self, commit: Commit, label: str) -> Version:
        moment = self._read_tree(commit, None)
        if not moment.has_register and not self.repository.shallow:
            former = (self._read_tree(commit, folder) for folder in self.repository.former_folders())
            moment = next((other for other in former if other.has_register), moment)
        return replace(_version(label, moment), commit=commit.id, date=commit.day)

    def _read_tree(self, commit: Commit, folder: str | None) -> Moment:
        """The register's files at a commit, from where it stands now or from another folder."""
        files = self.repository.tree(commit.id, folder)
        blobs = self.parser.blobs
        new = [blob for blob in dict.fromkeys(files.values()) if blob not in blobs]
        for blob, data in zip(new, self.repository.blobs(new), strict=True):
            blobs[blob] = self.parser.parse(data)
        moment = Moment()
        moment.put({name: blobs[blob] for name, blob in files.items()})
        return moment

    def _editions(self, name: str) -> list[PublicEdition]:
        """The editions that `[AGENCY/KIND@]NUMBER` means, in order."""
        match = _EDITION.fullmatch(name)
        if match is None:
            return []
        agency = self.chronicle.agency_ids.get(match["agency"], match["agency"])
        kind = kind_spellings().get(match["kind"], match["kind"])
        return [
            edition
            for edition in self.chronicle.editions
            if edition.number == match["number"] and (agency is None or edition.key == (agency, kind))
        ]

    def _edition(self, name: str) -> Version | None:
        """The edition of one list; without a list, what was public of all lists when the edition came out."""
        found = self._editions(name)
        if not found:
            return None
        lists = {edition.key: edition.rows for edition in found}
        scope = frozenset(lists) if "@" in name else None
        if scope is None:
            public = [edition for edition in self.chronicle.editions if edition.published <= found[-1].published]
            lists = {edition.key: edition.rows for edition in public} | lists
        names, ids = self.chronicle.agency_names, self.chronicle.agency_ids
        return Version(f"edition:{name}", None, found[-1].published, lists, names, ids, scope=scope)

    def _read_folder(self, folder: Path, agency_ids: Mapping[str, str] | None = None) -> Moment:
        moment = Moment(agency_ids)
        moment.put({file.name: self._read(file) for file in read_files(folder)})
        return moment

    def _read(self, file: TextFile) -> Parsed:
        parsed = self.parser.parse(file.text.encode("utf-8", "replace"))
        undecodable = next((slip for slip in file.slips if slip.breaks), None)
        return replace(parsed, slip=undecodable) if undecodable else parsed


def _looks_like_number(name: str) -> bool:
    """Whether the number of an edition may look like ``name``."""
    return any(map(str.isdigit, name)) and not set(name) & _ONLY_IN_REVISIONS


def _passed(editions: Sequence[PublicEdition], key: Key, old: str, new: str) -> Sequence[PublicEdition]:
    """The editions of one list between those of two numbers."""
    mine = [edition for edition in editions if edition.key == key]
    numbers = [edition.number for edition in mine]
    return mine[_index(numbers, old, -1) + 1 : _index(numbers, new, len(numbers))]


def _version(label: str, moment: Moment) -> Version:
    """The version of which ``moment`` holds the files."""
    broken = {name: parsed for name, parsed in sorted(moment.files.items()) if parsed.slip and moment.holds(name)}
    return Version(
        label,
        None,
        "",
        moment.lists(),
        moment.agency_names,
        moment.agency_ids,
        unreadable=tuple((name, parsed.slip) for name, parsed in broken.items() if parsed.slip),
        files={name: moment.keys_in(name) for name, parsed in moment.files.items() if parsed is not NOT_OURS},
        heads={name: tuple(moment.key_of(*head) for head in parsed.heads) for name, parsed in broken.items()},
    )


def comparable(old: Version, new: Version) -> tuple[Lists, Lists]:
    """The lists of both versions as far as they can be compared.

    Lists outside a version's scope are left out on both sides, and so are those that may stand in a file which could
    not be read: what cannot be read is neither gone nor new. Where a register document could not be read, agencies go
    by the names of the other side.
    """
    olds, news = _named_like(old, new), _named_like(new, old)
    keys = _in_scope(olds.keys() | news.keys(), old, new)
    keys -= _lost(old, new, news.keys() - olds.keys()) | _lost(new, old, olds.keys() - news.keys())
    return _only(keys, olds), _only(keys, news)


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
    known = set(version.agency_ids.values())
    lists = {}
    for rows in version.lists.values():
        agency = rows.agency if rows.agency in known else other.agency_ids.get(rows.agency, rows.agency)
        lists[agency, rows.kind] = rows if agency == rows.agency else _renamed(rows, agency)
    return lists


def _renamed(rows: EntryList, agency: str) -> EntryList:
    return replace(rows, agency=agency, entries=tuple(replace(entry, agency=agency) for entry in rows.entries))


def _index(numbers: list[str], number: str, default: int) -> int:
    return numbers.index(number) if number in numbers else default

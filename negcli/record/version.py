"""A version of a register: its files as they were found, and what its lists say; or, of two, what they do not share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from negcli.commits.trail import Commit
from negcli.lists.blocks import NOT_OURS, Parsed, Parser, has_kind_line, holds_register
from negcli.lists.model import EntryList, Values, texts
from negcli.lists.moment import Key, Moment
from negcli.source.alike import rest
from negcli.source.document import Slip
from negcli.source.ends import Rest
from negcli.source.files import TextFile, read_files

Lists = Mapping[Key, EntryList]

#: The commit of files that stand in a folder.
_NONE = Commit("", "")


class Version(NamedTuple):
    """What a register's lists said at some time.

    ``commit`` is None for folders and editions; ``date`` is the day of the commit or of publication, empty for folders.
    ``unreadable`` are the files that could not be read; ``files`` tells which lists stand in which file, ``heads``
    which ones seem to stand in an unreadable one. ``scope`` are the only lists that are meant, where the name means
    one list. ``historical`` is what belongs to the register itself, as against some other folder. ``laws`` is what its
    own `laws` documents say.
    """

    label: str
    commit: str | None
    date: str
    lists: Lists
    agency_names: Mapping[str, str] = {}
    agency_ids: Mapping[str, str] = {}
    unreadable: tuple[tuple[str, Slip], ...] = ()
    files: Mapping[str, tuple[Key, ...]] = {}
    heads: Mapping[str, tuple[Key, ...]] = {}
    scope: frozenset[Key] | None = None
    historical: bool = True
    laws: tuple[Values, ...] = ()

    def number(self, key: Key) -> str:
        """The number of the edition that a list carries; empty without the list."""
        return self.lists[key].edition.number if key in self.lists else ""


class Found(NamedTuple):
    """A version's files, not yet read: name → bytes, and the slips of those that could not be decoded."""

    label: str
    files: Mapping[str, bytes]
    slips: Mapping[str, Slip] = {}
    commit: Commit = _NONE
    agency_ids: Mapping[str, str] = {}
    historical: bool = True

    @property
    def has_register(self) -> bool:
        """Whether a register document stands in the register's own folder."""
        here = sorted((data for name, data in self.files.items() if "/" not in name), key=len)
        return any(has_kind_line(data) and holds_register(data) for data in here)


def find_files(label: str, folder: Path) -> Found:
    """The files in a folder."""
    files = read_files(folder)
    slips = {file.name: slip for file in files for slip in _breaks(file)}
    return Found(label, {file.name: file.text.encode("utf-8", "replace") for file in files}, slips)


def _breaks(file: TextFile) -> Iterable[Slip]:
    return [slip for slip in file.slips if slip.breaks][:1]


def version_of(found: Found, files: Mapping[str, Parsed]) -> Version:
    """The version ``found`` when its ``files`` have been read."""
    moment = Moment(found.agency_ids)
    moment.put(files)
    broken = {name: files[name] for name in sorted(files) if files[name].slip and moment.holds(name)}
    return Version(
        found.label,
        found.commit.id or None,
        found.commit.day,
        moment.lists(),
        moment.agency_names,
        moment.agency_ids,
        unreadable=tuple(_slips(broken)),
        files={name: moment.keys_in(name) for name in files if files[name] is not NOT_OURS},
        heads={name: _head_keys(moment, parsed) for name, parsed in broken.items()},
        historical=found.historical,
        laws=moment.laws,
    )


def _slips(files: Mapping[str, Parsed]) -> Iterator[tuple[str, Slip]]:
    return ((name, parsed.slip) for name, parsed in files.items() if parsed.slip)


def _head_keys(moment: Moment, parsed: Parsed) -> tuple[Key, ...]:
    return tuple(moment.key_of(*head) for head in parsed.heads)


class Rests:
    """Two versions less what they hold alike. ``dropped`` are the ids of the entries that were left out last."""

    def __init__(self, old: Found, new: Found, parser: Parser) -> None:
        self._old, self._new, self._parser = old, new, parser
        self.dropped: frozenset[str] = frozenset()

    def read(self, kept: frozenset[str]) -> tuple[Version, Version] | None:
        """Both versions, with the entries whose ids are ``kept``; None where something depends on what was left out."""
        rests = self._rests(kept)
        self.dropped = frozenset(chain.from_iterable(each.dropped for each in rests.values()))
        old = self._version(self._old, {name: each.old for name, each in rests.items()})
        new = self._version(self._new, {name: each.new for name, each in rests.items()})
        return (old, new) if old and new and _stand_alone(rests, old, new) else None

    def _rests(self, kept: frozenset[str]) -> Mapping[str, Rest]:
        old, new = self._old.files, self._new.files
        return {name: rest(old[name], new[name], kept) for name in old.keys() & new.keys()}

    def _version(self, found: Found, rests: Mapping[str, bytes]) -> Version | None:
        parsed = {name: self._parser.parse_blocks(data) for name, data in {**found.files, **rests}.items()}
        whole = {name: each for name, each in parsed.items() if each}
        return version_of(found, whole) if len(whole) == len(parsed) else None


def _stand_alone(rests: Mapping[str, Rest], old: Version, new: Version) -> bool:
    """Whether what is left of every file can be compared without the entries dropped from it.

    The file must be all there is of one list, the same on both sides, and have no other entry of those ids.
    """
    dropped = {name: each.dropped for name, each in rests.items() if each.dropped}
    return all(
        old.files[name] == new.files[name] and _is_all(name, ids, version)
        for name, ids in dropped.items()
        for version in (old, new)
    )


def _is_all(name: str, dropped: frozenset[str], version: Version) -> bool:
    """Whether the file ``name`` is all there is of its one list, and none of the entries left bear ids ``dropped``."""
    key, *others = version.files[name]
    holders = [held for held in version.files.values() if key in held]
    return not others and len(holders) == 1 and dropped.isdisjoint(entry.id for entry in version.lists[key].entries)


def named_by(lists: Iterable[EntryList]) -> Iterator[str]:
    """The ids of entries that adjustments name."""
    rows = chain.from_iterable(each.edition.adjustments for each in lists)
    for row in rows:
        for name in (*texts(row, "entries"), *texts(row, "from")):
            yield name.rpartition("/")[2]

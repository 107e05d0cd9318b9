"""What the lists say: register, agencies, lists, editions, entries. Frozen; keys and values are canonical (English)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, cast

from negcli.place import Path
from negcli.source.document import Document, Source

Values = Mapping[str, Any]


class Where(NamedTuple):
    """Which part of which document something was read from; ``path`` is in canonical keys."""

    document: Document
    path: Path


class Far(Exception):
    """Something is asked of an entry that was not read."""


class _Unread:
    """In place of the document of such an entry."""

    def __getattr__(self, name: str) -> Any:
        raise Far


#: Where an entry stands that was not read, for it is known from before.
FAR = Where(cast(Document, _Unread()), ())


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter of a list. ``agency`` is the agency's id; ``values`` its fields, those not written being absent."""

    kind: str
    agency: str
    id: str
    values: Values
    where: Where | None = field(default=None, compare=False, repr=False)

    @property
    def title(self) -> str:
        """The entry's title, or an empty text."""
        return text(self.values, "title")

    @property
    def key(self) -> str:
        """``AGENCY/ID``, the name by which other lists refer to it."""
        return f"{self.agency}/{self.id}"

    def text(self, name: str) -> str:
        """The field ``name`` as text: empty when absent or not a text."""
        return text(self.values, name)

    def texts(self, name: str) -> tuple[str, ...]:
        """The field ``name`` as texts, whether one or a list was written; parts that are no text are left out."""
        return texts(self.values, name)

    def __hash__(self) -> int:
        return hash((self.kind, self.agency, self.id))


class Edition(NamedTuple):
    """A state of a list that was, or is to be, made public under a number."""

    values: Values

    @property
    def number(self) -> str:
        """The edition's number, or an empty text."""
        return text(self.values, "number")

    @property
    def published(self) -> str:
        """The date on which it was published, or an empty text: not public."""
        return text(self.values, "published")

    @property
    def adjustments(self) -> tuple[Values, ...]:
        """What the edition says about its changes."""
        return tuple(row for row in items(self.values, "adjustments") if isinstance(row, dict))

    def text(self, name: str) -> str:
        """The field ``name`` as text: empty when absent."""
        return text(self.values, name)

    def __hash__(self) -> int:
        return hash(self.number)


@dataclass(frozen=True, slots=True)
class EntryList:
    """A list of one kind of one agency."""

    kind: str
    agency: str
    edition: Edition
    entries: tuple[Entry, ...]
    values: Values = field(compare=False, repr=False)
    where: Where | None = field(default=None, compare=False, repr=False)
    #: All entries, where ``entries`` are only those that are to be judged and the others are known (`check/known.py`).
    known: tuple[Entry, ...] = field(default=(), compare=False, repr=False)

    @property
    def every(self) -> tuple[Entry, ...]:
        """All entries, for what looks across them."""
        return self.known or self.entries

    @property
    def key(self) -> tuple[str, str]:
        """(agency, kind): what stays the same when the file moves."""
        return (self.agency, self.kind)


@dataclass(frozen=True, slots=True)
class Agency:
    """A body that keeps lists."""

    id: str
    name: str
    values: Values = field(default_factory=dict, repr=False)
    where: Where | None = field(default=None, compare=False, repr=False)

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True)
class Register:
    """All that one register says."""

    values: Values
    agencies: tuple[Agency, ...]
    lists: tuple[EntryList, ...]
    #: Documents of the other kinds (allowances, concerns, laws), canonical, with where they stand.
    others: tuple[tuple[str, Values, Where], ...] = ()
    #: The files that were read, in order of their names.
    sources: tuple[Source, ...] = field(default=(), repr=False, compare=False)
    where: Where | None = field(default=None, compare=False, repr=False)

    @cached_property
    def agency_ids(self) -> Mapping[str, str]:
        """Every id, name and former name of an agency → its id."""
        names = {name: agency.id for agency in self.agencies for name in texts(agency.values, "former")}
        names |= {agency.name: agency.id for agency in self.agencies if agency.name}
        return names | {agency.id: agency.id for agency in self.agencies}

    @cached_property
    def agency_names(self) -> Mapping[str, str]:
        """Id → name."""
        return {agency.id: agency.name or agency.id for agency in self.agencies}

    @cached_property
    def entries_by_key(self) -> Mapping[str, Mapping[str, Entry]]:
        """Kind of list → ``AGENCY/ID`` → entry (the first of that id)."""
        index: dict[str, dict[str, Entry]] = {}
        for rows in self.lists:
            entries = index.setdefault(rows.kind, {})
            for entry in rows.entries:
                entries.setdefault(entry.key, entry)
        return index

    @property
    def title(self) -> str:
        """The register's title, or an empty text."""
        return text(self.values, "title")

    @cached_property
    def _unread(self) -> str:
        """What could not be read of the files."""
        return "\0".join(source.unread for source in self.sources if source.slips)

    def may_hide(self, name: str) -> bool:
        """Whether what is called ``name`` (empty: whatever) may stand in what could not be read of the files."""
        return self._has_unread or (bool(self._unread.strip("\0")) and name in self._unread)

    @cached_property
    def _has_unread(self) -> bool:
        """Whether the system refused a file or folder: anything may stand in it."""
        return any(slip.name == "unreadable" for source in self.sources for slip in source.slips)

    def find(self, kind: str, reference: str, agency: str) -> Entry | None:
        """The entry of a list of ``kind`` that ``reference`` (``ID`` or ``AGENCY/ID``) means, seen from ``agency``."""
        owner, slash, entry_id = reference.rpartition("/")
        owner = self.agency_ids.get(owner, owner) if slash else agency
        return self.entries_by_key.get(kind, {}).get(f"{owner}/{entry_id}")


def text(values: Values, name: str) -> str:
    """The value ``name`` when it is a text, else an empty one."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def mapping(values: Values, name: str) -> Values:
    """The value ``name`` when it is a mapping, else an empty one."""
    value = values.get(name)
    return value if isinstance(value, dict) else {}


def items(values: Values, name: str) -> Sequence[Any]:
    """The items of the value ``name`` when it is a list, else none."""
    value = values.get(name)
    return value if isinstance(value, list) else ()


def texts(values: Values, name: str) -> tuple[str, ...]:
    """The value ``name`` as texts: one or a list; what is no text is left out."""
    value = values.get(name)
    if isinstance(value, str):
        return (value,)
    return tuple(part for part in value if isinstance(part, str)) if isinstance(value, list) else ()

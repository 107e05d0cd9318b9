"""The files of a register at one moment, and its lists: by agency and kind, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from negcli.lists.blocks import Parsed
from negcli.lists.model import Agency, Edition, EntryList, Register, Values, text
from negcli.lists.register import build_list
from negcli.lists.vocabulary import LIST_KINDS

#: (agency, kind): what stays the same when a list's file moves.
Key = tuple[str, str]


class Moment:
    """Files by name, and where each list stands. Files can be replaced; only what they touch is worked out anew."""

    def __init__(self, agency_ids: Mapping[str, str] | None = None) -> None:
        """``agency_ids`` (name or id → id) are those that hold while no register document says others."""
        self.files: dict[str, Parsed] = {}
        self.agency_names: Mapping[str, str] = {}
        self.title = ""
        self._fallback = agency_ids or {}
        self.agency_ids: Mapping[str, str] = self._fallback
        self._nested: frozenset[str] = frozenset()
        self._keys: dict[str, tuple[Key, ...]] = {}
        self._names: dict[Key, list[str]] = {}

    def put(self, changed: Mapping[str, Parsed | None]) -> set[Key]:
        """Replace files (None: the file is gone); the lists that this may have changed."""
        before = list(map(self.files.get, changed))
        self.files |= {name: parsed for name, parsed in changed.items() if parsed}
        for name in filter(lambda name: changed[name] is None, changed):
            self.files.pop(name, None)
        is_about_all = any(parsed.has_register for parsed in filter(None, (*before, *changed.values())))
        return self._begin_anew() if is_about_all else self._index(changed)

    def keys(self) -> list[Key]:
        """The lists there are, in order."""
        return sorted(self._names)

    def keys_in(self, name: str) -> tuple[Key, ...]:
        """The lists that stand in the file ``name``."""
        return self._keys.get(name, ())

    def key_of(self, kind: str, values: Values) -> Key:
        """The key of a list of ``kind`` with these values."""
        agency = text(values, "agency")
        return self.agency_ids.get(agency, agency), kind

    @property
    def has_register(self) -> bool:
        """Whether a register document stands in the register's own folder."""
        return any(parsed.has_register and "/" not in name for name, parsed in self.files.items())

    def holds(self, name: str) -> bool:
        """Whether a file of that name belongs to this register, not to one of its own further down."""
        return not self._nested or not any(name.startswith(folder) for folder in self._nested)

    def edition(self, key: Key) -> Edition:
        """The edition that the list carries; an empty one when there is no such list."""
        return _leading(self.editions(key))

    def editions(self, key: Key) -> list[Edition]:
        """The editions that the files of the list carry."""
        return [read_edition(values) for values in self._values(key)]

    def read(self, key: Key) -> EntryList | None:
        """The list; of several files (or documents) of one list the entries are put together, by the files' names."""
        lists = [build_list(key[1], values, self.agency_ids) for values in self._values(key)]
        return joined(lists) if lists else None

    def lists(self) -> dict[Key, EntryList]:
        """Every list."""
        return {key: rows for key in self.keys() if (rows := self.read(key))}

    @property
    def laws(self) -> tuple[Values, ...]:
        """What the register says of laws: its `laws` documents, and the short titles of the register document."""
        parts = chain.from_iterable(self.files[name].parts for name in sorted(filter(self.holds, self.files)))
        return tuple(values for kind, values in parts if kind == "laws" or values.get("abbreviations"))

    def titles(self, key: Key) -> dict[str, str]:
        """Id → title of every entry of the list."""
        rows = [row for values in self._values(key) for row in as_rows(values.get("entries"))]
        return {text(row, "id"): text(row, "title") for row in reversed(rows)}

    def _values(self, key: Key) -> Iterable[Values]:
        for name in self._names.get(key, ()):
            for kind, values in self.files[name].parts:
                if kind == key[1] and self.key_of(kind, values) == key:
                    yield values

    def _begin_anew(self) -> set[Key]:
        """A register document came, went or changed: agencies may have other names, folders be registers apart."""
        old = set(self._names)
        folders = (name.rpartition("/")[0] + "/" for name in self._with_register())
        self._nested = frozenset(folders) - {"/"}
        shell = _register(self._head())
        self.agency_ids = shell.agency_ids or self._fallback
        self.agency_names = shell.agency_names
        self.title = shell.title
        self._keys, self._names = {}, {}
        return old | self._index(self.files)

    def _with_register(self) -> list[str]:
        """The files in which a register document stands, in order."""
        return sorted(name for name, parsed in self.files.items() if parsed.has_register)

    def _head(self) -> Values:
        parts = chain.from_iterable(self.files[name].parts for name in filter(self.holds, self._with_register()))
        return next((values for kind, values in parts if kind == "register"), {})

    def _index(self, names: Iterable[str]) -> set[Key]:
        touched: set[Key] = set()
        for name in names:
            touched.update(self._forget(name))
            parsed = self.files.get(name)
            parts = parsed.parts if parsed and self.holds(name) else ()
            found = dict.fromkeys(self.key_of(kind, values) for kind, values in parts if kind in LIST_KINDS)
            self._keys[name] = tuple(found)
            touched.update(found)
            for key in found:
                self._names[key] = sorted([*self._names.get(key, ()), name])
        return touched

    def _forget(self, name: str) -> tuple[Key, ...]:
        """Take the file ``name`` out of the index; the lists that stood in it."""
        keys = self._keys.pop(name, ())
        for key in keys:
            self._names[key].remove(name)
            if not self._names[key]:
                del self._names[key]
        return keys


def joined(lists: list[EntryList]) -> EntryList:
    """One list of several of the same agency and kind: their entries in order, and the leading edition.

    That is the one published last, the first of several; with the adjustments of all that have its number.
    """
    if len(lists) == 1:
        return lists[0]
    edition = _leading([rows.edition for rows in lists])
    if adjustments := _adjustments_of(edition.number, lists):
        edition = Edition({**edition.values, "adjustments": adjustments})
    entries = tuple(entry for rows in lists for entry in rows.entries)
    return replace(lists[0], edition=edition, entries=entries)


def _adjustments_of(number: str, lists: list[EntryList]) -> list[Values]:
    """The adjustments of the edition ``number``, each once."""
    adjustments: list[Values] = []
    for rows in lists:
        if rows.edition.number == number:
            adjustments += [row for row in rows.edition.adjustments if row not in adjustments]
    return adjustments


def _leading(editions: list[Edition]) -> Edition:
    return max(editions, key=lambda edition: edition.published, default=Edition({}))


def read_edition(values: Values) -> Edition:
    """The edition that a list with these values carries."""
    edition = values.get("edition")
    return Edition(edition if isinstance(edition, dict) else {})


def _register(values: Values) -> Register:
    """A register with the agencies that the register document's ``values`` name."""
    agencies = (Agency(text(row, "id"), text(row, "name"), row) for row in as_rows(values.get("agencies")))
    return Register(values, tuple(agencies), ())


def as_rows(value: object) -> list[Values]:
    """The mappings in a list; what is no list has none."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []

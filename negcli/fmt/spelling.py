"""Keys and values of a file in one spelling: one key language, agencies by id, dates and numbers in the format's way.

What the vocabulary does not know is left as it is written.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

from negcli.dates import meant_date
from negcli.fmt.text import one_line
from negcli.lists.canonical import canonical_key, fields_of, inner_type
from negcli.lists.register import kind_of
from negcli.lists.vocabulary import Type, kind_spellings, kinds, spell_value, value_spellings
from negcli.source.document import Document

Respell = Callable[[str], str]

_TEXT = Type("text")


class Column(NamedTuple):
    """A key of a mapping: as it is to be called, as that is written, and what it holds."""

    name: str
    written: str
    kind: Type
    respell: Respell | None


class Columns(dict[str, Column]):
    """Key as written → its column, worked out when first asked for."""

    def __init__(self, make: Callable[[str], Column]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: str) -> Column:
        self[key] = column = self._make(key)
        return column


class Speller:
    """Spells in ``lang`` (``zh`` or ``en``); ``agencies`` are the ids by every name of an agency."""

    def __init__(self, lang: str, agencies: Mapping[str, str]) -> None:
        self.lang = lang
        self._agencies = agencies
        self._columns: dict[Type, Columns] = {}
        self._respellings: dict[str, Callable[[Type], Respell]] = {
            "enum": self._in_lang,
            "enum-list": self._in_lang,
            "date": lambda kind: _iso,
            "date-or-text": lambda kind: _iso,
            "integer": lambda kind: _digits,
            "ref": self._by_id,
            "refs": self._by_id,
        }

    def columns(self, kind: Type) -> Columns:
        """The keys of a mapping of type ``kind``."""
        if kind not in self._columns:
            self._columns[kind] = Columns(lambda key: self._column(kind, key))
        return self._columns[kind]

    def respelling(self, kind: Type) -> Respell | None:
        """What puts a text of type ``kind`` into its one spelling; None where it has only one."""
        make = self._respellings.get(kind.name)
        return make(kind) if make else None

    def respelt(self, kind: Type, data: Any) -> Any:
        """``data`` (plain, of type ``kind``) with every key and value in its one spelling.

        Of keys that come to be the same, the first stands.
        """
        if data.__class__ is dict:
            return self._mapping(self.columns(kind), data)
        if data.__class__ is list:
            inner = inner_type(kind, 0)
            return [self.respelt(inner, item) for item in data]
        respell = self.respelling(kind) if data is not None else None
        return respell(data) if respell else data

    def _mapping(self, columns: Columns, data: Mapping[str, Any]) -> dict[str, Any]:
        spelt: dict[str, Any] = {}
        for key, value in data.items():
            name, _, kind, respell = columns[key]
            if value.__class__ is not str:
                value = self.respelt(kind, value)
            spelt.setdefault(name, respell(value) if respell and value.__class__ is str else value)
        return spelt

    def _column(self, kind: Type, key: str) -> Column:
        name = canonical_key(kind, key)
        inner = inner_type(kind, name)
        respell = self._kind if _is_kind(kind, name) else self.respelling(inner)
        called = self._called(kind, name)
        return Column(called, one_line(called), inner, respell)

    def _called(self, kind: Type, name: str) -> str:
        """The key ``name`` (canonical) of a mapping of type ``kind`` in this language."""
        if kind.name == "table":
            return name if kind.of == "text" else spell_value(kind.of, name, self.lang)
        known = fields_of(kind)
        field = known and known.by_key.get(name)
        return field.spelling(self.lang) if field else name

    def _kind(self, text: str) -> str:
        kind = kind_spellings().get(text)
        return text if kind is None else kinds()[kind]["zh"] if self.lang == "zh" else kind

    def _in_lang(self, kind: Type) -> Respell:
        english = value_spellings(kind.of)
        spelt = {text: spell_value(kind.of, english[text], self.lang) for text in english}
        return lambda text: spelt.get(text, text)

    def _by_id(self, kind: Type) -> Respell:
        return self._agency if kind.of == "agency" else self._reference

    def _agency(self, text: str) -> str:
        return self._agencies.get(text, text)

    def _reference(self, text: str) -> str:
        """A reference ``ID`` or ``AGENCY/ID``, its agency by id."""
        owner, slash, name = text.rpartition("/")
        return self._agencies.get(owner, owner) + slash + name


def _is_kind(kind: Type, name: str) -> bool:
    """Whether the key ``name`` of a mapping of type ``kind`` names a document's kind."""
    return name == "kind" and kind.name == "map" and kind.of in kinds()


def _iso(text: str) -> str:
    """A date in another usual spelling as YYYY-MM-DD; what is none, or also says the time of day, as it is."""
    meant = None if ":" in text or "：" in text else meant_date(text)
    return meant.isoformat() if meant else text


def _digits(text: str) -> str:
    """A number in full-width digits, or with commas between thousands, in plain digits."""
    plain = unicodedata.normalize("NFKC", text).strip()
    groups = plain.split(",")
    number = "".join(groups)
    return number if number.isascii() and number.isdigit() and _are_thousands(groups) else text


def _are_thousands(groups: Sequence[str]) -> bool:
    """Whether the commas between ``groups`` of digits stand between thousands; also where there is none."""
    return len(groups) == 1 or (len(groups[0]) <= 3 and {len(group) for group in groups[1:]} == {3})


def root_type(document: Document) -> Type:
    """The type of a document's data; text where it is not of a kind of ours."""
    kind = kind_of(document)
    return Type("map", kind) if kind else _TEXT


def prevailing(documents: Iterable[Document]) -> str:
    """The language, ``zh`` or ``en``, in which most keys of ``documents`` are written; where as many, the first's."""
    votes: Counter[str] = Counter()
    for document in documents:
        _vote(root_type(document), document.data, votes)
    return max(votes, key=votes.__getitem__, default="en")  # a Counter keeps the order in which it met them


def _vote(kind: Type, data: Any, votes: Counter[str]) -> None:
    """Count the languages of all keys in ``data``."""
    if data.__class__ is list:
        parts = zip(repeat(inner_type(kind, 0)), data, strict=False)
    elif data.__class__ is dict:
        cast, inner = _ballot(kind, tuple(data))
        votes.update(cast)
        parts = zip(inner, data.values(), strict=True)
    else:
        return
    for of, value in parts:
        if value.__class__ is not str:
            _vote(of, value, votes)


@cache
def _ballot(kind: Type, keys: tuple[str, ...]) -> tuple[Counter[str], list[Type]]:
    """What a mapping of these ``keys`` says about their language, and the type of what each holds."""
    names = [canonical_key(kind, key) for key in keys]
    known = fields_of(kind)
    ours = [(key, name) for key, name in zip(keys, names, strict=True) if known and name in known.by_key]
    return Counter(("zh", "en")[key == name] for key, name in ours), [inner_type(kind, name) for name in names]

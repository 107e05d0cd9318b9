"""Data that YAML read without complaint and that may be meant otherwise: `layout.py` looks at their lines then.

What is looked for is cheap to see in data: a field that is known elsewhere only, an entry without an id, an item that
holds what should be an item of its own, a text that holds a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from negcli.lists.canonical import fields_of
from negcli.lists.vocabulary import Type, fields, kind_spellings
from negcli.slips.lookalikes import all_keys

_LISTS = ("list", "refs", "enum-list", "citations")
#: What an item begins with, or holds, that swallowed another, or whose dash or quotation marks are none.
_SWALLOWED = re.compile(r" - | 《|(?:^| )[－—–‐‑−·、•●][ \u3000]*\S|^-[^- ]|^“.*”$", re.MULTILINE)
#: What comes before a key that is written with odd signs.
_ODD_LEAD = "- \t\u3000\xa0－—–·•"
#: A mapping and the name of what it describes.
_Mapping = tuple[dict[str, Any], str]


def is_suspect(data: Any) -> bool:
    """Whether the data of a document, of whatever kind, are suspicious."""
    kind = kind_spellings().get(str(data.get("kind") or data.get("种类"))) if isinstance(data, dict) else None
    return kind is not None and any(map(_is_odd, _mappings(data, kind)))


def _mappings(data: dict[str, Any], name: str) -> Iterator[_Mapping]:
    """A mapping and all those in it that the vocabulary knows."""
    yield data, name
    for key, inner in _keys_of_mappings(name):
        value = data.get(key)
        for item in value if value.__class__ is list else (value,):
            if item.__class__ is dict:
                yield from _mappings(item, inner)


def _is_odd(mapping: _Mapping) -> bool:
    data, name = mapping
    return _has_strays(data, name) or _lacks_id(data, name) or any(_odd_texts(data, name))


def _has_strays(data: dict[str, Any], name: str) -> bool:
    """Whether a key is unknown here and known elsewhere."""
    known = fields(name).by_spelling.keys()
    return not known >= data.keys() and any(str(key).strip(_ODD_LEAD) in all_keys() for key in data.keys() - known)


def _lacks_id(data: dict[str, Any], name: str) -> bool:
    return bool(_ids(name)) and _ids(name).isdisjoint(data)


def _odd_texts(data: dict[str, Any], name: str) -> Iterator[Any]:
    """Whatever is odd in its lists of texts, and in its texts of several lines."""
    lists = filter(None, map(data.get, _keys_of_lists(name)))
    yield from map(_SWALLOWED.search, map(_joined, lists))
    yield from (_holds_field(text, name) for text in data.values() if text.__class__ is str and "\n" in text)


def _joined(value: Any) -> str:
    """The texts of a value, one a line."""
    return value if value.__class__ is str else "\n".join(filter(_is_text, value)) if value.__class__ is list else ""


def _is_text(value: Any) -> bool:
    return value.__class__ is str


def _holds_field(text: str, name: str) -> bool:
    """Whether a line of a text begins with a field of the mapping that it stands in."""
    begins = (line.partition(":")[0].strip() for line in text.split("\n"))
    return not fields(name).by_spelling.keys().isdisjoint(begins)


@cache
def _keys_of_mappings(name: str) -> tuple[tuple[str, str], ...]:
    """The keys, in both spellings, of the fields of a map that hold mappings, and what these are."""
    types: list[tuple[str, Type]] = [(key, field.type) for key, field in fields(name).by_spelling.items()]
    known = ((key, fields_of(kind)) for key, kind in types)
    return tuple((key, inner.name) for key, inner in known if inner)


@cache
def _keys_of_lists(name: str) -> tuple[str, ...]:
    return tuple(key for key, field in fields(name).by_spelling.items() if field.type.name in _LISTS)


@cache
def _ids(name: str) -> frozenset[str]:
    """The spellings of the id of a map, if it has one."""
    return frozenset(key for key, field in fields(name).by_spelling.items() if field.key == "id")

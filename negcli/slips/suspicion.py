"""Data that YAML read without complaint and that may be meant otherwise: `layout.py` looks at their lines then.

What is looked for is cheap to see in data: a field that is known elsewhere only, an entry without an id, an item that
holds what should be an item of its own, a text that holds a field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from negcli.lists.canonical import keys_of
from negcli.lists.vocabulary import Type, kind_spellings
from negcli.slips.levels import lead_of
from negcli.slips.lookalikes import all_keys, odd_sign

_LISTS = ("list", "refs", "enum-list", "citations")
#: What an item begins with, or holds, that swallowed another, or whose dash or quotation marks are none.
_SWALLOWED = re.compile(r" - | 《|(?:^| )[－—–‐‑−·、•●][ \u3000]*\S|^-[^- ]|^“.*”$", re.MULTILINE)
#: What comes before a key that is written with odd signs.
_ODD_LEAD = "- \t\u3000\xa0－—–·•"
#: A mapping and its type.
_Mapping = tuple[dict[str, Any], Type]


def is_suspect(data: Any) -> bool:
    """Whether the data of a document, of whatever kind, are suspicious."""
    kind = kind_spellings().get(str(data.get("kind") or data.get("种类"))) if isinstance(data, dict) else None
    return kind is not None and any(map(_is_odd, _mappings(data, Type("map", kind))))


def _mappings(data: dict[str, Any], kind: Type) -> Iterator[_Mapping]:
    """A mapping and all those in it that the vocabulary knows."""
    yield data, kind
    for key, inner in _keys_of_mappings(kind):
        value = data.get(key)
        for item in value if value.__class__ is list else (value,):
            if item.__class__ is dict:
                yield from _mappings(item, inner)


def _is_odd(mapping: _Mapping) -> bool:
    return any(look(*mapping) for look in _LOOKS)


def _has_strays(data: dict[str, Any], kind: Type) -> bool:
    """Whether a key is unknown here, and known elsewhere or but for an odd sign."""
    known = keys_of(kind).keys()
    return not known >= data.keys() and any(map(_is_disguised, data.keys() - known))


def _is_disguised(key: Any) -> bool:
    return str(key).strip(_ODD_LEAD) in all_keys() or odd_sign(f"{key}: _") is not None


def _lacks_lead(data: dict[str, Any], kind: Type) -> bool:
    """Whether an item lacks what tells it from the others."""
    return bool(_leads(kind)) and _leads(kind).isdisjoint(data)


def _is_alone(data: dict[str, Any], kind: Type) -> bool:
    """Whether a mapping stands where several should, one an item; or several where one should."""
    return any(data.get(key).__class__ is _ODD_CLASSES.get(inner.name, int) for key, inner in _keys_of_mappings(kind))


_ODD_CLASSES: dict[str, type] = {"list-map": dict, "map": list, "table": list}


def _has_odd_texts(data: dict[str, Any], kind: Type) -> bool:
    """Whether something is odd in its lists of texts, or in its texts."""
    lists = filter(None, map(data.get, _keys_of_lists(kind)))
    texts = filter(_has_colon, data.values())
    return any(map(_SWALLOWED.search, map(_joined, lists))) or any(_holds_field(text, kind) for text in texts)


_LOOKS: tuple[Callable[[dict[str, Any], Type], bool], ...] = (_has_strays, _lacks_lead, _is_alone, _has_odd_texts)


def _has_colon(value: Any) -> bool:
    return value.__class__ is str and (": " in value or ":\n" in value)


def _joined(value: Any) -> str:
    """The texts of a value, one a line."""
    return value if value.__class__ is str else "\n".join(filter(_is_text, value)) if value.__class__ is list else ""


def _is_text(value: Any) -> bool:
    return value.__class__ is str


def _holds_field(text: str, kind: Type) -> bool:
    """Whether a text names a field of the mapping that it stands in, and a colon."""
    return not keys_of(kind).keys().isdisjoint(_NAMED.findall(text))


_NAMED = re.compile(r"(\S+):\s")


@cache
def _keys_of_mappings(kind: Type) -> tuple[tuple[str, Type], ...]:
    """The keys, in both spellings, of the fields that hold mappings, and the types of these."""
    return tuple((key, field.type) for key, field in keys_of(kind).items() if keys_of(field.type))


@cache
def _keys_of_lists(kind: Type) -> tuple[str, ...]:
    return tuple(key for key, field in keys_of(kind).items() if field.type.name in _LISTS)


@cache
def _leads(kind: Type) -> frozenset[str]:
    """The spellings of what items begin with; none of what is no list's item."""
    known = keys_of(kind) if kind.name == "list-map" else {}
    return frozenset(key for key, field in known.items() if field.key == lead_of(known))

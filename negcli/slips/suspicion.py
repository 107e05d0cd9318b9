"""Data that YAML read without complaint and that may be meant otherwise: `layout.py` looks at their lines then.

What is looked for is cheap to see in data: a field that is known elsewhere only, an entry without an id, an item that
holds what should be an item of its own, a text that holds a field.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Set
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from negcli.lists.canonical import keys_of, lead_of
from negcli.lists.vocabulary import Type, kind_spellings, value_spellings

_LISTS = ("list", "refs", "enum-list", "citations")
#: What an item begins with, or holds, that swallowed another, or whose dash or quotation marks are none.
_SWALLOWED = re.compile(r" - | 《|(?:^| )[－—–‐‑−·、•●][ \u3000]*\S|^-[^- ]|^“.*”$", re.MULTILINE)
#: What comes before a key that is written with odd signs.
_ODD_LEAD = "- \t\u3000\xa0－—–·•"
#: What stands where a value of a type should → the classes of what is odd there: one for several, several for one, a
#: text for fields.
_ODD_CLASSES: dict[str, tuple[type, ...]] = {"list-map": (dict, str), "map": (list, str), "table": (list, str)}


class _Shape(NamedTuple):
    """What is asked of the mappings of a type, by keys in both spellings; worked out once for all of them."""

    known: Set[str]
    #: What items begin with; none of what is no list's item.
    leads: frozenset[str]
    lists: tuple[str, ...]
    #: The fields that hold mappings: key, shape of these, and the class of a value that is odd there.
    inside: tuple[tuple[str, _Shape, tuple[type, ...]], ...]
    #: The fields that hold tables or lists of texts, in place of which a text is odd.
    tables: tuple[str, ...]
    #: The lists of words and ids, and the words.
    words: tuple[str, ...]
    values: frozenset[str]


#: A mapping and its shape.
_Mapping = tuple[dict[str, Any], _Shape]


def is_suspect(data: Any) -> bool:
    """Whether the data of a document, of whatever kind, are suspicious."""
    if not isinstance(data, dict):
        return False
    kind = kind_spellings().get(str(data.get("kind") or data.get("种类")))
    return any(map(_is_odd, _mappings(data, _shape(Type("map", kind))))) if kind else any(map(_names_kind, data))


def _names_kind(key: Any) -> bool:
    """Whether a key should be the one that names what a document is, but for an odd sign."""
    from negcli.slips.lookalikes import odd_sign  # files without fault do without

    odd = odd_sign(f"{key}: _")
    return odd is not None and odd.instead in ("kind: _", "种类: _")


def _mappings(data: dict[str, Any], shape: _Shape) -> Iterator[_Mapping]:
    """A mapping and all those in it that the vocabulary knows."""
    yield data, shape
    for key, inner, _ in shape.inside:
        value = data.get(key)
        for item in value if value.__class__ is list else (value,):
            if item.__class__ is dict:
                yield from _mappings(item, inner)


def _is_odd(mapping: _Mapping) -> bool:
    data, shape = mapping
    if _has_strays(data, shape) or (shape.leads and shape.leads.isdisjoint(data)):
        return True
    return _is_alone(data, shape) or _has_odd_texts(data, shape)


def _has_strays(data: dict[str, Any], shape: _Shape) -> bool:
    """Whether a key is unknown here, and known elsewhere or but for an odd sign."""
    return not shape.known >= data.keys() and any(map(_is_disguised, data.keys() - shape.known))


def _is_disguised(key: Any) -> bool:
    from negcli.slips.lookalikes import all_keys, odd_sign

    return str(key).strip(_ODD_LEAD) in all_keys() or odd_sign(f"{key}: _") is not None


def _is_alone(data: dict[str, Any], shape: _Shape) -> bool:
    """Whether a mapping stands where several should, one an item; or several where one should."""
    is_text = any(map(_is_text, map(data.get, shape.tables)))
    return is_text or any(_is_odd_there(data[key], odd) for key, _, odd in shape.inside if key in data)


def _is_odd_there(value: Any, odd: tuple[type, ...]) -> bool:
    """Whether a value is of one of the classes ``odd``, or a list of mappings holds a text."""
    return value.__class__ in odd or (dict in odd and str in map(type, value or ()))


def _has_odd_texts(data: dict[str, Any], shape: _Shape) -> bool:
    """Whether something is odd in its lists of texts, or in its texts."""
    lists = filter(None, map(data.get, shape.lists))
    texts = filter(_is_telling, data.values())
    words = map(_joined, map(data.get, shape.words))
    is_odd = any(map(_SWALLOWED.search, map(_joined, lists))) or any(map(_NO_WORD.search, words))
    return is_odd or any(_holds_more(text, shape) for text in texts)


def _is_telling(value: Any) -> bool:
    return value.__class__ is str and (":" in value or " - " in value)


def _joined(value: Any) -> str:
    """The texts of a value, one a line."""
    return value if value.__class__ is str else "\n".join(filter(_is_text, value)) if value.__class__ is list else ""


def _is_text(value: Any) -> bool:
    return value.__class__ is str


def _holds_more(text: str, shape: _Shape) -> bool:
    """Whether a text names a field of the mapping that it stands in, and a colon; or holds an item of a list."""
    has_item = _ITEM.search(text) is not None or not shape.values.isdisjoint(_WORD_ITEM.findall(text))
    return has_item or not shape.known.isdisjoint(_NAMED.findall(text))


#: An id or a citation behind a dash: an item whose list lost the line that names it.
_ITEM = re.compile(r"(?a) - (?:《|(?:[\w-]+/)?[A-Z][A-Z0-9-]*-\d+(?:$| ))")
_WORD_ITEM = re.compile(r" - (\S+)")
#: What stands in no word and id: two of them, or what is another list's.
_NO_WORD = re.compile(r"[^\S\n]|《")
_NAMED = re.compile(r"(?<![^\s:])([^\s:]+):\s")


@cache
def _shape(kind: Type) -> _Shape:
    known = keys_of(kind)
    lead = lead_of(known) if kind.name in ("list-map", "citations") else None
    types = [(key, field.type) for key, field in known.items()]
    return _Shape(
        known.keys(),
        frozenset(key for key, field in known.items() if field.key == lead),
        _of_types(types, _LISTS),
        tuple((key, _shape(type), _ODD_CLASSES.get(type.name, ())) for key, type in types if keys_of(type)),
        _of_types(types, ("table", "list")),
        _of_types(types, ("refs", "enum-list")),
        frozenset(chain.from_iterable(map(_words, map(itemgetter(1), types)))),
    )


def _of_types(types: list[tuple[str, Type]], names: tuple[str, ...]) -> tuple[str, ...]:
    """The keys among ``types`` whose values are of the types ``names``."""
    return tuple(key for key, type in types if type.name in names)


def _words(kind: Type) -> Collection[str]:
    """The words that a list of ``kind`` may hold, and no others."""
    return value_spellings(kind.of) if kind.name == "enum-list" else ()

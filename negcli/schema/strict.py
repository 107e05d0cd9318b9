"""The vocabulary → the strict schema, in canonical keys and values, by which `schema/__init__.py` judges.

It is flat: no keyword but `if` joins schemas, so that every error says by its keyword and place what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from negcli.lists.vocabulary import Field, Type, fields, kinds, values

Schema = dict[str, Any]

#: What a text must look like that names or numbers something: shape → pattern.
SHAPES: Mapping[str, str] = {
    "region": "^[0-9]{6}$",
    "agency-id": "^[a-z0-9-]+$",
    "credit-code": "^[0-9A-HJ-NPQRTUWXY]{18}$",
    "reference": "^[^/]+(/[^/]+)?$",
    "web": "^https?://[^ ]+$",
    "pattern": "^",
}


def strict_schema(kind: str) -> Schema:
    """The schema of canonical documents of ``kind``: what `canonical.canonical` makes of a faultless one passes.

    Dates are any text here: a rule of its own speaks of those that are none.
    """
    return {"$ref": _ref(kind)["$ref"], "$defs": {name: _strict_map(name) for name in sorted(reachable(kind))}}


def is_credit_code(text: str) -> bool:
    """Whether the last of 18 characters checks the others (GB 32100-2015, section 4.5: weights 3^i modulo 31)."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    if len(text) != 18 or any(sign not in signs for sign in text):
        return False
    total = sum(signs.index(sign) * pow(3, position, 31) for position, sign in enumerate(text[:17]))
    return signs.index(text[17]) == -total % 31


def is_pattern(text: str) -> bool:
    """Whether a text is a regular expression, as Python reads it."""
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


#: What more than a pattern must hold of a text that names or numbers something: shape → whether it does.
FORMATS: Mapping[str, Callable[[str], bool]] = {"credit-code": is_credit_code, "pattern": is_pattern}


def reachable(name: str) -> set[str]:
    """The maps that a document of the map ``name`` may hold, itself among them."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_maps_in(name))
    return found


def _maps_in(name: str) -> Iterator[str]:
    for field in fields(name).by_key.values():
        kind = field.type
        while kind.item:
            kind = kind.item
        if kind.name in ("map", "list-map"):
            yield kind.of
        if kind.name == "citations":
            yield "citation"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _strict_map(name: str) -> Schema:
    """Without `type`, which stands beside each reference: a citation may be a text or such a mapping."""
    known = fields(name).by_key
    schema: Schema = {
        "properties": {key: _strict_field(field, name in kinds()) for key, field in known.items()},
        "required": [key for key, field in known.items() if field.need],
        "additionalProperties": False,
    }
    return schema if name not in kinds() else {"type": "object", **schema}


def _strict_field(field: Field, top: bool) -> Schema:
    schema = strict_value(field.type)
    if field.shape:
        schema |= {"pattern": SHAPES[field.shape], "format": field.shape}
    if field.need and not (top and field.type.name == "list-map"):  # a list may have no entries, a field not be empty
        schema |= {"minLength": 1, "minItems": 1}
    return schema


def strict_value(kind: Type) -> Schema:
    """The schema of a canonical value of ``kind``."""
    return _BY_TYPE.get(kind.name, _text)(kind)


def _text(kind: Type) -> Schema:
    return {"type": "string"}


def _scalar(kind: Type) -> Schema:
    return {"type": kind.name}


def _reference(kind: Type) -> Schema:
    return _text(kind) if kind.of == "agency" else {"type": "string", "pattern": SHAPES["reference"]}


def _enum(kind: Type) -> Schema:
    return {"type": "string", "enum": list(values(kind.of))}


def _enum_list(kind: Type) -> Schema:
    one = _enum(kind)
    return {"type": ["string", "array"], "if": {"type": "string"}, "then": one, "items": one}


def _list(kind: Type) -> Schema:
    return {"type": "array", "items": strict_value(kind.of_items)}


def _texts(kind: Type) -> Schema:
    return {"type": ["string", "array"], "items": {"type": "string"}}


def _references(kind: Type) -> Schema:
    shape = {"pattern": SHAPES["reference"]}
    return {"type": ["string", "array"], **shape, "items": {"type": "string", **shape}}


def _mapping(kind: Type) -> Schema:
    return {"type": "object", **_ref(kind.of)}


def _mappings(kind: Type) -> Schema:
    return {"type": "array", "items": _mapping(kind)}


def _citations(kind: Type) -> Schema:
    one = _ref("citation")
    return {"type": ["string", "object", "array"], **one, "items": {"type": ["string", "object"], **one}}


def _table(kind: Type) -> Schema:
    item = strict_value(kind.of_items)
    if kind.of == "text":
        return {"type": "object", "additionalProperties": item}
    return {"type": "object", "properties": dict.fromkeys(values(kind.of), item), "additionalProperties": False}


#: Type → what makes its schema; all others are texts.
_BY_TYPE: Mapping[str, Callable[[Type], Schema]] = {
    "integer": _scalar,
    "boolean": _scalar,
    "ref": _reference,
    "refs": _references,
    "enum": _enum,
    "enum-list": _enum_list,
    "list": _list,
    "text-or-list": _texts,
    "map": _mapping,
    "list-map": _mappings,
    "citations": _citations,
    "table": _table,
}

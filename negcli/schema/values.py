"""What may stand in a field, as editors are told: the vocabulary's types → JSON Schema, in one key language.

A value is described by alternatives, the usual one first: editors offer what that one names, and speak of it when none
fits. What is allowed but not to be offered (the other key language, numbers where YAML reads a text as one, nothing at
all) is therefore said by a pattern or by what it is not: a type or an enumeration would be offered as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from negcli.lists.vocabulary import Field, Type, fields, kinds, values
from negcli.rules import card
from negcli.schema.strict import SHAPES
from negcli.words import Words

Schema = dict[str, Any]

_DATE = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_INTEGER = "^-?[0-9]+$"
#: A number, true or false: a text to whoever wrote it without quotes.
_READ_AS_ANOTHER = {"not": {"type": ["string", "object", "array", "null"]}}
#: A field with nothing written in it.
_NOTHING = {"not": {"type": ["string", "number", "boolean", "object", "array"]}}


def value_name(field: Field) -> str:
    """What the schema of what stands in ``field`` is called; fields that take the same have it in common."""
    kind = field.type
    parts = [field.shape or kind.name, kind.of, kind.of_items.of if kind.name == "table" else ""]
    return "-".join(["value", *filter(None, parts), *([] if field.need else ["or-nothing"])])


def field_value(field: Field, keys: str) -> Schema:
    """The schema of what stands in ``field``: something, in a required one, though a document's body may be empty."""
    alternatives = [_shaped(field.shape, keys), _READ_AS_ANOTHER] if field.shape else _alternatives(field.type, keys)
    if not field.need:
        return any_of([*alternatives, _NOTHING])
    return any_of(alternatives if field.type in _bodies() else map(_something, alternatives))


@cache
def _bodies() -> set[Type]:
    """What documents list: entries, agencies, laws."""
    found = [field.type for kind in kinds() for field in fields(kind).by_key.values()]
    return {kind for kind in found if kind.name == "list-map"}


def enumeration(enum: str, keys: str) -> Schema:
    """The values of ``enum`` as they are offered, each with what it means and the other language's word for it."""
    return {"type": "string", "enum": list(spelt(enum, keys)), "enumDescriptions": _meanings(enum, keys)}


def _meanings(enum: str, keys: str) -> list[str]:
    """What each value of ``enum`` means, and its other spelling."""
    words = Words(keys)
    key = "changes.{}.about" if enum == "change" else f"values.{enum}.{{}}"
    return [f"{words(key.format(en))} · {zh if keys == 'en' else en}" for en, zh in values(enum).items()]


def spelt(enum: str, keys: str) -> Mapping[str, str]:
    """Each value of ``enum`` as it is written in ``keys`` → as it is in the other language."""
    pairs = values(enum)
    return {zh: en for en, zh in pairs.items()} if keys == "zh" else pairs


def one_of_words(words: Iterable[str]) -> Schema:
    """One of ``words`` (of letters and hyphens), none of which an editor offers."""
    return {"type": "string", "pattern": f"^({'|'.join(words)})$"}


def any_of(alternatives: Iterable[Schema]) -> Schema:
    """What fits one of ``alternatives``.

    The title, though empty, tells them apart: yaml-language-server takes alternatives without one for the same, and
    shows the field's title once for each.
    """
    first, *others = alternatives
    return {"anyOf": [first, *(other | {"title": ""} for other in others)]} if others else first


def unoffered(schema: Schema) -> Schema:
    """``schema`` for a key that editors do not offer, but explain: `doNotSuggest` does not hold beside a `$ref`."""
    told = ("title", "description")
    rest = {name: value for name, value in schema.items() if name not in told}
    return {name: schema[name] for name in told if name in schema} | {"doNotSuggest": True, "allOf": [rest]}


def _alternatives(kind: Type, keys: str) -> list[Schema]:
    return _BY_TYPE.get(kind.name, _text)(kind, keys)


def _text(kind: Type, keys: str) -> list[Schema]:
    return [{"type": "string"}, _READ_AS_ANOTHER]


def _date(kind: Type, keys: str) -> list[Schema]:
    told = card("not-a-date").say("instead", keys, {"advice": "day"})
    return [{"type": "string", "pattern": _DATE, "patternErrorMessage": told}]


def _integer(kind: Type, keys: str) -> list[Schema]:
    return [{"type": "integer"}, {"type": "string", "pattern": _INTEGER}]


def _boolean(kind: Type, keys: str) -> list[Schema]:
    usual, other = (["是", "否"], ["true", "false", "yes", "no"])[:: 1 if keys == "zh" else -1]
    return [{"enum": usual[:2]}, one_of_words(usual + other), _READ_AS_ANOTHER]


def _shaped(shape: str, keys: str) -> Schema:
    told = card("bad-format").terms["shape"][shape][keys]
    return {"type": "string", "pattern": SHAPES[shape], "patternErrorMessage": told}


def _reference(kind: Type, keys: str) -> list[Schema]:
    return _text(kind, keys) if kind.of == "agency" else [_shaped("reference", keys), _READ_AS_ANOTHER]


def _enum(kind: Type, keys: str) -> list[Schema]:
    return [{"$ref": f"#/$defs/enum-{kind.of}"}, one_of_words(spelt(kind.of, keys).values())]


def _map(kind: Type, keys: str) -> list[Schema]:
    return [{"$ref": f"#/$defs/{kind.of}"}]


def _citation(kind: Type, keys: str) -> list[Schema]:
    return [*_text(kind, keys), {"$ref": "#/$defs/citation"}]


def _list(kind: Type, keys: str) -> list[Schema]:
    return [_several(_alternatives(kind.of_items, keys))]


def _table(kind: Type, keys: str) -> list[Schema]:
    item = any_of(_alternatives(kind.of_items, keys))
    if kind.of == "text":
        return [{"type": "object", "additionalProperties": item}]
    words, meanings = spelt(kind.of, keys), _meanings(kind.of, keys)
    offered = {word: item | {"description": told} for word, told in zip(words, meanings, strict=True)}
    properties = offered | dict.fromkeys(words.values(), unoffered(item))
    return [{"type": "object", "properties": properties, "additionalProperties": False}]


def _several(alternatives: list[Schema]) -> Schema:
    return {"type": "array", "items": any_of(alternatives)}


def _one_or_several(one: Callable[[Type, str], list[Schema]]) -> Callable[[Type, str], list[Schema]]:
    return lambda kind, keys: [*one(kind, keys), _several(one(kind, keys))]


def _several_maps(kind: Type, keys: str) -> list[Schema]:
    return [_several(_map(kind, keys))]


def _something(schema: Schema) -> Schema:
    """``schema``, but no empty text and no empty list."""
    least = {"string": {"minLength": 1}, "array": {"minItems": 1}}
    return schema | least.get(schema.get("type", ""), {})


#: Type → what gives its alternatives; all others are texts.
_BY_TYPE: Mapping[str, Callable[[Type, str], list[Schema]]] = {
    "date": _date,
    "integer": _integer,
    "boolean": _boolean,
    "ref": _reference,
    "refs": _one_or_several(_reference),
    "enum": _enum,
    "enum-list": _one_or_several(_enum),
    "list": _list,
    "text-or-list": _one_or_several(_text),
    "map": _map,
    "list-map": _several_maps,
    "citations": _one_or_several(_citation),
    "table": _table,
}

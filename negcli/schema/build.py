"""The vocabulary → the published JSON Schemas (draft 2020-12) of `schemas/`, by which editors complete and explain.

For each key language one schema a kind, and one for all kinds (`ANY`) that looks at a document's kind: what an editor
shows may be any of them, several in one file, or no document of a register at all. A schema accepts keys and values in
both languages, as the register does, and offers those of one. They take what other programs make of YAML: numbers where
people wrote text, null where they wrote nothing. ``python -m negcli.schema.build`` writes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from negcli.lists.vocabulary import Field, fields, format_version, kinds
from negcli.resources import shared_folder
from negcli.schema import ANY
from negcli.schema.strict import reachable
from negcli.schema.values import Schema, any_of, enumeration, field_value, one_of_words, unoffered, value_name

DRAFT = "https://json-schema.org/draft/2020-12/schema"
#: The key languages.
KEYS = ("en", "zh")
_OTHER = {"en": "zh", "zh": "en"}


def kind_schema(kind: str, keys: str = "en") -> Schema:
    """The schema of documents of ``kind``; `ANY` is that of all. It offers keys and values in ``keys`` (en or zh)."""
    builder = _Builder(keys)
    return builder.any() if kind == ANY else builder.document(kind)


def file_name(kind: str, keys: str) -> str:
    """The name of the file that holds a schema."""
    return f"{kind}.{keys}.schema.json"


def schema_files() -> Mapping[str, str]:
    """File name → text of every published schema."""
    return {
        file_name(kind, keys): json.dumps(kind_schema(kind, keys), ensure_ascii=False, indent=2) + "\n"
        for kind in (*kinds(), ANY)
        for keys in KEYS
    }


def write_schemas(folder: Path) -> None:
    """Write every schema into ``folder``."""
    for name, text in schema_files().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


@dataclass(frozen=True)
class _Builder:
    """Builds schemas that offer one key language."""

    keys: str

    def document(self, kind: str) -> Schema:
        """The schema of a whole document of one kind."""
        return self._head(kind, kinds()[kind]) | self._map(kind) | self._defs(reachable(kind) - {kind}, {kind})

    def any(self) -> Schema:
        """The schema of documents of all kinds; what is of none may hold anything."""
        head = self._head(ANY, {"zh": "政务公开名录", "en": "Register"})
        kind = fields("document").by_key["kind"]
        spellings = self._spellings(kind)
        known = self._described(kind) | any_of([self._kinds(), {}])
        described = {key: self._spelt(key, kind, known) for key in spellings}
        chosen = [_when(key, names, kind) for kind, names in self._names().items() for key in spellings]
        meant = {"if": _OURS, "then": {"properties": dict.fromkeys(spellings, unoffered(self._any_kind()))}}
        every = set().union(*map(reachable, kinds()))
        return {**head, "properties": described, "allOf": [*chosen, meant]} | self._defs(every, every)

    def _head(self, name: str, title: Mapping[str, str]) -> Schema:
        return {
            "$schema": DRAFT,
            "$id": f"urn:negcli:{format_version()}:{name}:{self.keys}",
            "$comment": "Made from the vocabulary by `python -m negcli.schema.build`",
            "title": self._both(title),
        }

    def _defs(self, maps: set[str], top: set[str]) -> Schema:
        """The maps that are referred to, and what the fields of these and of the ``top`` maps hold."""
        used = [field for name in sorted(maps | top) for field in fields(name).by_key.values()]
        values = {value_name(field): field_value(field, self.keys) for field in used}
        enums = {f"enum-{enum}": enumeration(enum, self.keys) for enum in filter(None, map(_enum_in, used))}
        named = {name: self._map(name) for name in sorted(maps)}
        return {"$defs": {**named, **_in_order(values), **_in_order(enums)}}

    def _names(self) -> Mapping[str, list[str]]:
        """Each kind → its names, that in our language first."""
        named = {kind: [kind, names["zh"]] for kind, names in kinds().items()}
        return {kind: names[:: -1 if self.keys == "zh" else 1] for kind, names in named.items()}

    def _kinds(self) -> Schema:
        names = self._names().values()
        return {"enum": [name for name, _ in names], "enumDescriptions": [other for _, other in names]}

    def _any_kind(self) -> Schema:
        return any_of([self._kinds(), one_of_words(other for _, other in self._names().values())])

    def _both(self, texts: Mapping[str, str]) -> str:
        """A name in both languages, that of the keys first."""
        return f"{texts[self.keys]} · {texts[_OTHER[self.keys]]}"

    def _map(self, name: str) -> Schema:
        needed = filter(attrgetter("need"), fields(name).by_key.values())
        required = [_one_of_keys(self._spellings(field)) for field in needed]
        schema = {"type": "object", "properties": self._properties(name), "additionalProperties": False}
        return schema | ({"allOf": required} if required else {})

    def _spellings(self, field: Field) -> tuple[str, ...]:
        """Every spelling of a field's key, the one that is offered first."""
        return (field.zh, field.key, *field.also) if self.keys == "zh" else (field.key, field.zh, *field.also)

    def _properties(self, name: str) -> Schema:
        """Every field by its offered key, then by all its other ones."""
        known = fields(name)
        offered = {field.spelling(self.keys): field for field in known.by_key.values()}
        keys = offered | {key: field for key, field in known.by_spelling.items() if key not in offered}
        return {key: self._spelt(key, field, self._field(name, field)) for key, field in keys.items()}

    def _spelt(self, key: str, field: Field, schema: Schema) -> Schema:
        """The schema of a field under one of its spellings: only the usual one is offered."""
        usual = field.spelling(self.keys)
        return schema if key == usual else unoffered({**schema, "title": f"{key} = {usual}"})

    def _described(self, field: Field) -> Schema:
        return {
            "title": self._both({"zh": field.zh, "en": field.key.replace("_", " ").capitalize()}),
            "description": field.about[self.keys],
        }

    def _field(self, map_name: str, field: Field) -> Schema:
        described = self._described(field)
        if field.key == "kind" and map_name in kinds():
            usual, other = self._names()[map_name]
            return described | any_of([{"const": usual}, one_of_words([other])])
        return described | {"$ref": f"#/$defs/{value_name(field)}"}


def _enum_in(field: Field) -> str:
    """The enum of whose values the field holds some; empty when it holds others."""
    kind = field.type.item or field.type
    return kind.of if kind.name in ("enum", "enum-list") else ""


def _in_order(schemas: Mapping[str, Schema]) -> Mapping[str, Schema]:
    return dict(sorted(schemas.items()))


def _when(key: str, names: list[str], kind: str) -> Schema:
    """That a document whose ``key`` says one of ``names`` is of that kind."""
    return {
        "if": {"type": "object", "required": [key], "properties": {key: one_of_words(names)}},
        "then": {"$ref": f"#/$defs/{kind}"},
    }


def _one_of_keys(spellings: tuple[str, ...]) -> Schema:
    return {"anyOf": [{"required": [spelling]} for spelling in spellings]}


#: What no other program's YAML files have: their kind, where it is none of ours, is misspelt.
_OURS = {
    "type": "object",
    "anyOf": [{"required": ["种类"]}, {"required": ["kind", "agency", "edition"]}, {"required": ["kind", "agencies"]}],
}


if __name__ == "__main__":
    write_schemas(shared_folder("schemas"))

"""The vocabulary → the published JSON Schemas (draft 2020-12) of `schemas/`, by which editors complete and explain.

One for each kind and key language. They take what other programs make of YAML: numbers where people wrote text, null
where they wrote nothing. ``python -m negcli.schema_build`` writes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from negcli.resources import shared_folder
from negcli.schema_strict import SHAPES, reachable
from negcli.vocabulary import Field, Type, fields, format_version, kinds, values

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
#: The key languages.
KEYS = ("en", "zh")
_OTHER = {"en": "zh", "zh": "en"}
#: What other programs make of a text.
_TEXT = ["string", "number", "boolean"]
#: The schemas of values that look the same in both key languages.
_SCALARS: Mapping[str, Schema] = {
    "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "integer": {"type": ["integer", "string"], "pattern": "^-?[0-9]+$"},
    "boolean": {"enum": [True, False, "true", "false", "yes", "no", "是", "否"]},
}


def kind_schema(kind: str, keys: str = "en") -> Schema:
    """The schema of documents of ``kind`` whose keys and values are written in ``keys`` (``en`` or ``zh``)."""
    return _Builder(keys).document(kind)


def file_name(kind: str, keys: str) -> str:
    """The name of the file that holds a schema."""
    return f"{kind}.{keys}.schema.json"


def schema_files() -> Mapping[str, str]:
    """File name → text of every published schema."""
    return {
        file_name(kind, keys): json.dumps(kind_schema(kind, keys), ensure_ascii=False, indent=2) + "\n"
        for kind in kinds()
        for keys in KEYS
    }


def write_schemas(folder: Path) -> None:
    """Write every schema into ``folder``."""
    for name, text in schema_files().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


@dataclass(frozen=True)
class _Builder:
    """Builds schemas in one key language."""

    keys: str

    def document(self, kind: str) -> Schema:
        """The schema of a whole document."""
        names = sorted(reachable(kind) - {kind})
        used = sorted({enum for name in (*names, kind) for enum in _enums_in(name)})
        return {
            "$schema": DRAFT,
            "$id": f"urn:negcli:{format_version()}:{kind}:{self.keys}",
            "$comment": "Made from the vocabulary by `python -m negcli.schema_build`",
            "title": self._both(kinds()[kind]),
            **self._map(kind),
            "$defs": {
                **{name: self._map(name) for name in names},
                **{f"enum-{enum}": self._enum(enum) for enum in used},
            },
        }

    def _both(self, texts: Mapping[str, str]) -> str:
        """A name in both languages, that of the keys first."""
        return f"{texts[self.keys]} · {texts[_OTHER[self.keys]]}"

    def _map(self, name: str) -> Schema:
        required, variants = self._required(name)
        schema: Schema = {
            "type": "object",
            "properties": self._properties(name),
            "required": required,
            "additionalProperties": False,
        }
        return schema | ({"allOf": variants} if variants else {})

    def _required(self, name: str) -> tuple[list[str], list[Schema]]:
        """The keys that must be there, and that one must where a key has several spellings."""
        required: list[str] = []
        variants: list[Schema] = []
        for field in filter(attrgetter("need"), fields(name).by_key.values()):
            spelling, *others = self._spellings(field)
            if others:
                variants.append(_one_of_keys((spelling, *others)))
            else:
                required.append(spelling)
        return required, variants

    def _spellings(self, field: Field) -> tuple[str, ...]:
        """Every spelling of a field's key, the usual one first."""
        return (field.zh, *field.also) if self.keys == "zh" else (field.key,)

    def _properties(self, name: str) -> Schema:
        known = fields(name).by_key.values()
        properties: Schema = {field.spelling(self.keys): self._field(name, field) for field in known}
        for field in known:
            for spelling in self._spellings(field)[1:]:
                properties.setdefault(spelling, {**self._field(name, field), "title": f"{spelling}（即{field.zh}）"})
        return properties

    def _field(self, map_name: str, field: Field) -> Schema:
        described = {
            "title": self._both({"zh": field.zh, "en": _readable(field.key)}),
            "description": f"{field.about[self.keys]}\n{field.about[_OTHER[self.keys]]}",
        }
        if field.key == "kind" and map_name in kinds():
            return described | {"const": {**kinds()[map_name], "en": map_name}[self.keys]}
        schema = self._value(field.type)
        if field.shape:
            schema["pattern"] = SHAPES[field.shape]
        return described | (_something(schema) if field.need else _or_nothing(schema))

    def _enum(self, enum: str) -> Schema:
        pairs = self._spelt(enum).items()
        return {"enum": [written for written, _ in pairs], "description": "; ".join(map(" = ".join, pairs))}

    def _spelt(self, enum: str) -> Mapping[str, str]:
        """Each value of ``enum`` as it is written → as it is in the other language."""
        pairs = values(enum)
        return {zh: en for en, zh in pairs.items()} if self.keys == "zh" else pairs

    def _value(self, kind: Type) -> Schema:
        """The schema of a value of ``kind`` as people write it."""
        if kind.name in _SCALARS:
            return dict(_SCALARS[kind.name])
        return self._table(kind) if kind.name == "table" else self._part(kind)

    def _part(self, kind: Type) -> Schema:
        """The schema of what is made of texts, enumerated values and mappings, one or several."""
        text: Schema = {"type": list(_TEXT)}
        reference = text | {"pattern": SHAPES["reference"]}
        of = {"$ref": f"#/$defs/{kind.of}"}
        value = {"$ref": f"#/$defs/enum-{kind.of}"}
        parts: Mapping[str, Schema] = {
            "ref": text if kind.of == "agency" else reference,
            "refs": _one_or_several(reference),
            "text-or-list": _one_or_several(text),
            "citations": _one_or_several({"anyOf": [text, {"$ref": "#/$defs/citation"}]}),
            "map": of,
            "list-map": {"type": "array", "items": of},
            "enum": value,
            "enum-list": _one_or_several(value),
        }
        if kind.name == "list":
            return {"type": "array", "items": self._value(kind.of_items)}
        return dict(parts.get(kind.name, text))

    def _table(self, kind: Type) -> Schema:
        item = self._value(kind.of_items)
        if kind.of == "text":
            return {"type": "object", "additionalProperties": item}
        properties = dict.fromkeys(self._spelt(kind.of), item)
        return {"type": "object", "properties": properties, "additionalProperties": False}


def _enums_in(name: str) -> list[str]:
    """The enums of values that the fields of a map have."""
    found = []
    for field in fields(name).by_key.values():
        kind = field.type.item or field.type
        if kind.name in ("enum", "enum-list"):
            found.append(kind.of)
    return found


def _readable(key: str) -> str:
    return key.replace("_", " ").capitalize()


def _one_of_keys(spellings: tuple[str, ...]) -> Schema:
    return {"anyOf": [{"required": [spelling]} for spelling in spellings]}


def _one_or_several(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]}


def _something(schema: Schema) -> Schema:
    """``schema``, but no empty text: a required field says something."""
    return schema | {"minLength": 1} if "string" in schema.get("type", ()) else schema


def _or_nothing(schema: Schema) -> Schema:
    """``schema``, or null: an optional field may be written with nothing in it."""
    if "type" not in schema:
        return {"anyOf": [*(schema["anyOf"] if set(schema) == {"anyOf"} else [schema]), {"type": "null"}]}
    written = schema["type"]
    return schema | {"type": [*(written if isinstance(written, list) else [written]), "null"]}


if __name__ == "__main__":
    write_schemas(shared_folder("schemas"))

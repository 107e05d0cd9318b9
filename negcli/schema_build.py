"""The vocabulary → the published JSON Schemas (draft 2020-12) of `schemas/`, by which editors complete and explain.

One for each kind and key language. They take what other programs make of YAML: numbers where people wrote text, null
where they wrote nothing. ``python -m negcli.schema_build`` writes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from negcli.resources import shared_folder
from negcli.schema_strict import SHAPES, reachable
from negcli.vocabulary import Field, Type, fields, format_version, kinds, values

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
#: The key languages.
KEYS = ("en", "zh")
#: What other programs make of a text.
_TEXT = ["string", "number", "boolean"]


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
        other = "en" if self.keys == "zh" else "zh"
        return f"{texts[self.keys]} · {texts[other]}"

    def _map(self, name: str) -> Schema:
        needed = [field for field in fields(name).by_key.values() if field.need]
        variants = [field for field in needed if field.also and self.keys == "zh"]
        schema: Schema = {
            "type": "object",
            "properties": self._properties(name),
            "required": [field.spelling(self.keys) for field in needed if field not in variants],
            "additionalProperties": False,
        }
        choices = [_one_of_keys((field.zh, *field.also)) for field in variants]
        return schema | ({"allOf": choices} if choices else {})

    def _properties(self, name: str) -> Schema:
        """The fields of a map, and in Chinese keys their further spellings."""
        known = fields(name).by_key.values()
        properties = {field.spelling(self.keys): self._field(name, field) for field in known}
        for field in known if self.keys == "zh" else ():
            for spelling in field.also:
                properties.setdefault(spelling, {**self._field(name, field), "title": f"{spelling}（即{field.zh}）"})
        return properties

    def _field(self, map_name: str, field: Field) -> Schema:
        described = {
            "title": self._both({"zh": field.zh, "en": _readable(field.key)}),
            "description": f"{field.about[self.keys]}\n{field.about['en' if self.keys == 'zh' else 'zh']}",
        }
        if field.key == "kind" and map_name in kinds():
            return described | {"const": kinds()[map_name]["zh"] if self.keys == "zh" else map_name}
        schema = self._value(field.type)
        if field.shape:
            schema["pattern"] = SHAPES[field.shape]
        return described | (_something(schema) if field.need else _or_nothing(schema))

    def _enum(self, enum: str) -> Schema:
        pairs = values(enum).items()
        other = "; ".join(f"{zh} = {en}" if self.keys == "zh" else f"{en} = {zh}" for en, zh in pairs)
        return {"enum": [zh if self.keys == "zh" else en for en, zh in pairs], "description": other}

    def _value(self, kind: Type) -> Schema:
        """The schema of a value of ``kind`` as people write it."""
        if kind.name == "date":
            return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        if kind.name == "integer":
            return {"type": ["integer", "string"], "pattern": "^-?[0-9]+$"}
        if kind.name == "boolean":
            return {"enum": [True, False, "true", "false", "yes", "no", "是", "否"]}
        if kind.name == "table":
            return self._table(kind)
        return self._part(kind)

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
            return {"type": "array", "items": self._value(kind.item or Type("text"))}
        return dict(parts.get(kind.name, text))

    def _table(self, kind: Type) -> Schema:
        item = self._value(kind.item or Type("text"))
        if kind.of == "text":
            return {"type": "object", "additionalProperties": item}
        keys = [zh if self.keys == "zh" else en for en, zh in values(kind.of).items()]
        return {"type": "object", "properties": dict.fromkeys(keys, item), "additionalProperties": False}


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

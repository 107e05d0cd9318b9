"""The strict schema judged in Python alone, for computers for which there is no `jsonschema_rs`.

It knows the keywords that `schema_strict` writes and no others, and tells of errors in `jsonschema_rs`'s terms. (The
library `jsonschema` would not do: it, too, stands on a part written in Rust.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from negcli.place import Path
from negcli.schema.strict import FORMATS, Schema


class Detail(NamedTuple):
    """What is wrong: the field that is missing, the keys that are not known, or the types that were wanted."""

    property: str = ""
    unexpected: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


class Error(NamedTuple):
    """One breach: where, the schema's keyword (alone in ``schema_path``), and details."""

    instance_path: Path
    schema_path: tuple[str]
    kind: Detail = Detail()


class Judge(NamedTuple):
    """Judges canonical values by a strict schema."""

    schema: Schema

    def is_valid(self, value: Any) -> bool:
        """Whether nothing is wrong with ``value``."""
        return next(self.iter_errors(value), None) is None

    def iter_errors(self, value: Any) -> Iterator[Error]:
        """Everything that is wrong with ``value``."""
        return self.errors(self.schema, value, ())

    def errors(self, schema: Schema, value: Any, path: Path) -> Iterator[Error]:
        """What is wrong by one part of the schema with ``value``, which stands at ``path``."""
        for keyword in schema:
            if keyword in _CHECKS:
                yield from _CHECKS[keyword](self, schema, value, path)


Check = Callable[[Judge, Schema, Any, Path], Iterator[Error]]


def _ref(judge: Judge, schema: Schema, value: Any, path: Path) -> Iterator[Error]:
    return judge.errors(judge.schema["$defs"][schema["$ref"].removeprefix("#/$defs/")], value, path)


def _then(judge: Judge, schema: Schema, value: Any, path: Path) -> Iterator[Error]:
    holds = next(judge.errors(schema["if"], value, path), None) is None
    return judge.errors(schema["then"], value, path) if holds else iter(())


def _type(judge: Judge, schema: Schema, value: Any, path: Path) -> Iterator[Error]:
    wanted = schema["type"]
    types = (wanted,) if isinstance(wanted, str) else tuple(wanted)
    if _TYPES[value.__class__] not in types:
        yield Error(path, ("type",), Detail(types=types))


#: Python's types of canonical values → JSON Schema's names.
_TYPES = {str: "string", bool: "boolean", int: "integer", dict: "object", list: "array", None.__class__: "null"}


def _properties(judge: Judge, schema: Schema, value: Any, path: Path) -> Iterator[Error]:
    known = schema["properties"]
    if isinstance(value, dict):
        for key in filter(known.__contains__, value):
            yield from judge.errors(known[key], value[key], (*path, key))


def _others(judge: Judge, schema: Schema, value: Any, path: Path) -> Iterator[Error]:
    """The keys that `properties` does not name: none may be there, or each must fit."""
    known, wanted = schema.get("properties", {}), schema["additionalProperties"]
    others = tuple(key for key in value if key not in known) if isinstance(value, dict) else ()
    if others and wanted is False:
        yield Error(path, ("additionalProperties",), Detail(unexpected=others))
    elif wanted:
        for key in others:
            yield from judge.errors(wanted, value[key], (*path, key))


def _required(judge: Judge, schema: Schema, value: Any, path: Path) -> Iterator[Error]:
    missing = (key for key in schema["required"] if key not in value) if isinstance(value, dict) else ()
    return (Error(path, ("required",), Detail(property=key)) for key in missing)


def _items(judge: Judge, schema: Schema, value: Any, path: Path) -> Iterator[Error]:
    for position, part in enumerate(value if isinstance(value, list) else ()):
        yield from judge.errors(schema["items"], part, (*path, position))


def _enum(judge: Judge, schema: Schema, value: Any, path: Path) -> Iterator[Error]:
    if value not in schema["enum"]:
        yield Error(path, ("enum",))


def _pattern(judge: Judge, schema: Schema, value: Any, path: Path) -> Iterator[Error]:
    if isinstance(value, str) and not _compiled(schema["pattern"]).search(value):
        yield Error(path, ("pattern",))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """``pattern`` with JSON Schema's ``$``, which is the very end of a text and not also before its last line end."""
    return re.compile(re.sub(r"\$(?=\)?$)", r"\\Z", pattern))


def _format(judge: Judge, schema: Schema, value: Any, path: Path) -> Iterator[Error]:
    fits = FORMATS.get(schema["format"])
    if fits and isinstance(value, str) and not fits(value):
        yield Error(path, ("format",))


def _length(judge: Judge, schema: Schema, value: Any, path: Path) -> Iterator[Error]:
    if isinstance(value, str) and len(value) < schema["minLength"]:
        yield Error(path, ("minLength",))


def _count(judge: Judge, schema: Schema, value: Any, path: Path) -> Iterator[Error]:
    if isinstance(value, list) and len(value) < schema["minItems"]:
        yield Error(path, ("minItems",))


#: Keyword → its check; the others (`if`, `$defs`) say nothing alone.
_CHECKS: Mapping[str, Check] = {
    "$ref": _ref,
    "then": _then,
    "type": _type,
    "properties": _properties,
    "additionalProperties": _others,
    "required": _required,
    "items": _items,
    "enum": _enum,
    "pattern": _pattern,
    "format": _format,
    "minLength": _length,
    "minItems": _count,
}

"""Every format that a command writes: which commands have it, and what the JSON of each holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click

from handbook.commands import described
from handbook.markdown import contents, escaped, page, say, section, table, word

_SCHEMAS = Path(__file__).parent.parent / "schemas"
_ENDING = "-output.schema.json"
Schema = Mapping[str, Any]


def pages(lang: str) -> Mapping[str, str]:
    """A page for each JSON output, and the table of all formats."""
    schemas = {path.name.removesuffix(_ENDING): json.loads(path.read_text("utf-8")) for path in _outputs()}
    made = {f"reference/formats/{name}": _schema_page(schema, lang) for name, schema in schemas.items()}
    columns = [say(f"formats.column-{column}", lang) for column in ("format", "for", "commands")]
    rows = [
        (word(name), say(f"format.{name}", lang), ", ".join(map(word, several))) for name, several in offered().items()
    ]
    overview = page(say("formats.title", lang), say("formats.intro", lang), table(columns, rows), contents(schemas))
    return {**made, "reference/formats/index": overview}


def _outputs() -> list[Path]:
    return sorted(_SCHEMAS.glob(f"*{_ENDING}"))


def offered() -> Mapping[str, list[str]]:
    """Format → the commands that can write it."""
    found: dict[str, list[str]] = {}
    for called, command in described():
        for choice in _formats(command):
            found.setdefault(choice, []).append(called)
    return found


def _formats(command: click.Command) -> Iterator[str]:
    for param in command.params:
        if param.name == "format" and isinstance(param.type, click.Choice):
            yield from param.type.choices


class Reader(NamedTuple):
    """The language that a schema is told in, and its named parts."""

    lang: str
    parts: Schema


def _schema_page(schema: Schema, lang: str) -> str:
    reader = Reader(lang, schema.get("$defs", {}))
    sections = [_part(name, part, reader) for name, part in reader.parts.items() if "properties" in part]
    about = [_of(schema.get(key, ""), lang) for key in ("title", "description")]
    return page(about[0], escaped(about[1]), _properties(schema, reader), *sections)


def _part(name: str, part: Schema, reader: Reader) -> str:
    title = _of(part.get("title", name), reader.lang)
    named = title if title == name else say("json.section", reader.lang, title=title, name=name)
    return section(named, _properties(part, reader))


def _of(both: str, lang: str) -> str:
    """The half of a bilingual text that is in ``lang``."""
    chinese, _, english = both.partition(" / ")
    return chinese if lang == "zh" else english or chinese


def _properties(part: Schema, reader: Reader) -> str:
    columns = [say(f"formats.column-{column}", reader.lang) for column in ("member", "holds", "means")]
    rows = [(word(path), _holds(member, reader), _means(member, reader)) for path, member in _members(part)]
    return table(columns, rows) if rows else ""


def _members(part: Schema, above: str = "") -> Iterator[tuple[str, Schema]]:
    """Every member of an object, and those of the objects within it that have no name of their own."""
    for name, member in part.get("properties", {}).items():
        yield above + name, member
        yield from _members(member, f"{above}{name}.")
        yield from _members(member.get("items", {}), f"{above}{name}[].")


def _means(member: Schema, reader: Reader) -> str:
    return escaped(_of(member.get("description", ""), reader.lang))


def _holds(member: Schema, reader: Reader) -> str:
    """What a member holds: a named part, one of several, a constant, values to choose from, a list, or a type."""
    for key, told in _TOLD.items():
        if key in member:
            return told(member[key], reader)
    return ""


def _reference(address: str, reader: Reader) -> str:
    """A part that has members of its own by its name; another by what it holds."""
    name = address.rpartition("/")[2]
    part = reader.parts.get(name, {})
    return say("json.part", reader.lang, name=word(name)) if "properties" in part else _holds(part, reader)


def _any_of(choices: list[Schema], reader: Reader) -> str:
    return say("json.or", reader.lang).join(_holds(choice, reader) for choice in choices)


def _items(items: Schema, reader: Reader) -> str:
    inside = _holds(items, reader)
    return say("json.list-of", reader.lang, inside=inside) if inside else say("json.array", reader.lang)


def _types(names: str | list[str], reader: Reader) -> str:
    several = [names] if isinstance(names, str) else names
    return say("json.or", reader.lang).join(say(f"json.{name}", reader.lang) for name in several)


def _values(values: list[Any], reader: Reader) -> str:
    return ", ".join(word(json.dumps(value, ensure_ascii=False)) for value in values)


#: Key of a schema → what it says of a member, the most telling first.
_TOLD: Mapping[str, Callable[[Any, Reader], str]] = {
    "$ref": _reference,
    "anyOf": _any_of,
    "oneOf": _any_of,
    "const": lambda value, reader: _values([value], reader),
    "enum": _values,
    "items": _items,
    "type": _types,
}

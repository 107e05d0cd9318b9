"""Every format that a command writes: which commands have it, and what the JSON of each holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

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


def _schema_page(schema: Schema, lang: str) -> str:
    parts = [_part(name, part, lang) for name, part in schema.get("$defs", {}).items() if "properties" in part]
    return page(_of(schema["title"], lang), _of(schema.get("description", ""), lang), _properties(schema, lang), *parts)


def _part(name: str, part: Schema, lang: str) -> str:
    title = say("json.section", lang, title=_of(part.get("title", name), lang), name=name)
    return section(title, _properties(part, lang))


def _of(both: str, lang: str) -> str:
    """The half of a bilingual text that is in ``lang``."""
    chinese, _, english = both.partition(" / ")
    return chinese if lang == "zh" else english or chinese


def _properties(part: Schema, lang: str) -> str:
    columns = [say(f"formats.column-{column}", lang) for column in ("member", "holds", "means")]
    rows = [(word(path), *_told(member, lang)) for path, member in _members(part)]
    return table(columns, rows) if rows else ""


def _members(part: Schema, above: str = "") -> Iterator[tuple[str, Schema]]:
    """Every member of an object, and those of the objects within it that have no name of their own."""
    for name, member in part.get("properties", {}).items():
        yield above + name, member
        yield from _members(member, f"{above}{name}.")
        yield from _members(member.get("items", {}), f"{above}{name}[].")


def _told(member: Schema, lang: str) -> tuple[str, str]:
    return _holds(member, lang), escaped(_of(member.get("description", ""), lang))


def _holds(member: Schema, lang: str) -> str:
    """What a member holds: a named part, one of several, a constant, values to choose from, or a type."""
    for key, told in _TOLD.items():
        if key in member:
            return told(member[key], lang)
    return ""


def _reference(address: str, lang: str) -> str:
    return say("json.part", lang, name=word(address.rpartition("/")[2]))


def _any_of(choices: list[Schema], lang: str) -> str:
    return say("json.or", lang).join(_holds(choice, lang) for choice in choices)


def _types(names: str | list[str], lang: str) -> str:
    several = [names] if isinstance(names, str) else names
    return say("json.or", lang).join(say(f"json.{name}", lang) for name in several)


def _values(values: list[Any], lang: str) -> str:
    return ", ".join(word(json.dumps(value)) for value in values)


_TOLD: Mapping[str, Callable[[Any, str], str]] = {
    "$ref": _reference,
    "anyOf": _any_of,
    "oneOf": _any_of,
    "const": lambda value, lang: word(json.dumps(value)),
    "enum": _values,
    "type": _types,
}

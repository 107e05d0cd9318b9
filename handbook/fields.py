"""Every kind of document, field and value, from the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handbook.markdown import contents, escaped, page, say, section, table, word
from negcli.lists import vocabulary
from negcli.lists.vocabulary import Field, Type

#: Where a list-like type has its items described.
_WITHIN = ("map", "list-map")


def pages(lang: str) -> Mapping[str, str]:
    """A page for each kind of document, one for all fixed values, and their overview."""
    homes = _homes()
    kinds = vocabulary.kinds()
    made = {f"reference/files/{kind}": _kind_page(kind, homes, lang) for kind in kinds}
    overview = page(say("files.title", lang), say("files.intro", lang), contents([*kinds, "values"]))
    return {**made, "reference/files/values": _values_page(lang), "reference/files/index": overview}


def _homes() -> Mapping[str, str]:
    """Map of fields → the kind on whose page it is described: the first that leads to it."""
    homes: dict[str, str] = {}
    for kind in vocabulary.kinds():
        for name in _reached(kind):
            homes.setdefault(name, kind)
    return homes


def _reached(name: str, seen: tuple[str, ...] = ()) -> list[str]:
    """The map ``name`` and all that its fields lead to, each once, in the order of the fields."""
    found = [name]
    for inner in _leads_to(name):
        found += [other for other in _reached(inner, (*seen, *found)) if other not in found]
    return found if name not in seen else []


def _leads_to(name: str) -> Iterator[str]:
    types = [field.type for field in vocabulary.fields(name).by_key.values()]
    yield from (inner for written in types for inner in _inner_maps(written))


def _inner_maps(written: Type) -> tuple[str, ...]:
    if written.name == "citations":
        return ("citation",)
    if written.name == "table":
        return _inner_maps(written.of_items)
    return (written.of,) if written.name in _WITHIN else ()


def _kind_page(kind: str, homes: Mapping[str, str], lang: str) -> str:
    title = vocabulary.kinds()[kind]
    here = [name for name in _reached(kind) if homes[name] == kind]
    parts = [_map_section(name, kind, homes, lang) for name in here]
    return page(say("files.kind-title", lang, **title), say("files.kind-intro", lang, kind=kind, **title), *parts)


def _map_section(name: str, kind: str, homes: Mapping[str, str], lang: str) -> str:
    rows = [_field_row(field, kind, homes, lang) for field in vocabulary.fields(name).by_key.values()]
    columns = [say(f"files.column-{column}", lang) for column in ("field", "other", "value", "about")]
    return f"({name})=\n" + section(say(f"map.{name}", lang), table(columns, rows))


def _field_row(field: Field, kind: str, homes: Mapping[str, str], lang: str) -> list[str]:
    other = "en" if lang == "zh" else "zh"
    marks = [say(f"files.{mark}", lang) for mark in ("need", "private") if getattr(field, mark)]
    value = type_text(field.type, kind, homes, lang)
    others = [field.spelling(other), *field.also]
    return [
        word(field.spelling(lang)),
        "<br>".join(map(word, others)),
        "<br>".join([value, *marks]),
        escaped(field.about[lang]),
    ]


def type_text(written: Type, kind: str, homes: Mapping[str, str], lang: str) -> str:
    """What a field of the type ``written`` holds, with links to where its parts are described."""
    inside = type_text(written.item, kind, homes, lang) if written.item else ""
    return say(f"type.{written.name}", lang, of=_link(written, kind, homes, lang), inside=inside)


def _link(written: Type, kind: str, homes: Mapping[str, str], lang: str) -> str:
    if written.name in ("enum", "enum-list", "table"):
        return _enum_link(written.of, lang)
    maps = _inner_maps(written)
    return _map_link(maps[0], kind, homes, lang) if maps else say(f"ref.{written.of or 'none'}", lang)


def _enum_link(name: str, lang: str) -> str:
    return say("ref.none", lang) if name == "text" else f"[{say(f'enum.{name}', lang)}](values.md#{name})"


def _map_link(name: str, kind: str, homes: Mapping[str, str], lang: str) -> str:
    page_name = "" if homes[name] == kind else f"{homes[name]}.md"
    return f"[{say(f'map.{name}', lang)}]({page_name}#{name})"


def _values_page(lang: str) -> str:
    names = vocabulary.enums()
    return page(say("values.title", lang), say("values.intro", lang), *(_enum_section(name, lang) for name in names))


def _enum_section(name: str, lang: str) -> str:
    columns = [say(f"values.column-{column}", lang) for column in ("zh", "en")]
    rows = [(word(zh), word(en)) for en, zh in vocabulary.values(name).items()]
    return f"({name})=\n" + section(say(f"enum.{name}", lang), table(columns, rows))

"""Fields and values of a register in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from negcli.lists.vocabulary import LIST_KINDS, Type, entry_map, fields, kinds, maps, spell_value
from negcli.words import Words

_ANY = Type("text")
#: The parts of a citation, in the order in which they are said.
_CITED = ("law", "version", "article", "paragraph", "item", "point", "quote")


def kind_label(kind: str, lang: str) -> str:
    """The name of a kind of list."""
    return kinds()[kind][lang] if kind in kinds() else kind


def value_label(enum: str, value: str, lang: str) -> str:
    """A value of ``enum`` as a reader expects it: ``state-secret`` → 国家秘密, or "state secret"."""
    spelt = spell_value(enum, value, lang)
    return spelt if lang == "zh" else humanise(spelt)


def field_label(kind: str, field: str, lang: str) -> str:
    """The name of a field of an entry of ``kind``; one that is not known keeps its own."""
    return _key_label(entry_map(kind), field, lang)


def field_name(kind: str | None, field: str, lang: str) -> str:
    """The name of a field wherever in a register it may stand: in an entry of ``kind``, else in any other map."""
    names = (*((entry_map(kind), kind, "edition", "adjustment") if kind in LIST_KINDS else ()), *maps())
    known = (name for name in names if field in fields(name).by_key)
    return _key_label(next(known, "register"), field, lang)


def part_name(kind: Type, key: str, lang: str) -> str:
    """The name of what stands at ``key`` in a mapping of type ``kind``."""
    return _part(kind, key, lang)[0]


def field_type(kind: str, field: str) -> Type:
    """The type of a field of an entry of ``kind``."""
    return _key_type(entry_map(kind), field)


def title_of(rule: str, words: Words) -> str:
    """What the rule called ``rule`` is called by people: by its title in Chinese, by its name in English."""
    from negcli.rules import card  # most reports name none

    return card(rule).say("title", words.lang, {}) if words.lang == "zh" else rule


def humanise(key: str) -> str:
    """``handled_by`` → "handled by"."""
    return key.replace("_", " ").replace("-", " ")


def value_text(kind: Type, value: Any, lang: str) -> str:
    """``value`` of type ``kind`` as text; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, list):
        return _list_text(kind, value, lang)
    if isinstance(value, dict):
        return _mapping_text(kind, value, lang)
    return value_label(kind.of, value, lang) if kind.name in ("enum", "enum-list") else str(value)


def parts(kind: Type, label: str, pair: tuple[Any, Any], lang: str) -> Iterator[tuple[str, str, str]]:
    """(label, old, new) for what differs between the two values of ``pair``, part by part where both are mappings."""
    old, new = pair
    if not (isinstance(old, dict) and isinstance(new, dict)):
        yield label, value_text(kind, old, lang), value_text(kind, new, lang)
        return
    for key in old | new:
        if old.get(key) != new.get(key):
            name, inner = _part(kind, key, lang)
            yield from parts(inner, f"{label} · {name}", (old.get(key), new.get(key)), lang)


def _list_text(kind: Type, value: list[Any], lang: str) -> str:
    """The items in one line; mappings below each other, except citations, which are as short as texts."""
    words = Words(lang)
    texts = [value_text(kind.item or kind, item, lang) for item in value]
    if kind.name == "citations":
        return words("report.citations-separator").join(texts)
    return "\n".join(texts) if _is_nested(value) else words.join(texts)


def _mapping_text(kind: Type, value: dict[str, Any], lang: str) -> str:
    words = Words(lang)
    if kind.name == "citations":
        return _citation(value, words)
    texts = [_part_text(kind, key, part, words) for key, part in value.items()]
    return ("\n" if _is_nested(value.values()) else words("report.separator")).join(texts)


def _part_text(kind: Type, key: str, value: Any, words: Words) -> str:
    name, inner = _part(kind, key, words.lang)
    text = value_text(inner, value, words.lang)
    return name + (words("report.brackets", text=text) if inner.name == "map" else words("report.colon") + text)


def _is_nested(values: Iterable[Any]) -> bool:
    return any(isinstance(value, (dict, list)) for value in values)


def _citation(value: dict[str, Any], words: Words) -> str:
    """A citation written as a mapping, in the form of one written as a text."""
    return "".join(words(f"report.cited-{key}", part=value[key]) for key in _CITED if value.get(key))


def _part(kind: Type, key: str, lang: str) -> tuple[str, Type]:
    """The name and type of what stands at ``key`` in a mapping of type ``kind``."""
    if kind.name == "table" and kind.item:
        return value_label(kind.of, key, lang) if kind.of != "text" else key, kind.item
    map_name = {"map": kind.of, "list-map": kind.of, "citations": "citation"}.get(kind.name)
    if map_name is None:
        return key, _ANY
    return _key_label(map_name, key, lang), _key_type(map_name, key)


def _key_type(map_name: str, key: str) -> Type:
    known = fields(map_name).by_key.get(key)
    return known.type if known else _ANY


def _key_label(map_name: str, key: str, lang: str) -> str:
    known = fields(map_name).by_key.get(key)
    if known is None:
        return key
    return known.zh if lang == "zh" else humanise(key).capitalize()

"""Errors of the schema → hits of the schema's rules, in the words of the person who wrote the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from negcli.lists.canonical import fields_of, type_at, written_path
from negcli.lists.model import Agency, Entry, Values, Where
from negcli.lists.vocabulary import Field, Fields, Type, called_so, values
from negcli.near import closest, is_chinese
from negcli.place import Path, value_at
from negcli.rules import Hit, Subject

#: A hit whose path leads from the document, and the name of its rule.
Found = tuple[str, Hit]


@dataclass(frozen=True, eq=False, repr=False)
class Part:
    """One document: its canonical values, whom it is about, and the entries or agencies in it."""

    kind: str
    values: Values
    subject: Subject | Where
    where: Where
    rows: Sequence[Entry | Agency] = ()

    @cached_property
    def _rows_by_path(self) -> Mapping[Path, Entry | Agency]:
        return {row.where.path: row for row in self.rows if row.where}

    def owner(self, path: Path) -> tuple[Subject | Where, Path]:
        """Whom ``path`` leads to, and the rest of the way from there."""
        row = self._rows_by_path.get(path[:2])
        return (row, path[2:]) if row else (self.subject, path)

    def written(self, path: Path) -> Any:
        """What stands in the file at ``path``."""
        document = self.where.document
        return value_at(document.data, written_path(self.kind, document, path))

    def lang(self, path: Path) -> str:
        """The language in which the keys of the mapping at ``path``, or else of the document, are mostly written."""
        mapping = self.written(path)
        keys = mapping if isinstance(mapping, dict) and mapping else self.where.document.data
        return "zh" if 2 * sum(map(is_chinese, keys)) >= len(keys) else "en"

    def field(self, path: Path) -> Field | None:
        """The field at ``path``; None when there is none of that key."""
        known = fields_of(type_at(self.kind, path[:-1]))
        return known.by_key.get(str(path[-1])) if known else None

    def spelling(self, path: Path) -> str:
        """The field at ``path`` as it is, or would be, written there."""
        while path and not isinstance(path[-1], str):
            path = path[:-1]
        return self._key(path) if path else ""

    def _key(self, path: Path) -> str:
        written = written_path(self.kind, self.where.document, path)
        if len(written) == len(path):
            return str(written[-1])
        field = self.field(path)
        return field.spelling(self.lang(path[:-1])) if field else str(path[-1])


def explain(part: Part, errors: Sequence[Any]) -> Iterator[tuple[str, Subject | Where, Hit]]:
    """What ``errors`` of `jsonschema_rs` in ``part`` mean: rule, subject and hit, one for a place.

    A key that was misspelt silences the missing field that it causes.
    """
    found = _weightiest(part, errors)
    misspelt = {_meant(part, hit) for _, hit in found.values() if hit.at == "key"}
    for path, (name, hit) in found.items():
        if name != "missing-field" or path not in misspelt:
            subject, rest = part.owner(path)
            yield name, subject, hit._replace(path=rest)


def _weightiest(part: Part, errors: Sequence[Any]) -> Mapping[Path, Found]:
    """Path → what the weightiest of the ``errors`` there means."""
    found: dict[Path, Found] = {}
    for error in sorted(errors, key=lambda error: _ORDER.index(str(error.schema_path[-1]))):
        keyword, path = str(error.schema_path[-1]), tuple(error.instance_path)
        for name, hit in _EXPLAIN[keyword](part, path, error.kind):
            found.setdefault(hit.path, (name, hit))
    return found


def _meant(part: Part, hit: Hit) -> Path | None:
    """The path of the field that a wrong key was meant to be; None when it is like no field's."""
    known = fields_of(type_at(part.kind, hit.path[:-1]))
    near = hit.args["known"][0] if hit.args["cause"] == "near" else None
    meant = near or re.split("[:：]", str(hit.path[-1]))[0]
    return (*hit.path[:-1], known.by_spelling[meant].key) if known and meant in known.by_spelling else None


def _required(part: Part, path: Path, detail: Any) -> Iterator[Found]:
    at = (*path, detail.property)
    is_written = len(written_path(part.kind, part.where.document, at)) == len(at)
    yield "missing-field", _missing(part, at, "empty" if is_written else "absent")


def _empty(part: Part, path: Path, detail: Any) -> Iterator[Found]:
    yield "missing-field", _missing(part, path, "empty")


def _missing(part: Part, path: Path, cause: str) -> Hit:
    return Hit(path, {"key": part.spelling(path), "cause": cause, "of": _whose(part, path)})


def _whose(part: Part, path: Path) -> str:
    """What the missing field at ``path`` belongs to, in the words of the card."""
    subject, rest = part.owner(path)
    of_entry = isinstance(subject, Entry) and len(rest) == 1
    return "entry" if of_entry else _OF.get(path[-1], "other")


#: Of which fields and values cards have words of their own.
_OF: Mapping[str | int, str] = {"reason": "reason", "ground": "ground"}


def _unexpected(part: Part, path: Path, detail: Any) -> Iterator[Found]:
    kind = type_at(part.kind, path)
    known = fields_of(kind)
    for key in detail.unexpected:
        if known and (slip := _swallowed(path, key, value_at(part.values, path)[key], known)):
            yield slip
        elif known:
            yield "unknown-field", _unknown_field(part, path, key, known)
        else:
            yield "unknown-value", _unknown_value(part, (*path, key), key, kind.of)._replace(at="key")


def _swallowed(path: Path, key: str, value: Any, known: Fields) -> Found | None:
    """A field and its value that YAML took for one long key: the colon has no space behind it, or is full-width."""
    match = re.match(r"([^:：]+)([:：])\s*(\S.*)$", key)
    if value is not None or match is None or match[1] not in known.by_spelling:
        return None
    name, cause = _COLONS[match[2]]
    args = {"cause": cause, "hint": "line", "instead": f"{match[1]}: {match[3]}", "problem": ""}
    return name, Hit((*path, key), args, at="key")


#: What is wrong with a colon within a key: rule and cause.
_COLONS = {"：": ("full-width-syntax", "colon"), ":": ("yaml-error", "no-space-after-colon")}


def _unknown_field(part: Part, path: Path, key: str, known: Fields) -> Hit:
    absent = _absent(known, value_at(part.values, path))
    meant = _likeliest(key, known, absent)
    args = {"key": key, **_proposed(meant, _spelt(known.by_key.values(), _lang(key)))}
    return Hit((*path, key), args, at="key", instead=meant if meant in absent and _is_as_open(key, meant) else None)


def _absent(known: Fields, values: Values) -> list[str]:
    """All spellings of the fields that ``values`` lack."""
    return [spelling for spelling, field in known.by_spelling.items() if field.key not in values]


def _spelt(known: Iterable[Field], lang: str) -> list[str]:
    return [field.spelling(lang) for field in known]


def _likeliest(key: str, known: Fields, absent: list[str]) -> str | None:
    """What ``key`` most likely is meant for, rather one of those ``absent``: by usage, by letters, as a part of it."""
    usual = _spelt(called_so(known, key), _lang(key))
    near = closest(key, known.by_spelling, absent)
    found = (*filter(absent.__contains__, usual), near, _holding(key, absent), *usual)
    return next(filter(None, found), None)


def _is_as_open(key: str, meant: str) -> bool:
    """Whether both speak of what is open, or of what is not: 公开范围 must not silently become 不公开范围."""
    return ("不" in key) == ("不" in meant)


def _holding(key: str, names: list[str]) -> str | None:
    """The one of ``names`` of which ``key`` is a part: 公开后的危害 for 危害."""
    found = [name for name in names if len(key) > 1 and is_chinese(key) and key in name]
    return found[0] if len(found) == 1 else None


def _lang(word: str) -> str:
    """The key language that ``word`` is written in."""
    return "zh" if is_chinese(word) else "en"


def _proposed(meant: str | None, known: list[str]) -> Mapping[str, Any]:
    """The arguments that tell what could stand there: what was ``meant``, or all that is ``known``."""
    return {"known": [meant], "cause": "near"} if meant else {"known": known, "cause": "far"}


def _wrong_type(part: Part, path: Path, detail: Any) -> Iterator[Found]:
    value = value_at(part.values, path)
    slip = _full_width(part, path, value)
    if slip:
        yield "full-width-syntax", slip
        return
    found = next(name for kind, name in _TYPES.items() if isinstance(value, kind))
    expected = " ".join(sorted(detail.types))
    yield "wrong-type", Hit(path, {"key": part.spelling(path), "expected": expected, "how": expected, "found": found})


#: Python's types of canonical values → JSON Schema's names. A boolean is an integer too, so it comes first; what is
#: none of them is an item of a list with nothing written in it.
_TYPES = {str: "string", bool: "boolean", int: "integer", dict: "object", list: "array", object: "null"}


def _full_width(part: Part, path: Path, value: Any) -> Hit | None:
    """The slip where fields were meant, but a full-width colon or dash made them a text or a field's name."""
    known = fields_of(type_at(part.kind, path))
    if known and isinstance(value, str):
        return _wide_colon(path, value, known)
    return _wide_dash(path, value) if known and isinstance(value, dict) else None


def _wide_colon(path: Path, value: str, known: Fields) -> Hit | None:
    match = _WIDE_COLON.match(value)
    if match is None or match[1] not in known.by_spelling:
        return None
    rest = re.split(r"\s+\S+：", value[match.end() :])[0].strip()
    return Hit(path, {"cause": "colon", "hint": "line", "instead": f"{match[1]}: {rest}"})


def _wide_dash(path: Path, value: Values) -> Hit | None:
    key = next(iter(value), "")
    if not key.startswith(_WIDE_DASHES):
        return None
    return Hit(path, {"cause": "dash", "hint": "line", "instead": f"- {key[1:].strip()}: {value[key]}"})


#: What people type, or their office programs put, in place of the hyphen that begins a list's item.
_WIDE_DASHES = ("－", "—", "–", "‐", "−", "·", "•")
_WIDE_COLON = re.compile(r"[\s“\"]*([^\s：“”\"]+)[”\"]?：")


def _enum(part: Part, path: Path, detail: Any) -> Iterator[Found]:
    value = value_at(part.values, path)
    kind = type_at(part.kind, path)
    if isinstance(value, str) and (slip := _full_width_list(path, value, kind.of)):
        yield "full-width-syntax", slip
    elif isinstance(value, str):
        judge = _several_values if _is_several(kind, value) else _unknown_value
        yield "unknown-value", judge(part, path, value, kind.of)


def _is_several(kind: Type, value: str) -> bool:
    """Whether several known values stand in one text where a list of them may stand."""
    spelt = values(kind.of)
    return kind.name == "enum-list" and set(_BETWEEN.split(value)) <= {*spelt, *spelt.values()}


def _several_values(part: Part, path: Path, value: str, enum: str) -> Hit:
    known = _known(value, enum)
    args = {"key": part.spelling(path), "value": value, "of": _OF.get(enum, "other")}
    return Hit(path, {**args, "known": known, "cause": "several"})


def _known(value: str, enum: str) -> list[str]:
    """The values of ``enum`` in the language of ``value``."""
    return list(values(enum).values() if is_chinese(value) else values(enum))


_BETWEEN = re.compile(" *[，、；,;/／|+＋和与] *")


def _full_width_list(path: Path, value: str, enum: str) -> Hit | None:
    """The slip where known values stand between full-width commas, brackets or quotation marks."""
    parts = _BETWEEN.split(value.strip("“”【】［］（）()[] "))
    spelt = values(enum)
    if value in spelt or not set(parts) <= {*spelt, *spelt.values()} or not _WIDE.search(value):
        return None
    cause = next(cause for signs, cause in _SIGNS if not set(signs).isdisjoint(value))
    written = ", ".join(parts)
    is_item = isinstance(path[-1], int) or len(parts) == 1
    return Hit(path, {"cause": cause, "hint": "line", "instead": written if is_item else f"[{written}]"})


#: What stands between or around values, and what it is called.
_SIGNS = (("，；", "comma"), ("【】［］（）()[]", "bracket"), ("“”", "quote"))

#: What looks like a sign of YAML and is none.
_WIDE = re.compile("[，；“”【】［］（）()]")


def _unknown_value(part: Part, path: Path, value: str, enum: str) -> Hit:
    known = _known(value, enum)
    meant = closest(value, known)
    instead = None if _FIGURES.search(value) else meant  # 秘密★10年 says more than 秘密
    args = {"key": part.spelling(path), "value": value, "of": _OF.get(enum, "other"), **_proposed(meant, known)}
    return Hit(path, args, instead=instead)


_FIGURES = re.compile(r"\d|[一二三四五六七八九十][年月日天]")


def _bad_format(part: Part, path: Path, detail: Any) -> Iterator[Found]:
    field = part.field(path)
    shape = (field and field.shape) or "reference"
    yield "bad-format", Hit(path, {"key": part.spelling(path), "value": value_at(part.values, path), "shape": shape})


#: What explains an error of each keyword of the strict schema, the weightier first: it is kept where two meet.
_EXPLAIN = {
    "additionalProperties": _unexpected,
    "required": _required,
    "minLength": _empty,
    "minItems": _empty,
    "type": _wrong_type,
    "enum": _enum,
    "pattern": _bad_format,
    "format": _bad_format,
}
_ORDER = list(_EXPLAIN)

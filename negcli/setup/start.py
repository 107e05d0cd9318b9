"""A new register: a register document, lists with one model entry each, in either key language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from negcli.fmt.text import one_line
from negcli.lists.vocabulary import Fields, Type, fields, kinds, spell_value
from negcli.words import Words


def new_register(agency: str, name: str, title: str, keys: str, lists: Sequence[str]) -> Mapping[str, str]:
    """File name → text of a register titled ``title`` of one agency (id ``agency``) with ``lists`` (kinds)."""
    words = Words(keys)
    head = {"kind": "register", "format": "1", "title": title, "agencies": [{"id": agency, "name": name}]}
    texts = {words("start.file.register"): _document("register", head, keys)}
    for kind in lists:
        data = {
            "kind": kind,
            "agency": agency,
            "edition": {"number": "1"},
            "entries": [model_entry(kind, agency, words)],
        }
        texts[words(f"start.file.{kind}")] = _document(kind, data, keys)
    return texts


def model_entry(kind: str, agency: str, words: Words) -> Mapping[str, Any]:
    """The entry with which a list of ``kind`` begins, in canonical keys: a model, to be written anew."""

    def said(part: str) -> str:
        return words(f"start.{kind}.{part}")

    prefix = agency.upper()
    if kind == "negative-list":
        texts = {part: said(part) for part in ("title", "information")}
        return {
            "id": f"{prefix}-N-001",
            **texts,
            "ground": "internal-affairs",
            "basis": [said("basis")],
            "extent": "part",
            **{part: said(part) for part in ("released", "until", "unit")},
        }
    if kind == "power-list":
        texts = {"id": f"{prefix}-P-001", "title": said("title"), "type": "other"}
        return {**texts, "basis": [said("basis")], "unit": said("unit"), "level": "county"}
    duty = {"step": said("step"), "duty": said("duty")}
    return {"id": f"{prefix}-R-001", "power": f"{prefix}-P-001", "duties": [duty], "liability": said("liability")}


def _document(kind: str, data: Mapping[str, Any], keys: str) -> str:
    spelt = {**data, "kind": kinds()[kind]["zh"] if keys == "zh" else kind}
    return "\n".join(_mapping(fields(kind), spelt, keys)) + "\n"


def _mapping(known: Fields, data: Mapping[str, Any], keys: str) -> Iterator[str]:
    for key, value in data.items():
        field = known.by_key[key]
        yield from _field(field.spelling(keys), field.type, value, keys)


def _field(key: str, kind: Type, value: Any, keys: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield f"{key}:"
        yield from _indented(_mapping(fields(kind.of), value, keys), "  ")
    elif isinstance(value, list):
        yield f"{key}:"
        for item in value:
            yield from _indented(_item(kind, item, keys), "    ", "  - ")
    elif kind.name.startswith("enum"):
        yield f"{key}: {one_line(spell_value(kind.of, value, keys))}"
    else:
        yield f"{key}: {one_line(value)}"


def _item(kind: Type, item: Any, keys: str) -> Iterable[str]:
    return _mapping(fields(kind.of), item, keys) if isinstance(item, Mapping) else [one_line(item)]


def _indented(lines: Iterable[str], rest: str, first: str = "") -> Iterator[str]:
    lead = first or rest
    for line in lines:
        yield lead + line
        lead = rest

"""Leaks are found in every public field of every kind of document, and in no private one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import yaml

from negcli.check import check, choose_rules
from negcli.lists.register import build_register
from negcli.lists.vocabulary import LIST_KINDS, Field, Type, fields, kinds, values
from negcli.source.document import load_source

LEAK = "联系张老师13800000000"
#: Fields that hold no words: codes, what has a form of its own, choices, days, references to other entries.
NO_WORDS = {"id", "code", "kind", "format", "id_pattern", "code_pattern"}
WORDS = {"text", "text-or-list", "date-or-text", "list"}
INSIDE = {"map", "list-map", "citations"}


def leaves(name: str, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], bool]]:
    """Every field of words below the map ``name``: the path to it, and whether it is private."""
    for field in fields(name).by_key.values():
        yield from _below(field, field.type, (*path, field.key))


def _below(field: Field, kind: Type, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], bool]]:
    if kind.name in INSIDE:
        row = () if kind.name == "map" else (0,)
        yield from leaves("citation" if kind.name == "citations" else kind.of, (*path, *row))
    elif kind.name == "table":
        key = "旧表述" if kind.of == "text" else next(iter(values(kind.of)))
        yield from _below(field, kind.of_items, (*path, key))
    elif kind.name in WORDS and field.key not in NO_WORDS and not field.shape:
        yield path, field.private


def document(kind: str, path: tuple[Any, ...]) -> str:
    """A document of ``kind`` with the leak at ``path`` and nothing else of note."""
    data: Any = LEAK
    for part in reversed(path):
        data = [data] if part == 0 else {part: data}
    if path[0] == "entries" and kind in LIST_KINDS:
        data["entries"][0].setdefault("id", "A-1")
    return str(yaml.safe_dump({"kind": kind, **data}, allow_unicode=True, width=10_000))


CASES = [
    pytest.param(kind, *leaf, id=f"{kind}:{'/'.join(map(str, leaf[0]))}") for kind in kinds() for leaf in leaves(kind)
]


@pytest.mark.parametrize(("kind", "path", "private"), CASES)
def test_a_leak_is_found_in_public_fields_alone(kind: str, path: tuple[Any, ...], private: bool) -> None:
    register = build_register((load_source("list.yaml", document(kind, path)),))
    found = check(register, choose_rules(register, ["mobile-number"]), date(2025, 8, 1))
    assert [each.name for each in found] == ([] if private else ["mobile-number"])


def test_there_are_many_such_fields_and_some_are_private() -> None:
    private = [case.values[1][-1] for case in CASES if case.values[2]]
    assert len(CASES) > 80
    assert set(private) == {"internal"}

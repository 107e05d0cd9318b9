"""Texts that stand in a field and say nothing (`data/empty.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from negcli.resources import data_path
from negcli.source.loader import load_table


def says_nothing(value: Any) -> bool:
    """Whether a field's ``value`` is absent, empty, or a text like 无, 待补 or a dash; a list when all parts are."""
    if isinstance(value, str):
        return _is_empty(value)
    if isinstance(value, list):
        return all(map(says_nothing, value))
    return value is None


def _is_empty(text: str) -> bool:
    return not text.strip() or (len(text) < 8 and bool(empty("nothing").fullmatch(text.strip())))


def names_nothing(basis: str) -> bool:
    """Whether a ``basis`` is made of words that name no law and no document: 有关规定, 上级文件要求."""
    return "《" not in basis and (says_nothing(basis) or bool(words_of("nameless").fullmatch(basis)))


@cache
def empty(*topics: str) -> re.Pattern[str]:
    """What the texts of ``topics`` look like, to be matched against a whole text."""
    return re.compile("|".join(pattern for topic in topics for pattern in _table()[topic]), re.IGNORECASE)


@cache
def words_of(topic: str) -> re.Pattern[str]:
    """What a text looks like that is made of nothing but the words of ``topic``."""
    return re.compile(f"(?:{'|'.join(_table()[topic])})+", re.IGNORECASE)


@cache
def _table() -> Mapping[str, list[str]]:
    table: Mapping[str, list[str]] = load_table(data_path("empty.yaml"))
    return table

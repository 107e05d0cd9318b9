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


@cache
def empty(*topics: str) -> re.Pattern[str]:
    """What the texts of ``topics`` look like, to be matched against a whole text."""
    return re.compile("|".join(pattern for topic in topics for pattern in _table()[topic]), re.IGNORECASE)


@cache
def _table() -> Mapping[str, list[str]]:
    table: Mapping[str, list[str]] = load_table(data_path("empty.yaml"))
    return table

"""Which of the laws before it a short title or a pointer means within one text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from negcli.law.citation import Citation

_KIND = re.compile(r"(?:法|条例|规定|办法|细则|规则|解释|决定)$")


def short_for(title: str, declared: Mapping[str, str], citations: Sequence[Citation]) -> str:
    """The full title that the text has ``declared`` ``title`` to be short for, or the only law before of such a name.

    Empty for none, and where 《条例》 may be any of several.
    """
    return declared.get(title) or (_only(title, citations) if _KIND.fullmatch(title) else "")


def _only(kind: str, citations: Sequence[Citation]) -> str:
    names = {one.name for one in citations if one.kind == "title" and one.name.endswith(kind)}
    return names.pop() if len(names) == 1 else ""


def pointed_to(pointer: str, citations: Sequence[Citation]) -> str:
    """The title of the last law before that ``pointer`` (该条例) points to; empty for none, and for 本法."""
    kind = _KIND.search(pointer)
    return _last(kind[0], citations) if kind and not pointer.startswith("本") else ""


def _last(kind: str, citations: Sequence[Citation]) -> str:
    names = (one.name for one in reversed(citations) if one.kind == "title")
    return next((name for name in names if name.endswith(kind)), "")

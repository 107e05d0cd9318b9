"""An id that another entry of the same agency and kind has, or that another agency has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from negcli.lists.canonical import written_path
from negcli.lists.model import Agency, Entry, EntryList, Register, Where
from negcli.lists.register import kind_of
from negcli.rules import Context, Hit
from negcli.source.places import value_place

#: What is found in an entry rests on other entries, too.
SEES_OTHERS = True
_NUMBERED = re.compile(r"(.*?)(\d+)", re.DOTALL)


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every bearer of an id but the first.

    Ids are unique within agency and kind; lists whose agency is not written are each looked at alone.
    """
    yield from _repeated(register.agencies)
    for entries in _groups(register.lists).values():
        if len({entry.id for entry in entries}) < len(entries):
            yield from _repeated(entries)


def _groups(lists: Iterable[EntryList]) -> Mapping[object, list[Entry]]:
    """The entries among which ids must differ."""
    groups: dict[object, list[Entry]] = {}
    for rows in lists:
        groups.setdefault(rows.key if rows.agency else id(rows), []).extend(rows.every)
    return groups


def _repeated(bearers: Sequence[Entry | Agency]) -> Iterator[Hit]:
    first: dict[str, Entry | Agency] = {}
    for bearer in bearers:
        other = first.setdefault(bearer.id, bearer)
        if bearer.id and other is not bearer:
            args = {"id": bearer.id, **_names(other), **_advice(bearer, other, bearers)}
            yield Hit(("id",), args, (0, len(bearer.id)), subject=bearer)


def _advice(bearer: Entry | Agency, other: Entry | Agency, bearers: Sequence[Entry | Agency]) -> dict[str, str]:
    """What to do about ``bearer``: delete it where it says what ``other`` says, else give it the next free id."""
    free = _next_free(bearer.id, bearers)
    advice = "copy" if bearer.values == other.values else "free" if free else "none"
    return {"free": free, "advice": advice}


def _names(bearer: Entry | Agency) -> dict[str, Any]:
    """How to find the first bearer: its title or name, and the file and line in which its id stands."""
    title = bearer.title if isinstance(bearer, Entry) else bearer.name
    return {"first": title, **(_stands(bearer.where) if bearer.where else {"file": "", "line": ""})}


def _stands(where: Where) -> dict[str, Any]:
    document = where.document.whole
    path = written_path(kind_of(document) or "register", document, (*where.path, "id"))
    return {"file": document.file, "line": value_place(document, path).line}


def _next_free(name: str, bearers: Iterable[Entry | Agency]) -> str:
    """The id after the highest that is numbered as ``name`` is; empty where that has no number at its end."""
    match = _NUMBERED.fullmatch(name)
    if match is None:
        return ""
    alike = filter(None, (re.fullmatch(re.escape(match[1]) + r"(\d+)", bearer.id) for bearer in bearers))
    highest = max(int(other[1]) for other in alike)
    return f"{match[1]}{highest + 1:0{len(match[2])}}"

"""Bases written as mappings: read as one text, and how each field is written officially."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

#: The fields, what is put around each to read it, and the unit of a number.
_FIELDS = (
    *(("law", "《{}》"), ("version", "（{}）"), ("article", "第{}条"), ("paragraph", "第{}款"), ("item", "第{}项")),
    *(("point", "第{}目"), ("quote", "：“{}”")),
)
#: A field that is written in full.
_COMPLETE = re.compile(r"[《第笫（(“]|.*[条款项目]$")
_INSERTED = re.compile(r"(\d+)-(\d{1,2})")
#: A single number in a field, with its unit or without, and that of an inserted article.
_NUMBER = re.compile(r"[第笫]?\s*[（(]?\s*([^\s（()）之条款项目-]+)\s*[）)]?\s*[条款项目]?(?:之([^\s条款项目]+))?")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


class Field(NamedTuple):
    """A field of a basis, as it is written, and from where to where it stands in the one text."""

    name: str
    written: str
    start: int
    end: int


def spelt(part: Mapping[str, Any]) -> tuple[str, tuple[Field, ...]]:
    """A basis in fields (``part``) as one text, and where each field stands in it."""
    text, fields = "", []
    for name, around in _FIELDS:
        written = str(part.get(name) or "").strip()
        if written:
            piece = _around(written, around)
            fields.append(Field(name, written, len(text), len(text) + len(piece)))
            text += piece
    return text, tuple(fields)


def _around(value: str, around: str) -> str:
    """``value`` with what belongs around it, where it is not written itself: 253-1 → 第253条之1."""
    if _COMPLETE.match(value):
        return value
    return _INSERTED.sub(r"第\1条之\2", value) if _is_inserted(value, around) else around.format(value)


def _is_inserted(value: str, around: str) -> bool:
    """Whether ``value`` is the number of an inserted article (253-1), and not a range (19-21)."""
    figures = [int(figure) for match in _INSERTED.finditer(value) for figure in match.groups()]
    return "条" in around and figures == sorted(figures, reverse=True) != []


def field_at(fields: tuple[Field, ...], at: int) -> Field:
    """The field whose text holds the character ``at``; the first where none does."""
    return next((field for field in fields if field.start <= at < field.end), fields[0])


def informal_fields(fields: tuple[Field, ...]) -> Iterator[tuple[Field, str]]:
    """The ``fields`` that are written otherwise than fields are, and what is right: titles bare, numbers in figures."""
    rights = ((field, as_field(field.name, field.written)) for field in fields)
    return ((field, right) for field, right in rights if right not in ("", field.written))


def as_field(name: str, written: str) -> str:
    """What ``written``, a part of a citation, is in the field ``name``: 第十四条 is 14; empty where nobody can tell."""
    if name == "law":
        from negcli.law.citation import marked_inside

        return _BETWEEN_HAN.sub("", marked_inside(_unmarked(written).strip()))
    return _figures(written) if name in ("article", "paragraph", "item", "point") else ""


def _unmarked(title: str) -> str:
    """``title`` without the marks around it; those of a title within stay."""
    whole = title.startswith(("《", "<", "〈")) and title.endswith(("》", ">", "〉"))
    return title[1:-1] if whole else title


def _figures(written: str) -> str:
    """A single number in figures: 第一百二十条之一 is 120-1; empty where it is none, or more than one."""
    from negcli.law.numerals import number

    match = _NUMBER.fullmatch(written)
    if _INSERTED.fullmatch(written):
        return written
    found = [number(figure) for figure in match.groups() if figure] if match else []
    return "-".join(map(str, found)) if all(found) else ""

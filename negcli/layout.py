"""Where the lines of an entry should begin, by what the vocabulary knows of its fields."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from operator import attrgetter
from typing import NamedTuple

from negcli.canonical import fields_of
from negcli.indentation import KEY, indent_of
from negcli.lookalikes import BLOCK, lines_of_syntax
from negcli.vocabulary import Field

#: The number of a line and where it should begin.
Right = tuple[int, int]

_VALUE = re.compile(KEY + r"[ \t]+[^\s#]")


class _Line(NamedTuple):
    """A line that says something: its number, where it begins, its key without dashes (or none), whether an item."""

    number: int
    indent: int
    key: str
    is_item: bool
    #: Whether it is a key alone, whose value stands below.
    opens: bool


class _Section(NamedTuple):
    """A line that begins a field, that field where it is known, and the lines below it."""

    head: _Line
    field: Field | None
    below: list[_Line]


def misplaced(lines: Sequence[str], part: range, column: int, known: Mapping[str, Field]) -> Right | None:
    """The first line of ``part`` that begins where it cannot, and where it should; None when all stand right.

    The fields of ``part`` are ``known`` and begin at ``column``; its first line may be an item's.
    """
    sections = _sections(_read(lines, part), column, known)
    pairs = pairwise([*sections[:1], *sections])
    found = ((_head(section, above, column, lines), _below(section, column)) for above, section in pairs)
    return next(filter(None, chain.from_iterable(found)), None)


def _read(lines: Sequence[str], part: range) -> Iterator[_Line]:
    for number, _ in lines_of_syntax(lines, part):
        text = lines[number]
        match = re.match(KEY, text)
        key = match[2].rstrip(": \t").strip("\"'") if match else ""
        yield _Line(number, indent_of(text), key, text.lstrip().startswith("- "), bool(key) > bool(_VALUE.match(text)))


def _sections(rows: Iterable[_Line], column: int, known: Mapping[str, Field]) -> list[_Section]:
    sections: list[_Section] = []
    for line in rows:
        if sections and _belongs_below(line, sections, column):
            sections[-1].below.append(line)
        else:
            sections.append(_Section(line, known.get(line.key), []))
    return sections


def _belongs_below(line: _Line, sections: Sequence[_Section], column: int) -> bool:
    """Whether a line is a part of the last field: an item, or a field that is known there, but no item as the first."""
    first, section = sections[0].head, sections[-1]
    if (line.is_item and line.key == first.key) or not section.head.opens:
        return False
    is_known = line.key in _inner_keys(section.field) and line.indent > column
    return section.field is not None and any((line.is_item, line.indent > column + 2, is_known))


def _inner_keys(field: Field | None) -> Collection[str]:
    """The keys, in both spellings, of the mapping that a field holds."""
    inner = field and fields_of(field.type)
    return inner.by_spelling if inner else ()


def _head(section: _Section, above: _Section, column: int, lines: Sequence[str]) -> Right | None:
    """The line that begins a section, when it begins in the wrong place; ``above`` is the section before."""
    head = section.head
    if section.field:
        right = column - 2 * head.is_item
    else:
        right = head.indent if head.key else max(_text_begins(above, lines), head.indent)
    return (head.number, right) if head.indent != right else None


def _text_begins(section: _Section, lines: Sequence[str]) -> int:
    """Where the text of a block begins; 0 where a section is none."""
    if not BLOCK.search(lines[section.head.number]):
        return 0
    return indent_of(next(filter(str.strip, lines[section.head.number + 1 :]), ""))


def _below(section: _Section, column: int) -> Right | None:
    """The first line below a field that does not begin where its neighbours do."""
    alike = filter(lambda line: line.is_item == section.below[0].is_item, section.below)
    indents = set(map(attrgetter("indent"), alike))
    right = column + 2 if column + 2 in indents else min(indents, default=column)
    wrong = filter(lambda line: line.indent < right or _sticks_out(line, section, right), section.below)
    return next(((line.number, right) for line in wrong), None)


def _sticks_out(line: _Line, section: _Section, right: int) -> bool:
    """Whether an item or a field begins further to the right than those before, none of which can hold it."""
    before = section.below[: section.below.index(line)]
    is_held = any(map(attrgetter("opens"), before))
    is_alike = line.is_item == section.below[0].is_item
    return all((line.indent > right, line.is_item or line.key, is_alike, not is_held))

"""What changed in one file, as lines: item by item, field by field, with what kind of change it is."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain, repeat
from typing import NamedTuple, TypeVar

from negcli.change import Change
from negcli.compare import compare, lists_by_key
from negcli.lists.register import build_register
from negcli.merge.order import merged_order
from negcli.report.listing import Block, Section, listing
from negcli.report.spell import kind_label, value_label
from negcli.source.document import load_source
from negcli.words import Words

_Named = TypeVar("_Named", Section, Block)
_Changes = Mapping[tuple[Hashable, ...], Change]
_NO_SECTION = Section((), "", ())
_NO_BLOCK = Block("", ())


class Line(NamedTuple):
    """A line of what is shown: ``-`` gone, ``+`` new, a space for what stayed, nothing for a heading."""

    sign: str
    text: str


def file_changes(old: str, new: str, words: Words) -> Iterator[Line]:
    """The lines for what differs between two texts of a file. Doubt where one cannot be read, or is no register's."""
    before, after = listing(old, words), listing(new, words)
    changes = _changes(old, new)
    for pair in _pairs(before, after, _NO_SECTION):
        rows = list(_differences(*pair))
        if rows:
            yield Line("", _heading(*pair, changes, words))
            yield from rows
    if _were_moved(before, after):
        yield Line("", words("merge.order"))


def _changes(old: str, new: str) -> _Changes:
    """(Kind of list, id) → what became of the entry."""
    lists = [lists_by_key(build_register((load_source("", text),)).lists) for text in (old, new)]
    return {(change.list, change.entry): change for change in compare(*lists)}


def _pairs(old: Iterable[_Named], new: Iterable[_Named], none: _Named) -> Iterator[tuple[_Named, _Named]]:
    """What has the same name on both sides, in the order of the newer; ``none`` where a side has nothing of it."""
    before: dict[Hashable, _Named] = {each.name: each for each in old}
    after: dict[Hashable, _Named] = {each.name: each for each in new}
    slots = merged_order(list(before), list(after), list(before))
    return ((before.get(slot.name, none), after.get(slot.name, none)) for slot in slots)


def _were_moved(old: Iterable[Section], new: Iterable[Section]) -> bool:
    """Whether what both have stands in another order."""
    before, after = [section.name for section in old], [section.name for section in new]
    return list(filter(set(after).__contains__, before)) != list(filter(set(before).__contains__, after))


def _differences(old: Section, new: Section) -> Iterator[Line]:
    """The lines of every field that differs; those of a head too, where both have one."""
    heads = [[section.head] for section in (old, new)] if old.name == new.name else [[], []]
    blocks = ((before.lines, after.lines) for before, after in _pairs(old.blocks, new.blocks, _NO_BLOCK))
    different = ((before, after) for before, after in chain([heads], blocks) if before != after)
    return chain.from_iterable(_compared(before, after) for before, after in different)


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """What differs, and of what does not the lines that it is below."""
    above: list[str] = []
    for step, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            above += old[start:end]
            continue
        gone, come = old[start:end], new[first:last]
        yield from map(Line, repeat(" "), _over((gone or come)[0], above))
        yield from map(Line, repeat("-"), gone)
        yield from map(Line, repeat("+"), come)
        above = []


def _over(line: str, above: Sequence[str]) -> list[str]:
    """Those of the lines ``above`` that ``line`` is indented below, from the outermost."""
    depth, found = _depth(line), []
    for other in reversed(above):
        if _depth(other) < depth:
            depth = _depth(other)
            found.append(other)
    return found[::-1]


def _depth(line: str) -> int:
    """How far a line is indented; a dash before it is indentation, too."""
    return len(line) - len(line.lstrip(" -"))


def _heading(old: Section, new: Section, changes: _Changes, words: Words) -> str:
    """What a section is about, and what became of it."""
    section = new if new.name else old
    kind, *rest = section.name
    title = section.head or " ".join([kind_label(str(kind), words.lang), *map(str, filter(None, rest))])
    change = changes.get(section.name)
    return words("merge.tagged", title=title, tags=_tags(change, words)) if change else title


def _tags(change: Change, words: Words) -> list[str]:
    """The kind of a change, and which way openness moves."""
    named = (("change", change.kind), ("effect", change.effect.value))
    return [value_label(enum, value, words.lang) for enum, value in named]

"""A file of a register as text for people and for git: item by item, with the fields by their names, a sentence a line.

The same data give the same lines, however they are written in the file, and a change of one sentence changes one line.
Nothing is left out, comments neither; this is for those who keep the register.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import Any, NamedTuple

from negcli.lists.canonical import inner_type
from negcli.lists.vocabulary import Type
from negcli.merge.leaf import cut
from negcli.merge.names import BY_PLACE, identity_of
from negcli.merge.opening import Opened, opened
from negcli.merge.part import Part, root
from negcli.merge.sheet import Sheet, read_sheets
from negcli.place import Path
from negcli.report.conflicts import sides_in
from negcli.report.spell import kind_label, part_name, value_text
from negcli.words import Words

#: Behind these a text goes on in the next line.
_SENTENCE = re.compile(r"(?<=[。；！？])(?=.)|\n")
_COMMENT = re.compile(r"^\s*(#.*)", re.MULTILINE)
#: What the head of an item says already.
_IN_HEAD = ("id", "title")
#: Types whose values are shown below each other.
_LISTED = ("citations", "list-map")
#: Path in English keys → the comments on what stands there.
Notes = Mapping[Path, Sequence[str]]


class Block(NamedTuple):
    """What one field says, line by line, with its comments."""

    name: Hashable
    lines: Sequence[str]


class Section(NamedTuple):
    """One item of a list, or what a document says before its items; ``name`` tells it from the others."""

    name: tuple[Hashable, ...]
    head: str
    blocks: Sequence[Block]

    @property
    def lines(self) -> list[str]:
        """All of it."""
        return [*filter(None, (self.head,)), *chain.from_iterable(block.lines for block in self.blocks)]


def as_text(text: str, words: Words) -> str:
    """A file as text, sections with a blank line between; what a merge left open stands between markers in it, too."""
    sides = dict.fromkeys(sides_in(text))
    texts = [written(listing(side, words)) for side in sides]
    return texts[0] if len(sides) == 1 else "".join(_marked(*(each.splitlines(keepends=True) for each in texts)))


def _marked(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    for step, start, end, first, last in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        texts = "".join(ours[start:end]), "".join(theirs[first:last])
        yield texts[0] if step == "equal" else "<<<<<<<\n{}=======\n{}>>>>>>>\n".format(*texts)


def listing(text: str, words: Words) -> list[Section]:
    """The sections of a file. Doubt where it cannot be read whole, or is none of a register."""
    return list(chain.from_iterable(_sections(sheet, words) for sheet in read_sheets(text)))


def written(sections: Iterable[Section]) -> str:
    """``sections`` as one text."""
    return "\n".join("".join(line + "\n" for line in section.lines) for section in sections)


def _sections(sheet: Sheet, words: Words) -> Iterator[Section]:
    whole = root(sheet, sheet.kind)
    parts = _open(whole)
    lists = list(filter(_has_sections, parts.parts))
    blocks = (_block(part, whole.kind, words) for part in parts.parts if part not in lists)
    notes = (Block("#", _COMMENT.findall(text)) for text in (parts.head, parts.tail))
    yield Section((sheet.kind, sheet.values.get("agency")), "", [next(notes), *blocks, *notes])
    for item in chain.from_iterable(_open(part).parts for part in lists):
        yield _section(item, sheet.kind, words)


def _open(part: Part) -> Opened:
    """The parts of ``part``, or none; items that nothing tells apart go by their places."""
    return opened(part, identity_of(part.kind, part.data) or BY_PLACE) or Opened()


def _has_sections(part: Part) -> bool:
    """Whether ``part`` is a list of items with lines of their own."""
    return part.kind.name == "list-map" and _open(part).sort == "items"


def _block(part: Part, kind: Type, words: Words) -> Block:
    """A field of a document."""
    path: Path = (str(part.name),)
    said = kind_label(part.data, words.lang) if path == ("kind",) else part.data
    return Block(part.name, _Teller(_notes_on(part, path), words).field(kind, said, path))


def _section(item: Part, kind: str, words: Words) -> Section:
    name = item.name if isinstance(item.name, tuple) else ()
    notes = _notes_on(item, ())
    teller = _Teller(notes, words)
    above = chain.from_iterable(notes.get(path, ()) for path in ((), *zip(_IN_HEAD, strict=False)))
    blocks = (Block(field, teller.field(item.kind, item.data[field], (field,))) for field in item.data)
    shown = (block for block in blocks if block.name not in _IN_HEAD)
    called = item.data.get("id") or " ".join(filter(None, name)).replace("\n", " ")
    return Section((kind, *name), words("merge.head", name=called, title=item.title), [Block("#", list(above)), *shown])


def _notes_on(part: Part, path: Path) -> Notes:
    """The comments in and above ``part``, which is at ``path``."""
    return dict(_notes(part, path)) if "#" in part.text_at(0) else {}


def _notes(part: Part, path: Path) -> Iterator[tuple[Path, list[str]]]:
    parts = _open(part)
    leaf = cut(part, 0) if not parts.parts else None
    within = [*leaf.notes, *_COMMENT.findall(leaf.rest)] if leaf else []
    yield path, [*_COMMENT.findall(part.lead + parts.head + parts.tail), *within]
    for position, inner in enumerate(parts.parts):
        yield from _notes(inner, (*path, position if inner.is_item else str(inner.name)))


class _Teller(NamedTuple):
    """Says values in lines, with the ``notes`` on them above."""

    notes: Notes
    words: Words

    def field(self, kind: Type, value: Any, path: Path) -> list[str]:
        """The lines of the field at the end of ``path``, in a mapping of type ``kind``."""
        name = str(path[-1])
        label = part_name(kind, name, self.words.lang) + self.words("merge.colon")
        inner = inner_type(kind, name)
        lines = [""] * _is_nested(inner, value) + self._value(inner, value, path)
        return [*self.notes.get(path, ()), (label + lines[0]).rstrip(), *_indented(lines[1:])]

    def _value(self, kind: Type, value: Any, path: Path) -> list[str]:
        if kind.name in _LISTED:
            return self._items(kind, value if value.__class__ is list else [value], path)
        return self._mapping(kind, value, path) if value.__class__ is dict else self._text(kind, value)

    def _items(self, kind: Type, items: Sequence[Any], path: Path) -> list[str]:
        return list(chain.from_iterable(self._item(kind, item, (*path, n)) for n, item in enumerate(items)))

    def _item(self, kind: Type, item: Any, path: Path) -> list[str]:
        has_fields = item.__class__ is dict and kind.name != "citations"
        first, *rest = (self._mapping(kind, item, path) if has_fields else self._text(kind, item)) or [""]
        return [*self.notes.get(path, ()), "- " + first, *_indented(rest)]

    def _mapping(self, kind: Type, value: Mapping[str, Any], path: Path) -> list[str]:
        return list(chain.from_iterable(self.field(kind, value[name], (*path, name)) for name in value))

    def _text(self, kind: Type, value: Any) -> list[str]:
        return _SENTENCE.split(value_text(kind, value, self.words.lang))


def _is_nested(kind: Type, value: Any) -> bool:
    """Whether a value is shown below its name."""
    return kind.name in _LISTED or value.__class__ is dict


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return map("  {}".format, lines)

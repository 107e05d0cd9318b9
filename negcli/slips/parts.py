"""A broken text cut into parts that can be read each alone: documents, top-level sections, the items of a section.

The cut goes by how lines begin, not by what they say, so that it holds where YAML does not. Ranges count lines from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import chain, pairwise, starmap

from negcli.lists.canonical import fields_of
from negcli.lists.vocabulary import Field, fields, kind_spellings, kinds

Lines = Sequence[str]
Known = Mapping[str, Field]

_MARKS = ("<<<<<<<", "=======", ">>>>>>>")
_MARK = re.compile(r"(?:<{7}|={7}|>{7})(?: |$)")
_BOUNDARY = re.compile(r"(?:---|\.\.\.)(?:[ \t]|$)")
_KEY = r"""["'“”]?([^\s:：#"'“”{\[-][^:：#"'“”]*?)["'“”]?[ \t]*[:：]"""
_TOP = re.compile(_KEY)
_OPENS_ITEMS = re.compile(_KEY + r"[ \t\u3000]*(?:#.*)?$", re.MULTILINE)
_KIND = re.compile(r"""[^\w#]{0,9}(?:kind|种类)["'”]?(?![\w-])(.*)""")
#: The beginning of an item that holds fields (below its section's name where that was lost): its indentation, and its
#: first key or the brace that opens them.
_ITEM = re.compile(r"""(?:[^\n]*\n)?( *)- +(?:(\{)|["']?([^\s:：#"'{\[][^:：#"']*?)["']?:(?:[ \t]|$))""")
#: What lines begin with that are indented, empty or a comment.
_INDENTED = ("", " ", "#")


def document_ranges(lines: Lines) -> list[range]:
    """The documents of a text, each with the line of dashes or dots that begins it, and directives before that."""
    boundaries = filter(lambda number: _BOUNDARY.match(lines[number]), _beginning(lines, ("---", "...")))
    starts = filter(lambda number: not lines[max(number - 1, 0)].startswith("%"), boundaries)
    return _ranges([0, *starts], len(lines))


def begins_document(line: str) -> bool:
    """Whether a line of dashes, of dots or a directive stands between documents and is none of their fields."""
    return line.startswith("%") or _BOUNDARY.match(line) is not None


def _like(lines: Lines, numbers: range, pattern: re.Pattern[str]) -> list[int]:
    """Those of the ``numbers`` whose lines begin as ``pattern`` says."""
    return [number for number in numbers if pattern.match(lines[number])]


def _beginning(lines: Lines, signs: tuple[str, ...]) -> list[int]:
    """The numbers of the lines that begin with one of the ``signs``."""
    return [number for number, line in enumerate(lines) if line.startswith(signs)]


def _margin(lines: Lines, document: range) -> list[int]:
    """The lines of a document that are neither indented nor empty nor a comment."""
    return [number for number in document if lines[number][:1] not in _INDENTED]


def _ranges(starts: Iterable[int], stop: int) -> list[range]:
    return list(starmap(range, pairwise([*dict.fromkeys(starts), stop])))


def stray_separators(lines: Lines) -> list[int]:
    """The lines of dashes below which something indented stands: they begin no document."""
    dashes = filter(lambda number: number and lines[number].strip() == "---", _beginning(lines, ("---",)))
    return list(filter(lambda number: _is_inside(_next_text(lines, number)), dashes))


def _is_inside(line: str) -> bool:
    """Whether a line stands within a document: indented, and not the first of one that slipped to the right."""
    return line.startswith(" ") and not _KIND.match(line)


def _next_text(lines: Lines, number: int) -> str:
    """What the next line says that says anything."""
    return next(filter(str.strip, lines[number + 1 : number + 50]), "")


def conflicts(lines: Lines) -> list[tuple[int, int, int]]:
    """What merges left behind: the lines that begin the first side, that begin the second, and that end it."""
    marks = list(filter(lambda number: _MARK.match(lines[number]), _beginning(lines, _MARKS)))
    triples = zip(marks, marks[1:], marks[2:], strict=False)
    return list(filter(lambda triple: tuple(lines[number][:7] for number in triple) == _MARKS, triples))


def lone_marks(lines: Lines) -> list[int]:
    """The lines that are one of the marks that merges leave."""
    return list(filter(lambda number: _MARK.match(lines[number]), _beginning(lines, _MARKS)))


def sections(lines: Lines, document: range) -> list[range]:
    """The sections of a document: from each line at the left margin that begins with a key of its kind to the next."""
    known = known_fields(lines, document)
    starts = filter(lambda number: first_key(lines[number]) in known, _margin(lines, document))
    return _ranges(starts, document.stop)


def first_key(line: str) -> str:
    """The key that begins a line at the left margin, as written; an empty text where none does."""
    match = _TOP.match(line)
    return match[1] if match else ""


def paragraph(lines: Lines, document: range, number: int) -> range:
    """What the line ``number`` stands in: from a line at the left margin up to the next one."""
    margin = _margin(lines, document)
    start = max(filter(number.__ge__, margin), default=document.start)
    return range(start, min(filter(number.__lt__, margin), default=document.stop))


def items_known(lines: Lines, document: range) -> list[tuple[range, Known]]:
    """The items of a document, each with the fields that it can have."""
    found = map(partial(_items_of, lines, known_fields(lines, document)), sections(lines, document))
    return list(chain.from_iterable(found))


def _items_of(lines: Lines, known: Known, section: range) -> list[tuple[range, Known]]:
    inner = fields_of(known[first_key(lines[section.start])].type)
    return [(item, inner.by_spelling) for item in _items_within(lines, section)] if inner else []


def _items_within(lines: Lines, section: range) -> list[range]:
    """The items of one section; none where it holds something else."""
    indent = _indent_of_items(lines, section)
    if indent < 0 or not _OPENS_ITEMS.match(lines[section.start]):
        return []
    return items_at(lines, section, indent)


def items_at(lines: Lines, part: range, indent: int) -> list[range]:
    """The items that begin at ``indent`` within ``part``, each up to the next; what stands before the first is none."""
    return _ranges(_like(lines, part, re.compile(rf"(?:[^\n]*\n)? {{{indent}}}- ")), part.stop)


def _indent_of_items(lines: Lines, section: range) -> int:
    """Where the items of ``section`` begin: where most of those do that begin with the first one's key; -1 for none."""
    heads = list(filter(None, map(_ITEM.match, lines[section.start : section.stop])))
    alike = [len(head[1]) for head in heads if head.group(2, 3) == heads[0].group(2, 3)]
    return max(dict.fromkeys(alike), key=alike.count, default=-1)


def known_fields(lines: Lines, document: range) -> Known:
    """The fields of the kind that a document names, by both spellings; of all kinds where it names none of ours."""
    kind = kind_named(lines, document)
    return fields(kind).by_spelling if kind else _any_fields()


def kind_named(lines: Lines, document: range) -> str | None:
    """The kind that a document names; None when it is none of ours."""
    named = next(filter(None, map(_KIND.match, lines[document.start : document.stop])), None)
    spelled = _kinds().search(named[1]) if named else None
    return kind_spellings()[spelled[0]] if spelled else None


@cache
def _kinds() -> re.Pattern[str]:
    """Whatever is spelled like a kind, whatever odd signs stand around it."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, kind_spellings()))})(?![\w-])")


@cache
def _any_fields() -> Known:
    known: dict[str, Field] = {}
    for name in kinds():
        known |= fields(name).by_spelling
    return known

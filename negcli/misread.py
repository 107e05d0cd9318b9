"""What YAML reads without complaint and otherwise than it is written: odd quotation marks, an unwanted anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from negcli.loader import Slip
from negcli.lookalikes import begins_field, lines_of_syntax
from negcli.place import Place
from negcli.vocabulary import fields, maps

#: A field's line whose text ends with a quotation mark that none begins; after a figure it may stand for inches.
_LONE_QUOTE = re.compile(r"""( *(?:- +)*[^\s:"'#]+: +)([^\s"'|>\[{&*!#%@`][^"]*[^"0-9\s])"$""")
_CHINESE_QUOTE = re.compile(r"""( *(?:- +)*)([^\s:"'#]+): “([^“”"\\\n]+)”([ \t]*(?:#.*)?)$""", re.MULTILINE)
#: Types of values that may begin with a quotation mark of their own.
_PROSE = ("text", "list", "citations", "date-or-text", "table")
_ANCHOR = re.compile(r"""^( *(?:- +)*(?:[^\s:"'#]+: +)?)(&([^\s,\[\]{}]+)(?: .*|))$""", re.MULTILINE)


def is_misread(text: str) -> bool:
    """Whether a text may hold something of the kind."""
    unix = text.replace("\r\n", "\n")  # Windows ends lines otherwise
    return any(misread(unix)) or any(full_width_colons(unix))


def full_width_colons(text: str) -> Iterator[tuple[int, int]]:
    """Where a line begins with a field of ours and a full-width colon: the number of the line, and of the character.

    Such a line is a text to YAML, or goes on with the one above.
    """
    names, at = spellings(), text.find("：")
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        lead = text[start:at].lstrip(" \t")
        if lead.strip(" -'\"") in names and (lead[:1] != "-" or begins_item(lead)):
            yield text.count("\n", 0, start), at - start
        at = text.find("：", at + 1)


#: Fields with which items begin; an item that begins with another word and a colon may be a text.
_FIRST = frozenset({"id", "编号", "序号", "事项编码", "short", "简称", "step", "环节", "entries", "涉及事项", "代号"})


def begins_item(line: str) -> bool:
    """Whether a line begins an item that is no text."""
    lead = line.lstrip()
    return lead[:1] == "-" and re.split("[:： ]", lead.lstrip("- "), maxsplit=1)[0] in _FIRST


@cache
def spellings() -> frozenset[str]:
    """Every spelling of every field."""
    return frozenset(chain.from_iterable(fields(name).by_spelling for name in maps()))


def misread(text: str) -> Iterator[Slip]:
    """Whatever is of the kind."""
    return chain(lone_quotes(text), chinese_quotes(text), lone_anchors(text))


def lone_quotes(text: str) -> Iterator[Slip]:
    """Texts that end with a double quotation mark and do not begin with one, where no quotation is open."""
    end = text.find('"\n')
    while end >= 0:
        start = text.rfind("\n", 0, end) + 1
        match = _LONE_QUOTE.match(text, start, end + 1)
        if match and begins_field(match[0]) and text.count('"', 0, start) % 2 == 0:
            yield _lone_quote(match, text.count("\n", 0, start) + 1)
        end = text.find('"\n', end + 1)


def _lone_quote(match: re.Match[str], number: int) -> Slip:
    args = (("cause", "open-quote"), ("hint", "line"), ("instead", f'{match[1]}"{match[2]}"'), ("problem", ""))
    return Slip("yaml-error", Place(number, len(match[0]), number, len(match[0]) + 1), args)


def chinese_quotes(text: str) -> Iterator[Slip]:
    """Values in Chinese quotation marks that can hold none: ids, dates, agencies and other values that are no prose."""
    starts = list(map(re.Match.start, re.finditer(": “", text)))
    matches = filter(None, (_CHINESE_QUOTE.match(text, text.rfind("\n", 0, start) + 1) for start in starts))
    found = [match for match in matches if match[2] in _strict_keys()]
    syntax = _numbers_of_syntax(text) if found else set()
    outside = filter(lambda match: text.count('"', 0, match.start()) % 2 == 0, found)
    numbered = ((match, text.count("\n", 0, match.start())) for match in outside)
    return (_chinese_quote(match, number + 1) for match, number in numbered if number in syntax)


def _numbers_of_syntax(text: str) -> set[int]:
    """The lines (from 0) that are no text of a block."""
    lines = text.split("\n")
    return {number for number, _ in lines_of_syntax(lines, range(len(lines)))}


def _chinese_quote(match: re.Match[str], number: int) -> Slip:
    instead = f'{match[1]}{match[2]}: "{match[3]}"{match[4]}'
    place = Place(number, match.start(3) - match.start(), number, match.end(3) - match.start() + 2)
    return Slip("full-width-syntax", place, (("cause", "quote"), ("hint", "line"), ("instead", instead)))


@cache
def _strict_keys() -> frozenset[str]:
    """The keys, in both spellings, of fields whose values are no prose, whichever map they stand in."""
    known = list(chain.from_iterable(fields(name).by_spelling.items() for name in maps()))
    prose = {key for key, field in known if field.type.name in _PROSE and field.key != "id"}
    return frozenset(key for key, _ in known) - prose


def lone_anchors(text: str) -> Iterator[Slip]:
    """Texts that begin with `&`, where nothing refers to any: YAML drops their first word."""
    found = list(_ANCHOR.finditer(text)) if "&" in text else []
    if not any(f"*{match[3]}" in text for match in found):
        yield from (_anchor(match, text.count("\n", 0, match.start()) + 1) for match in found)


def _anchor(match: re.Match[str], number: int) -> Slip:
    instead = match[1] + "'" + match[2].replace("'", "''") + "'"
    place = Place(number, len(match[1]) + 1, number, len(match[0]) + 1)
    return Slip("unsafe-yaml", place, (("what", "anchor"), ("text", f"&{match[3]}"), ("instead", instead)))

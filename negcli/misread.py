"""What YAML reads without complaint and otherwise than it is written: a lost quotation mark, an unwanted anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from negcli.loader import Slip
from negcli.lookalikes import begins_field
from negcli.place import Place
from negcli.vocabulary import fields, maps

#: A field's line whose text ends with a quotation mark that none begins; after a figure it may stand for inches.
_LONE_QUOTE = re.compile(r"""( *(?:- +)*[^\s:"'#]+: +)([^\s"'|>\[{&*!#%@`][^"]*[^"0-9\s])"$""")
_ANCHOR = re.compile(r"""^( *(?:- +)*(?:[^\s:"'#]+: +)?)(&([^\s,\[\]{}]+)(?: .*|))$""", re.MULTILINE)


def is_misread(text: str) -> bool:
    """Whether a text may hold something of the kind."""
    return any(lone_quotes(text)) or any(lone_anchors(text)) or any(full_width_colons(text))


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


def lone_anchors(text: str) -> Iterator[Slip]:
    """Texts that begin with `&`, where nothing refers to any: YAML drops their first word."""
    found = list(_ANCHOR.finditer(text)) if "&" in text else []
    if not any(f"*{match[3]}" in text for match in found):
        yield from (_anchor(match, text.count("\n", 0, match.start()) + 1) for match in found)


def _anchor(match: re.Match[str], number: int) -> Slip:
    instead = match[1] + "'" + match[2].replace("'", "''") + "'"
    place = Place(number, len(match[1]) + 1, number, len(match[0]) + 1)
    return Slip("unsafe-yaml", place, (("what", "anchor"), ("text", f"&{match[3]}"), ("instead", instead)))

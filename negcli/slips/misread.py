"""What YAML reads without complaint and otherwise than it is written: odd quotation marks, an unwanted anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from negcli.lists.vocabulary import fields, maps
from negcli.place import Place
from negcli.slips.lookalikes import begins_field, begins_item
from negcli.slips.oddvalues import is_strict, odd_values
from negcli.source.loader import Slip

#: A field's line whose text ends with a quotation mark that none begins; after a figure it may stand for inches.
_LONE_QUOTE = re.compile(r"""( *(?:- +)*([^\s:"'#]+): +)([^\s"'|>\[{&*!#%@`][^"]*[^"\s])"$""")
_INCHES = re.compile(r"(?:^|[^\d.-])\d{1,3}(?:\.\d+)?$")
_ANCHOR = re.compile(r"""^( *(?:- +)*(?:[^\s:"'#]+: +)?)(&([^\s,\[\]{}]+)(?: .*|))$""", re.MULTILINE)

#: What may be the name of an anchor.
_ALIAS = re.compile(r"""^( *(?:- +)*([^\s:"'#<]+): +)(\*([\w-]+))[ \t]*$""", re.MULTILINE | re.ASCII)


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


@cache
def spellings() -> frozenset[str]:
    """Every spelling of every field."""
    return frozenset(chain.from_iterable(fields(name).by_spelling for name in maps()))


def misread(text: str) -> Iterator[Slip]:
    """Whatever is of the kind."""
    return chain(lone_quotes(text), odd_values(text), lone_anchors(text), lone_aliases(text))


def lone_quotes(text: str) -> Iterator[Slip]:
    """Texts that end with a double quotation mark and do not begin with one, where no quotation is open."""
    end = text.find('"\n')
    while end >= 0:
        start = text.rfind("\n", 0, end) + 1
        match = _LONE_QUOTE.match(text, start, end + 1)
        is_field = match is not None and begins_field(match[0]) and text.count('"', 0, start) % 2 == 0
        if match and is_field and (is_strict(match[2]) or not _INCHES.search(match[3])):
            yield _lone_quote(match, text.count("\n", 0, start) + 1)
        end = text.find('"\n', end + 1)


def _lone_quote(match: re.Match[str], number: int) -> Slip:
    args = (("cause", "open-quote"), ("hint", "line"), ("instead", f'{match[1]}"{match[3]}"'), ("problem", ""))
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


def lone_aliases(text: str) -> Iterator[Slip]:
    """Values that begin with `*`, where there is no anchor of that name: a star was meant, or nothing."""
    matches = _ALIAS.finditer(text) if ": *" in text else iter(())
    unbound = (match for match in matches if f"&{match[4]}" not in text)
    return (_alias(match, text.count("\n", 0, match.start()) + 1) for match in unbound)


def _alias(match: re.Match[str], number: int) -> Slip:
    value = match[3][1:] if is_strict(match[2]) else f'"{match[3]}"'
    place = Place(number, len(match[1]) + 1, number, len(match[0]) + 1)
    return Slip("unsafe-yaml", place, (("what", "alias"), ("text", f"*{match[4]}"), ("instead", match[1] + value)))

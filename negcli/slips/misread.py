"""What YAML reads without complaint and otherwise than it is written: odd quotation marks, an unwanted anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from negcli.lists.vocabulary import fields, maps
from negcli.place import Place
from negcli.slips.oddvalues import holds_only, is_strict, odd_values
from negcli.source.loader import Slip

#: A field's line whose text ends with a quotation mark that none begins; after a figure it may stand for inches.
_LONE_QUOTE = re.compile(r"""( *(?:- +)*([^\s:"'#]+): +)([^\s"'|>\[{&*!#%@`][^"]*[^"\s])"$""")
_INCHES = re.compile(r"(?:^|[^\d.-])\d{1,3}(?:\.\d+)?$")
#: A field's line that ends with a bracket, and holds no other; closing bracket → opening one, and what it holds.
_LONE_BRACKET = re.compile(r"""( *(?:- +)*([^\s:"'#]+): +)([^\s"'|>&*!#%@`\[{][^\[\]{}]*)([\]}])$""")
_OPENING = {"]": "[", "}": "{"}
_HELD = {"]": frozenset({"refs", "enum-list", "citations", "list", "list-map"}), "}": frozenset({"map"})}
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
        if lead.strip(" -'\"") in names and (lead[:1] != "-" or _begins_item(lead)):
            yield text.count("\n", 0, start), at - start
        at = text.find("：", at + 1)


def _begins_item(line: str) -> bool:
    from negcli.slips.lookalikes import begins_item  # files without fault do without

    return begins_item(line)


@cache
def spellings() -> frozenset[str]:
    """Every spelling of every field."""
    return frozenset(chain.from_iterable(fields(name).by_spelling for name in maps()))


def misread(text: str) -> Iterator[Slip]:
    """Whatever is of the kind."""
    return chain(lone_quotes(text), lone_brackets(text), odd_values(text), lone_anchors(text), lone_aliases(text))


def lone_quotes(text: str) -> Iterator[Slip]:
    """Texts that end with a double quotation mark and do not begin with one, where no quotation is open."""
    found = filter(lambda pair: _is_lone(text, *pair), _ending(text, '"', _LONE_QUOTE))
    return (_lone_quote(match, text.count("\n", 0, start) + 1) for start, match in found)


def _is_lone(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a mark at the end of a field's line closes nothing, and means no inches."""
    from negcli.slips.lookalikes import begins_field

    is_inches = not is_strict(match[2]) and _INCHES.search(match[3])
    return begins_field(match[0]) and text.count('"', 0, start) % 2 == 0 and not is_inches


def _ending(text: str, sign: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Where lines begin that end with ``sign`` and are as ``pattern`` says, and how they match."""
    end = text.find(f"{sign}\n")
    while end >= 0:
        start = text.rfind("\n", 0, end) + 1
        if match := pattern.match(text, start, end + 1):
            yield start, match
        end = text.find(f"{sign}\n", end + 1)


def _lone_quote(match: re.Match[str], number: int) -> Slip:
    """What a line should be that ends a quotation; it may have begun it by a mark of another kind."""
    is_begun = match[3].rfind("“") == 0 and "”" not in match[3]
    name, cause = ("full-width-syntax", "quote") if is_begun else ("yaml-error", "open-quote")
    at = len(match[1]) + 1 if is_begun else len(match[0])
    instead = f'{match[1]}"{match[3].lstrip("“") if is_begun else match[3]}"'
    return Slip(name, Place(number, at, number, at + 1), _line_args(cause, instead))


def _line_args(cause: str, instead: str) -> tuple[tuple[str, str], ...]:
    return ("cause", cause), ("hint", "line"), ("instead", instead), ("problem", "")


def lone_brackets(text: str) -> Iterator[Slip]:
    """Lists and fields that end with a bracket and begin with none, where the field can hold no such text."""
    ends = chain(_ending(text, "]", _LONE_BRACKET), _ending(text, "}", _LONE_BRACKET))
    found = ((start, match) for start, match in ends if holds_only(match[2], _HELD[match[4]], text))
    return (_lone_bracket(match, text.count("\n", 0, start) + 1) for start, match in found)


def _lone_bracket(match: re.Match[str], number: int) -> Slip:
    instead = f"{match[1]}{_OPENING[match[4]]}{match[3]}{match[4]}"
    place = Place(number, len(match[0]), number, len(match[0]) + 1)
    return Slip("yaml-error", place, _line_args("open-bracket", instead))


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

"""Signs that look like YAML's and are none: full-width and office ones, invisible ones, tabs; the line as it should be.

A line is judged by the key that it begins with, which must be some field's, or by the item before it; so what stands
in a text is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import chain, takewhile
from typing import NamedTuple

from negcli.lists.canonical import keys_of
from negcli.lists.vocabulary import fields, maps, value_spellings

#: Characters without a width: they come with text from web pages and office programs and nobody sees them.
INVISIBLE = "\u200b\u200c\u200e\u200f\u2060\ufeff\xad"
#: Spaces that are none for YAML.
_SPACES = "\xa0\u3000\u2002\u2003\u2009\u202f"
_ODD = INVISIBLE + _SPACES
#: All that may stand before what a line says, or around it.
SPACE = " \t" + _ODD
#: What people type, or their office programs put, in place of the hyphen that begins a list's item.
_DASHES = "－—–‐‑−·、•●○■□◆▪‧∙➢✓\uf06c\uf0b7\uf0d8"
_COLONS = "：︰∶﹕;；="
_QUOTES = "\"'“”"
_MARKS = _QUOTES + "‘’"
_WORD = rf"[^\s:{_COLONS}{_QUOTES}#\[{{-][^\s:{_COLONS}{_QUOTES}]*"

_LEAD = re.compile(rf"^[ \t{_ODD}]*[\t{_ODD}][ \t{_ODD}]*")
#: Numbers that office programs and people put before items: 1. 1） （一） ① 二、
_FIGURES = "一二三四五六七八九十"
_NUMBER = rf"\d+(?:[.．、)）]|(?=[ \t]))|[（(][\d{_FIGURES}]+[)）]|[①-⑳]|[{_FIGURES}]+(?:、|(?=[ \t]))"
_DASH = re.compile(rf"^( *)((?:[{_DASHES}*+]{{1,2}}|-[ \t]*-|{_NUMBER})[ \t{_ODD}]*)(?=[^\s*+{_DASHES}])")
_NUMBERED = re.compile(rf"(?:{_NUMBER})[ \t{_ODD}]*(?=《)")
_COMMENT = re.compile(r"^( *)(＃+|//+|<!--+)")
#: A key and its colon in brackets, stars and the like, with which people make headings of it.
_OPENING, _CLOSED = r"[【［\[*_`「]{1,2}", r"[】］\]*_`」]{1,2}"
_HEADING = re.compile(rf"^( *(?:- +)*){_OPENING}([^\s:{_COLONS}】［］\]*_`」]+){_CLOSED}[ :{_COLONS}]*(.*)$")
_LOOSE_DASH = re.compile(rf"^( *)-(?:[ \t]*[\t{_ODD}][ \t{_ODD}]*|(?![-\s]))(?=\S)")
#: A key, whose characters office programs set apart.
_SPACED = rf"{_WORD}(?:[ \u3000]+[\u4e00-\u9fff]+)?"
_COLON = rf"(?:[ \t{_ODD}]*[:{_COLONS}])+[ \t{_ODD}]*"
_FIELD = re.compile(rf"^( *(?:- +)*)[{_QUOTES}‘]?({_SPACED})[{_QUOTES}’]?({_COLON})(.*)$")
_NO_COLON = re.compile(rf"^( *(?:- +)*)({_WORD})(?:([ \t]+)(?![:#])(.+))?$")
_INLINE_DASH = re.compile(rf"^( *(?:- +)*)({_WORD}): +([-－·•][ \u3000]+)(\S.*)$")
#: Any sign that may be odd where it stands; in a line without, only a colon can lack.
_SIGNS = re.compile(rf"[\t{_ODD}＃/<`【［\[_「{_QUOTES}{_DASHES}*+:{_COLONS}-]")
#: The end of a line that begins a text of several lines.
BLOCK = re.compile(r":[ \t]+[|>][-+0-9]*[ \t]*(?:#.*)?$")


#: No field of ours begins in a column beyond this.
_FAR = 400


def spoils(text: str) -> bool:
    """Whether ``text`` may hold odd signs that spoil keys, values or indentations."""
    return any(map(text.__contains__, _ODD))


class Odd(NamedTuple):
    """What is odd in a line: rule, cause, the columns from and to (from 0), and the line as it should be."""

    name: str
    cause: str
    columns: tuple[int, int]
    instead: str


def odd_sign(line: str, in_list: bool = False) -> Odd | None:
    """The first odd sign of a line's syntax; ``in_list`` when the line before begins, or opens, a list's item."""
    looks = _LOOKS if _SIGNS.search(line) else (_no_colon,)
    return next(filter(None, (look(line, in_list) for look in looks)), None)


def lines_of_syntax(lines: Sequence[str], part: range) -> Iterator[tuple[int, bool]]:
    """The lines of ``part`` that are no text of a block, and whether the one before is an item or opens something."""
    blocks = filter(lambda number: BLOCK.search(lines[number]), part)
    texts = set(chain.from_iterable(map(partial(_text_below, lines, part), blocks)))
    above: list[tuple[int, str]] = []
    for number in filter(lambda number: number not in texts and _says(lines[number]), part):
        said, indent = lines[number].strip(SPACE), _width_before(lines[number])
        sibling = next((line for column, line in reversed(above) if column <= indent), "")
        yield number, _holds_items(sibling) or any(_holds_items(line) for _, line in above[-1:])
        above = [*(row for row in above[-9:] if row[0] < indent), (indent, said)]


def _holds_items(line: str) -> bool:
    """Whether items may follow a line (without indentation): one itself, or a key alone."""
    return line.startswith("- ") or line.endswith(":")


def _says(line: str) -> bool:
    """Whether a line says something, and not so far to the right that it is nobody's field."""
    return line[:_FAR].strip(SPACE)[:1] not in ("", "#")


def _text_below(lines: Sequence[str], part: range, number: int) -> range:
    """The lines of the text that the line ``number`` begins: as far to the right as its first one."""
    said = filter(lambda below: lines[below].strip(SPACE), range(number + 1, part.stop))
    inside = _width_before(lines[next(said, number)])
    stop = next(filter(lambda below: _width_before(lines[below]) < inside, said), part.stop)
    return range(number + 1, stop) if inside > column_of(lines[number]) else range(0)


def _width_before(line: str) -> int:
    """How many spaces the odd and usual ones before a line's first word are worth."""
    said = line.lstrip(" ")
    odd = "".join(map(_as_spaces, takewhile(SPACE.__contains__, said))) if said[:1] in SPACE else ""
    return len(line) - len(said) + len(odd)


def column_of(line: str) -> int:
    """Where what a line says begins, behind indentation and dashes."""
    return len(line) - len(re.sub(r"^ *(?:- +)*", "", line))


def odd_lead(line: str, in_list: bool = False) -> Odd | None:
    """A tab, or another space than the usual one, before the first word."""
    match = _LEAD.match(line)
    told = _told(match[0]) if match else None
    if match is None or told is None or match.end() == len(line):
        return None
    return Odd(*told, match.span(), "".join(map(_as_spaces, match[0])) + line[match.end() :])


#: What is told of signs that stand where only spaces may.
_TOLD = (
    ("\t", ("tab-indent", "tab")),
    (_SPACES, ("full-width-syntax", "space")),
    (INVISIBLE, ("full-width-syntax", "invisible")),
)


def _told(signs: str) -> tuple[str, str] | None:
    """Rule and cause of the odd ones among ``signs``."""
    return next((told for odd, told in _TOLD if not set(odd).isdisjoint(signs)), None)


def _as_spaces(sign: str) -> str:
    """The usual spaces that stand for an odd one."""
    return _WORTH.get(sign, "")


_WORTH = {**dict.fromkeys(" " + _SPACES, " "), "\u3000": "  ", "\t": "  "}


def _dash(line: str, in_list: bool) -> Odd | None:
    """Another sign in place of the hyphen before an item; before a text, only where a list is."""
    match = _DASH.match(line)
    rest = line[match.end() :] if match else ""
    if match is None or not (begins_field(rest.lstrip("{ ")) or (in_list and match[2][0] in _BULLETS)):
        return None
    return Odd("full-width-syntax", "dash", match.span(2), f"{match[1]}- {rest}")


def without_number(text: str) -> str:
    """``text`` without the number that stands before the title of a law."""
    return _NUMBERED.sub("", text, count=1)


#: Signs for which an item may be a text alone.
_BULLETS = _DASHES + "*+"


def _loose_dash(line: str, in_list: bool) -> Odd | None:
    """A hyphen without a space behind it, or with another than the usual one."""
    match = _LOOSE_DASH.match(line)
    rest = line[match.end() :] if match else ""
    if match is None or not (in_list or begins_field(rest.lstrip("{ "))):
        return None
    told, start = _told(match[0]), match.end(1)
    columns = (start + 1, match.end()) if told else (start, start + 1)
    return Odd(*(told or ("yaml-error", "no-space-after-dash")), columns, f"{match[1]}- {rest}")


def _colon(line: str, in_list: bool) -> Odd | None:
    """After a field's key, another colon, no space, or another space than the usual one; odd marks around the key."""
    match = _FIELD.match(line)
    key = _key(match, in_list)
    if match is None or not key:
        return None
    value = match[4].strip(SPACE)
    odd = match[2] + match[3] + match[4].removeprefix(value)[-1:] + match[4][:1]
    told = _told_of_colon(match[3].strip(SPACE)) or _told(odd.replace("\t", "")) or _tight(match[3], value)
    around = match.string[match.end(1) : match.start(2)], match.string[match.end(2) : match.start(3)]
    columns = match.span(3) if told else (match.end(1), match.start(3))
    told = told or _told_of_marks(*around)
    return Odd(*told, columns, f"{match[1]}{key}: {_closed_before(value, *around)}".rstrip()) if told else None


def _told_of_marks(opening: str, closing: str) -> tuple[str, str] | None:
    """Rule and cause of the marks around a key; None where they are none, or a pair of YAML's."""
    if opening == closing and opening not in _WIDE_MARKS:
        return None
    is_wide = opening in _WIDE_MARKS or closing in _WIDE_MARKS
    return ("full-width-syntax", "quote") if is_wide else ("yaml-error", "open-quote")


_WIDE_MARKS = tuple("“”‘’")
_CLOSING_MARKS = {"“": "”", "‘": "’"}


def _closed_before(value: str, opening: str, closing: str) -> str:
    """``value`` without the mark that ends it, where that closes a quotation which its key began."""
    mark = _CLOSING_MARKS.get(opening, opening)
    return value[:-1] if mark and not closing and value.find(mark) == len(value) - 1 else value


def _told_of_colon(sign: str) -> tuple[str, str] | None:
    """Rule and cause of a ``sign`` that stands for a colon; None for the colon itself."""
    if sign == ":":
        return None
    return "full-width-syntax", "colon" if len(sign) == 1 and sign not in ";=" else "other-sign"


def _tight(sign: str, value: str) -> tuple[str, str] | None:
    """Rule and cause where a colon, with the spaces around it, has none behind it, but a ``value``."""
    return ("yaml-error", "no-space-after-colon") if value and sign.endswith(":") else None


def _no_colon(line: str, in_list: bool) -> Odd | None:
    """A field's key without any colon."""
    match = _NO_COLON.match(line)
    key = _key(match, in_list)
    if match is None or not key:
        return None
    return Odd("yaml-error", "missing-colon", match.span(2), f"{match[1]}{key}: {match[4] or ''}".rstrip())


def _heading(line: str, in_list: bool) -> Odd | None:
    """A field's key made a heading, as word processors and chat programs do."""
    match = _HEADING.match(line)
    key = _key(match, False)
    if match is None or not key:
        return None
    return Odd("full-width-syntax", "heading", match.span(2), f"{match[1]}{key}: {match[3]}".rstrip())


def _inline_dash(line: str, in_list: bool) -> Odd | None:
    """An item that begins on the line of its field."""
    match = _INLINE_DASH.match(line)
    key = _key(match, in_list)
    return Odd("yaml-error", "inline-dash", match.span(3), f"{match[1]}{key}: {match[4]}") if match and key else None


def _comment(line: str, in_list: bool) -> Odd | None:
    """Another sign than a number sign where a comment begins."""
    match = _COMMENT.match(line)
    if match is None:
        return None
    return Odd("full-width-syntax", "comment", match.span(2), f"{match[1]}# {line[match.end() :].lstrip(SPACE)}")


_LOOKS: tuple[Callable[[str, bool], Odd | None], ...] = (
    odd_lead,
    _comment,
    _heading,
    _dash,
    _loose_dash,
    _inline_dash,
    _colon,
    _no_colon,
)


def _key(match: re.Match[str] | None, in_list: bool) -> str:
    """The field's key that a line begins with, without invisible signs; none for an item among others: it is a text."""
    if match is None or (in_list and "-" in match[1]):
        return ""
    key = match[2].translate(_GONE)
    return key if key in all_keys() or _is_setting(match) else ""


def _is_setting(match: re.Match[str]) -> bool:
    """Whether a word that may be any rule's name has a severity behind it."""
    return match.re in (_FIELD, _NO_COLON) and is_setting(match[4] or "")


def is_setting(value: str) -> bool:
    """Whether ``value`` is what rules are set to."""
    return value.strip(SPACE) in value_spellings("severity")


_GONE = dict.fromkeys(map(ord, INVISIBLE + " \u3000"))


def begins_field(text: str) -> bool:
    """Whether ``text`` begins with a field's key and something like a colon."""
    return bool(_key(_FIELD.match(text), False))


#: Fields with which items begin; an item that begins with another word and a colon may be a text.
_FIRST = ("id", "short", "step", "duty", "entries", "rule", "law", "number", "title", "passed", "effective")


def begins_item(line: str) -> bool:
    """Whether a line begins an item that is no text."""
    lead = line.lstrip()
    return lead[:1] == "-" and _first_word(lead.lstrip("- ")).strip(_MARKS) in _first_keys()


def _first_word(text: str) -> str:
    """What stands before the first colon of any kind, or space."""
    return re.split(f"[:{_COLONS} ]", text, maxsplit=1)[0]


@cache
def _first_keys() -> frozenset[str]:
    known = chain.from_iterable(fields(name).by_spelling.items() for name in maps())
    return frozenset(key for key, field in known if field.key in _FIRST)


def begins_narrow_field(line: str) -> bool:
    """Whether a line begins with a field's key and a colon as it should be."""
    key, colon, rest = line.lstrip(SPACE).partition(":")
    return bool(colon) and key in all_keys() and rest[:1] in ("", " ")


@cache
def all_keys() -> frozenset[str]:
    """The keys of all fields and tables, in both spellings."""
    known = [field for name in maps() for field in fields(name).by_spelling.items()]
    tables = (keys_of(field.type) for _, field in known if field.type.name == "table")
    return frozenset(chain((key for key, _ in known), *tables))

"""Values in quotation marks and brackets that look like YAML's and are none, where the field can hold no such text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from itertools import chain
from operator import eq

from negcli.lists.canonical import keys_of
from negcli.lists.vocabulary import Field, Type, fields, kind_spellings, kinds, maps
from negcli.place import Place
from negcli.source.loader import Slip

#: Types of values that may begin with a quotation mark of their own.
_PROSE = ("text", "list", "citations", "date-or-text", "table")
_TEXTS = frozenset({"text", "date-or-text"})
#: Texts that are names or numbers, and never stand in quotation marks.
_NAMES = ("id", "kind", "number", "document")
#: A field whose value begins with an odd sign, or with a bracket in which one stands.
_FIELD = re.compile(r"""( *(?:- +)*)([^\s:"'#]+):([ \t]*)([“［【｛（\[{][^\n]*)$""", re.MULTILINE)
_LIKELY = re.compile(r":[ \t]*(?:[“［【｛（]|[\[{][^\n]{0,300}?(?:[“，、；：︰∶﹕;=]|:(?!\s)))")
#: A key in braces, and another sign than a colon behind it.
_ODD_COLON = re.compile(r"(?<=[{,])(\s*)([^\s:：︰∶﹕;；=,{}\[\]]+)(?:\s*[：︰∶﹕;；=]\s*|:(?![\s/]))")
#: A quotation that is a whole value, by what stands around it.
_QUOTATION = re.compile(r"""(^|[\[{,:，、；：]\s*)“([^“”"\\]+)”(?=\s*(?:[\]},，、；］】｝#]|$))""")
_IN_BRACES = re.compile(r"""([^\s:,{\[]+)(:\s*)“([^“”"\\]+)”(?=\s*[,}，｝])""")
_BRACKETS = {"［": "[]", "【": "[]", "（": "[]", "｛": "{}"}
_CLOSING = "］】）｝]}"
#: Between items: a sign for a comma; before another title of a law in citations, before another field in braces.
_COMMAS = {
    "refs": re.compile(r"\s*[，、；;]\s*"),
    "enum-list": re.compile(r"\s*[，、；;]\s*"),
    "citations": re.compile(r"\s*[，、；;]\s*(?=《)"),
    "list": re.compile(r"""(?<!["'])\s*[，；]\s*(?=[^"']*$)"""),
    "map": re.compile(r"\s*[，、；;]\s*(?=[^\s，、；;:：]+: )"),
}


def odd_values(text: str) -> Iterator[Slip]:
    """The lines whose values are of the kind, each told once, for its first odd sign."""
    found = list(filter(partial(_is_odd, text), _likely(text)))
    syntax = _numbers_of_syntax(text) if found else set()
    numbered = ((text.count("\n", 0, match.start()), match) for match in found)
    return (_slip(number, match, _right(match)) for number, match in numbered if number in syntax)


def _likely(text: str) -> Iterator[re.Match[str]]:
    """The lines that may be of the kind."""
    starts = (text.rfind("\n", 0, match.start()) + 1 for match in _LIKELY.finditer(text))
    return filter(None, map(partial(_FIELD.match, text), dict.fromkeys(starts)))


def _is_odd(text: str, match: re.Match[str]) -> bool:
    """Whether a line should be another, and stands in no quotation of ``text``."""
    return _right(match) != match[0] and text.count('"', 0, match.start()) % 2 == 0


def _numbers_of_syntax(text: str) -> set[int]:
    """The lines (from 0) that are no text of a block."""
    from negcli.slips.lookalikes import lines_of_syntax  # files without fault do without

    lines = text.split("\n")
    return {number for number, _ in lines_of_syntax(lines, range(len(lines)))}


def _right(match: re.Match[str]) -> str:
    """The line as it should be."""
    kinds = _types(_kinds_in(match.string)).get(match[2], _TEXTS)
    value = match[4]
    if kinds.isdisjoint(_TEXTS) or value[0] in "{｛":
        value = _bracketed(value, kinds)
    if is_strict(match[2]) and value[:1] != "{":
        value = _QUOTATION.sub(r'\1"\2"', value)
    if value[:1] in ("{", "["):
        value = _IN_BRACES.sub(_straight, _ODD_COLON.sub(_with_colon, value))
    return match[0] if value == match[4] else f"{match[1]}{match[2]}:{match[3] or ' '}{value}"


def _with_colon(match: re.Match[str]) -> str:
    """A field's key in braces with the usual colon; what is no field's stays."""
    from negcli.slips.lookalikes import all_keys

    return f"{match[1]}{match[2]}: " if match[2] in all_keys() else match[0]


def _straight(match: re.Match[str]) -> str:
    """A field within braces, its value in straight quotation marks where it is no prose."""
    return f'{match[1]}{match[2]}"{match[3]}"' if is_strict(match[1]) else match[0]


def _bracketed(value: str, kinds: frozenset[str]) -> str:
    """``value`` with brackets and commas of YAML."""
    usual = _BRACKETS.get(value[:1], "") if _may_hold(value, kinds) else ""
    body = value.rstrip()
    if usual and body[-1:] in _CLOSING:
        value = usual[0] + body[1:-1] + usual[1]
    if value[:1] not in ("[", "{"):
        return value
    for kind in ("map",) if "{" in value else kinds.intersection(_COMMAS):
        value = _COMMAS[kind].sub(", ", value)
    return value


def _may_hold(value: str, kinds: frozenset[str]) -> bool:
    """Whether brackets can be meant: a text of a law or document may begin with some of its own."""
    return kinds.isdisjoint(("citations", "list")) or value[:1] in "［｛" or value[1:2] == "《"


def _slip(number: int, match: re.Match[str], instead: str) -> Slip:
    start = [*map(eq, match[0] + "\n", instead + "\n"), False].index(False)
    place = Place(number + 1, start + 1, number + 1, len(match[0].rstrip()) + 1)
    name, cause = _told(match[0], instead, start)
    return Slip(name, place, (("cause", cause), ("hint", "line"), ("instead", instead), ("problem", "")))


def _told(written: str, instead: str, start: int) -> tuple[str, str]:
    """Rule and cause where a line differs from what it should be from ``start`` on."""
    signs = _CAUSES | _COLONS
    if written[start - 1] == ":" and written[start : start + 1] not in signs:
        return _NO_SPACE
    sign = next(filter(signs.__contains__, written[start:]), "“")
    causes = _COLONS if instead[start : start + 1] == ":" else _CAUSES
    return "full-width-syntax", causes.get(sign, "comma")


_NO_SPACE = ("yaml-error", "no-space-after-colon")
_COLONS = {**dict.fromkeys("：︰∶﹕", "colon"), **dict.fromkeys(";；=", "other-sign")}
_CAUSES = {"“": "quote", **dict.fromkeys("［【｛（", "bracket"), **dict.fromkeys("，、；", "comma")}


@cache
def _types(names: frozenset[str]) -> dict[str, frozenset[str]]:
    """Every spelling of a field → the types that it has in documents of the kinds ``names``."""
    types: dict[str, frozenset[str]] = {}
    for key, field in chain.from_iterable(_inside(Type("map", name)) for name in names):
        types[key] = types.get(key, frozenset()) | {field.type.name}
    return types


def _kinds_in(text: str) -> frozenset[str]:
    """The kinds that ``text`` names anywhere."""
    return frozenset(kind for spelling, kind in kind_spellings().items() if spelling in text)


def _inside(kind: Type) -> Iterator[tuple[str, Field]]:
    """The fields of ``kind`` and of what stands in it, by every spelling."""
    known = keys_of(kind)
    below = chain.from_iterable(_inside(inner) for inner in {field.type for field in known.values()} - {kind})
    return chain(known.items(), below)


def _all_fields() -> Iterator[tuple[str, Field]]:
    return chain.from_iterable(fields(name).by_spelling.items() for name in maps())


@cache
def _strict_keys() -> frozenset[str]:
    """The keys, in both spellings, of fields whose values are no prose, whichever map they stand in."""
    known = list(_all_fields())
    prose = {key for key, field in known if field.type.name in _PROSE and not (field.shape or field.key in _NAMES)}
    return frozenset(key for key, _ in known) - prose


def holds_only(key: str, wanted: frozenset[str], text: str = "") -> bool:
    """Whether the values of the field ``key`` are of the types ``wanted``, in the documents that stand in ``text``."""
    return frozenset() != _types(_kinds_in(text) or frozenset(kinds())).get(key, frozenset()) <= wanted


def is_mapping(key: str) -> bool:
    """Whether the field ``key`` holds fields of its own and nothing else."""
    return holds_only(key, frozenset({"map"}))


def is_strict(key: str) -> bool:
    """Whether the field ``key`` holds a name, number, date or word of the vocabulary, and no prose."""
    return key in _strict_keys()

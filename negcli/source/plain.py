"""YAML in its plainest layout, read by patterns: a fifth of what libyaml's events cost.

One mapping, a field on each line, its value a plain scalar, or below it a list of plain scalars or a mapping of such.
This is how nearly every entry of a list is written. What is written in any other way (quotes, brackets, comments, texts
of several lines, a key twice …) is left to `loader`; a test holds that both read the same.
"""

from __future__ import annotations

import re
from functools import cache

from negcli.source.loader import NULLS

#: What may begin a plain scalar: no white space and nothing that YAML gives a meaning to.
START = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
#: A key; not the one by which YAML takes fields over from elsewhere.
_KEY_ONLY = rf"(?!<<:){START}[^\s:]{{0,99}}"
_VALUE_ONLY = rf"{START}[^\n]*+"
_KEY = f"({_KEY_ONLY})"
_VALUE = f"({_VALUE_ONLY})"
#: Characters that are no text for YAML, or end a line for it beside the line feed.
_NO_TEXT = r"\0-\t\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
NO_TEXT = re.compile(f"[{_NO_TEXT}]")

Value = str | None | list[str] | dict[str, str]


def _is_beyond(text: str) -> bool:
    """Whether ``text`` holds what is no plain text: other characters, comments, white space at the end of a line."""
    return " #" in text or " \n" in text or NO_TEXT.search(text) is not None


def read_plain(text: str, column: int) -> dict[str, Value] | None:
    """The mapping that ``text`` (lines) holds, its keys at ``column`` (from 0); None when it is not plain enough."""
    text = text.replace("\r\n", "\n").rstrip("\n") + "\n"
    if _is_beyond(text):
        return None
    parts = _fields(column).split(text)
    if any(parts[::4]):
        return None  # something stands between the fields
    keys = parts[1::4]
    colons = len(keys)
    result: dict[str, Value] = {}
    for key, value, below in zip(keys, parts[2::4], parts[3::4], strict=True):
        if not below:
            result[key] = None if value is None or value in NULLS else value
            continue
        inner = None if value else _below(below)
        if inner is None:
            return None
        colons += len(inner) if inner.__class__ is dict else 0
        result[key] = inner
    return result if len(result) == len(keys) and text.count(": ") + text.count(":\n") == colons else None


@cache
def _fields(column: int) -> re.Pattern[str]:
    """Fields at ``column``: key, value on its line (or None), lines further to the right below it."""
    return re.compile(rf"{' ' * column}{_KEY}:(?: +{_VALUE})?\n((?: {{{column + 1}}}[^\n]*\n)*)")


@cache
def _inner(column: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Items and fields at ``column``, each on one line."""
    space = " " * column
    return re.compile(rf"{space}- +{_VALUE}\n"), re.compile(rf"{space}{_KEY}: +{_VALUE}\n")


def _below(text: str) -> list[str] | dict[str, str] | None:
    """The list or mapping of plain scalars that ``text`` is."""
    items, fields = _inner(len(text) - len(text.lstrip(" ")))
    parts = items.split(text)
    if len(parts) > 1:
        found = parts[1::2]
        return None if any(parts[::2]) or not NULLS.isdisjoint(found) else found
    parts = fields.split(text)
    mapping = dict(zip(parts[1::3], parts[2::3], strict=True))
    whole = not any(parts[::3]) and len(mapping) == len(parts) // 3 and NULLS.isdisjoint(mapping.values())
    return mapping if whole and mapping else None


def are_plain(text: bytes, marker: bytes) -> bool:
    """Whether ``text`` (lines) is nothing but entries as plain as `read_plain` has them, each begun by its id.

    ``marker`` is what begins an entry (spaces, a dash and a space), which its further fields stand right of.
    """
    try:
        lines = _BLANK_LINES.sub("\n", text.decode("utf-8"))
    except UnicodeDecodeError:
        return False
    has_comment = b"#" in text and b" #" in text
    return not has_comment and _entries(marker).fullmatch(lines) is not None and _are_keys(lines, len(marker) + 1)


def _are_keys(lines: str, column: int) -> bool:
    """Whether no line, each being a field or (at ``column`` or further) an item, has a colon more that ends a key.

    It has not where there are no more colons than lines that cannot be items; else they are counted exactly.
    """
    count, item = lines.count("\n"), " " * column + "- "
    if lines.count(":") <= count - lines.count(item):
        return True
    return lines.count(": ") + lines.count(":\n") == count - len(re.findall("\n *" + item, lines))


_BLANK_LINES = re.compile("\n\n+")
#: A value on its line, with no other characters in it and no white space at its end.
_WHOLE_VALUE = f"{START[:-1]}{_NO_TEXT}][^\n{_NO_TEXT}]*+(?<! )"
_WORD = r"\w{1,99}+"


@cache
def _entries(marker: bytes) -> re.Pattern[str]:
    """Entries whose fields have a value on the same line, or lines of one kind and margin below."""
    first, margin = f"{marker.decode()}(?:id|编号): +{_WHOLE_VALUE}\n", " " * len(marker)
    inner, key = rf"{margin} ++(?:- )?+", f"{_WORD}: +"
    below = rf"(?=({inner}))(?:\1(?:(?<=- ) *|{key}){_WHOLE_VALUE}\n)++"
    return re.compile(rf"(?:{first}(?:{margin}{_WORD}:(?: +{_WHOLE_VALUE}\n|\n(?:{below})?+))*+)*+")

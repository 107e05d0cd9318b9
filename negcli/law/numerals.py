"""Numbers as citations write them: 十四, 一百零三, 一〇三四, 14, １４."""

from __future__ import annotations

import re
from functools import lru_cache

#: Characters of which a number may consist, for patterns.
DIGITS = "0-9０-９〇○OＯ零一二三四五六七八九十百千两廿卅①-⑳⑴-⒇㈠-㈩"

_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")}
_VALUES |= {character: value for value, character in enumerate("０１２３４５６７８９")}
_VALUES |= {str(value): value for value in range(10)} | {"两": 2} | dict.fromkeys("〇○OＯ", 0)
#: ①, ⑴ and ㈠, each followed by the numbers after it.
_VALUES |= {chr(ord(one) + value - 1): value for one in "①⑴㈠" for value in range(1, 11 if one == "㈠" else 21)}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": "二十", "卅": "三十"}
_STEP = re.compile("([^十百千]*)([十百千]?)")
_HAN = "零一二三四五六七八九"


@lru_cache(maxsize=4096)
def number(text: str) -> int | None:
    """The number that ``text`` spells, by units (一百零三) or digit by digit (一〇三); None when it spells none."""
    text = "".join(text.split())
    for short, long in _TENS.items():
        text = text.replace(short, long)
    if not text:
        return None
    if not _UNITS.keys() & set(text):
        return _by_digits(text)
    return _by_units(text)


def _by_digits(text: str) -> int | None:
    values = [str(_VALUES.get(character, "?")) for character in text]
    return int("".join(values)) if "?" not in values else None


def _by_units(text: str) -> int | None:
    values = [_times(digits, unit) for digits, unit in _STEP.findall(text)]
    return None if None in values else sum(filter(None, values))


def _times(digits: str, unit: str) -> int | None:
    """三百 is 300, 十 is 10, 零三 is 3."""
    count = _by_digits(digits) if digits else int(bool(unit))
    return None if count is None else count * _UNITS.get(unit, 1)


@lru_cache(maxsize=4096)
def han(value: int) -> str:
    """``value`` as statutes write it: 103 is 一百零三, 14 is 十四, 1034 is 一千零三十四; in figures beyond 9999."""
    if not 0 < value < 10_000:
        return str(value) if value else _HAN[0]
    return _joined(value).replace("一十", "十", 1) if value < 20 else _joined(value)


def _joined(value: int) -> str:
    text = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, value = divmod(value, size)
        if digit:
            text += _HAN[digit] + unit
        elif text and value and not text.endswith("零"):
            text += "零"
    return text

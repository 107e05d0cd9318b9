"""Numbers in the text of a law: 十四, 一百二十, 〇, full-width and plain digits."""

from __future__ import annotations

from unicodedata import normalize

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_SIGNS = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
_UNITS = {"十": 10, "百": 100, "千": 1000}


def count_of(written: str) -> int:
    """The number that ``written`` is; 0 where it is none."""
    plain = normalize("NFKC", written).strip()
    if plain.isdecimal():
        return int(plain)
    total = digit = 0
    for sign in plain:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        elif sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            return 0
    return total + digit


def spelt(number: int) -> str:
    """``number`` (1 to 9999) as laws write it: 十四, 一百二十, 一千零六十."""
    digits = f"{number:04d}"
    parts = [_SIGNS[digit] + unit if digit != "0" else "零" for digit, unit in zip(digits, "千百十 ", strict=True)]
    joined = "".join(parts).replace(" ", "").strip("零")
    while "零零" in joined:
        joined = joined.replace("零零", "零")
    return joined.removeprefix("一") if joined.startswith("一十") else joined

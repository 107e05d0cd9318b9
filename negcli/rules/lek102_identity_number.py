"""The number of an identity card in a public field.

Eighteen characters: division, date of birth, serial number, check character (GB 11643-1999, ISO 7064 MOD 11-2). Those
of fifteen digits, issued until 1999, have no check character and count only where words before them say what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from negcli.dates import iso_date
from negcli.evidence.leaks import Spoken, numbers
from negcli.rules import Context, Hit
from negcli.source.document import Source

_IDENTITY = (
    r"(?<![0-9A-Za-z])(?<![0-9A-Za-z]-)"
    r"([1-8][0-9]{5}[- ]?(?:[0-9]{4} ?[0-9]{4}[- ]?[0-9]{3}[0-9Xx]|[0-9]{9}))(?![0-9A-Za-z])"
)
#: The first two digits that divisions of the province level have (GB/T 2260).
_PROVINCE = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_SAYS_SO = "身份证|公民身份号码|证件(?:编)?号"


def find_in_file(source: Source, context: Context) -> Iterator[Hit]:
    """Every such number in ``source``."""
    return numbers(source, context, _IDENTITY, _is_true)


def _is_true(said: Spoken, digits: str, start: int) -> bool:
    if not re.match(_PROVINCE, digits):
        return False
    if len(digits) == 15:
        return _is_day(f"19{digits[6:12]}") and re.search(_SAYS_SO, said.before(start)) is not None
    return _is_day(digits[6:14]) and _check_character(digits) == digits[-1].upper()


def _is_day(digits: str) -> bool:
    return iso_date(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}") is not None


def _check_character(digits: str) -> str:
    return _CHECK[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 11]

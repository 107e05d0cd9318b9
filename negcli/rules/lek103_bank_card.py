"""The number of a bank card in a public field.

Sixteen to nineteen digits, the last of which is a check digit (ISO/IEC 7812-1, Luhn). Those of UnionPay begin with 62
or 81, older ones with 9558; other numbers count only where words before them say what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from negcli.evidence.leaks import Spoken, numbers
from negcli.rules import Context, Hit
from negcli.source.document import Source

_CARD = (
    r"(?<![0-9A-Za-z.])(?<![0-9A-Za-z]-)"
    r"([0-9]{6} [0-9]{10,13}|[0-9]{4}(?:[- ]?[0-9]{4}){3}(?:[- ]?[0-9]{1,3})?)(?![0-9A-Za-z]|-[0-9])"
)
_ISSUED_HERE = ("62", "81", "9558")
_SAYS_SO = "卡号|账号|帐号|账户|银行|信用卡|储蓄"


def find_in_file(source: Source, context: Context) -> Iterator[Hit]:
    """Every such number in ``source``."""
    return numbers(source, context, _CARD, _is_true)


def _is_true(said: Spoken, digits: str, start: int) -> bool:
    known = digits.startswith(_ISSUED_HERE) or re.search(_SAYS_SO, said.before(start)) is not None
    return known and _checks(digits)


def _checks(digits: str) -> bool:
    """Whether the check digit is right: every second digit from the end doubled, the sum a multiple of ten."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0

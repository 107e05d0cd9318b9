"""A mobile telephone number in a public field.

Eleven digits, of which the first three are those that networks on the mainland have been given; in other groups than is
usual where words before them say that they are to be called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from negcli.evidence.leaks import Spoken, numbers
from negcli.rules import Context, Hit
from negcli.source.document import Source

_MOBILE = r"1(?:3[0-9]|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])(?P<gap>[-. ·]?)[0-9]{4}(?P=gap)[0-9]{4}"
_WRITTEN = (
    r"(?<![0-9A-Za-z_.@/])(?<![XYxy]=)(?<![0-9A-Za-z]-)(?:(?:\+|00)?86[- ]?)?"
    rf"({_MOBILE}|1[3-9](?:[-. ·]?[0-9]){{9}})"
    r"(?![0-9A-Za-z_@]|-[0-9A-Za-z]|\.[0-9])"
)
_SAYS_SO = "手机|电话|联系|致电|拨打|微信|短信"


def find_in_file(source: Source, context: Context) -> Iterator[Hit]:
    """Every such number in ``source`` that no words before it call the number of a thing."""
    return numbers(source, context, _WRITTEN, _is_true)


def _is_true(said: Spoken, digits: str, start: int) -> bool:
    is_usual = re.match(_MOBILE, said.text[start:]) is not None
    return is_usual or re.search(_SAYS_SO, said.before(start)) is not None

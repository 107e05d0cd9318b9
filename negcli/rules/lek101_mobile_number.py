"""A mobile telephone number in a public field.

Eleven digits, of which the first three are those that networks on the mainland have been given.
"""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.leaks import numbers
from negcli.lists.model import Register
from negcli.rules import Context, Hit

_MOBILE = (
    r"(?<![0-9A-Za-z_.@/])(?<![XYxy]=)(?<![0-9A-Za-z]-)(?:\+?86[- ]?)?"
    r"(1(?:3[0-9]|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])(?:[- ]?[0-9]{4}){2})"
    r"(?![0-9A-Za-z_@]|-[0-9A-Za-z]|\.[0-9])"
)


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every such number in ``register`` that no words before it call the number of a thing."""
    return numbers(context, _MOBILE, lambda said, digits, start: True)

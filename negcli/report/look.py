"""What a screen is like, as far as what is shown depends on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from negcli.place import Place

#: (file, relative to the register; place in it) → the address that opens it there.
Address = Callable[[str, Place | None], str]


class Look(NamedTuple):
    """The cells of a line, whether there is colour, and addresses where places can be clicked.

    ``every``: all findings are listed, however many one rule has.
    """

    width: int = 100
    colour: bool = False
    address: Address | None = None
    every: bool = False

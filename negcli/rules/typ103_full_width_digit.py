"""Digits and Latin letters of full width (GB/T 15835-2011, 5.1.1: Arabic numerals are of half width)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from negcli.evidence.typography import Mend, Said, mended
from negcli.lists.model import Register
from negcli.rules import Context, Hit

_RUN = "[０-９Ａ-Ｚａ-ｚ]+(?:[．％－／][０-９Ａ-Ｚａ-ｚ]+)*[％]?"


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every text with such digits or letters."""
    return mended(context, _find)


def _find(said: Said) -> Iterator[Mend]:
    for match in re.finditer(_RUN, said.own):
        yield Mend(*match.span(), unicodedata.normalize("NFKC", match[0]))

"""Digits and Latin letters of full width (GB/T 15835-2011, 5.1.1: Arabic numerals are of half width)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from negcli.evidence.typography import Mend, Said, mended
from negcli.rules import Context, Hit
from negcli.source.document import Source

_RUN = "[０-９Ａ-Ｚａ-ｚ]+(?:[．％－／][０-９Ａ-Ｚａ-ｚ]+)*[％]?"


def find_in_file(source: Source, context: Context) -> Iterator[Hit]:
    """Every text with such digits or letters."""
    return mended(source, context, _find)


def _find(said: Said) -> Iterator[Mend]:
    for match in re.finditer(_RUN, said.own):
        yield Mend(*match.span(), unicodedata.normalize("NFKC", match[0]))

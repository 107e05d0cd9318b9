"""The number of a document in a sentence, its year in other brackets than 〔〕 (GB/T 9704-2012, 7.2.5).

What stands in fields for document numbers is judged by bad-document-number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from negcli.evidence.typography import HAN, Mend, Said, mended
from negcli.rules import Context, Hit
from negcli.source.document import Source


@cache
def _form() -> re.Pattern[str]:
    """An agency's abbreviation, a year in brackets, a number; court cases have other characters after the year."""
    year = r"(?!〔[0-9]{4}〕)[〔\[(（【［〖﹝{] ?(?P<year>(?:19|20)[0-9]{2}) ?[〕\])）】］〗﹞}]"
    return re.compile(rf"(?<=[{HAN}]) ?{year}(?= ?第?[0-9]{{1,5}} ?号)")


def find_in_file(source: Source, context: Context) -> Iterator[Hit]:
    """Every text with such a number."""
    return mended(source, context, _find)


def _find(said: Said) -> Iterator[Mend]:
    for match in _form().finditer(said.own):
        yield Mend(*match.span(), f"〔{match['year']}〕")

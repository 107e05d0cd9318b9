"""The mark of a classified paper (绝密★, 机密★10年) in a public field: part of such a paper was copied.

The mark stands at the head of the paper: classification, star, term. Between quotation marks it is spoken of, as where
records are named that bear it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from negcli.evidence.leaks import any_sign, spoken
from negcli.evidence.scan import own_words
from negcli.rules import Context, Hit
from negcli.source.document import Source

_MARK = (
    r"(?:绝\s?密|机\s?密|(?<!商业)秘\s?密)级?\s*"
    r"(?:[★☆]\s*(?:[0-9〇一二三四五六七八九十]+\s*[年月天日]|长期|启用前)?|[*＊]\s*[0-9]+\s*[年月])"
)
_CLUE = any_sign("★☆*＊")


def find_in_file(source: Source, context: Context) -> Iterator[Hit]:
    """Every such mark in ``source`` outside quotation marks."""
    for said in spoken(source, context, _CLUE):
        for match in re.finditer(_MARK, own_words(said.text)):
            yield Hit(said.path, {"mark": match[0]}, match.span(), subject=said.subject)

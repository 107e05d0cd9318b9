"""Titles of laws, spelt one way so that they can be looked up."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: What official titles begin with and people leave out.
REPUBLIC = "中华人民共和国"
#: Left out: marks around titles inside titles, in either writing (《》 and 〈〉), and what cannot be seen.
_SPELLINGS = str.maketrans("〇笫", "零第", "《》〈〉<>\u200b\u200c\u200d\ufeff")


@lru_cache(maxsize=8192)
def normalise(title: str) -> str:
    """``title`` as it is looked up.

    NFKC, without 中华人民共和国, spaces and title marks; 〇 is 零 and 笫 is 第.
    """
    plain = "".join(unicodedata.normalize("NFKC", title).split())
    return plain.translate(_SPELLINGS).replace(REPUBLIC, "")

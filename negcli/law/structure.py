"""How many 款 and 项 the articles of a law have, as the catalogue writes it.

One token an article, in order: ``a,b,c`` is an article of three 款 with ``a``, ``b`` and ``c`` 项; ``t*k`` is ``k``
articles alike; ``x`` an article that was deleted and whose number is kept; ``-`` one that the source lacks; ``?`` one
that exists and whose 款 are not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

#: 项 of each 款 of an article.
Paragraphs = tuple[int, ...]
DELETED = "x"
LACKING = "-"
UNSEEN = "?"


@lru_cache(maxsize=1024)
def decode(structure: str) -> tuple[str, ...]:
    """The token of every article, in order. ValueError for what is no structure."""
    return tuple(token for run in structure.split() for token in _alike(run))


def _alike(run: str) -> list[str]:
    token, _, times = run.partition("*")
    if token not in (DELETED, LACKING, UNSEEN):
        paragraphs(token)
    return [token] * int(times or 1)


def encode(tokens: Iterable[str]) -> str:
    """The structure whose articles have ``tokens``: the reverse of `decode`."""
    runs = ((token, len(list(same))) for token, same in groupby(tokens))
    return " ".join(token if times == 1 else f"{token}*{times}" for token, times in runs)


@lru_cache(maxsize=512)
def paragraphs(token: str) -> Paragraphs:
    """The 项 of each 款 that an article's ``token`` tells. ValueError where it tells none."""
    return tuple(map(int, token.split(",")))

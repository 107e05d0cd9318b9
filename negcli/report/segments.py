"""A text cut up into what a reader takes in at once: clauses, and the words within them.

Chinese writes no spaces. Words are told by what is known of the language of lists: short quotations, dates, numbers and
articles, and the words of `data/lexicon.txt`, the longest first. What is in no list stays single characters, which are
loose: the comparison lets a neighbour change with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain

from negcli.resources import read_data

_CLAUSES = re.compile(r"[^，。；：、！？,;\n]*[，。；：、！？,;\n]|[^，。；：、！？,;\n]+")
_NUMERAL = "[0-9〇零一二三四五六七八九十百千两]+"
#: What is a word whatever the lists say: a short quotation, a date, an article, a number, a word of letters;
#: then runs of Chinese characters, which are cut further, and whatever else there is, one by one.
_TOKENS = re.compile(
    r"(?P<whole>“[^“”\n]{1,12}”|\d{4}-\d\d?-\d\d?|\d{4}年(?:度|\d\d?月(?:\d\d?日)?)?|\d\d?月\d\d?日"
    rf"|第{_NUMERAL}(?:条(?:之{_NUMERAL})?|款)|第[（(]?{_NUMERAL}[）)]?项|{_NUMERAL}(?:[.．]\d+)?[%％‰]?|[A-Za-z][A-Za-z0-9_.-]*)"
    r"|(?P<run>[\u3400-\u9fff]+)|(?P<other>.)",
    re.DOTALL,
)
#: Characters that join words and belong to none.
_JOINING = frozenset("的和与及或在由对为等以应须可未已不该本各每按经从向至于并而所者被把将是有其之")


def clauses(text: str) -> list[str]:
    """``text`` in clauses, each with the punctuation that ends it."""
    return _CLAUSES.findall(text)


def words_of(text: str) -> list[str]:
    """``text`` in words."""
    return list(chain.from_iterable(map(_cut, _TOKENS.finditer(text))))


def is_loose(word: str) -> bool:
    """Whether ``word`` is a single Chinese character that is likely part of a word nobody listed."""
    return len(word) == 1 and "\u3400" <= word <= "\u9fff" and word not in _JOINING


def _cut(match: re.Match[str]) -> Iterator[str]:
    return _by_lexicon(match[0]) if match.lastgroup == "run" else iter((match[0],))


def _by_lexicon(run: str) -> Iterator[str]:
    """Chinese characters in words, at each place the longest that is known."""
    known, at = _lexicon(), 0
    while at < len(run):
        word = next((word for word in known.get(run[at], ()) if run.startswith(word, at)), run[at])
        yield word
        at += len(word)


@cache
def _lexicon() -> Mapping[str, list[str]]:
    """Character → the words that begin with it, the longest first."""
    lines = read_data("lexicon.txt").splitlines()
    words: dict[str, list[str]] = {}
    for word in sorted(chain.from_iterable(line.split() for line in lines if not line.startswith("#")), key=len):
        words.setdefault(word[0], []).insert(0, word)
    return words

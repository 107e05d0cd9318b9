"""A space where Chinese is written without: between characters, beside punctuation, in 2019年 and 第十四条.

Spaces beside English words are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from negcli.evidence.typography import HAN, LEFT, RIGHT, Mend, Said, folds, mended
from negcli.rules import Context, Hit
from negcli.source.document import Source

_SPACE = "[ \u3000\t\xa0\u2002\u2003\u2009\u202f]+"
_SIGNS = "，。；：、？！"
#: Words that lead on to what follows: nothing is listed after them.
_LEADING = "的之和与及或在对为由将把被向从是第"
_NUMERALS, _COUNTED = "〇零一二三四五六七八九十百千", "年月日号条款项目章节编批次期届"


@cache
def _stray() -> re.Pattern[str]:
    places = (
        (f"[{LEFT}]", f"[{RIGHT}]"),
        (f"[{LEFT}0-9A-Za-z]", f"[{_SIGNS}）》”〕]"),
        (f"[{_SIGNS}（《“〔]", f"[{RIGHT}0-9A-Za-z]"),
        ("[第]", "[0-9]"),
        ("[0-9]", "[年月日号条款项]"),
        ("[年月]", "[0-9]"),
        ("[〕]", "第?[0-9]{1,5} ?号"),
    )
    between = "|".join(f"(?<={left}){_SPACE}(?={right})" for left, right in places)
    return re.compile(f"{between}|^\u3000+|\u3000+$", re.MULTILINE)


def find_in_file(source: Source, context: Context) -> Iterator[Hit]:
    """Every text with such a space, unless it comes from lines that were joined."""
    return mended(source, context, lambda said: () if folds(said) else _find(said))


def _find(said: Said) -> Iterator[Mend]:
    for match in _stray().finditer(said.own):
        yield Mend(*match.span(), "、", False) if _parts_a_list(match) else Mend(*match.span(), "")


def _parts_a_list(match: re.Match[str]) -> bool:
    """Whether a space may stand for 、: between two laws (■ here), or short words, the first not leading on."""
    if re.match("■", match.string[match.end() :]) and re.search("[■条款项目]$", match.string[: match.start()]):
        return True
    before = re.search(f"[{HAN}]*$", match.string[: match.start()])
    after = re.match(f"[{HAN}]*", match.string[match.end() :])
    words = [part[0] if part else "" for part in (before, after)]
    return all(2 <= len(word) <= 8 for word in words) and not _belong_together(*words)


def _belong_together(before: str, after: str) -> bool:
    """Whether two words are parts of one: the first leads on, or they are parts of a number (第 十四 条)."""
    return before[-1] in _LEADING or (before[-1] in _NUMERALS and after[0] in _COUNTED)

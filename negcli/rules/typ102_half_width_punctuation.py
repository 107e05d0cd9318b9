"""Punctuation of half width in a Chinese sentence (GB/T 15834-2011).

Signs between digits, in English words, codes, addresses, titles and quotations are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from negcli.evidence.typography import HAN, LEFT, RIGHT, Mend, Said, mended
from negcli.rules import Context, Hit
from negcli.source.document import Source

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
#: Chinese numbers after which a full stop is the sign of an item.
_NUMBERS = "[一二三四五六七八九十]{1,3}"


@cache
def _signs() -> re.Pattern[str]:
    """Signs with the spaces around them: after Chinese, or (no colon, which stands in times too) before it."""
    after = rf"(?<=[{LEFT}]) ?[,;:?!](?: (?=[{RIGHT}])|(?! ))"
    return re.compile(rf"{after}|(?<=[0-9A-Za-z%℃])[,;?!] ?(?=[{RIGHT}])")


@cache
def _others() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """What is written otherwise: the pattern, what should stand there, and whether that is sure."""
    start = r"(?:^|(?<=[\n。；]))"
    rows = (
        (rf"(?<=[{HAN}])-{{2,}}(?=[{HAN}])", "——", True),
        (rf"(?<=[{LEFT}])\.{{3,}}|。{{2,}}", "……", True),
        (rf"{start}(?P<number>{_NUMBERS})\. ?(?=[{HAN}])", r"\g<number>、", False),
        (rf"(?<=[{HAN}]{{2}})\.(?=[{HAN}]|$)", "。", False),
        (r"(?P<sign>[，、；：])(?P=sign)+", r"\g<sign>", False),
        (r"[，、；：]。", "。", False),
        (rf"[<＜]{{1,2}}(?P<title>[{HAN}]+)[>＞]{{1,2}}", r"《\g<title>》", False),
        (rf"(?<=[{LEFT}])'(?P<words>[^'\n]*[{HAN}])'", r"“\g<words>”", False),
    )
    return tuple((re.compile(pattern), right, is_sure) for pattern, right, is_sure in rows)


def find_in_file(source: Source, context: Context) -> Iterator[Hit]:
    """Every text with such signs."""
    return mended(source, context, _find)


def _find(said: Said) -> Iterator[Mend]:
    signs = (Mend(*match.span(), _FULL[match[0].strip()]) for match in _signs().finditer(said.own))
    return chain(signs, _in_brackets(said.own), _quoted(said.text), _in_other_forms(said.own))


def _in_brackets(own: str) -> Iterator[Mend]:
    """The brackets around Chinese words, or a number before them, of which one at least is of half width."""
    for match in re.finditer(rf"([(（])(?:[^()（）]*[{HAN}][^()（）]*|[0-9]{{1,2}}(?=.[{HAN}]))([)）])", own):
        sides = ((match.start(1), "（"), (match.start(2), "）"))
        yield from (Mend(at, at + 1, right) for at, right in sides if own[at] in "()")


def _quoted(text: str) -> Iterator[Mend]:
    """Straight quotation marks around Chinese words, where all are in pairs, and beside one that is not straight."""
    bare = re.sub('《[^《》]*》|“[^“”"]*”', lambda match: "■" * len(match[0]), text)
    pairs = rf'["“][^"“”]*[{HAN}][^"“”]*["”]'
    is_sure = re.sub("[“”]", '"', bare).count('"') % 2 == 0
    for match in re.finditer(pairs, bare if is_sure else ""):
        ends = (Mend(match.start(), match.start() + 1, "“"), Mend(match.end() - 1, match.end(), "”"))
        yield from (mend for mend in ends if text[mend.start] == '"')


def _in_other_forms(own: str) -> Iterator[Mend]:
    for pattern, right, is_sure in _others():
        yield from (Mend(*match.span(), match.expand(right), is_sure) for match in pattern.finditer(own))

"""Titles that are written without 《》."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from negcli.law.numerals import DIGITS
from negcli.law.tokens import NUMBERED, ORDINAL

#: Whether a title is known.
Known = Callable[[str], bool]

REPUBLIC = "中华人民共和国"
_ENDS = r"(?:法|条例|规定|办法|细则|规则|法典|解释|决定)"
#: Not the end of other words: 基本法, 合同法.
_POINTER = rf"(?:(?<![基根资成样标版文日])本|该|此|(?<![合共相协会等])同|上述|前述){_ENDS}"
_IMPLEMENTING = r"(?:其|(?<=[和及与]))(实施(?:条例|办法|细则))"
_POINTED = re.compile(rf"(?:{_POINTER}|{_IMPLEMENTING})$")
#: An order that stands for the law promulgated by it: 国务院令第711号.
_ORDER = re.compile(rf"[\u4e00-\u9fff]{{0,12}}令\s?第\s?[{DIGITS}]{{1,5}}\s?号")
_JOINED = re.compile(r"(?:和|及|与|以及)$")
_CUES = r"根据|依据|按照|依照|参照|遵照|违反|符合|适用|参见|详见|属于|遵守|执行|即|见|按|依|为|是|系|和|及|与|以及"
_STRONG = re.compile("根据|依据|按照|依照|参照|遵照|违反|符合|适用|参见|详见|属于|遵守|执行")
_STARTS = re.compile(rf"^{NUMBERED.pattern}|(?:{_CUES})|(?={REPUBLIC})")
_BREAK = re.compile(r"[，,；;。：:\n\t 　、（()）]+")
_TAIL = re.compile(
    r"(?:关于.*|的?(?:有关|相关)?规定|之规定|附则|总则|第[一二三四五六七八九十]+[章节编]|(?:19|20)\d{2}年?(?:版|修[订正])?).*$"
)
#: A mark that is never closed, or never opened, is no part of the title.
MARKS = "《》〈〉<>＜＞"
#: Marks of titles inside titles as official papers write them.
INNER = str.maketrans("《》<>＜＞", "〈〉〈〉〈〉")
#: Where a title may begin and end that has commas or marks in it, the longest in characters, and what makes it one.
_MAY_START = re.compile(rf"^|[\s，,；;。：:、》（()）】.．①-⑳]|(?:{_CUES})")
#: What may stand between a title and an article of it: 条例的第十四条, 条例中第十四条.
_OF = "的中之"
_MAY_END = re.compile(
    rf"(?:{_ENDS}|修正案|批复|通知|意见|命令|守则|准则|安排)(?:\s*[（(](?:[一二三四五六七八九十试行]{{1,3}}|\d{{4}}年)[)）])?(?=\s*(?:[{_OF}]?[{ORDINAL}{DIGITS}，,；;。、：:（()）]|(?:的|之)?规定|$))"
)
_LONGEST = 90
_PARTED = re.compile("[、，《〈<＜（(“]")
_PAIRS = ("“”", "《》", "〈〉", "<>", "＜＞", "（）")
_ENDED = re.compile(rf"(?:{_ENDS}|准则|通则|规范|规程|守则|制度|条令|公约)$")
#: A paper without marks is known by how its title is made: …关于…的通知.
_PAPER = re.compile(
    r"\S{0,40}?关于\S{2,60}的(?:通知|意见|决定|批复|公告|通告|函|方案)(?=(?:的?(?:有关)?(?:要求|精神|规定))?$)"
)
_WORDS = re.compile(r"(?:想|看|做|方|书|用|手|违|非|合|司|立|执|守|设|无|依)法$")


class Bare(NamedTuple):
    """A title without marks: from where to where it stands, and what it is.

    ``title``, ``pointer`` (本法), ``implementing`` (its 实施条例) or ``document``: the number of an order.
    """

    start: int
    end: int
    title: str
    kind: str = "title"


def parted_titles(text: str, known: Known) -> Iterator[Bare]:
    """Known titles without marks of their own in ``text`` that have commas, brackets or other titles in them."""
    after = 0
    for match in _MAY_END.finditer(text):
        start = _parted_start(text, after, match.end(), known)
        if start is not None:
            yield Bare(start, match.end(), text[start : match.end()].translate(INNER))
            after = match.end()


def _parted_start(text: str, after: int, end: int, known: Known) -> int | None:
    """Where the longest such title begins that ends at ``end``."""
    if not _PARTED.search(text, after + 1, end):
        return None
    starts = (match.end() for match in _MAY_START.finditer(text, max(after, end - _LONGEST), end))
    fitting = (at for at in starts if _PARTED.search(text, at + 1, end) and not _is_open(text[:at]))
    return next((at for at in fitting if known(text[at:end]) and not _is_open(text[at:end])), None)


def _is_open(before: str) -> bool:
    """Whether a quotation, a title or a bracket is still open after ``before``; one around the whole text is none."""
    before = before.lstrip("（")
    return any(before.count(pair[0]) > before.count(pair[1]) for pair in _PAIRS)


def titles_in(gap: str, known: Known, followed: bool) -> Iterator[Bare]:
    """The titles in ``gap``, a text between other parts; ``followed``: a numbered part comes directly after it."""
    at = 0
    pieces = [(match.start(), match.end()) for match in _BREAK.finditer(gap)]
    for start, end in [*pieces, (len(gap), len(gap))]:
        if start > at:
            before_place = followed and not gap[start:].strip()
            phrase = gap[at:start].rstrip(_OF) if before_place else gap[at:start]
            yield from _in_phrase(phrase, at, known, before_place)
        at = end


def _in_phrase(phrase: str, at: int, known: Known, followed: bool) -> Iterator[Bare]:
    if pointer := _POINTED.search(phrase):
        kind = "implementing" if pointer[1] else "pointer"
        yield from _in_phrase(_JOINED.sub("", phrase[: pointer.start()]), at, known, False)
        yield Bare(at + pointer.start(), at + len(phrase), pointer[1] or pointer[0], kind)
    elif _ORDER.fullmatch(phrase):
        yield Bare(at, at + len(phrase), phrase, "document")
    elif found := _known(phrase, known) or _looks_like_one(phrase, followed):
        start, end = found
        yield from _in_phrase(_JOINED.sub("", phrase[:start]), at, known, False) if start else ()
        yield Bare(at + start, at + end, phrase[start:end].strip(MARKS).translate(INNER))


def _known(phrase: str, known: Known) -> tuple[int, int] | None:
    spans = ((start, end) for end in _ends(phrase) for start in _beginnings(phrase[:end]))
    return next((span for span in spans if _is_known(phrase[slice(*span)], known)), None)


def _is_known(title: str, known: Known) -> bool:
    return len(title) > 1 and known(title)


def _ends(phrase: str) -> Iterator[int]:
    yield len(phrase)
    if tail := _TAIL.search(phrase):
        yield tail.start()


def _beginnings(phrase: str) -> Iterator[int]:
    yield 0
    yield from (match.end() for match in _STARTS.finditer(phrase))


def _looks_like_one(phrase: str, followed: bool) -> tuple[int, int] | None:
    """An unknown title, by how titles end; ``followed``: before an article."""
    start = max((match.end() for match in _STRONG.finditer(phrase)), default=_numbered(phrase))
    name = phrase[start:]
    if paper := _PAPER.match(name):
        return (start, start + paper.end())
    is_one = followed and len(name) > 2 and _ENDED.search(name) and not _WORDS.search(name)
    return (start, len(phrase)) if is_one else None


def _numbered(phrase: str) -> int:
    """Where the number of a part of a list ends that ``phrase`` begins with."""
    number = NUMBERED.match(phrase)
    return number.end() if number else 0

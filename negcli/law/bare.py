"""Titles that are written without 《》."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

#: Whether a title is known.
Known = Callable[[str], bool]

REPUBLIC = "中华人民共和国"
_ENDS = r"(?:法|条例|规定|办法|细则|规则|法典|解释|决定)"
_POINTER = rf"(?:本|该|此|同|上述|前述){_ENDS}"
_IMPLEMENTING = r"其(实施(?:条例|办法|细则))"
_POINTED = re.compile(rf"(?:{_POINTER}|{_IMPLEMENTING})$")
_JOINED = re.compile(r"(?:和|及|与|以及)$")
_CUES = r"根据|依据|按照|依照|参照|遵照|违反|符合|适用|参见|详见|属于|遵守|执行|即|见|按|依|为|是|系|和|及|与|以及"
_STRONG = re.compile("根据|依据|按照|依照|参照|遵照|违反|符合|适用|参见|详见|属于|遵守|执行")
_STARTS = re.compile(rf"(?:{_CUES})|(?={REPUBLIC})")
_BREAK = re.compile(r"[，,；;。：:\n\t 　、]+")
_TAIL = re.compile(
    r"(?:关于.*|的?(?:有关|相关)?规定|之规定|附则|总则|第[一二三四五六七八九十]+[章节编]|(?:19|20)\d{2}年?(?:版|修[订正])?).*$"
)
#: A mark that is never closed, or never opened, is no part of the title.
_MARKS = "《》〈〉<>＜＞"
#: Marks of titles inside titles as official papers write them.
INNER = str.maketrans("《》<>＜＞", "〈〉〈〉〈〉")
_WORDS = re.compile(r"(?:想|看|做|方|书|用|手|违|非|合|司|立|执|守|设|无|依)法$")


class Bare(NamedTuple):
    """A title without marks: from where to where it stands, and whether it is a pointer to another (本法)."""

    start: int
    end: int
    title: str
    kind: str = "title"


def titles_in(gap: str, known: Known, followed: bool) -> Iterator[Bare]:
    """The titles in ``gap``, a text between other parts; ``followed``: a numbered part comes directly after it."""
    at = 0
    pieces = [(match.start(), match.end()) for match in _BREAK.finditer(gap)]
    for start, end in [*pieces, (len(gap), len(gap))]:
        if start > at:
            last = not gap[start:].strip()
            yield from _in_phrase(gap[at:start], at, known, followed and last)
        at = end


def _in_phrase(phrase: str, at: int, known: Known, followed: bool) -> Iterator[Bare]:
    if pointer := _POINTED.search(phrase):
        kind = "implementing" if pointer[1] else "pointer"
        yield Bare(at + pointer.start(), at + len(phrase), pointer[1] or pointer[0], kind)
    elif found := _known(phrase, known) or (followed and _looks_like_one(phrase)):
        start, end = found
        yield from _in_phrase(_JOINED.sub("", phrase[:start]), at, known, False) if start else ()
        yield Bare(at + start, at + end, phrase[start:end].strip(_MARKS).translate(INNER))


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


def _looks_like_one(phrase: str) -> tuple[int, int] | None:
    """An unknown title before an article, by how titles end."""
    start = max((match.end() for match in _STRONG.finditer(phrase)), default=0)
    name = phrase[start:]
    if len(name) < 3 or not re.search(rf"{_ENDS}$", name) or _WORDS.search(name):
        return None
    return start, len(phrase)

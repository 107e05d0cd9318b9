"""The text of a law → what the catalogue keeps of it: title, dates, 条/款/项, fingerprints. No sentence is kept.

Reads plain text and Markdown as published texts are laid out: a title, a line in brackets on its adoption, chapters,
and articles that begin with 第N条. Every natural paragraph is a 款; a line that begins with （一） is a 项 of the 款
above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from negcli.dates import meant_date
from negcli.law.numerals import number as number_of

_DIGITS = "零〇一二三四五六七八九十百千0-9０-９"
_ARTICLE = re.compile(rf"第([{_DIGITS}]+)条(?:之([一二三四五六七八九十]+))?(\s|[:：]|$)?\s*(.*)", re.S)
_REFERENCE = re.compile(r"[、，至到和及与或的规所第款项]")
_CHAPTER = re.compile(rf"第[{_DIGITS}]+(?:编|分编|章|节)(?:\s|$)|目\s*录$|(?:序\s*言|总\s*则|附\s*则)$")
_ITEM = re.compile(rf"[(（]([{_DIGITS}]+)[)）]")
_POINT = re.compile(r"(?:\d+|[０-９]+)[.．、]|[①-⑳]|[(（]\d+[)）]")
_STARTS = re.compile(rf"[(（]|{_POINT.pattern}|{_CHAPTER.pattern}")
_APPENDIX = re.compile(r"附(?:件|表|录|图)?\s*[\d一二三四五六七八九十]*\s*(?:[:：]|$)")
#: A page's number; a row of a table, or a footnote, which is no 款.
_PAGE = re.compile(r"[-—–·\s]*\d{1,3}[-—–·\s]*|第\s*\d{1,3}\s*页(?:\s*共\s*\d{1,3}\s*页)?")
_ASIDE = re.compile(r"\||[\[［]\^?\d{1,3}[\]］]")
_DELETED = re.compile(r"[(（\[]?(?:已?删去|已?删除|本条删除)[)）\]]?。?")
_MARKS = re.compile(r"^[\s#>*_]+|[\s*_]+$|\*\*|__")
_FINISHED = tuple("。；：！？”）:;.!?)》…—")
_DAY = r"[\d０-９一二三四五六七八九十]{1,3}\s*"
_DATE = rf"([\d０-９零〇一二三四五六七八九十]{{1,4}}\s*年\s*{_DAY}月\s*{_DAY}日)"
_ADOPTED = re.compile(_DATE + r"[^日]*?(?:通过|修订|修正|公布|发布|批准|制定|印发)")
_ORDER = r"第?\s*[\d〇零一二三四五六七八九十百]+\s*号"
_HAN = r"[\u4e00-\u9fff]"
_NUMBER = re.compile(rf"{_HAN}{{1,20}}令{_ORDER}|{_HAN}{{1,16}}公告{_ORDER}|{_HAN}{{1,8}}〔\d{{4}}〕\d+号")
_EFFECT = re.compile(rf"自\s*(?:{_DATE}|(公布|发布|印发|通过)之日)\s*起[^。]{{0,4}}?(?:施行|实施|生效)")
_TITLE = re.compile("(?:法|条例|规定|办法|细则|规则|决定|解释|章程|准则|规范|目录|制度|通则)$")
#: So far may a number run ahead of the last one and still be an article rather than a slip.
_LEAP = 20


class Remark(NamedTuple):
    """What could not be read with certainty: a code with arguments, on a line (from 1) of the text; 0: all of it."""

    code: str
    line: int = 0
    what: str = ""


@dataclass
class ReadArticle:
    """An article as it is being read: its number, its 项 by 款, its words, and whether it was deleted."""

    number: int
    sub: int = 0
    items: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    deleted: bool = False

    @property
    def token(self) -> str:
        """Its token in a structure."""
        return "x" if self.deleted else ",".join(map(str, self.items or [0]))

    @property
    def key(self) -> str:
        """``14`` or, for 第十四条之一, ``14-1``."""
        return f"{self.number}-{self.sub}" if self.sub else str(self.number)


class ReadLaw(NamedTuple):
    """What was read: dates are YYYY-MM-DD or empty."""

    title: str
    passed: str
    effective: str
    number: str
    articles: tuple[ReadArticle, ...]
    remarks: tuple[Remark, ...]


class Line(NamedTuple):
    """A paragraph of the text and the line (from 1) on which it begins."""

    at: int
    text: str


def read_law(text: str) -> ReadLaw:
    """The law that ``text`` is. What could not be read stands in its remarks."""
    lines = list(_paragraphs(text))
    first = next((at for at, line in enumerate(lines) if _begins(line.text, 0)), len(lines))
    articles, remarks = _Reader().read(lines[first:])
    head = [line.text for line in lines[:first]]
    title = _title(head)
    dates = _dates(" ".join(head), articles)
    return ReadLaw(title, *dates, tuple(articles), (*remarks, *_lacking(title, dates, articles)))


def _paragraphs(text: str) -> Iterator[Line]:
    """The paragraphs of ``text``: lines without marks of Markdown, those joined that were broken for their width."""
    held = Line(0, "")
    for line in [*map(_line, *_numbered(text)), Line(0, "")]:
        if line.text and _goes_on(held.text, line.text):
            held = held._replace(text=held.text + line.text)
            continue
        if held.text:
            yield held
        held = line


def _numbered(text: str) -> tuple[range, list[str]]:
    lines = text.splitlines()
    return range(1, len(lines) + 1), lines


def _line(at: int, raw: str) -> Line:
    text = _MARKS.sub("", raw).replace("\u3000", " ").strip()
    return Line(at, "" if _PAGE.fullmatch(text) else text)


def _goes_on(before: str, line: str) -> bool:
    """Whether ``line`` continues a paragraph that was broken for its width: nothing was finished, nothing begins."""
    broken = len(before) > 12 and not before.endswith(_FINISHED) and not _CHAPTER.match(before)
    return broken and not _STARTS.match(line) and not _begins(line, 0)


def _begins(line: str, last: int) -> re.Match[str] | None:
    """The article that begins with ``line``, where ``last`` was the one before; None when none does."""
    match = _ARTICLE.match(line)
    if not match or _is_reference(match):
        return None
    number = _count(match[1])
    leap = _LEAP if match[3] else 1
    return match if match[2] or last < number <= last + leap else None


def _is_reference(match: re.Match[str]) -> bool:
    """Whether a line that begins with 第N条 goes on as a sentence about that article does."""
    return not match[3] and bool(_REFERENCE.match(match[4]))


def _count(written: str) -> int:
    """The number that ``written`` is; 0 where it is none."""
    return number_of(written) or 0


class _Reader:
    """Goes through paragraphs and keeps the articles that they make up."""

    def __init__(self) -> None:
        self.articles: list[ReadArticle] = []
        self.remarks: list[Remark] = []
        self.item = 0

    def read(self, lines: list[Line]) -> tuple[list[ReadArticle], list[Remark]]:
        """Articles and remarks; ends where annexes begin."""
        for line in lines:
            if _APPENDIX.match(line.text):
                self.remarks.append(Remark("annex", line.at, line.text))
                break
            self._take(line)
        return self.articles, self.remarks

    def _take(self, line: Line) -> None:
        last = self.articles[-1].number if self.articles else 0
        begun = _begins(line.text, last)
        if begun:
            self._begin(begun, last, line.at)
        elif _ASIDE.match(line.text):
            self.remarks.append(Remark("aside", line.at, line.text[:20]))
        elif not _CHAPTER.match(line.text):
            self._go_on(line)

    def _begin(self, begun: re.Match[str], last: int, at: int) -> None:
        article = ReadArticle(_count(begun[1]), _count(begun[2] or ""))
        if article.number > last + 1:
            gap = dict.fromkeys((last + 1, article.number - 1))
            self.remarks.append(Remark("gap", at, "-".join(map(str, gap))))
        self.articles.append(article)
        self.item = 0
        article.deleted = bool(_DELETED.fullmatch(begun[4]))
        if begun[4] and not article.deleted:
            self._go_on(Line(at, begun[4]))

    def _go_on(self, line: Line) -> None:
        article = self.articles[-1]
        article.words.append(line.text)
        listed = _ITEM.match(line.text)
        if listed and article.items:
            self._list(article, _count(listed[1]), line.at)
        elif not (_POINT.match(line.text) and article.items):
            article.items.append(0)
            self.item = 0

    def _list(self, article: ReadArticle, number: int, at: int) -> None:
        if number != self.item + 1:
            self.remarks.append(Remark("item-order", at, article.key))
        article.items[-1] += 1
        self.item = number


def _title(head: list[str]) -> str:
    """The title among the lines before the first article; in two lines where the first ends like none."""
    found = [at for at, line in enumerate(head) if _TITLE.search(line) and not line.startswith(("(", "（"))]
    if not found:
        return "".join(head[:1])
    return _whole_title(head[: found[0] + 1])


def _whole_title(lines: list[str]) -> str:
    """The last of ``lines``, with the one before where that is its first half."""
    joined = "".join(lines[-2:])
    return joined if len(joined) <= 60 and all(map(_is_part, lines[-2:-1])) else lines[-1]


def _is_part(line: str) -> bool:
    """Whether ``line`` may be the first half of a title."""
    return not re.search(r"[。；：，(（)）\d]", line) and not line.endswith("号")


def _dates(head: str, articles: list[ReadArticle]) -> tuple[str, str, str]:
    """Day of adoption, day of effect and document number."""
    adopted = list(filter(None, (_iso(found[1]) for found in _ADOPTED.finditer(head))))
    passed = "".join(adopted[-1:])
    last = " ".join(chain.from_iterable(article.words for article in articles[-2:]))
    return passed, _begin_of(last, passed) or _begin_of(head, passed), _order(head)


def _order(head: str) -> str:
    """The document number in ``head``, without spaces."""
    number = _NUMBER.search(head)
    return re.sub(r"\s", "", number[0]).lstrip("日由经") if number else ""


def _begin_of(text: str, passed: str) -> str:
    """The day from which ``text`` says that the law is in force: one that it names, or the day of adoption."""
    effect = _EFFECT.search(text)
    if not effect:
        return ""
    return passed if effect[2] else _iso(effect[1])


def _iso(written: str) -> str:
    day = meant_date(re.sub(r"\s", "", written))
    return day.isoformat() if day else ""


def _lacking(title: str, dates: tuple[str, str, str], articles: list[ReadArticle]) -> Iterator[Remark]:
    found = {"title": title, "passed": dates[0], "effective": dates[1], "articles": articles}
    yield from (Remark(f"no-{name}") for name, value in found.items() if not value)

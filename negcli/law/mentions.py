"""Which laws and articles a basis speaks of, as far as `due` must know them: laws that the catalogue knows, no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from negcli.law.catalogue import Catalogue
from negcli.law.counting import count_of, spelt
from negcli.law.law import Law
from negcli.model import Register, items, text

_DIGITS = "零〇一二三四五六七八九十百千0-9０-９"
_TITLE = re.compile(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》")
_ARTICLES = re.compile(rf"[第笫]\s*([{_DIGITS}]+)\s*条(?:之([一二三四五六七八九十]))?(?:第([{_DIGITS}]+)款)?")
_QUOTED = re.compile(r"“[^”]*”?")


class Mention(NamedTuple):
    """A law that is cited, with one of its articles (``14``, ``120-1``; empty: none), as ``written``."""

    law: Law
    article: str
    paragraph: int | None
    written: str


def abbreviations(register: Register) -> Mapping[str, str]:
    """The short titles that a register declares → what they stand for."""
    rows = [row for row in items(register.values, "abbreviations") if isinstance(row, dict)]
    return {text(row, "short"): text(row, "title") for row in rows}


def mentions(basis: Any, catalogue: Catalogue, short: Mapping[str, str]) -> Iterator[Mention]:
    """The laws and articles that ``basis`` (a text, a mapping, or a list of them) cites."""
    for part in basis if isinstance(basis, list) else [basis]:
        if isinstance(part, str):
            yield from _in_text(part, catalogue, short)
        elif isinstance(part, dict):
            yield from _in_mapping(part, catalogue, short)


def _in_text(part: str, catalogue: Catalogue, short: Mapping[str, str]) -> Iterator[Mention]:
    plain = _QUOTED.sub("", part)
    titles = list(_TITLE.finditer(plain))
    ends = [*(title.start() for title in titles[1:]), len(plain)]
    for title, end in zip(titles, ends, strict=False):
        law = _law(title[1], catalogue, short)
        if law:
            yield from _articles(law, plain[title.end() : end])


def _law(title: str, catalogue: Catalogue, short: Mapping[str, str]) -> Law | None:
    return catalogue.find(short.get(title.strip(), title))


def _articles(law: Law, rest: str) -> Iterator[Mention]:
    found = [_article(law, match) for match in _ARTICLES.finditer(rest)]
    yield from found or [_mention(law, "", None)]


def _article(law: Law, match: re.Match[str]) -> Mention:
    article = str(count_of(match[1])) + (f"-{count_of(match[2])}" if match[2] else "")
    return _mention(law, article, count_of(match[3] or "") or None)


def _mention(law: Law, article: str, paragraph: int | None) -> Mention:
    said = written(law.title, article, paragraph) if article else f"《{law.title}》"
    return Mention(law, article, paragraph, said)


def _in_mapping(part: Mapping[str, Any], catalogue: Catalogue, short: Mapping[str, str]) -> Iterator[Mention]:
    law = _law(text(part, "law").strip("《》"), catalogue, short)
    number = re.fullmatch(r"\d+(?:-\d+)?", text(part, "article"))
    if law:
        yield _mention(law, number[0] if number else "", count_of(text(part, "paragraph")) or None)


def written(title: str, article: str, paragraph: int | None = None) -> str:
    """A citation in official form: 《…》第十四条第二款, 《…》第一百二十条之一."""
    number, _, sub = article.partition("-")
    part = f"之{spelt(int(sub))}" if sub else ""
    return f"《{title}》第{spelt(int(number))}条{part}" + (f"第{spelt(paragraph)}款" if paragraph else "")

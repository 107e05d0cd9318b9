"""A law that is cited without an article.

Laws and regulations are known by how their titles end: 法, 条例, 规定, 办法, 细则, 规则, 法典, 解释. Documents without
articles, as opinions, notices and plans, need none; nor do the catalogues that fix the scope of state secrets in some
field (…工作国家秘密范围的规定), whose annexed tables are cited by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from negcli.model import Entry, EntryList, text
from negcli.place import Path
from negcli.rules import Context, Hit
from negcli.scan import SEPARATOR, column, join, parts, texts_in

Span = tuple[int, int]
Spans = tuple[Span, ...]

_ENDS = "法|条例|规定|办法|细则|规则|法典|解释"
#: Words that end like a law and are none, or that point at one without naming it (another rule speaks of those).
_NO_LAW = (
    r"(?:.*[的按依照据])?[依执违司方做手看想合非立守用书办]法|.*(?:有关|相关|上级|内部|国家|保密|法律法规)(?:规定|办法)"
    r"|[本该此]?(?:法|条例|规定|办法|细则|规则)"
)
_NO_ARTICLES = r"(?:秘密|保密事项|密级).*范围|目录|清单|国家标准"
_ARTICLE = r"(?i)[第笫]?\s*[\d０-９〇○零一二三四五六七八九十百千]+\s*条(?!件|例|款)|\bart(?:icle|\.)\s*\d"
_QUOTE = r"(?s)“[^”]*”?|\"[^\"]*\"|[:：](?!\s*第).*"


@cache
def _doubtful() -> re.Pattern[str]:
    """The end of a title that no article directly follows: a cheap look through all texts at once."""
    return re.compile(rf"》(?!第[^条《》“{SEPARATOR}]{{1,14}}条)")


@cache
def _bare_title() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[、，,；;。\s及和]))(?:根据|依据|按照|依照)?([\u4e00-\u9fff]{{2,40}}?(?:{_ENDS}))"
        r"(?=$|[、，,；;。\s(（及和:：]|[第笫]|关于|附则|总则|\d)"
    )


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every such citation among the bases of the entries of ``rows``, written as texts or as mappings."""
    bases = column(rows, context, "basis")
    faults = _faults(texts_in(bases))
    if any(faults.values()) or any(map(_holds_mapping, bases)):
        for entry, basis in zip(rows.entries, bases, strict=True):
            yield from _in_entry(entry, basis, faults)


def _holds_mapping(basis: Any) -> bool:
    return basis.__class__ is dict or (basis.__class__ is list and dict in map(type, basis))


def _faults(texts: set[str]) -> Mapping[str, Spans]:
    """Those of ``texts`` that may cite without an article, and where they do."""
    joined = join(list(texts))
    doubtful = set(map(joined.texts.__getitem__, joined.holding(_doubtful())))
    doubtful |= {text for text in texts if "《" not in text}
    return {text: tuple(_without_article(text)) for text in doubtful}


def _in_entry(entry: Entry, basis: Any, faults: Mapping[str, Spans]) -> Iterator[Hit]:
    for path, part in parts(("basis",), basis):
        if isinstance(part, dict):
            yield from _in_mapping(entry, (*path, "law"), part)
        elif isinstance(part, str):
            yield from _in_text(entry, path, part, faults.get(part, ()))


def _in_text(entry: Entry, path: Path, part: str, spans: Spans) -> Iterator[Hit]:
    for start, end in spans:
        yield Hit(path, {"law": part[start:end].strip("《》")}, (start, end), subject=entry)


def _in_mapping(entry: Entry, path: Path, part: Mapping[str, Any]) -> Iterator[Hit]:
    written = text(part, "law")
    law = written.strip("《》 ")
    if not part.get("article") and any(_without_article(f"《{law}》")):
        yield Hit(path, {"law": law}, (0, len(written)), subject=entry)


def _without_article(text: str) -> Iterator[Span]:
    """Where the titles stand in ``text`` that no article follows before the next title."""
    titles = _titles(text)
    for (start, end), following in zip(titles, [*titles, (len(text), 0)][1:], strict=True):
        # a quotation that follows a title may name articles of its own
        rest = re.sub(_QUOTE, "", text[end : following[0]])
        if _has_articles(text[start:end].strip("《》 ")) and not re.search(_ARTICLE, rest):
            yield start, end


def _has_articles(title: str) -> bool:
    """Whether a law or document of this ``title`` is made of articles that could be named."""
    plain = re.sub(r"[(（][^()（）]*[)）]$", "", title).rstrip()
    if not plain.endswith(tuple(_ENDS.split("|"))):
        return False
    return not re.fullmatch(_NO_LAW, plain) and not re.search(_NO_ARTICLES, plain)


def _titles(text: str) -> list[Span]:
    """Where titles stand in ``text``: inside 《》, nested ones included, and bare ones outside."""
    marked = list(_marked(text))
    plain = text
    for start, end in marked:
        plain = plain[:start] + " " * (end - start) + plain[end:]
    plain = re.sub(_QUOTE, lambda match: "\0" * len(match[0]), plain)
    return sorted([*marked, *(match.span(1) for match in _bare_title().finditer(plain))])


def _marked(text: str) -> Iterator[Span]:
    opened: list[int] = []
    for mark in re.finditer("[《》]", text):
        if mark[0] == "《":
            opened.append(mark.start())
        elif opened:
            start = opened.pop()
            if not opened:
                yield start, mark.end()

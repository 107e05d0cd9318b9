"""A law that is cited without an article.

Laws and regulations are known by how their titles end: 法, 条例, 规定, 办法, 细则, 规则, 法典, 解释. Documents without
articles, as opinions, notices and plans, need none; nor do the catalogues that fix the scope of state secrets in some
field
(…工作国家秘密范围的规定), whose annexed tables are cited by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from negcli.model import Entry, EntryList
from negcli.place import Path
from negcli.rules import Context, Hit
from negcli.scan import texts_with

_ENDS = "法|条例|规定|办法|细则|规则|法典|解释"
#: Words that end like a law and are none, or that point at one without naming it (another rule speaks of those).
_NO_LAW = (
    r"(?:.*[的按依照据])?[依执违司方做手看想合非立守用书办]法|.*(?:有关|相关|上级|内部|国家|保密|法律法规)(?:规定|办法)"
    r"|[本该此]?(?:法|条例|规定|办法|细则|规则)"
)
_NO_ARTICLES = r"(?:秘密|保密事项|密级).*范围|目录|清单|国家标准"
_ARTICLE = r"(?i)[第笫]?\s*[\d０-９〇○零一二三四五六七八九十百千]+\s*条(?!件|例|款)|\bart(?:icle|\.)\s*\d"
_QUOTE = r"(?s)“[^”]*”?|\"[^\"]*\"|[:：][^《]*$"


@cache
def _worth_reading() -> re.Pattern[str]:
    """Texts in which some law may stand without an article; a cheap look through all texts at once."""
    titled = rf"《[^\0]{{1,60}}?(?:{_ENDS})》(?![^《“\"\0]*条)"
    bare = rf"(?:^|(?<=\0))(?=[^\0《]*(?:{_ENDS}))(?:条例|[^\0条《])+(?=\0|$)"
    return re.compile(f"{titled}|{bare}")


@cache
def _bare_title() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[、，,；;。\s及和]))(?:根据|依据|按照|依照)?([\u4e00-\u9fff]{{2,40}}?(?:{_ENDS}))"
        r"(?=$|[、，,；;。\s(（及和:：]|[第笫]|关于|附则|总则|\d)"
    )


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every such citation among the bases of the entries of ``rows``."""
    places = [part for entry in rows.entries for part in _bases(entry)]
    for position in texts_with(_worth_reading(), [text for _, _, text in places]):
        entry, path, text = places[position]
        for start, end in _without_article(text):
            yield Hit(path, {"law": text[start:end].strip("《》")}, (start, end), subject=entry)
    for entry in rows.entries:
        yield from _mappings(entry)


def _bases(entry: Entry) -> Iterator[tuple[Entry, Path, str]]:
    """The bases of ``entry`` that are texts."""
    basis = entry.values.get("basis")
    if isinstance(basis, str):
        yield entry, ("basis",), basis
    elif isinstance(basis, list):
        for position, part in enumerate(basis):
            if isinstance(part, str):
                yield entry, ("basis", position), part


def _mappings(entry: Entry) -> Iterator[Hit]:
    """Bases written as mappings: a law without its article."""
    basis: Any = entry.values.get("basis")
    for position, part in enumerate(basis) if isinstance(basis, list) else ((None, basis),):
        if isinstance(part, dict) and isinstance(part.get("law"), str) and not part.get("article"):
            law = part["law"].strip("《》 ")
            path: Path = ("basis",) if position is None else ("basis", position)
            if _has_articles(law) and not re.search(_ARTICLE, part["law"]):
                yield Hit((*path, "law"), {"law": law}, (0, len(part["law"])), subject=entry)


def _without_article(text: str) -> Iterator[tuple[int, int]]:
    """Where the titles stand in ``text`` that no article follows before the next title."""
    titles = _titles(text)
    for (start, end), following in zip(titles, [*titles, (len(text), 0)][1:], strict=True):
        if _has_articles(text[start:end].strip("《》 ")) and not re.search(
            _ARTICLE, _unquoted(text[end : following[0]])
        ):
            yield start, end


def _unquoted(text: str) -> str:
    """``text`` without what it quotes: a quotation may name articles of its own."""
    return re.sub(_QUOTE, "", text)


def _has_articles(title: str) -> bool:
    """Whether a law or document of this ``title`` is made of articles that could be named."""
    plain = re.sub(r"[(（][^()（）]*[)）]$", "", title).rstrip()
    if not plain.endswith(tuple(_ENDS.split("|"))):
        return False
    return not re.fullmatch(_NO_LAW, plain) and not re.search(_NO_ARTICLES, plain)


def _titles(text: str) -> list[tuple[int, int]]:
    """Where titles stand in ``text``: inside 《》, nested ones included, and bare ones outside."""
    marked = list(_marked(text))
    blank = "".join(
        " " if any(start <= at < end for start, end in marked) else character for at, character in enumerate(text)
    )
    quoted = re.sub(_QUOTE, lambda match: "\0" * len(match[0]), blank)
    bare = [match.span(1) for match in _bare_title().finditer(quoted)]
    return sorted(marked + bare)


def _marked(text: str) -> Iterator[tuple[int, int]]:
    depth, start = 0, 0
    for at, character in enumerate(text):
        if character == "《":
            start = start if depth else at
            depth += 1
        elif character == "》" and depth:
            depth -= 1
            if not depth:
                yield start, at + 1

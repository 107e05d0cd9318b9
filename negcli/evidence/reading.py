"""What a text about withheld information is made of: what it names, what bounds it, and the noun that it ends with.

The words stand in `data/specificity.yaml`. A text is read as a line of items; what matters of an item is its last noun
and what is said before it. Titles and quotations are kept as one block each (``■``), because they name something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from negcli.evidence.phrases import any_of
from negcli.evidence.scan import own_words
from negcli.evidence.wording import stays_open, told, words_of

Span = tuple[int, int]

#: A title or quotation, in a text whose quotations are filled in.
_BLOCK = "■"
#: In the place of a word that only ends like the name of a record.
_NOTHING = "□"
_DIGITS = "〇零一二三四五六七八九十百两"
#: What counts things.
_MEASURE = "个项类种份件栏列页张条册本批处名人户组宗起卷套枚台辆艘座家所间幅段期次届版稿轮字则封盒箱片块亩米道点列"
_NO_BOUND = "(?:个|大|多个)?(?:方面|领域|环节|岗位|层面|阶段|条线|板块|渠道)"
_COUNT = rf"(?<![这那某任])[\d{_DIGITS}]+\s*(?!{_NO_BOUND})(?:[{_MEASURE}]|部分)"
#: What may follow the last noun of an item.
_ITEM_END = rf"(?=[、，,。；;：:（()）\s{_BLOCK}]|和|及|与|或|以及|并|均|各\d|等?{_COUNT}|等[、，,。；;：:（()）\s]|$)"
#: What follows a paper when something in it is meant.
_HOLDER = (
    r"(?=[中里上]|内(?!容)|所[载列附填记]|之(?![外间前后余际])|登载|载明|记载|登记的|填写"
    r"|附[录件图表]|[正背反]面|[首末尾]页|第)"
)
#: A process told by its steps.
_STEPS = r"[从自](?![动行己然由主编查建治])[^，,。；;]{0,40}?[到至][^，,。；;]{0,12}"
#: Whole acts as titles: they are cited, and name no paper that is withheld.
_CITED = r"《[^《》]*(?:法|条例|规定|办法|细则|规则|制度|规程|章程|准则|守则)》(?:第|中?规定|中?明确|所称|所列)"
_YEAR = r"(?:19|20)\d\d\s*年(?:度|上半年|下半年|以来|以后|底)?|(?:本|上|当|去|今)年度?|\d{1,2}月"
_ORDINAL = rf"第\s*(?!三方|一时间|一线|一手|[一二三]产业)[\d{_DIGITS}]+"
_SHARP = rf"{_BLOCK}+|{_ORDINAL}|{_COUNT}|[A-Za-z][-－—/]?\d|[绝机]密级|秘密级|附录|\d[∶:]\d"
_PLACE = (
    r"[^、，,。；;的与和及各所全有]{2,12}(?:片区|地块|水库|墓地|墓群|遗址|电站|大桥|隧道|路段|小区|园区|基地|码头|航道|林场|保护区"
    r"|景区|大坝|泵站|水厂|车站|口岸|看守所|监狱|校区|院区|馆区|库区|矿区|灌区|流域|船闸|灯塔|粮库|油库|机场)"
)
_BOUNDS = f"{_SHARP}|{_PLACE}"


class Reading(NamedTuple):
    """A text, read. Spans are (start, end) in it.

    ``records``: the papers, objects and fields that it names; ``holders``: forms in which something is meant;
    ``papers``: papers that need a bound; ``generic``: things more general than that; ``bounds``: titles, numbers,
    counts and places; ``periods``: years; ``gathered``: the nouns that gather anything, at the end of a clause.
    """

    shape: str
    records: tuple[Span, ...]
    holders: tuple[Span, ...]
    papers: tuple[Span, ...]
    generic: tuple[Span, ...]
    bounds: tuple[Span, ...]
    periods: tuple[Span, ...]
    gathered: tuple[Span, ...]
    work: tuple[Span, ...]

    @property
    def told_papers(self) -> tuple[Span, ...]:
        """The papers, where something bounds them."""
        return self.papers if self.bounds else ()


def read(text: str) -> Reading:
    """What ``text`` is made of."""
    shape = _shape(text)
    plain = _no_records().sub(lambda match: _NOTHING * len(match[0]), _without(re.compile(_STEPS), shape))
    titles = [] if re.match(_CITED, text) else _spans(re.compile(f"{_BLOCK}+"), _titles(text))
    named = list(_nouns("records", "papers", "generic").finditer(plain))
    return Reading(
        shape,
        (*titles, *_of(named, "records")),
        tuple(_spans(_holders(), plain)),
        _of(named, "papers"),
        _of(named, "generic"),
        tuple(_spans(re.compile(_BOUNDS), shape)),
        tuple(_spans(re.compile(_YEAR), shape)),
        tuple(_tails("collective", shape)),
        tuple(_tails("work", shape)),
    )


def _shape(text: str) -> str:
    """``text`` with quotations as blocks, and without what stays open and words that only look vague."""
    return _without(told("harmless").pattern, stays_open(own_words(text, _BLOCK)))


@cache
def _no_records() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(words_of('no_records'))})(?:{_ITEM_END}|{_HOLDER})")


def _titles(text: str) -> str:
    """``text`` with the titles in it as blocks, those of cited acts left out."""
    return re.sub("《[^《》]*》", lambda match: _BLOCK * len(match[0]), _without(re.compile(_CITED), text))


def _without(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [match.span() for match in pattern.finditer(text)]


def _of(matches: list[re.Match[str]], topic: str) -> tuple[Span, ...]:
    return tuple(match.span() for match in matches if match.lastgroup == topic)


@cache
def _nouns(*topics: str) -> re.Pattern[str]:
    """Any noun of ``topics`` that ends an item; its group tells of which."""
    return re.compile(f"(?:{any_noun(*topics)}){_ITEM_END}")


def any_noun(*topics: str) -> str:
    """A regular expression for any noun of ``topics``, each topic as a group."""
    return "|".join(f"(?P<{topic}>{any_of(words_of(topic))})" for topic in topics)


@cache
def _holders() -> re.Pattern[str]:
    words = [*words_of("records"), *words_of("papers"), "系统", "材料", "档案", "平台", "数据库", "资料", "文件"]
    return re.compile(f"(?:{any_of(words)}){_HOLDER}")


@cache
def _tail(topic: str) -> re.Pattern[str]:
    return re.compile(rf"({any_of(words_of(topic))})[\s]*(?:[（(][^（）()]*[）)])?[\s]*(?=[。；;]|$)")


def _tails(topic: str, shape: str) -> Iterator[Span]:
    """The nouns of ``topic`` with which clauses of ``shape`` end."""
    return (match.span(1) for match in _tail(topic).finditer(shape))

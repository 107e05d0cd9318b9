"""The parts of which citations are made, as patterns: titles, numbered parts, quotations, brackets, versions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from negcli.law.citation import PARTS, Version
from negcli.law.numerals import DIGITS, number

#: 第, and what hands and scanners write for it.
ORDINAL = "第笫弟苐"
_TH = rf"[{ORDINAL}]"
#: Longer ones are no numbers of articles; the bounds keep any text quick to read. 十 四 is 十四, set wide.
_N = rf"(?:[{DIGITS}](?:[ \u3000][{DIGITS}]){{1,5}}(?![{DIGITS}])|[{DIGITS}]{{1,9}})"
#: A number, in brackets or not.
_B = rf"(?:[（(]\s*{_N}\s*[）)]|{_N})"
#: Between numbers that share one 第 or one 条.
_JOIN = r"\s{0,3}(?:以及|或者|[、，,和及与或至到~～—－–-]{1,3})\s{0,3}"
_UNITS = dict(zip("条款项目", PARTS, strict=True))
#: What these characters begin is no 条, 款, 项 or 目: 条例, 条件, 款项, 项目, 目录.
_NOT = r"条(?![例件款约令文幅线路])|款(?![项式待额])|项(?![目])|目(?![录标的前次])"
#: Items in brackets before a part of another kind: （四）、第二款 is not 第四、二款.
_NO_ITEMS = rf"(?![（(]\s*{_N}\s*[）)](?:{_JOIN})?(?:[（(]\s*{_N}\s*[）)](?:{_JOIN})?){{0,9}}{_TH}\s*{_N}\s*[条款])"
_RUN = (
    rf"(?P<run>{_NO_ITEMS}(?:{_TH}\s{{0,3}})?(?<![{DIGITS}]){_B}(?:{_JOIN}(?:{_TH}\s{{0,3}})?{_B}|[（(]\s*{_N}\s*[）)]){{0,40}}\s{{0,3}}(?P<unit>{_NOT})"
    rf"(?:\s*之(?P<sub>{_N})(?![般切律致些定个{DIGITS}]))?)"
)
_MARKED = (
    r"《(?:[^《》]|《[^《》]*》)*》|<<[^<>《》]+>>|〈(?:[^〈〉]|〈[^〈〉]*〉)+〉"
    r"|<[^<>\n]*[\u4e00-\u9fff][^<>\n]*>|＜[^＜＞]+＞"
)
_QUOTE = r"“(?:[^“”]|“[^“”]*”)*”?|\"[^\"]*\"?|‘[^‘’]*’|「[^「」]*」?|『[^『』]*』?|＂[^＂]*＂?"
_PAREN = r"[（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)]|【[^【】]*】|\[[^\[\]]*\]|〔[^〔〕]*〕"
_DOCUMENT = (
    r"(?:(?![第条款项目及和与])[\u4e00-\u9fff]){1,12}(?P<year>[〔\[［（(【]\s{0,3}(?:19|20)\d{2}\s{0,3}[〕\]］）)】])"
    r"\s{0,3}第?\s{0,3}\d{1,6}\s{0,3}号"
)
_DOCUMENT_ALONE = re.compile(_DOCUMENT)
_YEAR_MARKED = re.compile(r"[〔\[［（(【]\s*((?:19|20)\d{2})\s*[〕\]］）)】]")


@cache
def token() -> re.Pattern[str]:
    """Any of them; the name of the group says which."""
    return re.compile(
        rf"(?P<title>{_MARKED})|(?P<document>{_DOCUMENT})|(?P<quote>{_QUOTE})|{_RUN}"
        rf"|(?P<paren>{_PAREN})|(?P<colon>[:：])|(?P<sub_only>(?<=[、,，和及至])\s*之(?P<more>{_N})(?![般切律致{DIGITS}]))"
    )


#: A number in a run, with what stands before it.
NUMBER = re.compile(rf"(?P<join>{_JOIN})?(?:{_TH}\s*)?[（(]?\s*(?P<number>{_N})\s*[）)]?")
#: Says "from … to …" between numbers.
RANGE = re.compile(r"\s*[至到~～—－–-]+\s*")
#: What may stand between places of one law.
JOINER = re.compile(r"(?:\s|以及|或者|[、，,；;和及与或]|的?规定[、，和及与])*")
#: Between a title and an article of it; an article without 第 is one where the place ends after it: 的三条规定 is none.
OF_IT = re.compile(r"\s*[的之中：:]\s*")
PLACE_ENDS = re.compile(rf"\s*(?:$|[^\u4e00-\u9fff]|[和及与或至的等之{ORDINAL}]|以及|规定|{_N}\s*[款项])")
#: The number of a part of a list: 1. 、（2） ③ 四、
_NUMBERED = r"[（(]?\d{1,2}[)）.、．]|[①-⑳]|[（(]?[一二三四五六七八九十]+[)）、]"
NUMBERED = re.compile(rf"\s*(?:{_NUMBERED})\s*")
#: Between a place and the next law: commas, and the number of that part of a list.
APART = re.compile(rf"{JOINER.pattern}(?:{_NUMBERED})?\s*")
#: The next law begins: in marks, or by how titles end before an article.
NEXT_LAW = re.compile(
    rf"\s*(?:[《〈<【“\[]|[^\s，,；;。、：:]{{2,40}}?(?:法|条例|规定|办法|细则|规则|解释|决定)\s?{_TH})"
)
#: Brackets that hold nothing but another law and a place in it.
HOLDS_CITATION = re.compile(
    r"[（(\[【]\s*(?:见|参见|依据|根据|即|按照?)?\s*《[^《》]+》[^《》]*"
    rf"{_TH}?\s?{_N}\s?[条款项](?:的?规定)?\s*[）)\]】]"
)
#: An article, or a title in its marks.
CITES = re.compile(rf"《|{_N}\s?条")
#: A law that is not the quoted one's own, and an article of it.
_PLACE_OF_ANOTHER = (
    r"[^，,。；;：:“”]{2,60}?(?<![本该此])(?<![本该此]..)"
    rf"(?:[的中之]?|(?<=[法例定则释])(?:[（(][^（()）]{{1,24}}[）)])?[，,：:]?)\s?{_TH}\s?{_N}\s?[条、至和到—–~～-]"
)
#: A passage quoted without marks begins after this.
PLAIN_QUOTE = re.compile(
    r"(?:\s*+(?:明确|的?内容为|[之的]?规定)?\s*[:：]\s*|\s*+(?:明确)?规定(?:了)?[，,]\s*"
    rf"|\s++(?!{_PLACE_OF_ANOTHER}))"
    rf"(?=[^\s《“\"‘「『{ORDINAL}（(【])(?!(?:{_NUMBERED})\s*《)"
)
#: It ends where a line or a sentence ends and the next law, or its next article, begins.
PLAIN_END = re.compile(rf"[\n；;。]\s*(?:【[^】]*】|{_NUMBERED})?\s*(?=《|{_TH}\s?{_N}\s?条)|$")
#: Bracketed numbers after a 条 or 款: its 项.
ITEMS = re.compile(rf"[（(]\s*{_N}\s*[）)]")
DECLARED = re.compile(r"(?:以下|下文)?(?:统?称为?|简称为?)[:：]?\s*[“\"《‘「]*([^“”\"《》‘’「」）)]+)")

_YEAR = r"(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3}"
_DATE = re.compile(rf"(?P<year>{_YEAR})(?:\s*[年.\-/]\s*(?P<month>{_N})\s*[月.\-/]\s*(?P<day>{_N})\s*日?|\s*年?)")
_ORDER = re.compile(rf"(?:令|国令)[字〔\[（(]*\s*第?\s*({_N})\s*号|第?\s*({_N})\s*号(?:[^，,；;]{{0,6}})令")
#: A version and nothing else, as it may also stand after an article: （2007年版）, （国务院令第492号）.
ONLY_VERSION = re.compile(
    rf"\s*(?:{_YEAR})\s*年?\s*(?:修[订正]版?|修改|版|版本|文本)?\s*|\s*(?:中华人民共和国)?(?:国务院|主席|[\u4e00-\u9fff]{{2,8}}部)?(?:令|国令)第?\s*{_N}\s*号\s*"
)
_VERSION_WORD = re.compile(r"修[订正改]|版|施行|实施|通过|公布|颁布|发布|生效|制定|起|年$")


def version(text: str, start: int) -> Version | None:
    """What ``text``, which begins at ``start``, says of a version; None when it says nothing of one."""
    order, date = _last(_ORDER.finditer(text)), _last_date(text)
    span = (start, start + len(text))
    return Version(_year(date), _day(date), _figure(order), text, span) if order or date else None


def is_document(text: str) -> bool:
    """Whether ``text`` is the number of a document: 国办发〔2021〕1号."""
    return _DOCUMENT_ALONE.fullmatch(text.strip()) is not None


def year_marked_in(number: str) -> str:
    """The ``number`` of a document with its year in the brackets that it has: 〔2024〕 (GB/T 9704-2012, 7.2.5)."""
    return _YEAR_MARKED.sub(r"〔\1〕", number)


def _figure(order: re.Match[str] | None) -> int:
    return number(order[1] or order[2] or "") or 0 if order else 0


def _year(date: re.Match[str] | None) -> int:
    return number(date["year"]) or 0 if date else 0


def _last(found: Iterable[re.Match[str]]) -> re.Match[str] | None:
    """The last of ``found``, as the law may have been amended more than once."""
    return next(iter([*found][::-1]), None)


def _last_date(text: str) -> re.Match[str] | None:
    """The date of the version."""
    date = _last(_DATE.finditer(text))
    return date if date and (_VERSION_WORD.search(text) or date[0] == text.strip()) else None


def _day(date: re.Match[str] | None) -> str:
    """YYYY-MM-DD; empty where only a year is said."""
    return _spelt(date) if date and date["month"] else ""


def _spelt(date: re.Match[str]) -> str:
    year, month, day = (number(figure) or 0 for figure in date.group("year", "month", "day"))
    return f"{year:04}-{month:02}-{day:02}"


def is_places(text: str) -> bool:
    """Whether ``text`` is nothing but places: 第十四条、第十五条第一款."""
    return text[:1] in ("第", "笫") and not token().sub("", text).strip(" 、，,和及与至")


def is_place(text: str) -> bool:
    """Whether ``text`` begins with items in brackets, or with an article: 第十四条, 14、15条."""
    begins = token().match(text)
    return bool(ITEMS.match(text)) or bool(begins and begins["unit"] == "条")


def part_named(unit: str) -> str:
    """``article`` for 条, ``paragraph`` for 款, ``item`` for 项, ``point`` for 目."""
    return _UNITS[unit]

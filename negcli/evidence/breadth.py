"""Whether what a text names can be pointed at, or is a field of work: the judgement behind `whole-domain`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from negcli.evidence.reading import Reading, Span, any_noun, read
from negcli.evidence.wording import told, words_of
from negcli.near import is_chinese

#: A noun that gathers anything, with nothing of its own before it: …图纸和资料.
_BARE = "(?:[、，,；;和及与或的]|以及)(?:有关|相关|各类|各种|其他|部分|具体)?$"
#: Forms so general that what stands in them is certain only when it is named.
_GENERAL_HOLDERS = ("材料", "档案", "资料", "文件", "系统", "平台")
#: Papers that all work has, and that tell nothing of it by their names.
_OF_ANY_WORK = ("台账", "方案", "计划", "总结", "简报", "快报", "规则", "细则", "标准")
#: So many characters before a paper narrow it down by themselves.
_NARROW = 8
#: Several fields of work or bodies at once, before one noun for all of them: A、B、C的…
_SEVERAL = r"、[^，,。；;的]{0,30}(?:、|和|与|及)"
#: What tells of a paper only to which work it belongs: A、B方面的…, A、B工作…, 关于A、B的…, what a unit has to do with.
_OF_FIELDS = (
    r"[、和与及][^，,。；;]{0,30}(?:方面|领域|环节|条线|工作|业务|管理|这一?块)的?$"
    r"|(?:关于|涉及|围绕|有关|针对)[^，,。；;]*[、和与及][^，,。；;]*的$"
    r"|(?:对|就|关于|涉及|围绕|有关|针对)[^，,。；;]*(?:工作|业务|管理|建设|领域|方面)的[^，,。；;的]{0,3}$"
    r"|(?:形成|产生|获取|取得|掌握|得到|收集|制作|经手|经办)的$"
)
#: All things of a kind.
_EVERY = r"(?:各类|各种|各项|一切|一应|全套|历年来?|历次|历届)[^、，,。；;的]{0,8}(?=$|[。；;])"
#: What is said of a thing that gathers anything, and does not narrow it: 反映的真实想法.
_QUALITY = "(?:真实|实际|具体|主要|重要|个人|原始|内部|全部)$"
#: What is said of a paper, in words that may end like the name of one: 磅单所说明的.
_DONE = "(?<=所)[^载列附填记、，,]{1,4}的$|的$"
#: A duty at the end takes what is listed before it as its objects: 合同、协议管理.
_DUTY = re.compile(r"(?:工作|业务|管理|监管)[\s。；;]*$")
_ALL_OF = "各类|各种|各项|各级|历次|历届|历年|所有(?![权制人者])|一切(?!险)"
_CLAUSE = r"[^。；;]*[^。；;\s][^。；;]*"
_BRACKETS = r"[（(][^（）()]*[）)]?"
_ITEM = r"(?:[^、，,和及与以]|以(?!及)|(?<=参)与|(?<=涉)及)+"


class _Item(NamedTuple):
    """An item of the enumeration that ends a clause: what it is by its last noun, and whether it has no other words."""

    kind: str
    bare: bool
    span: Span


def too_broad(text: str) -> Span | None:
    """What of ``text`` covers a whole field or state of affairs; None where it names something certain.

    The words are Chinese: a text without any Chinese is not judged.
    """
    return None if is_plainly_named(text) or not is_chinese(text) else judged(text)


def is_plainly_named(text: str) -> bool:
    """Whether ``text`` ends with a record that is told by words of its own or by a number: most are judged by that."""
    length = next((length for length in (1, 2, 3, 4) if text[-length:] in _records()), 0)
    is_record = length and text[-2:] not in _no_records() and not _DOUBT.search(text)
    return bool(is_record) and (_is_told_apart(text[-length - 2 : -length]) or bool(_NUMBER.search(text)))


def _is_told_apart(before: str) -> bool:
    """Whether the two characters ``before`` a record's name belong to it."""
    return len(before) == 2 and not _SEPARATORS.search(before)


#: Where these stand in a text, its last words do not tell all.
_DOUBT = re.compile("[。；;各切历]|一应|全套")
_SEPARATORS = re.compile("[、，,和及与或的之中里]")
_NUMBER = re.compile(r"\d[份件号页条册次处名户]")


@lru_cache(4096)
def judged(text: str) -> Span | None:
    """`too_broad`, by reading the whole of ``text``."""
    reading = read(text)
    return _gathered(reading) or _of_work(reading) or _general(reading)


def names_something(text: str) -> bool:
    """Whether some paper, object or field is named in ``text``, or a form in which it stands."""
    return is_named(read(text))


def is_named(reading: Reading) -> bool:
    """Whether what was read names a paper, an object or a field, or a form in which something stands."""
    return bool(reading.records or reading.holders or reading.told_papers)


def is_certain(text: str) -> bool:
    """Whether a title, a number, a count or a place in ``text`` tells which things are meant."""
    return bool(read(text).bounds)


def _gathered(reading: Reading) -> Span | None:
    """A noun that gathers anything and ends a clause in which nothing certain is named."""
    named = {end for _, end in reading.records}
    return next((span for span in reading.gathered if span[1] not in named and _gathers(reading, span)), None)


def _gathers(reading: Reading, span: Span) -> bool:
    before = re.split("[。；;]", reading.shape[: span[0]])[-1]
    if _is_all(before, before + reading.shape[slice(*span)]):
        named = _sure_holders(reading)
    else:
        named = [*reading.records, *reading.holders, *reading.told_papers]
    return not _within(named, (span[0] - len(before), span[0]))


def _is_all(before: str, clause: str) -> bool:
    """Whether the noun that ends ``clause`` gathers all that came up, whatever records stand ``before`` it."""
    return _swept(clause) or bool(re.search(_BARE, before)) or _is_of_act(before)


def _is_of_act(before: str) -> bool:
    """Whether an act is what the words ``before`` a noun that gathers anything say of it: 底稿反映的…, 证书发放…."""
    before = re.sub(_QUALITY, "", before)
    noun = _kinds().search(re.sub(_DONE, "", before))
    return before.endswith("的") if noun is None else noun.lastgroup == "work"


def _sure_holders(reading: Reading) -> list[Span]:
    """The forms that are certain themselves."""
    return [span for span in reading.holders if reading.shape[slice(*span)] not in _GENERAL_HOLDERS]


def _swept(clause: str) -> bool:
    """Whether the last item of ``clause`` takes in whatever came up."""
    return any(match.end() >= len(clause) - 1 for match in told("sweeping").pattern.finditer(clause))


def _within(spans: Iterable[Span], bounds: Span) -> bool:
    return any(bounds[0] <= start and end <= bounds[1] for start, end in spans)


def _of_work(reading: Reading) -> Span | None:
    """The enumeration that ends a text, where it names fields of work or sides of an act alone."""
    items = list(_last_items(reading.shape))
    if not _is_work(items, reading) or _sure_holders(reading) or _beside_named(reading, items):
        return None
    return (items[-1].span[0], items[0].span[1])


def _beside_named(reading: Reading, items: list[_Item]) -> bool:
    """Whether something is named before ``items``, as a thing of its own or as what they are sides of."""
    if reading.shape[: items[-1].span[0]].endswith("的") and _kinds_of(items) == {"work"}:
        return False
    return _before(reading.records, items) or _of_paper(reading.shape, items)


def _of_paper(shape: str, items: list[_Item]) -> bool:
    """Whether ``items`` are sides of a paper: 供货合同的数量、价格."""
    holder = _kinds().search(shape[: items[-1].span[0]].removesuffix("的"))
    return getattr(holder, "lastgroup", None) in ("records", "papers")


def _is_work(items: list[_Item], reading: Reading) -> bool:
    """Whether ``items`` are work throughout; without a bound, whether a duty ends them, or two and more are work."""
    if _all_work(items) or _is_side_of_work(items, reading.shape):
        return True
    return not reading.bounds and (_mostly_work(items) or bool(_DUTY.search(reading.shape)))


def _is_side_of_work(items: list[_Item], shape: str) -> bool:
    """Whether the one item is a side of work: 两项重点工作的进展."""
    of = _kinds().search(shape[: items[-1].span[0]].removesuffix("的")) if len(items) == 1 else None
    return of is not None and of.lastgroup == "work" and items[0].kind == "aspects"


def _all_work(items: list[_Item]) -> bool:
    kinds = _kinds_of(items)
    return kinds <= _WORK and (len(items) > 1 or kinds == {"work"})


def _kinds_of(items: list[_Item]) -> set[str]:
    return {item.kind for item in items}


def _mostly_work(items: list[_Item]) -> bool:
    """Whether two and more of ``items`` are work, and the rest is too short to be anything else."""
    return sum(item.kind in _WORK for item in items) >= 2 and all(map(_is_work_or_bare, items))


def _is_work_or_bare(item: _Item) -> bool:
    return item.bare or item.kind in _WORK


_WORK = frozenset(("work", "aspects"))


def _before(spans: Iterable[Span], items: list[_Item]) -> bool:
    """Whether something among ``spans`` is named before ``items``, as a thing of its own."""
    return any(end <= items[-1].span[0] - 1 for _, end in spans)


def _general(reading: Reading) -> Span | None:
    """What is named, where nothing tells which of its kind is meant."""
    if reading.bounds:
        return None
    every = re.search(_EVERY, reading.shape) or _all_papers().search(reading.shape)
    return every.span() if every else _general_items(reading, list(_last_items(reading.shape)))


def _general_items(reading: Reading, items: list[_Item]) -> Span | None:
    if len(items) > 1 and not (*reading.holders, *reading.periods) and _are_general(reading.shape, items):
        return (items[-1].span[0], items[0].span[1])
    return None if _names(reading, items) else _unbounded(reading)


def _names(reading: Reading, items: list[_Item]) -> bool:
    """Whether a record is named, not only on the way to a general noun, or a form in which ``items`` stand."""
    return _in_form(reading, items) or bool(reading.records and not _is_all_of_act(reading.shape, items))


def _is_all_of_act(shape: str, items: list[_Item]) -> bool:
    """Whether a general noun alone is the one item, of which an act tells: 底稿所反映的问题."""
    return [(item.kind, item.bare) for item in items] == [("generic", True)] and _is_of_act(shape[: items[0].span[0]])


def _are_general(shape: str, items: list[_Item]) -> bool:
    """Whether most of ``items`` are papers of general kinds, and all have their barest names: 图件、数据和报告.

    One is enough where they are those of all things of a kind: 各类会议的记录、录音.
    """
    least = 1 if re.search(_ALL_OF, shape) else len(items) // 2 + 1
    return sum(map(_is_general, items)) >= least and all(map(_is_bare_general, items))


def _is_general(item: _Item) -> bool:
    return item.kind in _GENERAL


def _is_bare_general(item: _Item) -> bool:
    """Whether an item is of a general kind, or too short to be anything else, and has no words of its own."""
    return item.bare and (_is_general(item) or item.span[1] - item.span[0] <= 2)


def _in_form(reading: Reading, items: list[_Item]) -> bool:
    """Whether what is named stands in a form; all that stands in a system or a file is no answer."""
    everything = bool(items) and items[0].bare and items[0].kind in ("papers", "generic", "collective")
    return bool(_sure_holders(reading) if everything else reading.holders)


_GENERAL = ("papers", "generic", "collective", "work", "aspects")


def _last_items(shape: str) -> Iterator[_Item]:
    """The enumeration that ends the last clause of ``shape``, its last item first."""
    plain = re.sub(_BRACKETS, lambda match: " " * len(match[0]), shape)
    clause = list(re.finditer(_CLAUSE, plain))[-1:]
    for match in reversed([item for part in clause for item in re.compile(_ITEM).finditer(plain, *part.span())]):
        start = max(match[0].rfind("的"), match[0].rfind("之")) + 1
        text = match[0][start:].strip()
        if text:
            yield _item(text, match.start() + match[0].index(text, start))
        if start:
            return


def _item(text: str, start: int) -> _Item:
    span = (start, start + len(text))
    noun = _kinds().search(text)
    if text in _aspects():
        return _Item("aspects", True, span)
    if noun is None:
        return _Item("", len(text) <= 3, span)
    return _Item(str(noun.lastgroup), len(text) - len(noun[0]) <= 1, span)


@cache
def _records() -> frozenset[str]:
    return frozenset(words_of("records"))


@cache
def _long_records() -> re.Pattern[str]:
    """Names of records that are more than a suffix, wherever they stand."""
    return re.compile("|".join(word for word in words_of("records") if len(word) > 1))


@cache
def _no_records() -> frozenset[str]:
    return frozenset((*words_of("no_records"), *words_of("papers"), *words_of("generic")))


@cache
def _aspects() -> frozenset[str]:
    return frozenset(words_of("aspects"))


@cache
def _all_papers() -> re.Pattern[str]:
    """All papers, whatever they are about: 所有合同、协议…"""
    nouns = any_noun("papers", "generic", "collective")
    return re.compile(f"(?:所有|一切|全部)的?(?:{nouns})(?=[、，,。；;和与及或]|$)")


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(f"(?:{any_noun('records', 'papers', 'generic', 'collective', 'work')})$")


def _unbounded(reading: Reading) -> Span | None:
    """The last thing named, where it is of a general kind and nothing tells which one is meant."""
    everything = _all(reading)
    last = max((*reading.papers, *reading.generic, *reading.work), default=everything, key=lambda span: span[1])
    may_stand = last in reading.papers or last == everything
    may_stand &= not any(item.kind in _GENERAL[1:] for item in _last_items(reading.shape))
    if may_stand and _is_narrow(reading, last, everything):
        return None
    return next((item.span for item in _last_items(reading.shape)), last)


def _is_narrow(reading: Reading, paper: Span, everything: Span) -> bool:
    """Whether a paper is told by a period, or by many words that name neither a field of work nor several."""
    before = reading.shape[: paper[0]]
    if paper == everything:
        return bool(reading.periods)
    if _is_of_fields(reading.shape, before):
        return False
    return bool(reading.periods) or (
        len(before.strip()) >= _NARROW and not _is_of_work(before, reading.shape[slice(*paper)])
    )


def _is_of_fields(shape: str, before: str) -> bool:
    """Whether the words ``before`` a paper name fields of work, or several, or all that came up."""
    sweeps = told("sweeping").pattern.search(shape) or re.search(_OF_FIELDS, before)
    return bool(sweeps or (_is_bare(shape) and re.search(_SEVERAL, before)))


def _is_of_work(before: str, paper: str) -> bool:
    """Whether ``paper`` goes with any work, and tells it: 隐患排查整治 before 台账, not 底价集体决策."""
    noun = _kinds().search(before) if paper in _OF_ANY_WORK else None
    return noun is not None and noun.lastgroup == "work" and not _long_records().search(before)


def _is_bare(shape: str) -> bool:
    """Whether the last item of ``shape`` has hardly any words beside its noun."""
    last = next(_last_items(shape), None)
    return last is None or last.span[1] - last.span[0] < 6


def _all(reading: Reading) -> Span:
    stripped = reading.shape.rstrip(" 。.；;\n")
    return (len(stripped) - len(stripped.lstrip()), len(stripped))

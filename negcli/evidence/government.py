"""Levels of government, and kinds of organ, as the names of bodies and the numbers of their documents tell them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from negcli.lists.vocabulary import values

#: Bodies of the state as a whole.
_NATIONAL = re.compile("^(?:中华人民共和国|国务院|国家|中央|中共中央|全国)")
_CITIES = re.compile("^(?:北京|天津|上海|重庆)市")
#: What a name of a body begins with: one region in another.
_REGIONS = re.compile(
    "(?:[^省市县区旗乡镇州盟]{1,8}?(?:自治区|自治州|自治县|自治旗|新区|省|市|县|区|旗|乡|镇|州|盟|街道))+"
)
_LAST = re.compile("(自治区|自治州|自治县|自治旗|街道|[省市县区旗乡镇州盟])$")
_LEVELS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("省", "自治区"), "province"),
        **dict.fromkeys(("市", "自治州", "州", "盟"), "prefecture"),
        **dict.fromkeys(("县", "区", "旗", "自治县", "自治旗"), "county"),
        **dict.fromkeys(("乡", "镇", "街道"), "township"),
    }
)
#: Organs, as names of bodies tell them (several where bodies act together) …
_ORGANS = {
    "party": re.compile(
        "中共|中国共产党|党[委组]|党工委|[省市县区旗州盟]委(?:常委会|办公室|办公厅|办)?(?:$|[、，和 ])"
    ),
    "government": re.compile("政府|国务院|行政公署"),
    "congress": re.compile("人民代表大会|人大"),
}
#: … and as the abbreviations before 〔2025〕 in the numbers of documents do. A 委 or 政 that departments have in their
#: names is none: 发改委发, 卫健委发, 民政发, 财政发.
_ISSUERS = {
    "review": re.compile("保(?:密)?审(?:查)?[发字函]?$"),
    "party": re.compile(
        "^(?:中共|中[办发])|党[委组]?(?:办)?[发字函]?$|(?<![教科民建农信资经健计编监纪改贸])委(?:办)?[发字函电]$"
    ),
    "congress": re.compile("人大(?:常)?(?:办)?[发字函]?$"),
    "government": re.compile("^国(?:办)?[发函]$|(?:府|(?<![民财行邮市路内])政)(?:办)?[发字函规通秘电]$"),
}
#: The office of an organ, in names and in the numbers of documents (样府办发).
_OFFICES, _OF_OFFICES = re.compile("办公[室厅]$"), re.compile(r"办[发字函规通秘电]?[〔\[（(【]")
_OFFICE = re.compile(r"(\w+?)[〔\[（(【]")
#: The signs of provinces before the organ's (浙政发); 宁 is Nanjing's too. Places below whose names hold the same sign
#: use it as well: 青 is Qinghai's, and the county's of 青田.
_PROVINCES = re.compile("[京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘青新](?=政|府|委|人大)")
_LEVEL_SIGNS = re.compile("([省市县区旗乡镇])(?:政|府|委|人大)")


def organs_of(name: str) -> frozenset[str]:
    """``party``, ``government``, ``congress``: what the body called ``name`` is, as far as its name tells."""
    return frozenset(organ for organ, sign in _ORGANS.items() if sign.search(name))


def issuer_of(number: str) -> tuple[str, str]:
    """Of which organ (as `organs_of`, or ``review``: of secrecy) and level a document of that ``number`` is.

    Empty where its abbreviation does not tell (GB/T 9704-2012, 7.2.5: the abbreviation is that of the issuing body).
    """
    match = _OFFICE.match(number)
    office = match[1] if match else ""
    organ = next((organ for organ, sign in _ISSUERS.items() if sign.search(office)), "")
    level = _LEVEL_SIGNS.search(office) if organ else None
    return organ, _LEVELS[level[1]] if level else ""


def signed_by(number: str, approver: str, names: Iterable[str]) -> str:
    """The organ as a whole, or its office, that a document of that ``number`` is of; empty where none of these is told.

    It is the one of ``approver`` or, without one, of the bodies called ``names``, among which its office is looked for.
    """
    organ, _ = issuer_of(number)
    bodies = [approver] if approver else list(names)
    wholes = {_whole(name) for name in bodies if organs_of(name) == {organ}}
    whole = wholes.pop() if len(wholes) == 1 else ""
    return _office_of(whole, [approver, *names]) if whole and _OF_OFFICES.search(number) else whole


def _whole(name: str) -> str:
    """The organ whose office is called ``name``, or which is called so itself."""
    return _OFFICES.sub("", name)


def _office_of(whole: str, names: Iterable[str]) -> str:
    """The office of the organ ``whole``: as it is called among ``names``, else as it usually is."""
    usual = whole + ("办公厅" if level_of(whole) in ("national", "province") else "办公室")
    return next((name for name in names if _OFFICES.search(name) and _whole(name) == whole), usual)


def level_of(name: str) -> str | None:
    """The level of the body called ``name``; None where its name does not tell.

    示范省示范市教育局 is of a prefecture: the last region that the name begins with counts.
    """
    if _NATIONAL.match(name):
        return "national"
    regions = _REGIONS.match(name)
    last = _LAST.search(regions[0]) if regions else None
    if regions and last and _CITIES.fullmatch(regions[0]):
        return "province"
    return _LEVELS[last[1]] if last else None


def is_of_province(number: str, body: str) -> bool:
    """Whether a document of that ``number`` bears a province's sign, which is none of ``body``'s own."""
    sign = _PROVINCES.match(number)
    return sign is not None and sign[0] not in body


def is_below(level: str | None, other: str | None) -> bool:
    """Whether ``level`` is lower than ``other``, both being known."""
    order = list(values("level"))
    return level in order and other in order and order.index(str(level)) > order.index(str(other))

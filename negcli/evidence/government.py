"""Levels of government, as the names of bodies tell them."""

from __future__ import annotations

import re
from collections.abc import Mapping
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


def is_below(level: str | None, other: str | None) -> bool:
    """Whether ``level`` is lower than ``other``, both being known."""
    order = list(values("level"))
    return level in order and other in order and order.index(str(level)) > order.index(str(other))

"""Strategies for hypothesis: the values of entries."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from negcli.effect import FORCE, STAGES

DATES = st.dates().map(str)
ENDS = st.one_of(DATES, st.sampled_from(["长期", "永久", "中标公示", "合同签订", "2028年12月31日"]))
GROUNDS = st.lists(st.sampled_from([*FORCE, "不宜公开"]), min_size=1, max_size=3)
STATUSES = st.sampled_from(["proactive", "on-request", "withheld", "not-applicable"])
WORDS = st.text("甲乙 （(名单", max_size=4)

#: Field → its values; each may be absent.
NEGATIVE: dict[str, st.SearchStrategy[Any]] = {
    "extent": st.sampled_from(["whole", "part", "一半"]),
    "stages": st.lists(st.sampled_from(STAGES), max_size=3),
    "until": ENDS,
    "ground": GROUNDS,
    "information": WORDS,
    "released": WORDS,
    "publicity": st.sampled_from(["full", "title", "none", "保密"]),
    "title": WORDS,
    "unit": WORDS,
    "basis": st.lists(WORDS, max_size=2),
    "internal": WORDS,
}
POWER: dict[str, st.SearchStrategy[Any]] = {
    "title": WORDS,
    "type": st.sampled_from(["license", "penalty"]),
    "openness": st.dictionaries(
        st.sampled_from(STAGES), st.fixed_dictionaries({}, optional={"status": STATUSES, "where": WORDS}), max_size=3
    ),
    "limit": WORDS,
}
MAPS = {"negative-list": NEGATIVE, "power-list": POWER}


def entries(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """The values of an entry of a list of ``kind``, each field there or not."""
    return st.fixed_dictionaries({}, optional=MAPS[kind])

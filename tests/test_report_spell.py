"""Fields and values in the reader's language: a table of what is written and what is shown."""

from __future__ import annotations

from typing import Any

import pytest

from negcli.lists.vocabulary import LIST_KINDS, entry_map, fields
from negcli.report.spell import field_label, field_type, kind_label, parts, value_text

NEGATIVE, POWER, RESPONSIBILITY = LIST_KINDS

# Kind of list, field, canonical value, in Chinese, in English.
VALUES: list[tuple[str, str, Any, str, str]] = [
    (NEGATIVE, "ground", "state-secret", "国家秘密", "state secret"),
    (NEGATIVE, "ground", ["trade-secret", "personal-privacy"], "商业秘密、个人隐私", "trade secret, personal privacy"),
    (NEGATIVE, "ground", "没有这种", "没有这种", "没有这种"),
    (NEGATIVE, "until", "长期", "长期", "长期"),
    (NEGATIVE, "released", None, "", ""),
    (NEGATIVE, "powers", ["P-1", "water/P-2"], "P-1、water/P-2", "P-1, water/P-2"),
    (
        NEGATIVE,
        "basis",
        ["《甲法》第一条", "《乙法》第二条"],
        "《甲法》第一条；《乙法》第二条",
        "《甲法》第一条; 《乙法》第二条",
    ),
    (
        NEGATIVE,
        "basis",
        {"law": "甲法", "article": "14", "paragraph": "2"},
        "《甲法》第14条第2款",
        "《甲法》, article 14, paragraph 2",
    ),
    (
        NEGATIVE,
        "clearance",
        {"by": "保密办", "date": "2025-05-06"},
        "审查机构：保密办，日期：2025-05-06",
        "By: 保密办, Date: 2025-05-06",
    ),
    (
        POWER,
        "openness",
        {"result": {"status": "proactive", "where": "网站"}},
        "结果（公开属性：主动公开，公开渠道：网站）",
        "result (Status: proactive, Where: 网站)",
    ),
    (
        RESPONSIBILITY,
        "duties",
        [{"step": "受理", "duty": "当场答复"}, {"duty": "存档"}],
        "环节：受理，责任：当场答复\n责任：存档",
        "Step: 受理, Duty: 当场答复\nDuty: 存档",
    ),
    (NEGATIVE, "unheard-of", {"a": ["b", "c"], "d": "e"}, "a：b、c\nd：e", "a: b, c\nd: e"),
]


@pytest.mark.parametrize(("kind", "field", "value", "zh", "en"), VALUES)
def test_values(kind: str, field: str, value: Any, zh: str, en: str) -> None:
    assert value_text(field_type(kind, field), value, "zh") == zh
    assert value_text(field_type(kind, field), value, "en") == en


def test_labels() -> None:
    assert field_label(NEGATIVE, "information", "zh") == "不予公开内容"
    assert field_label(NEGATIVE, "information", "en") == "Information"
    assert field_label(NEGATIVE, "unheard-of", "zh") == "unheard-of"
    assert kind_label(POWER, "zh") == "权力清单"
    assert kind_label("unheard-of", "en") == "unheard-of"


@pytest.mark.parametrize("kind", LIST_KINDS)
def test_every_field_has_a_name_in_both_languages(kind: str) -> None:
    for field in fields(entry_map(kind)).by_key:
        assert field_label(kind, field, "zh") != field
        assert field_label(kind, field, "en")[0].isupper()


def test_mappings_differ_part_by_part() -> None:
    old = {"decision": {"status": "on-request", "where": "窗口"}, "result": {"status": "proactive"}}
    new = {"decision": {"status": "proactive", "where": "窗口"}, "service": {"status": "withheld"}}
    assert list(parts(field_type(POWER, "openness"), "公开安排", (old, new), "zh")) == [
        ("公开安排 · 决策 · 公开属性", "依申请公开", "主动公开"),
        ("公开安排 · 结果", "公开属性：主动公开", ""),
        ("公开安排 · 服务", "", "公开属性：不予公开"),
    ]

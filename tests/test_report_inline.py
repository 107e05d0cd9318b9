"""How one text became another: a table of examples, and what must hold for any two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negcli.report.inline import difference

MARKS = {"": "{}", "old": "[-{}-]", "new": "{{+{}+}}", "before": "<{}>", "after": "<{}>", "muted": "({})"}

# Old, new, and what is shown: [-out-]{+in+} within a text, <before> → <after> where the whole is replaced.
EXAMPLES = [
    ("全部", "部分", "<全部> → <部分>"),
    ("", "考点的数量", "(无) → <考点的数量>"),
    ("考点的数量", "", "<考点的数量> → (无)"),
    ("2025-06-30", "2026-06-30", "<2025-06-30> → <2026-06-30>"),
    (
        "启用前的试卷、备用卷及其参考答案",
        "启用前的试卷、备用卷及其评分细则",
        "启用前的试卷、备用卷及其[-参考答案-]{+评分细则+}",
    ),
    (
        "命题人员名单，考点设置方案，试卷押运路线",
        "命题人员名单，试卷押运路线",
        "命题人员名单，[-考点设置方案，-]试卷押运路线",
    ),
    (
        "《中华人民共和国保守国家秘密法》第九条",
        "《中华人民共和国保守国家秘密法》第十三条",
        "《中华人民共和国保守国家秘密法》[-第九条-]{+第十三条+}",
    ),
    ("自受理之日起15个工作日内办结", "自受理之日起20个工作日内办结", "自受理之日起[-15-]{+20+}个工作日内办结"),
    (
        "the committee's minutes of 2024",
        "the committee's records of 2024",
        "the committee's [-minutes-]{+records+} of 2024",
    ),
    (
        "每月水质监测报告的草稿以及附表",
        "供水应急预案中的泵站位置坐标",
        "<每月水质监测报告的草稿以及附表>\n→ <供水应急预案中的泵站位置坐标>",
    ),
]


def spelt(old: str, new: str) -> str:
    return "".join(MARKS[span.mark].format(span.text) for span in difference(old, new, "无"))


@pytest.mark.parametrize(("old", "new", "shown"), EXAMPLES)
def test_examples(old: str, new: str, shown: str) -> None:
    assert spelt(old, new) == shown


TEXT = st.text(st.sampled_from("甲乙丙丁，。、a1 "), min_size=1, max_size=60)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_the_difference(old: str, new: str) -> None:
    spans = [span for span in difference(old, new, "无") if "→" not in span.text]
    assert "".join(span.text for span in spans if span.mark in ("", "old", "before")) == old
    assert "".join(span.text for span in spans if span.mark in ("", "new", "after")) == new


def test_endless_texts_are_shown_whole() -> None:
    old, new = "甲乙" * 5000, "乙甲" * 5000
    assert [span.mark for span in difference(old, new, "无")] == ["before", "", "after"]

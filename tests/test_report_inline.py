"""How one text became another: a table of examples, and what must hold for any two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negcli.report.inline import difference, sides
from negcli.report.segments import clauses, words_of
from negcli.report.value import Span
from negcli.resources import read_data

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
        "突发事件应急预案审查意见的会签单",
        "突发事件应急预案审核意见的会签单",
        "突发事件应急预案[-审查-]{+审核+}意见的会签单",
    ),
    ("社区网格员巡防登记台账", "社区网格员走访登记台账", "<社区网格员巡防登记台账> → <社区网格员走访登记台账>"),
    (
        "中标结果确定前的评标委员会成员姓名和单位",
        "中标结果确定前的评标委员会成员姓名、单位和职务",
        "中标结果确定前的评标委员会成员姓名[-和单位-]{+、单位和职务+}",
    ),
    (
        "《示范市重大行政决策程序规定》第十二条第二款",
        "《示范市重大行政决策程序办法》第十二条第三款",
        "《示范市重大行政决策程序[-规定-]{+办法+}》第十二条[-第二款-]{+第三款+}",
    ),
    (
        "2024年度高考命题人员名单及其联系方式，试卷押运路线",
        "2025年度高考命题、审题人员名单及其家庭住址，试卷押运路线和时间",
        "[-2024年度-]{+2025年度+}高考命题{+、审题+}人员名单及其[-联系方式-]{+家庭住址+}，试卷押运路线{+和时间+}",
    ),
    (
        "学校一键报警装置点位图、上下学护学岗民警轮班表，以及其他需要保密的校园安防资料",
        "学校一键报警装置点位图、护学岗民警轮班表",
        "学校一键报警装置点位图、[-上下学-]护学岗民警轮班表[-，以及其他需要保密的校园安防资料-]",
    ),
    (
        "自2025年3月1日起施行的收费标准",
        "自2025年4月15日起施行的收费标准",
        "自[-2025年3月1日-]{+2025年4月15日+}起施行的收费标准",
    ),
    ("会议纪要中的甲乙两方的发言", "会议纪要中的丙乙两方的发言", "会议纪要中的[-甲乙-]{+丙乙+}两方的发言"),
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


@given(TEXT, TEXT)
def test_both_texts_stand_side_by_side(old: str, new: str) -> None:
    before, after = sides(old, new, "无")
    assert ("".join(span.text for span in before), "".join(span.text for span in after)) == (old, new)
    assert {span.mark for span in before} <= {"", "old"}
    assert {span.mark for span in after} <= {"", "new"}


def test_what_is_absent_is_said_on_its_side() -> None:
    assert sides("", "甲", "无") == ((Span("无", "muted"),), (Span("甲", "new"),))
    assert sides("甲", "", "无") == ((Span("甲", "old"),), (Span("无", "muted"),))


@given(st.text())
def test_nothing_is_lost_when_a_text_is_cut_up(text: str) -> None:
    assert "".join(words_of(text)) == text
    assert "".join(clauses(text)) == text


WORDS = [
    ("启用前的试卷、备用卷", "启用 前 的 试卷 、 备用卷"),
    ("第十四条第二款第（三）项", "第十四条 第二款 第（三）项"),
    ("第一百二十条之一", "第一百二十条之一"),
    ("自受理之日起15个工作日内", "自 受理 之日起 15 个 工作日 内"),
    ("2025-06-30前", "2025-06-30 前"),
    ("“三公”经费的3.5%", "“三公” 经费 的 3.5%"),
    ("GB18030编码", "GB18030 编 码"),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words_are_told(text: str, words: str) -> None:
    assert " ".join(words_of(text)) == words


def test_every_word_is_listed_once() -> None:
    words = [
        word for line in read_data("lexicon.txt").splitlines() if not line.startswith("#") for word in line.split()
    ]
    assert len(words) == len(set(words)) > 800
    assert all(2 <= len(word) <= 8 for word in words)


def test_endless_texts_are_shown_whole() -> None:
    old, new = "甲乙" * 5000, "乙甲" * 5000
    assert [span.mark for span in difference(old, new, "无")] == ["before", "", "after"]

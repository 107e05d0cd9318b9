"""Typography beyond the cards' cases: what is found does not hang on how a file is laid out, and mending is lasting."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from negcli.check import check, choose_rules
from negcli.check.fixing import mend
from negcli.finding import Finding
from negcli.lists.model import Register
from negcli.lists.register import build_register
from negcli.source.document import load_source
from negcli.source.files import TextFile

DAY = date(2025, 6, 1)
#: Sentences with a fault, and the rule that finds it; each is put into files of every layout.
FAULTY = {
    "试卷,备用卷": "half-width-punctuation",
    "后果:考生获得不当分数": "half-width-punctuation",
    "试卷(含备用卷)": "half-width-punctuation",
    '称"甲卷"的试卷': "half-width-punctuation",
    "电话: 见附件": "half-width-punctuation",
    "试卷等...": "half-width-punctuation",
    "含(1)答题卡": "half-width-punctuation",
    "试卷，，备用卷": "half-width-punctuation",
    "称'甲卷'的试卷": "half-width-punctuation",
    '称“甲卷"的试卷': "half-width-punctuation",
    "依<条例>办理": "half-width-punctuation",
    "见样教发〔2018]59号": "document-number-brackets",
    "共２套": "full-width-digit",
    "试卷 和备用卷": "stray-space",
    "第 14 条": "stray-space",
    "试卷　备用卷": "stray-space",
    "见样教发[2018]59号": "document-number-brackets",
    "见样教发（2018）59号": "document-number-brackets",
}
STYLES = (None, '"', "'", "|", "block")
PIECES = st.sampled_from(
    [
        *("试卷", "备用卷", "样教发", "第", "14", "2019", "年", "条", "5", "A卷", "Windows Server", "https://a.b/c,d"),
        *("《办法(试行)》", "“甲,乙”", "[2018]59号", "（2018）59号", "５", "Ａ", "的", "、", "。", "，", '"', "\n"),
        *(",", ";", ":", "(", ")", "'", "<", ">", "，，", "...", "--", "。。", " ", "　"),
    ]
)


def list_file(note: str, style: str | None = None, keys: str = "en") -> str:
    if style == "block":
        return list_file("", None, keys).replace("''", ">-\n      " + note)
    field, entries = ("note", "entries") if keys == "en" else ("备注", "事项")
    rows = [{"id": f"A-{number}", field: "无"} for number in range(3)]
    dumped = yaml.safe_dump({"kind": "negative-list", entries: rows}, allow_unicode=True, sort_keys=False)
    written = (
        yaml.dump(note, default_style=style, allow_unicode=True, width=10_000).removesuffix("\n").removesuffix("\n...")
    )
    parts = dumped.rpartition("无")
    return parts[0] + written.replace("\n", "\n    ") + parts[2]


def judge(register: Register) -> list[Finding]:
    return check(register, choose_rules(register, ("typography",)), DAY)


def found(text: str) -> list[Finding]:
    return judge(build_register((load_source("list.yaml", text),)))


@pytest.mark.parametrize("sentence", FAULTY)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("keys", ["en", "zh"])
def test_a_fault_is_found_in_every_layout(sentence: str, style: str | None, keys: str) -> None:
    findings = found(list_file(sentence, style, keys))
    assert [(each.name, each.entry, each.field) for each in findings] == [(FAULTY[sentence], "A-2", "note")]


@pytest.mark.parametrize("sentence", FAULTY)
def test_it_is_found_in_every_part_of_a_register(sentence: str) -> None:
    """Wherever people write sentences in public; not in what stays inside."""
    register = yaml.safe_dump({"kind": "register", "title": sentence, "agencies": []}, allow_unicode=True, width=10_000)
    edition = {"number": "1", "summary": sentence, "adjustments": [{"entries": ["A"], "reason": sentence}]}
    entry = {"id": "A", "basis": [sentence], "released": sentence, "clearance": {"by": sentence}, "internal": sentence}
    rows = {"kind": "negative-list", "edition": edition, "entries": [entry]}
    text = f"{register}---\n{yaml.safe_dump(rows, allow_unicode=True, width=10_000)}"
    names = (FAULTY[sentence], "citation-form")  # which says of a basis what is right for the whole
    fields = [each.field for each in found(text) if each.name in names]
    assert sorted(map(str, fields)) == ["basis", "clearance", "reason", "released", "summary", "title"]


@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_is_mended_stays_mended(note: str) -> None:
    text = list_file(note.strip() or "无", '"')
    mended = mend([TextFile("list.yaml", text)], judge, unsafe=True)
    after = found(mended.texts.get("list.yaml", text))
    assert [each.name for each in after if each.fix] == []


@given(st.lists(PIECES, max_size=12).map("".join))
def test_nothing_but_punctuation_digits_and_spaces_changes(note: str) -> None:
    text = list_file(note.strip() or "无", '"')
    mended = mend([TextFile("list.yaml", text)], judge, unsafe=False).texts.get("list.yaml", text)
    assert _letters(mended) == _letters(text)


def _letters(text: str) -> str:
    half = text.translate(str.maketrans("５Ａ", "5A"))
    return "".join(filter(str.isalnum, half))

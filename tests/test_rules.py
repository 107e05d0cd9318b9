"""What the rules stand on: reading dates, searching many texts, phrases, names that come near; and their speed."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from negcli.dates import iso_date, real_date, spelt_date
from negcli.evidence.breadth import names_something
from negcli.evidence.phrases import Phrases
from negcli.evidence.scan import SEPARATOR, join, own_words
from negcli.evidence.similar_ids import near, neighbours
from negcli.evidence.wording import told, withheld
from negcli.lists.model import Entry
from negcli.lists.register import build_register, load_files
from negcli.rules import Context, Hit, all_rules, find_all
from negcli.source.document import load_plain
from negcli.source.files import TextFile

CASES = Path(__file__).parent / "cases"
SPECIFICITY = [rule for rule in all_rules().values() if rule.category == "specificity"]
TODAY = date(2025, 8, 1)


def cases(name: str) -> Any:
    return load_plain((CASES / name).read_text(encoding="utf-8"))


def entries_found(entries: Iterable[Mapping[str, Any]], rules: Any) -> list[tuple[str, str, Hit]]:
    """What ``rules`` find in a negative list of ``entries``: (rule, id, hit)."""
    rows = {"kind": "negative-list", "agency": "edu", "edition": {"number": "1"}, "entries": list(entries)}
    text = yaml.dump(rows, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    register = build_register(load_files([TextFile("list.yaml", text)]))
    found = find_all(rules, Context(register, TODAY))
    return [(rule.name, subject.id, hit) for rule, subject, hit in found if isinstance(subject, Entry)]


@pytest.mark.parametrize("information", cases("wording.yaml")["specific"])
def test_no_rule_of_wording_speaks_on_what_is_specific(information: str) -> None:
    assert entries_found([{"id": "1", "title": "某项", "information": information}], SPECIFICITY) == []


@pytest.mark.parametrize("information", cases("wording.yaml")["vague"])
def test_some_rule_of_wording_speaks_on_what_is_vague(information: str) -> None:
    found = entries_found([{"id": "1", "title": "某项", "information": information}], SPECIFICITY)
    assert found
    for _, _, hit in found:
        assert hit.span and information[slice(*hit.span)].strip()


@pytest.mark.parametrize(("text", "day"), cases("dates.yaml").items())
def test_dates_as_people_spell_them(text: str, day: str | None) -> None:
    numbers = spelt_date(text)
    meant = real_date(*numbers) if numbers else None
    assert (meant.isoformat() if meant else "none" if numbers else None) == day
    assert (iso_date(text) is not None) == (text == day)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back_in_every_spelling(day: date) -> None:
    spellings = (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
    )
    for spelling in spellings:
        numbers = spelt_date(spelling)
        assert numbers and real_date(*numbers) == day
    assert iso_date(day.isoformat()) == day


@given(st.text())
def test_no_text_upsets_the_reading_of_dates(text: str) -> None:
    assert iso_date(text) is None or text == str(iso_date(text))
    assert spelt_date(text) is None or len(text) >= 6


TEXTS = st.lists(st.text(alphabet="甲乙丙，。的", max_size=6), max_size=8)


@given(TEXTS)
def test_searching_joined_texts_finds_what_searching_each_does(texts: list[str]) -> None:
    pattern = re.compile(f"甲[^，{SEPARATOR}]?乙|丙丙")
    assert list(join(texts).holding(pattern)) == [at for at, text in enumerate(texts) if pattern.search(text)]


@given(st.text(alphabet='甲乙《》〈〉“”‘’「」"', max_size=20))
def test_own_words_keep_their_places(text: str) -> None:
    own = own_words(text)
    assert len(own) == len(text)
    assert all(mine in (character, " ") for mine, character in zip(own, text, strict=True))


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("《其他规定》和其他信息", "      和其他信息"),
        ("《某市实施《档案法》办法》第二条", "             第二条"),
        ("“其他”、'其他'", "    、'其他'"),
        ('"其他"事项', "    事项"),
        ("《没有完的题名和其他", "《没有完的题名和其他"),
    ],
)
def test_quotations_are_not_own_words(text: str, own: str) -> None:
    assert own_words(text) == own


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        ("原则上 酌情", "应酌情公开", "酌情"),
        ("内部 + 资料 信息", "内部资料", "内部资料"),
        ("内部 + 资料 信息", "内部的资料", None),
        ("影响 … 形象 声誉", "影响单位的形象", "影响单位的形象"),
        ("影响 … 形象 声誉", "影响，形象", None),
        ("其他 - 信息 $", "其他教育信息", "其他教育信息"),
        ("其他 - 信息 $", "其他教育信息表", None),
        ("其他 - 信息 $", "其他科目的信息", None),
        ("正在 …… 研究", "正在调查、研究", "正在调查、研究"),
        ("可能 … 引起 … 的 $", "可能引起争议的", "可能引起争议的"),
        ("一般 - ! 不公开", "一般不公开", "一般不公开"),
    ],
)
def test_phrases(line: str, text: str, expected: str | None) -> None:
    phrases = Phrases([line])
    match = phrases.pattern.search(text)
    assert (match and match[0]) == expected
    assert not match or phrases.clues.search(text)


@pytest.mark.parametrize("text", ["低保对象花名册", "庭审笔录、证据目录", "《某方案》", "住址及电话"])
def test_records_are_named(text: str) -> None:
    assert names_something(text)


@pytest.mark.parametrize(
    "text", ["工作信息", "从受理、评价到报告、归档的材料", "经论证的意见", "本局发表的看法", "位于代表大会的材料"]
)
def test_no_record_is_named(text: str) -> None:
    assert not names_something(text)


def test_what_stays_open_withholds_nothing() -> None:
    text = "评委名单；其他信息照常公开，不属于本项"
    assert withheld(text).strip() == "评委名单；"
    assert not told("residual").pattern.search(withheld(text))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("EDU-P-02", "EDU-P-002"),
        ("edu-p-002", "EDU-P-002"),
        ("EDUP-002", "EDU-P-002"),
        ("EDU-P-0021", "EDU-P-002"),
        ("EDU-P-OO2", None),
        ("ＥＤＵ－Ｐ－００２", "EDU-P-002"),
        ("水利局", None),
    ],
)
def test_ids_that_come_near(written: str, meant: str | None) -> None:
    found = near(written, neighbours(["EDU-P-002", "WATER-N-110", "GOV-R-7"]))
    assert found == ((meant,) if meant else ())


@given(st.text(alphabet="ABC-123", min_size=4, max_size=8), st.integers(min_value=0, max_value=7))
def test_an_id_with_a_letter_left_out_comes_near(name: str, at: int) -> None:
    slip = name[: at % len(name)] + name[at % len(name) + 1 :]
    assert name in near(slip, neighbours([name]))


@pytest.mark.parametrize(
    "text",
    [
        "《" * 20_000 + "》" * 20_000,
        "《某法》" * 5_000,
        ":" * 50_000 + "《",
        "信息（" * 20_000,
        "从到" * 20_000,
        "其他" * 20_000 + "不予" * 20_000,
        "样府办发〔2025〕" + " " * 50_000 + "x",
        "有关规定" * 20_000 + "x",
        "可能引起" * 20_000,
    ],
    ids=lambda text: text[:6],
)
def test_no_text_however_long_takes_long(text: str) -> None:
    fields = ("id", "title", "information", "harm", "basis", "until", "released", "since", "powers")
    entry = {**dict.fromkeys(fields, text), "clearance": {"document": text, "date": text}}
    start = time.process_time()
    entries_found([entry], all_rules().values())
    assert time.process_time() - start < 3


def test_ten_thousand_entries_take_a_moment() -> None:
    base = cases("base.yaml")
    entry = {**base["entry"], "id": "EDU-N-NUMBER", "information": "第NUMBER场考试的备用卷、参考答案和其他事项登记表"}
    item = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=10_000)
    head = yaml.safe_dump(base["list"], allow_unicode=True, sort_keys=False)
    text = head + "entries:\n" + "".join(item.replace("NUMBER", f"{number:05}") for number in range(10_000))
    powers = yaml.safe_dump(base["powers"], allow_unicode=True)
    register = build_register(load_files([TextFile("list.yaml", text), TextFile("powers.yaml", powers)]))
    start = time.process_time()
    found = list(find_all(all_rules().values(), Context(register, TODAY)))
    assert time.process_time() - start < 1
    assert len(register.lists[0].entries) == 10_000
    assert found == []

"""`rules` and `explain`: what is told of rules and entries, the score of specificity, and what two entries share."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from negcli.check import check
from negcli.cli.main import run
from negcli.compare.kinds import KINDS, Kind
from negcli.evidence.alike_texts import alike, fuzzily_alike, same
from negcli.evidence.judgement import CAPS, Judgement, judge, mean_score
from negcli.lists.model import Register
from negcli.lists.register import build_register, load_files
from negcli.resources import shared_folder
from negcli.rules import all_rules
from negcli.source.document import load_plain
from negcli.source.files import TextFile
from negcli.words import Words

HEAD = "kind: negative-list\nagency: edu\nedition: {number: 1}\nentries:\n"
ENTRIES = """
  - id: EDU-N-001
    title: 面试打分表
    information: 2025年教师招聘面试评委的逐项打分表
    ground: process-information
    unit: 人事科
  - id: EDU-N-002
    title: 校园安防
    information: 校园安全管理
    ground: public-security
  - id: EDU-N-003
    title: 督导报告
    information: 《2025年春季督导报告》
    ground: public-security
    harm: 影响学校形象
"""


def register_of(entries: str) -> Register:
    text = "kind: register\ntitle: 样例\nagencies: [{id: edu, name: 示范市教育局}]\n---\n" + HEAD + entries
    return build_register(load_files([TextFile("list.yaml", text)]))


def judged(entries: str) -> list[Judgement]:
    register = register_of(entries)
    return judge(register.lists[0], register, date(2025, 8, 1))


def test_an_entry_is_told_by_its_parts() -> None:
    good, vague, image = judged(ENTRIES)
    assert good.records == ("逐项打分表",)
    assert good.bounds == ("2025年",)
    assert good.missing == () and good.faults == ()
    assert vague.records == () and vague.missing == ("record", "owner", "bound")
    assert [fault.rule for fault in vague.faults] == ["whole-domain"]
    assert [(fault.rule, fault.field, fault.words) for fault in image.faults] == [
        ("non-ground", "harm", "影响学校形象")
    ]


def test_scores_follow_the_table_in_the_docs() -> None:
    good, vague, image = judged(ENTRIES)
    assert good.score == 40 + 15 + 15 + 20
    assert vague.score == 10
    assert image.score == CAPS["harm"]
    assert mean_score([good, vague, image]) == round((90 + 10 + 60) / 3)
    assert mean_score([]) is None


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="《》的、，表册信息情况2025年等第3次相关", max_size=24))
def test_every_text_has_a_score(text: str) -> None:
    entry = json.dumps(text, ensure_ascii=False)
    (judgement,) = judged(f"  - id: EDU-N-001\n    title: 某\n    information: {entry}\n    ground: trade-secret\n")
    assert 0 <= judgement.score <= (CAPS["information"] if judgement.faults else 100)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    text = "kind: register\ntitle: 样例\nagencies: [{id: edu, name: 示范市教育局}, {id: art, name: 示范市文化局}]\n"
    (tmp_path / "register.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "edu.yaml").write_text(HEAD + ENTRIES, encoding="utf-8")
    (tmp_path / "art.yaml").write_text(HEAD.replace("edu", "art") + ENTRIES.replace("EDU-N-002", "ART-N-002"), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEGCLI_LANG", "en")
    return tmp_path


def output(arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = run(arguments.split())
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("command", "schema"),
    [
        ("rules", "rules"),
        ("explain merged", "kind"),
        ("explain 委托", "kind"),
        ("explain catch-all", "card"),
        ("explain spc109", "card"),
        ("explain --entry edu/EDU-N-003", "judgement"),
        ("explain --entry ART-N-002", "judgement"),
    ],
)
def test_json_is_as_its_schema_says(
    command: str, schema: str, lang: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = output(f"{command} --format json --lang {lang}", capsys)
    described = json.loads((shared_folder("schemas") / f"{schema}-output.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(described)
    assert code == 0
    assert list(Draft202012Validator(described).iter_errors(json.loads(out))) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_change_can_be_shown(kind: Kind, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = output(f"explain {kind.name} --lang {lang}", capsys)
    assert code == 0
    assert Words(lang)(f"changes.{kind.name}") in out
    told = json.loads(output(f"explain {kind.name} --format json --lang {lang}", capsys)[1])
    assert (told["kind"], told["mirror"]) == (kind.name, kind.mirror)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("rule", all_rules())
def test_every_card_can_be_shown(
    rule: str, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEGCLI_LANG", lang)
    code, out, _ = output(f"explain {rule}", capsys)
    assert code == 0
    assert all_rules()[rule].code in out and "{" not in out.splitlines()[0]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("explain cath-all", "catch-all"),
        ("explain SPC10", "SPC101"),
        ("explain qqqqqq", "qqqqqq"),
        ("explain --entry edu/EDU-N-0O1", "EDU-N-001"),
        ("explain --entry EDU-N-001", "art/EDU-N-001, edu/EDU-N-001"),
        ("explain --entry 水利", "水利"),
        ("explain", "--entry"),
        ("explain catch-all --entry EDU-N-001", "--entry"),
    ],
)
def test_what_cannot_be_explained_is_said_in_one_line(
    command: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = output(command, capsys)
    assert (code, out) == (2, "")
    assert said in err and len(err.splitlines()) == 1


def test_an_agency_may_be_named_in_full(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = output("explain --entry 示范市教育局/EDU-N-001 --lang zh", capsys)
    assert code == 0 and "逐项打分表" in out


ALIKE: list[dict[str, Any]] = load_plain((Path(__file__).parent / "cases" / "alike.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", ALIKE, ids=lambda case: case["one"][:12])
def test_texts_that_say_the_same(case: dict[str, Any]) -> None:
    texts = [case["one"], "某水库大坝观测墩坐标", case["other"]]
    searches = {"same": same, "alike": alike, "thorough": fuzzily_alike}
    assert [name for name, search in searches.items() if (0, 2) in set(search(texts))] == case["found by"].split()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(alphabet="甲乙丙丁、", max_size=14), max_size=7))
def test_pairs_are_in_order_and_the_same_is_always_alike_when_compared_fully(texts: list[str]) -> None:
    for search in (same, alike, fuzzily_alike):
        assert all(0 <= one < other < len(texts) for one, other in search(texts))
    equal = {(texts.index(text), at) for at, text in enumerate(texts) if text and texts.index(text) < at}
    assert equal <= set(fuzzily_alike(texts))


def test_copies_with_other_numbers_are_found_only_when_asked_for() -> None:
    one = "  - {id: EDU-N-001, information: 2024年公开招聘教师面试考官的随机抽签名单及考场分配表}\n"
    other = "  - {id: EDU-N-002, information: 2025年公开招聘教师面试考官的随机抽签名单及考场分配表}\n"
    register = register_of(one + other)
    rules = [all_rules()["same-information"]]
    assert check(register, rules, date(2025, 8, 1)) == []
    (finding,) = check(register, rules, date(2025, 8, 1), thorough=True)
    assert finding.entry == "EDU-N-002" and finding.args["other"] == "EDU-N-001"

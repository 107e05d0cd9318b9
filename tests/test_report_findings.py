"""Findings as text: carets under the words, widths, harmless output, the summary, the JSON and its schema."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_sample import Card, findings, register

from negcli.export.findings import findings_json, statistics_json
from negcli.finding import Edit, Finding, Fix, Severity
from negcli.lists.register import build_register
from negcli.place import Place
from negcli.report.cells import columns, cut, safe, wrap
from negcli.report.excerpt import excerpt
from negcli.report.findings import render_briefly, render_findings
from negcli.report.findings_aloud import narrate_findings
from negcli.report.ink import bare
from negcli.report.look import Look
from negcli.resources import shared_folder
from negcli.source.document import load_source
from negcli.words import Words

ZH = Words("zh")


@pytest.fixture(autouse=True)
def cards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negcli.report.findings.card", Card)
    monkeypatch.setattr("negcli.report.advice.card", Card)
    monkeypatch.setattr("negcli.export.findings.card", Card)
    monkeypatch.setattr("negcli.report.findings_aloud.card", Card)


# --- Many findings of one rule ---------------------------------------------------


@pytest.mark.parametrize(("count", "listed"), [(20, 20), (21, 5), (3000, 5)])
def test_more_than_twenty_findings_of_a_rule_are_grouped(count: int, listed: int) -> None:
    first, second, third = findings()
    found = [first] * count + [second, third]
    for shown in (text_of(found), narrated(found)):
        assert (f"另有 {count - listed} 个问题没有逐个列出" in shown) == (count > listed)
        assert ("--all" in shown) == (count > listed)
    assert text_of(found).count("  SPC101 catch-all  ") == listed
    assert narrated(found).count("代码 SPC101") == listed
    assert f"共 {count + 2} 个问题" in text_of(found)


def test_all_are_listed_where_every_one_is_wanted() -> None:
    found = findings()[:1] * 100
    assert "".join(render_findings(found, register(), ZH, Look(every=True))).count("  SPC101 catch-all  ") == 100
    assert "".join(narrate_findings(found, register(), ZH, True)).count("代码 SPC101") == 100
    assert len(findings_json(found, "zh", register())["findings"]) == 100
    assert "".join(render_briefly(found, ZH)).count("\n") == 100


def narrated(found: list[Finding], lang: str = "zh") -> str:
    return "".join(narrate_findings(found, register(), Words(lang), False))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_read_aloud_has_nothing_for_the_eye_alone(lang: str) -> None:
    shown = narrated(findings() * 20, lang)
    assert not re.search(r"\x1b|\^|\||  |^ |-{3}|={3}", shown, re.MULTILINE)
    assert all(line.endswith(("。", ".", "？", "?", "”", '"')) for line in shown.splitlines() if line)


# --- Carets -----------------------------------------------------------------------

# The line, the words meant, and both as they are shown: carets stand exactly under the words.
CARETS = [
    ("ground: state-secret", "state-secret", "ground: state-secret", "        ^^^^^^^^^^^^"),
    ("依据: 《条例》第十四条", "第十四条", "依据: 《条例》第十四条", "              ^^^^^^^^"),
    ("口令：ＷＩＦＩ", "ＷＩＦＩ", "口令：ＷＩＦＩ", "      ^^^^^^^^"),
    ("名: Cafe\u0301的口令", "的", "名: Cafe\u0301的口令", "        ^^"),
    ("名: Cafe\u0301的口令", "\u0301", "名: Cafe\u0301的口令", "       ^"),
    ("\tid: A", "\t", "    id: A", "^^^^"),
    ("a\tb", "b", "a    b", "     ^"),
    ("字😀符", "符", "字😀符", "    ^^"),
    ("title: \x1b[31m红", "红", "title: ␛[31m红", "            ^^"),
    ("title: a\u202eb", "b", "title: a\ufffdb", "         ^"),
]


@pytest.mark.parametrize(("line", "words", "shown", "carets"), CARETS)
def test_carets_stand_under_the_words(line: str, words: str, shown: str, carets: str) -> None:
    start = line.index(words) + 1
    assert list(excerpt([line], Place(1, start, 1, start + len(words)), 80)) == [(1, shown, carets)]


def test_a_long_line_is_cut_around_the_words() -> None:
    line = "不予公开内容: " + "甲" * 300 + "其他材料" + "乙" * 300
    start = line.index("其他材料") + 1
    ((_, shown, carets),) = excerpt([line], Place(1, start, 1, start + 4), 60)
    assert shown.startswith("…甲")
    assert shown.endswith("乙…")
    assert columns(shown) <= 60
    assert columns(shown[: shown.index("其")]) == len(carets) - 8
    assert carets.strip() == "^" * 8


def test_a_place_over_several_lines_shows_its_beginning() -> None:
    lines = ["note: >-", "  第一行", "  第二行", "  第三行"]
    assert list(excerpt(lines, Place(1, 7, 4, 6), 80)) == [(1, "note: >-", "      ^^"), (2, "  第一行", "  ^^^^^^")]


@pytest.mark.parametrize("place", [Place(3, 1, 3, 1), Place(9, 1, 9, 5)])
def test_a_place_at_the_end_of_the_file_is_no_error(place: Place) -> None:
    shown = list(excerpt(["a: 1", "b: 2", ""], place, 80))
    assert shown == ([(3, "", "^")] if place.line == 3 else [])


LINE = st.text(st.sampled_from("ab 甲乙（），\t\u0301ｗ😀\x1b…"), max_size=200)


@given(LINE, st.integers(0, 200), st.integers(0, 60), st.integers(20, 90))
def test_an_excerpt_fits_and_its_carets_begin_where_the_words_do(line: str, start: int, size: int, width: int) -> None:
    start = min(start, len(line))
    for _, shown, carets in excerpt([line], Place(1, start + 1, 1, start + 1 + size), width):
        assert columns(shown) <= width
        assert len(carets) <= width
        assert "\x1b" not in shown
        marked = safe(line[start : start + 1]).strip()
        if marked and columns(marked) and columns(carets):
            at = len(carets) - len(carets.lstrip())
            assert shown[len(cut(shown, at)) :].lstrip("\u0301").startswith(marked)


@given(st.text(st.sampled_from("ab 甲乙（），。“”x9-"), max_size=120), st.integers(8, 40))
def test_wrapping_keeps_every_character_and_fits(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line) <= width for line in lines)


def test_no_line_begins_with_closing_punctuation() -> None:
    assert wrap("甲乙丙丁，戊己", 8) == ["甲乙丙", "丁，戊己"]
    assert wrap("the record (甲乙)", 12) == ["the record", "(甲乙)"]


def text_of(found: list[Finding], width: int = 80, colour: bool = False, lang: str = "zh") -> str:
    return "".join(render_findings(found, register(), Words(lang), Look(width, colour)))


def test_every_finding_says_where_what_and_what_to_write() -> None:
    shown = text_of(findings())
    assert "教育局/负面清单.yaml:6:60  SPC101 catch-all  警告" in shown
    assert "EDU-N-003  高中学业水平考试未启用试卷" in shown
    assert "改法：逐项写明材料的名称" in shown


def test_colour_is_only_added() -> None:
    assert bare(text_of(findings(), colour=True)) == text_of(findings())
    assert "\x1b[" in text_of(findings(), colour=True)


def test_nothing_found_is_said_so() -> None:
    assert text_of([]) == "没有发现问题。  （已检查 1 个文件、2 个事项）\n"
    assert text_of([], lang="en").startswith("No findings.")


def test_a_title_cannot_steer_the_terminal() -> None:
    nasty = findings()[0]._replace(title="\x1b]0;pwned\x07\n\u202e甲", args={"words": "\x9b31m"})
    shown = text_of([nasty])
    assert not set(shown) & set("\x1b\x07\x9b\u202e")


def test_a_finding_without_a_place_or_a_file_read_is_shown() -> None:
    bare_finding = findings()[0]._replace(place=None, file="别处.yaml")
    assert "别处.yaml  SPC101" in text_of([bare_finding])
    assert "别处.yaml:1:1" in text_of([bare_finding._replace(place=Place(1, 1, 1, 2))])


def test_briefly_is_one_line_each() -> None:
    lines = "".join(render_briefly(findings(), ZH)).splitlines()
    assert len(lines) == len(findings())
    assert lines[0].startswith("教育局/负面清单.yaml:6:60: SPC101 catch-all 警告: ")


def test_ten_thousand_findings_print_within_a_second() -> None:
    many = findings() * 3334
    start = time.process_time()
    assert "".join(render_findings(many, register(), ZH, Look(every=True))).count("SPC101") > 3000
    assert time.process_time() - start < 2  # about 0.4 s where the project is made


def test_findings_in_one_endless_line_are_quick() -> None:
    line = "entries: [" + "{id: 甲, title: 其他}, " * 60000 + "]"
    source = load_source("a.yaml", line)
    found = [findings()[0]._replace(file="a.yaml", place=Place(1, 900000, 1, 900002))] * 200
    start = time.process_time()
    shown = "".join(render_findings(found, build_register((source,)), ZH, Look(80)))
    assert len(shown) < 100_000
    assert time.process_time() - start < 2


def schema() -> Any:
    return json.loads((shared_folder("schemas") / "findings-output.schema.json").read_text(encoding="utf-8"))


def test_json_keeps_to_its_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    fix = Fix((Edit(Place(1, 1, 1, 2), "x"),), True)
    odd = findings()[0]._replace(
        place=None, document=None, fix=fix, args={"words": ("a", "b"), "n": 3, "level": Severity.error}
    )
    data = findings_json([*findings(), odd], "zh", register())
    jsonschema.validate(json.loads(json.dumps(data)), schema())


def test_statistics_as_json_keep_to_their_schema() -> None:
    text = (shared_folder("schemas") / "statistics-output.schema.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    data = statistics_json([*findings(), *findings()[:1]], "zh", register())
    jsonschema.validate(data, json.loads(text))
    assert [row["count"] for row in data["statistics"]] == [2, 1, 1]
    assert data["summary"] == findings_json([*findings(), *findings()[:1]], "zh", register())["summary"]


def test_json_says_null_where_something_does_not_apply() -> None:
    (_, _, last) = findings_json(findings(), "en", register())["findings"]
    assert last == {
        "code": "SCH102",
        "name": "unknown-field",
        "category": "any",
        "severity": "error",
        "message": "There is no field “extnt”.",
        "file": "教育局/负面清单.yaml",
        "document": 1,
        "line": 10,
        "column": 5,
        "end_line": 10,
        "end_column": 10,
        "pointer": "/entries/0",
        "agency": "edu",
        "list": "negative-list",
        "entry": None,
        "field": "information",
        "args": {"words": "extnt"},
        "fix": None,
    }


def test_json_counts() -> None:
    assert findings_json(findings() * 2, "zh", register())["summary"] == {
        "findings": 6,
        "allowed": 0,
        "baseline": 0,
        "untouched": 0,
        "severities": {"error": 2, "warning": 2, "info": 2},
        "rules": {"catch-all": 2, "undefined-term": 2, "unknown-field": 2},
        "files": 1,
        "entries": 2,
    }

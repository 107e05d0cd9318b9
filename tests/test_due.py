"""What is due, by a table; as JSON, calendar and report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from gitkit import Repo

from negcli.cli.main import run
from negcli.due import REASONS, Due, Known, Past, Span, due_in
from negcli.export.calendar import due_calendar
from negcli.export.due import due_json
from negcli.law.catalogue import delivered
from negcli.lists.model import Agency, Edition, Entry, EntryList, Register
from negcli.report.due import due_report, reason_text
from negcli.source.loader import load_plain
from negcli.words import Words, topic

CASES = load_plain((Path(__file__).parent / "cases" / "due.yaml").read_text(encoding="utf-8"))
SHORT = {"abbreviations": [{"short": "公开条例", "title": "政府信息公开条例"}]}


def register(case: dict[str, Any]) -> Register:
    entries = tuple(Entry("negative-list", "edu", f"E{at}", row) for at, row in enumerate(case["entries"]))
    edition = Edition({"number": "1"} | ({"approved": case["edition"]} if "edition" in case else {}))
    rows = EntryList("negative-list", "edu", edition, entries, {})
    return Register(SHORT, (Agency("edu", "示范市教育局"),), (rows,))


def span_of(case: dict[str, Any]) -> Span:
    today = date.fromisoformat(case.get("today", "2025-06-01"))
    before = case.get("before")
    return Span(today, date.fromisoformat(before) if before else today + timedelta(days=30))


def found(case: dict[str, Any]) -> list[Due]:
    unchanged = {("negative-list", "edu/E0"): case["unchanged"]} if "unchanged" in case else {}
    judged = {("negative-list", "edu"): case["public"]} if "public" in case else {}
    return due_in(register(case), delivered(), span_of(case), Past(unchanged, judged))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_due(case: dict[str, Any]) -> None:
    assert [[row.reason, row.day, *row.args.get("proposal", ())] for row in found(case)] == case["due"]


def every() -> Iterator[tuple[Due, Span]]:
    for case in CASES:
        yield from ((row, span_of(case)) for row in found(case))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_reason_can_be_said(lang: str) -> None:
    said = {row.reason: reason_text(row, span.today, Words(lang)) for row, span in every()}
    assert all(sentence and "{" not in sentence for sentence in said.values())
    assert all(f"{reason}" in topic("due") or f"{reason}-late" in topic("due") for reason in REASONS)


def test_figures_without_verification_are_marked() -> None:
    (row,) = found({"edition": "2018-06-20", "entries": [{"basis": "《合同法》第五条"}]})
    assert reason_text(row, date(2025, 6, 1), Words("zh")).endswith("（日期未经核实）")


CASE = {
    "edition": "2018-06-20",
    "entries": [{"basis": "《政府信息公开条例》第八条", "review": "2025-05-02", "unit": "考试中心"}],
}


def test_as_json() -> None:
    data = due_json(found(CASE), span_of(CASE), Known("2025-04-19"))
    assert [(row["entry"], row["reason"], row["days"]) for row in data["due"]] == [
        ("E0", "renumbered", -2209),
        ("E0", "review", -30),
    ]
    assert (data["today"], data["before"], data["laws_known_until"]) == ("2025-06-01", "2025-07-01", "2025-04-19")


def test_as_a_calendar_that_keeps_its_names_from_day_to_day() -> None:
    def names(today: str) -> list[str]:
        case = CASE | {"today": today}
        text = due_calendar(found(case), span_of(case), "清单", lambda row: row.reason)
        return [str(event["UID"]) for event in icalendar.Calendar.from_ical(text).walk("VEVENT")]

    text = due_calendar(found(CASE), span_of(CASE), "清单", lambda row: row.reason)
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert [event.decoded("DTSTART") for event in events] == [date(2019, 5, 15), date(2025, 5, 2)]
    assert len(set(names("2025-06-01"))) == 2 and names("2025-06-01") == names("2025-06-09")


def test_the_report_says_how_old_its_knowledge_is() -> None:
    report = due_report(found(CASE), span_of(CASE), Known("2025-04-19"), {"edu": "示范市教育局"}, Words("en"))
    assert "2025-04-19, 43 days ago" in str(report.blocks[1])
    assert "示范市教育局" in str(report.blocks[2])


LIST = """\
kind: negative-list
agency: edu
edition: {{number: "{number}", effective: {day}, published: {day}}}
entries:
  - {{id: E1, title: 试卷, information: 未启用的试卷, basis: {basis}}}
  - {{id: E2, title: 答案, information: 试卷的答案, basis: 《档案法》第{article}条}}
"""


def test_an_entry_is_looked_at_since_it_was_last_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second edition changed E2 and left E1, which still cites what the scope of state secrets was until 2024."""
    repo = Repo(tmp_path)
    older = LIST.format(number=1, day="2018-06-20", basis="《保守国家秘密法》第九条", article="二十")
    repo.commit("2018-06-20", {"a.yaml": older})
    newer = LIST.format(number=2, day="2025-01-10", basis="《保守国家秘密法》第九条", article="二十七")
    repo.commit("2025-01-10", {"a.yaml": newer})
    assert "《中华人民共和国保守国家秘密法》第十三条" in due_of(tmp_path, capsys)
    repo.write("a.yaml", newer.replace("第九条", "第十三条"))
    assert "E1" not in due_of(tmp_path, capsys)


def test_a_draft_without_days_tells_nothing_that_the_last_edition_settled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = Repo(tmp_path)
    older = LIST.format(number=1, day="2018-06-20", basis="《政府信息公开条例》第一条", article="二十")
    repo.commit("2018-06-20", {"a.yaml": older})
    newer = LIST.format(number=2, day="2025-01-10", basis="《政府信息公开条例》第一条", article="二十七")
    repo.commit("2025-01-10", {"a.yaml": newer})
    assert "E1" not in due_of(tmp_path, capsys)
    repo.write("a.yaml", newer.replace('{number: "2", effective: 2025-01-10, published: 2025-01-10}', '{number: "3"}'))
    assert "E1" not in due_of(tmp_path, capsys)


def due_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    run(["due", "-C", str(folder), "--today", "2025-06-01", "--no-cache", "--lang", "zh", "--format", "md"])
    return capsys.readouterr().out

"""Reports in every format: golden files byte by byte, well-formed HTML, and nothing shown that becomes markup.

`NEGCLI_UPDATE_GOLDEN=1 pytest tests/test_report_formats.py` writes the golden files anew; read the difference before
committing it.
"""

from __future__ import annotations

import base64
import csv
import dataclasses
import hashlib
import io
import json
import os
import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from report_sample import GOLDEN, Card, changes, findings, record, register, sample
from sarif_pydantic import Sarif

from negcli.change import Change, Doubt
from negcli.check.allowances import Allowance, Allowed
from negcli.export.findings import findings_json
from negcli.export.sarif import sarif
from negcli.export.services import SERVICES
from negcli.export.told import fingerprints
from negcli.lists.model import Where
from negcli.record.history import Record
from negcli.report import RENDERERS, render
from negcli.report.cells import columns, safe
from negcli.report.changes import Shown, changes_report
from negcli.report.findings import render_findings
from negcli.report.findings_aloud import narrate_findings
from negcli.report.findings_page import findings_report
from negcli.report.ink import bare
from negcli.report.look import Look
from negcli.report.overview import stat_report, summary_report
from negcli.report.page import Approval, changes_page
from negcli.report.record import record_report
from negcli.report.statistics import statistics_report
from negcli.report.value import Report, Table, plain
from negcli.rules import all_rules
from negcli.tally import Unlisted
from negcli.words import LANGUAGES, Words

NAMES = {
    "diff": ("text", "md", "html", "plain"),
    "page": ("html", "text", "plain"),
    "beside": ("text", "md", "html", "plain"),
    "stat": ("text", "md", "plain"),
    "summary": ("text", "md", "html", "plain"),
    "record": ("text", "md", "html", "plain"),
    "findings": ("text", "plain", "md", "html", "csv", "sarif", "github", "gitlab", "junit"),
}
#: Modules that let cards speak; the sample has its own.
SPEAKERS = (
    "report.advice",
    "export.findings",
    "report.findings",
    "report.findings_aloud",
    "report.findings_page",
    "report.statistics",
    "export.told",
)
SUFFIXES = {"text": "txt", "plain": "txt", "sarif": "sarif.json", "gitlab": "json", "github": "txt", "junit": "xml"}
CASES = [(name, format, lang) for name, formats in NAMES.items() for format in formats for lang in LANGUAGES]
HOSTILE = "<script>alert('1')</script> | *星* _底_ `码` [链](javascript:x) \\ # 1. &amp; \x1b[31m\u202e ~~删~~ ${x}"


def compared() -> Shown:
    rows = sample()["diff"]
    unreadable = [tuple(row) for row in rows["unreadable"]]
    doubts = [Doubt(**row) for row in rows["doubts"]]
    return Shown(tuple(rows["versions"]), changes(rows["changes"]), unreadable, sample()["agencies"], doubts)


def diff(lang: str) -> Report:
    return changes_report(compared(), Words(lang))


def beside(lang: str) -> Report:
    return changes_report(compared(), Words(lang), beside=True)


def page(lang: str) -> Report:
    edition = {
        "number": "2025-1",
        "approver": "示范市人民政府",
        "approved": "2025-06-20",
        "document": "示府〔2025〕1号",
    }
    approvals = [Approval(("edu", "negative-list"), "2018-1", edition), Approval(("water", "power-list"), "", {})]
    return changes_page(compared(), approvals, Words(lang))


def stat(lang: str) -> Report:
    return stat_report(compared(), Words(lang))


def summary(lang: str) -> Report:
    return summary_report(compared(), Words(lang))


def public_record(lang: str) -> Report:
    return record_report([("", record())], record(), Words(lang))


REPORTS = {
    "diff": diff, "page": page, "beside": beside, "stat": stat, "summary": summary, "record": public_record
}  # fmt: skip


def shown(name: str, format: str, lang: str, width: int = 80, colour: bool = False) -> str:
    if name == "findings" and format in SERVICES:
        return SERVICES[format](findings(), register(), Words(lang))
    if name == "findings" and format in ("md", "html"):
        return render(findings_report(findings(), register(), Words(lang)), format, Words(lang), width, colour)
    if name == "findings" and format == "plain":
        return "".join(narrate_findings(findings(), register(), Words(lang), False))
    if name == "findings":
        return "".join(render_findings(findings(), register(), Words(lang), Look(width, colour)))
    return render(REPORTS[name](lang), format, Words(lang), width, colour)


@pytest.fixture
def sample_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cards of the sample instead of the rules' own."""
    for module in SPEAKERS:
        monkeypatch.setattr(f"negcli.{module}.card", Card)


@pytest.mark.parametrize(("name", "format", "lang"), CASES)
def test_golden(name: str, format: str, lang: str, sample_cards: None) -> None:
    file = GOLDEN / format / f"{name}.{lang}.{SUFFIXES.get(format, format)}"
    data = shown(name, format, lang).encode()
    if os.environ.get("NEGCLI_UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)
    assert data.decode() == file.read_bytes().decode()


def places(format: str, text: str) -> list[tuple[str, int, str]]:
    """(file, line, rule) of every finding that ``text`` tells of."""
    return sorted((file, int(line), code) for file, line, code in PLACES[format](text))


def in_json(text: str) -> Iterator[tuple[str, int, str]]:
    return ((row["file"], row["line"], row["code"]) for row in json.loads(text)["findings"])


def in_sarif(text: str) -> Iterator[tuple[str, int, str]]:
    for row in json.loads(text)["runs"][0]["results"]:
        place = row["locations"][0]["physicalLocation"]
        yield unquote(place["artifactLocation"]["uri"]), place["region"]["startLine"], row["ruleId"]


def in_gitlab(text: str) -> Iterator[tuple[str, int, str]]:
    for row in json.loads(text):
        yield row["location"]["path"], row["location"]["lines"]["begin"], all_rules()[row["check_name"]].code


def in_github(text: str) -> Iterator[tuple[str, int, str]]:
    return (match.groups() for match in re.finditer(r"^::\w+ file=([^,]+),line=(\d+),.*?title=(\w+) ", text, re.M))  # type: ignore[misc]


def in_junit(text: str) -> Iterator[tuple[str, int, str]]:
    for case in ElementTree.fromstring(text).iter("testcase"):
        yield case.attrib["file"], int(case.attrib["line"]), case.attrib["name"].split()[0]


def in_csv(text: str) -> Iterator[tuple[str, int, str]]:
    return ((row[0], int(row[1]), row[4]) for row in list(csv.reader(io.StringIO(text)))[1:])


def in_text(text: str) -> Iterator[tuple[str, int, str]]:
    return (match.groups() for match in re.finditer(r"^  (\S.*?):(\d+):\d+  ([A-Z]{3}\d{3}) ", text, re.M))  # type: ignore[misc]


def in_sentences(text: str) -> Iterator[tuple[str, int, str]]:
    told = r"(?:code |代码 )([A-Z]{3}\d{3})(?:.*\n.*?)(?:file |文件 )(\S+?)[,，] ?(?:line |第 )(\d+)"
    return ((file, line, code) for code, file, line in re.findall(told, text))


def in_pages(text: str) -> Iterator[tuple[str, int, str]]:
    """In Markdown and HTML: cells of a table beside each other."""
    file = re.search(r"(?:## |<h2[^>]*>)([^<\n]+)", text)
    rows = re.findall(r"(?:\| |<t[hd][^>]*>)(\d+):\d+(?: \||</).*?\b([A-Z]{3}\d{3})\b", text, re.S)
    return ((file[1] if file else "", line, code) for line, code in rows)


PLACES = {
    "json": in_json, "sarif": in_sarif, "gitlab": in_gitlab, "github": in_github, "junit": in_junit, "csv": in_csv,
    "md": in_pages, "html": in_pages, "text": in_text, "plain": in_sentences,
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("format", PLACES)
def test_every_format_tells_of_the_same_findings(format: str, lang: str, sample_cards: None) -> None:
    found = findings()
    text = json.dumps(findings_json(found, lang, register())) if format == "json" else shown("findings", format, lang)
    assert places(format, text) == sorted((each.file, each.place.line, each.code) for each in found if each.place)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sarif_is_what_the_standard_describes(lang: str, sample_cards: None) -> None:
    log = Sarif.model_validate_json(shown("findings", "sarif", lang))
    assert len(log.runs[0].results or []) == len(findings())


def test_sarif_tells_what_is_allowed_as_suppressed(sample_cards: None) -> None:
    first, *others = findings()
    where = Where(register().sources[0].documents[0], ())
    granted = Allowance(where, (), None, "", "", "", {"reason": "待统一修改"})
    text = sarif(others, register(), Words("zh"), [Allowed(first, granted)])
    assert Sarif.model_validate_json(text)
    results = json.loads(text)["runs"][0]["results"]
    assert [result.get("suppressions") for result in results[:-1]] == [None] * len(others)
    accepted = {"kind": "external", "status": "accepted", "justification": "待统一修改"}
    assert (results[-1]["ruleId"], results[-1]["suppressions"]) == (first.code, [accepted])


def test_sarif_tells_what_the_baseline_holds_as_suppressed(sample_cards: None) -> None:
    first, *others = findings()
    text = sarif(others, register(), Words("zh"), held=[first])
    assert Sarif.model_validate_json(text)
    results = json.loads(text)["runs"][0]["results"]
    assert [(row["ruleId"], "suppressions" in row) for row in results][-1] == (first.code, True)
    assert sum("suppressions" in row for row in results) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_format_for_people_tells_how_many_are_not_listed(lang: str, sample_cards: None) -> None:
    hidden, words = Unlisted(allowed=7001, baseline=7002, untouched=7003), Words(lang)
    found, rows = findings(), register()
    texts = [
        "".join(render_findings(found, rows, words, Look(80, False), hidden)),
        "".join(narrate_findings(found, rows, words, False, hidden)),
        render(findings_report(found, rows, words, hidden), "md", words),
        render(statistics_report(found, rows, words, hidden), "text", words),
        render(findings_report([], rows, words, hidden), "html", words),
    ]
    for text in texts:
        assert re.findall(r"700\d", text) == ["7001", "7002", "7003"]


def test_what_services_know_a_finding_by_outlives_moved_lines() -> None:
    moved = [each._replace(place=each.place and each.place.moved(7)) for each in findings()]
    assert fingerprints(moved) == fingerprints(findings())
    twice = fingerprints([*findings(), *findings()])
    assert len(set(twice)) == len(twice)


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_a_spreadsheet_is_a_formula(start: str, sample_cards: None) -> None:
    hostile = [each._replace(title=f"{start}1+1") for each in findings()]
    rows = csv.DictReader(io.StringIO(SERVICES["csv"](hostile, register(), Words("zh"))))
    assert {row["事项名称"] for row in rows} == {f"'{start}1+1"}


class Reader(HTMLParser):
    """Reads a page, insisting that every element is closed where it should be."""

    VOID = frozenset({"meta", "br", "link", "img", "hr", "input"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def attributes(self, name: str) -> list[str | None]:
        return [attrs[name] for _, attrs in self.seen if name in attrs]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_html_stands_alone_and_is_accessible(name: str, lang: str) -> None:
    page = shown(name, "html", lang)
    reader = Reader(page)
    tags = [tag for tag, _ in reader.seen]
    assert page.startswith("<!DOCTYPE html>\n")
    assert reader.seen[0] == ("html", {"lang": {"zh": "zh-CN", "en": "en"}[lang]})
    assert not {"script", "link", "img", "iframe"} & set(tags)
    assert not {"style", "onclick", "src"} & {key for _, attrs in reader.seen for key in attrs}
    assert tags.count("h1") == 1
    assert tags.count("table") == tags.count("caption")
    assert all(attrs.get("scope") in ("row", "col") for tag, attrs in reader.seen if tag == "th")
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_html_links_lead_to_their_parts() -> None:
    reader = Reader(shown("record", "html", "zh"))
    ids = reader.attributes("id")
    inner = [href for href in reader.attributes("href") if href and href.startswith("#")]
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in inner} <= set(ids)
    assert len(inner) == 4


def test_the_content_policy_names_the_style_that_stands_in_the_page() -> None:
    page = shown("diff", "html", "zh")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in page or f"style-src 'sha256-{digest}'" in page


def test_a_page_hides_by_its_boxes_what_bears_their_name_and_only_on_the_screen() -> None:
    text = shown("page", "html", "zh")
    reader = Reader(text)
    on_screen = "".join(re.findall(r"@media screen \{\n(?:  .*\n)*\}", text))
    assert text.count("~ section") == on_screen.count("~ section") > 10
    boxes = [str(attrs["id"]) for tag, attrs in reader.seen if tag == "input"]
    sections = " ".join(str(attrs["class"]) for tag, attrs in reader.seen if tag == "section").split()
    assert len(boxes) == len(set(boxes)) > 5
    for box in boxes:
        assert box.removeprefix("show-") in sections
        assert f"#{box}:not(:checked) ~ section.{box.removeprefix('show-')}" in on_screen
    assert sorted(map(str, reader.attributes("for"))) == sorted(boxes)


def test_the_boxes_of_a_page_stand_beside_the_sections_they_hide() -> None:
    body = shown("page", "html", "zh")
    before = body[: body.index('<input class="choice"')]
    assert before.count("<section") == before.count("</section>")


def test_every_link_of_a_page_leads_somewhere_on_it() -> None:
    reader = Reader(shown("page", "html", "en"))
    anchors = {str(anchor) for anchor in reader.attributes("id")}
    links = [str(link) for link in reader.attributes("href")]
    assert len(links) > 5
    assert all(link.removeprefix("#") in anchors for link in links)


def hostile() -> Report:
    (change,) = changes(["stricter"])
    nasty = dataclasses.replace(change, title=HOSTILE, reason="- " + HOSTILE, document=HOSTILE, basis=[HOSTILE])
    report = changes_report(Shown((HOSTILE, "x"), [nasty], [("a", HOSTILE)], {"edu": HOSTILE}), Words("en"))
    table = Table(HOSTILE, (HOSTILE,), ((plain(HOSTILE),),))
    return report._replace(blocks=(*report.blocks, table))


def test_html_shows_hostile_text_as_text() -> None:
    reader = Reader(render(hostile(), "html", Words("en")))
    assert "script" not in [tag for tag, _ in reader.seen]
    assert reader.text.count("<script>alert('1')</script>") == 11
    assert "\x1b" not in reader.text


def test_markdown_shows_hostile_text_as_text() -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(render(hostile(), "md", Words("en")))
    inline = [token for block in tokens for token in block.children or ()]
    assert {token.type for token in inline} <= {"text", "strong_open", "strong_close", "text_special"}
    assert "".join(token.content for token in inline).count(safe(HOSTILE)) == 11


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("format", RENDERERS)
def test_what_is_not_public_is_in_no_format(format: str, lang: str) -> None:
    page = shown("record", format, lang)
    for secret in ("谁也不应看到", "只有内部可见", "内部说明", "内部备注", "EDU-N-030"):
        assert secret not in page
    assert "EDU-N-031" in page
    assert 'href="javascript' not in page
    assert "](<javascript" not in page


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("width", [40, 60, 72, 100, 200])
def test_text_fits_the_screen(name: str, width: int) -> None:
    for lang in LANGUAGES:
        lines = shown(name, "text", lang, width).splitlines()
        assert max(map(columns, lines)) <= width


def unmarked(text: str) -> str:
    return re.sub(r"\[-|-\]|\{\+|\+\}", "", text)


def test_colour_stands_for_the_brackets() -> None:
    wide = shown("diff", "text", "zh", 300)
    painted = shown("diff", "text", "zh", 300, colour=True)
    assert bare(painted) == unmarked(wide)
    assert "[-" in wide
    assert "\x1b[9;31m" in painted


def test_narrow_tables_become_records() -> None:
    assert "编号：EDU-N-003\n  事项名称：高中学业水平考试未启用试卷\n" in shown("record", "text", "zh", 60)
    headings = "^  编号 +事项名称 +不予公开内容 +不公开期限 +情形 +依据$"
    assert re.search(headings, shown("record", "text", "zh", 160), re.MULTILINE)


def test_wide_tables_are_wrapped_into_their_columns() -> None:
    rows = tuple((plain(f"N-{n}"), plain("甲乙丙丁" * 12), plain("one two three four five " * 5)) for n in range(3))
    text = render(Report("t", (Table("c", ("id", "名", "words"), rows),)), "text", Words("en"), 80)
    assert max(map(columns, text.splitlines())) <= 80
    assert text.count("N-") == 3


def test_no_changes_are_said_so() -> None:
    report = changes_report(Shown(("a", "b"), []), Words("zh"))
    assert "没有变动" in render(report, "text", Words("zh"))


def test_a_first_publication_is_a_table_and_a_later_addition_is_not() -> None:
    blocks = public_record("zh").blocks
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [[row[0][0].text for row in table.rows] for table in tables] == [["EDU-N-003", "EDU-N-007"], ["WATER-N-009"]]


def test_notices_of_one_day_keep_their_links_when_later_ones_come() -> None:
    one, first = record().notices
    before = dataclasses.replace(record(), notices=(first,))
    after = dataclasses.replace(record(), notices=(one, dataclasses.replace(first, document="二号"), first))
    assert anchors(before) == ["notice-2018-06-29"]
    assert anchors(after) == ["notice-2025-07-04", "notice-2018-06-29-2", "notice-2018-06-29"]


def anchors(these: Record) -> list[str]:
    page = render(record_report([("", these)], these, Words("zh")), "html", Words("zh"))
    return re.findall(r'id="(notice-[^"]*)"', page)


def test_ten_thousand_changes_are_shown_quickly() -> None:
    (change,) = changes(["stricter"])
    many: list[Change] = [dataclasses.replace(change, entry=f"E-{number:05}") for number in range(10_000)]
    for format in RENDERERS:
        start = time.process_time()
        report = changes_report(Shown(("a", "b"), many), Words("zh"))
        assert "E-09999" in render(report, format, Words("zh"))
        assert time.process_time() - start < 4


def test_a_junit_report_counts_its_cases(sample_cards: None) -> None:
    for found in (findings(), []):  # a file without findings is one case that passed
        root = ElementTree.fromstring(SERVICES["junit"](found, register(), Words("zh")))
        for each in (root, *root):
            assert each.attrib["tests"] == str(len(list(each.iter("testcase"))))
            assert each.attrib["failures"] == str(len(list(each.iter("failure"))))

"""The public record as tables, official notices and feeds: golden files, the same bytes, nothing left out.

Golden files of documents and workbooks hold the texts that a program of Word or Excel would show;
`NEGCLI_UPDATE_GOLDEN=1 pytest tests/test_notices.py` writes them anew.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import feedparser
import openpyxl
import pytest
import yaml
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from report_sample import GOLDEN, record

from negcli.change import Change
from negcli.export.atom import feeds
from negcli.export.changes import changelog_json
from negcli.export.sheets import record_csv, record_xlsx
from negcli.record.history import Notice, Record, grouped
from negcli.report import render
from negcli.report.announcement import SIGNATURE, announcement
from negcli.report.cells import columns
from negcli.report.docx import render_docx
from negcli.report.record import record_report
from negcli.report.title import title_lines
from negcli.words import LANGUAGES, Words

ATOM = "{http://www.w3.org/2005/Atom}"


def written(format: str, lang: str, of: Record | None = None) -> bytes:
    """The record (the sample's) in a format."""
    these, words = of or record(), Words(lang)
    if format == "docx":
        return render_docx(announcement(these, words), words)
    if format == "xlsx":
        return record_xlsx(these, words)
    if format == "csv":
        return record_csv(these, words).encode()
    if format == "atom":
        return feeds(these, [], "feed.xml", 50, words)["feed.xml"]
    if format == "json":
        return json.dumps(changelog_json(these), ensure_ascii=False).encode()
    return render(record_report(grouped(these, "notice"), these, words), format, words).encode()


def shown(format: str, data: bytes) -> str:
    """The texts that are seen, line by line."""
    return "\n".join(SHOWN[format](data)) + "\n"


def in_document(data: bytes) -> Iterator[str]:
    document = docx.Document(io.BytesIO(data))
    for part in document.iter_inner_content():
        yield from [part.text] if hasattr(part, "text") else [" | ".join(row) for row in rows_of(part)]


def rows_of(table: Any) -> Iterator[list[str]]:
    return ([cell.text for cell in row.cells] for row in table.rows)


def in_workbook(data: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        yield f"[{sheet.title}]"
        yield from (" | ".join(str(value or "") for value in row) for row in sheet.iter_rows(values_only=True))


def as_text(data: bytes) -> Iterator[str]:
    return iter([data.decode()[:-1]])


SHOWN = {"docx": in_document, "xlsx": in_workbook, "csv": as_text, "atom": as_text}
SUFFIXES = {"docx": "docx.txt", "xlsx": "xlsx.txt", "atom": "xml"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("format", SHOWN)
def test_golden(format: str, lang: str) -> None:
    file = GOLDEN / format / f"record.{lang}.{SUFFIXES.get(format, format)}"
    text = shown(format, written(format, lang))
    if os.environ.get("NEGCLI_UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
    assert text == file.read_bytes().decode()


CASES = yaml.safe_load((GOLDEN.parent / "cases" / "notices.yaml").read_text(encoding="utf-8"))["情形"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["说明"])
def test_who_issues_a_notice(case: dict[str, Any]) -> None:
    notice = replace(
        record().notices[0], document=case.get("文号", ""), approver=case.get("批准机关", ""), approved="", changes=(),
        editions=tuple((name, "negative-list", "2026-1") for name in case["机构"]), first=frozenset(),
    )  # fmt: skip
    names = {name: name for name in (*case["机构"], "样例县人民政府办公室")}
    heading, opening, *blocks = announcement(Record((notice,), (), agency_names=names), Words("zh")).blocks
    signed = next(block.text[0].text for block in blocks if block.text and block.text[0].mark == SIGNATURE)
    assert heading.text == case["标题"]
    assert signed.split("\n")[:-1] == case["落款"]
    assert opening.text[0].text == case.get("开头", opening.text[0].text)


@pytest.mark.parametrize("format", ["docx", "xlsx", "atom", "csv"])
def test_the_same_record_makes_the_same_bytes(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(format, "zh")
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert written(format, "zh") == first


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_office_files_tell_no_time_and_no_name(format: str) -> None:
    with zipfile.ZipFile(io.BytesIO(written(format, "zh"))) as parts:
        days = {part.date_time[:3] for part in parts.infolist()}
        core = parts.read("docProps/core.xml").decode()
    assert days <= {(2000, 1, 1), (1980, 1, 1)}
    assert all(not ElementTree.fromstring(core).findtext(f"{{*}}{name}") for name in ("creator", "lastModifiedBy"))


FORMATS = ("md", "html", "text", "json", "csv", "atom", "docx", "xlsx")


def facts(these: Record) -> Iterator[str]:
    """What every format must say: of each notice, and of each change that may be shown."""
    for notice in changelog_json(these)["notices"]:
        yield from filter(None, (notice["document"], notice["approver"], notice["summary"], notice["interpretation"]))
        for change in notice["adjustments"]:
            yield from filter(None, (change["entry"], change["title"], change["reason"], change["document"]))


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_says_less(format: str) -> None:
    data = written(format, "zh")
    text = shown(format, data) if format in SHOWN else data.decode()
    if format == "atom":
        text = "".join(ElementTree.fromstring(data).itertext())
    spoken = text.replace("\n", "").replace("\\", "").replace(" ", "")
    missing = [fact for fact in facts(record()) if "".join(fact.split()) not in spoken]
    assert missing == []


def test_nothing_private_is_said() -> None:
    """Of the sample, an entry whose title alone is public, and one that may only be counted."""
    hidden = [change for notice in record().notices for change in notice.changes if change.publicity != "full"]
    assert hidden
    for format in SHOWN:
        text = shown(format, written(format, "zh"))
        assert [part.new for change in hidden for part in change.fields if part.new and str(part.new) in text] == []
        assert [change.entry for change in hidden if change.publicity == "none" and change.entry in text] == []


# --- Workbooks and documents ----------------------------------------------------------------


def hostile(text: str) -> Record:
    """The sample, its first change titled ``text``."""
    these = record()
    notice = these.notices[0]
    changes = (replace(notice.changes[0], title=text, publicity="full"), *notice.changes[1:])
    return replace(these, notices=(replace(notice, changes=changes), *these.notices[1:]))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "https://x.invalid", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula_or_a_link(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", "zh", hostile(text))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(str(cell.value).strip() == text.strip() for cell in cells)
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    rows = csv.reader(io.StringIO(written("csv", "zh", hostile(text)).decode()))
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)


def test_a_sheet_for_every_kind_of_change() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", "zh")))
    kinds = {change.kind for notice in record().notices for change in notice.changes if change.publicity != "none"}
    assert book.sheetnames[0] == "公告"
    assert len(book.sheetnames) >= 1 + len(kinds)
    assert all(sheet.freeze_panes == "A2" for sheet in book)


def test_every_notice_begins_on_a_page_of_its_own_with_its_number_below_its_title() -> None:
    document = docx.Document(io.BytesIO(written("docx", "zh")))
    lines = [line for line in document.paragraphs if line.text]
    titles = [at for at, line in enumerate(lines) if line.text.endswith("的公告")]
    assert len(titles) == len(record().notices)
    assert [lines[at].paragraph_format.page_break_before for at in titles] == [False, *[True] * (len(titles) - 1)]
    numbers = [notice.document for notice in record().notices]
    assert all(lines[at + 1].text == number for at, number in zip(titles, numbers, strict=True) if number)
    assert "PAGE" in document.sections[0].footer._element.xml


TITLES = yaml.safe_load((GOLDEN.parent / "cases" / "titles.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("lines", TITLES, ids=lambda lines: lines[0])
def test_a_title_breaks_where_its_sense_allows(lines: list[str]) -> None:
    gap = " " if lines[0].isascii() else ""
    assert title_lines(gap.join(lines), 40) == lines


@given(st.text("关于公布的公告负面清单、权力县民政局（）》，ab :", max_size=60), st.integers(8, 40))
def test_a_title_loses_nothing(text: str, width: int) -> None:
    lines = title_lines(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert len(lines) == 1 or max(map(columns, lines)) <= width


def paragraphs(data: bytes) -> list[Any]:
    return docx.Document(io.BytesIO(data)).paragraphs


def test_annexes_are_named_below_the_body_and_who_signs_stands_above_the_day() -> None:
    these = record()
    lines = [line.text for line in paragraphs(written("docx", "zh"))]
    named = next(at for at, line in enumerate(lines) if line.startswith("附件："))
    assert (lines[named - 1], lines[named][:6], lines[named + 1][:3]) == ("", "附件：1. ", "2. ")
    signed = next(line for line in paragraphs(written("docx", "zh")) if line.text.endswith("\n2025年7月4日"))
    assert signed.alignment == WD_ALIGN_PARAGRAPH.CENTER
    first = these.notices[0]
    one = replace(these, notices=(replace(first, changes=first.changes[:1]),), unpublished=())
    alone = [line.text for line in paragraphs(written("docx", "zh", one))]
    assert [line for line in alone if line.startswith("附件")] == ["附件：范围调整事项（1项）", "附件"]


def test_rows_of_annexes_stay_whole_and_their_head_is_repeated() -> None:
    table = docx.Document(io.BytesIO(written("docx", "zh"))).tables[0]._tbl
    rows = [[node.tag.rpartition("}")[2] for node in row.trPr] for row in table.tr_lst]
    assert rows[0] == ["cantSplit", "tblHeader"]
    assert rows[1:] == [["cantSplit"]] * (len(rows) - 1)


def test_a_row_longer_than_a_third_of_a_page_may_go_on_on_the_next() -> None:
    notices = record().notices
    change = replace(notices[0].changes[0], reason="理由" * 100, publicity="full")
    long = replace(record(), notices=(replace(notices[0], changes=(change,)), *notices[1:]))
    row = docx.Document(io.BytesIO(written("docx", "zh", long))).tables[0]._tbl.tr_lst[1]
    assert [node.tag.rpartition("}")[2] for node in row.trPr or ()] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_workbook_prints_on_a4_in_letters_that_can_be_read(lang: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", lang)))
    for sheet in book:
        first, last = sheet.print_area.replace("$", "").partition("!")[2].split(":")
        printed = sheet[first:last][0]
        widths = [sheet.column_dimensions[cell.column_letter].width or 13 for cell in printed]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToHeight, sheet.print_title_rows) == (0, "$1:$1")
        assert sum(widths) < 205  # a page takes some 145 characters of 11 points; 10 points become 7 at least
        shown = {cell.value for cell in sheet[1]} - {cell.value for cell in printed}
        assert not shown & {"调整前", "调整后", "调整理由", "before", "after", "reason"}
        hidden = [cell for row in sheet.iter_rows(min_row=2) for cell in row[len(printed) :] if cell.value]
        assert {sheet[1][cell.column - 1].value for cell in hidden} <= {
            "变动代码",
            "变动类型",
            "change id",
            "kind of change",
        }


def test_a_row_of_a_workbook_is_as_high_as_its_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", "zh"))).worksheets[0]
    assert all(sheet.row_dimensions[row].height >= 14 for row in range(1, sheet.max_row + 1))
    assert max(sheet.row_dimensions[row].height for row in range(2, sheet.max_row + 1)) > 40


def test_totals_stand_in_words_and_figures() -> None:
    zh, en = (shown("docx", written("docx", lang)) for lang in LANGUAGES)
    total = sum(record().notices[0].totals.values())
    assert f"项（{total}项）：" in zh
    assert f"({total}) adjustments" in en


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_libreoffice_opens_it(format: str, tmp_path: Path) -> None:
    (tmp_path / f"公告.{format}").write_bytes(written(format, "zh"))
    command = ["soffice", f"-env:UserInstallation={tmp_path.as_uri()}/home", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, f"公告.{format}"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "公告.pdf").read_bytes().startswith(b"%PDF")


# --- Feeds ----------------------------------------------------------------------------------


def notice(day: str, *changes: Change) -> Notice:
    first = record().notices[0]
    editions = (("edu", "negative-list", day),)
    return replace(first, published=day, document=f"示教〔{day}〕1号", editions=editions, changes=changes, totals={})


def changed(entry: str, kind: str) -> Change:
    return replace(record().notices[0].changes[0], entry=entry, kind=kind, agency="edu", publicity="full")


def history(*days: str) -> Record:
    """A record with notices of these days, the newest first."""
    return replace(record(), notices=tuple(notice(day) for day in sorted(days, reverse=True)), unpublished=())


DAYS = [f"20{year}-01-01" for year in range(10, 21)]


def read(feed: bytes) -> Any:
    parsed = feedparser.parse(feed)
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_feed_reader_takes_it(lang: str) -> None:
    parsed = read(written("atom", lang))
    assert parsed.version == "atom10"
    assert parsed.entries[0].title == record().notices[0].document
    assert [entry.published[:10] for entry in parsed.entries] == [each.published for each in record().notices]
    assert parsed.feed.updated[:10] == max(each.published for each in record().notices)


ATOM_SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))


def is_atom(feed: bytes) -> bool:
    """Whether ``feed`` is as RFC 4287 has it, by the schema of `atom.rng`."""
    return bool(ATOM_SCHEMA.validate(etree.fromstring(feed)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_of_a_feed_is_atom(lang: str) -> None:
    words = Words(lang)
    parts = feeds(history(*DAYS), [], "订阅 源.xml", 4, words) | feeds(record(), ["edu"], "edu.xml", 50, words)
    parts |= feeds(replace(record(), notices=()), [], "empty.xml", 50, words)
    assert len(parts) == 5
    assert [name for name, part in parts.items() if not is_atom(part)] == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<id>.*?</id>", ""),
        ("<id>.*?</id>", "<id>4711</id>"),
        ("<title>", "<title>another</title><title>"),
        ("T00:00:00\\+08:00", ""),
        ("T00:00:00\\+08:00", "T00:00:00"),
        ("<name>.*?</name>", ""),
        ("<entry>", "<entry><item>1</item>"),
        ('type="html"', 'type="htm"'),
        ("<generator>", '<link href="订阅 源.xml" /><generator>'),
        ("<updated>.*?</updated>", ""),
    ],
)
def test_the_schema_finds_what_is_not_atom(right: str, wrong: str) -> None:
    feed = written("atom", "zh").decode()
    spoilt = re.sub(right, wrong, feed, count=1)
    assert spoilt != feed
    assert is_atom(feed.encode())
    assert not is_atom(spoilt.encode())


def test_what_the_standard_wants_is_there() -> None:
    """RFC 4287, 4.1.1 and 4.1.2: one id, title and updated each, an author, at most one summary, a link to itself."""
    feed = ElementTree.fromstring(written("atom", "zh"))
    entries = feed.findall(f"{ATOM}entry")
    for node in (feed, *entries):
        assert [len(node.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert len(node.findall(f"{ATOM}summary")) <= 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert feed.find(f"{ATOM}link[@rel='self']") is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)


def test_ids_stay_when_notices_are_added_and_differ_between_agencies() -> None:
    old, new = (read(written("atom", "zh", history(*days))) for days in (DAYS[:4], DAYS))
    assert old.feed.id == new.feed.id
    assert {entry.id for entry in old.entries} < {entry.id for entry in new.entries}
    one, other = (feeds(history(*DAYS), [agency], "x", 50, Words("zh"))["x"] for agency in ("edu", "fin"))
    assert read(one).feed.id != read(other).feed.id


def test_long_feeds_have_archives_that_never_change() -> None:
    parts = feeds(history(*DAYS), [], "feed.xml", 4, Words("zh"))
    assert list(parts) == ["feed-1.xml", "feed-2.xml", "feed.xml"]
    days = {name: [entry.published[:4] for entry in read(part).entries] for name, part in parts.items()}
    assert days["feed.xml"] == ["2020", "2019", "2018"]
    assert days["feed-1.xml"] == ["2013", "2012", "2011", "2010"]
    links = {name: {link.rel: link.href for link in read(part).feed.links} for name, part in parts.items()}
    assert links["feed.xml"] == {"self": "feed.xml", "current": "feed.xml", "prev-archive": "feed-2.xml"}
    assert links["feed-2.xml"]["prev-archive"] == "feed-1.xml"
    assert links["feed-1.xml"] == {"self": "feed-1.xml", "current": "feed.xml", "next-archive": "feed-2.xml"}
    assert [b"archive />" in part for part in parts.values()] == [True, True, False]
    grown = feeds(history(*DAYS, "2021-01-01"), [], "feed.xml", 4, Words("zh"))
    assert [grown[name] == parts[name] for name in ("feed-1.xml", "feed-2.xml")] == [True, True]


def test_a_corrected_notice_says_when() -> None:
    rows = (notice("2012-03-01", changed("A", "corrected")), notice("2011-01-01", changed("B", "added")))
    these = replace(record(), notices=(*rows, notice("2010-01-01", changed("A", "added"))), unpublished=())
    parsed = read(written("atom", "zh", these))
    assert [(entry.published[:10], entry.updated[:10]) for entry in parsed.entries] == [
        ("2012-03-01", "2012-03-01"),
        ("2011-01-01", "2011-01-01"),
        ("2010-01-01", "2012-03-01"),
    ]
    assert "2012年3月1日更正" in parsed.entries[2].summary


def test_an_empty_record() -> None:
    empty = replace(record(), notices=(), unpublished=())
    for format in FORMATS:
        assert written(format, "en", empty)
    assert read(written("atom", "en", empty)).entries == []


# --- By month and by agency -----------------------------------------------------------------


def test_by_month() -> None:
    parts = grouped(history("2011-01-05", "2011-01-20", "2011-02-01"), "month")
    assert [(name, len(part.notices)) for name, part in parts] == [("2011-02", 1), ("2011-01", 2)]
    page = render(record_report(parts, parts[0][1], Words("zh")), "md", Words("zh"))
    assert page.count("## 2011年1月\n") == 1


def test_by_agency() -> None:
    parts = grouped(record(), "agency")
    assert len(parts) > 1
    for name, part in parts:
        assert all(name in [edition[0] for edition in each.editions] or each.changes for each in part.notices)

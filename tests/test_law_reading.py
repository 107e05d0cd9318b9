"""Texts of laws are read into documents of the register, from Word, Markdown and plain text alike."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negcli.errors import Failure
from negcli.law.catalogue import delivered
from negcli.law.files import read_law_file
from negcli.law.imported import Import, laws_document, structure_of
from negcli.law.law import Law
from negcli.law.office import read_docx
from negcli.law.own import own_laws
from negcli.law.reading import ReadLaw, Remark, read_law
from negcli.lists.register import build_register
from negcli.source.document import load_source

TEXT = Path(__file__).parent / "laws" / "shifan.md"
STRUCTURE = "0 0,0 3,0 +0 x 0,0 - 0"


def plain_text() -> str:
    """The same law as plain text: no marks, no empty lines, indented with full-width spaces."""
    lines = [line.strip("#* ").replace("**", "") for line in TEXT.read_text(encoding="utf-8").splitlines()]
    return "\n".join("　　" + line for line in lines if line)


def written_as(folder: Path, ending: str) -> Path:
    """The law in a file of that kind."""
    path = folder / f"law{ending}"
    if ending == ".md":
        path.write_bytes(TEXT.read_bytes())
    elif ending == ".docx":
        document = docx.Document()
        for line in plain_text().splitlines():
            document.add_paragraph(line)
        document.save(str(path))
    else:
        path.write_bytes(plain_text().encode("gb18030" if ending == ".txt" else "utf-8"))
    return path


@pytest.mark.parametrize("ending", [".md", ".txt", ".text", ".docx"])
def test_the_same_law_is_read_from_every_kind_of_file(ending: str, tmp_path: Path) -> None:
    law = read_law_file(written_as(tmp_path, ending))
    assert law.title == "示范市公共广场管理条例"
    assert (law.passed, law.effective) == ("2022-03-01", "2022-07-01")
    assert law.number == "示范市人民代表大会常务委员会公告第8号"
    assert structure_of(law.articles) == STRUCTURE
    assert {(row.code, row.what) for row in law.remarks} == {("gap", "6"), ("annex", "附件：广场名录")}


def imported(law: ReadLaw, keys: str) -> Law:
    text = laws_document([Import(law, "地方性法规", "shifan.md", "2026-01-15")], keys)
    source = load_source("laws.yaml", text)
    assert not source.slips
    (found,) = own_laws(build_register((source,)), delivered().find)
    return found


@pytest.mark.parametrize("keys", ["zh", "en"])
def test_what_was_read_is_found_again_in_the_register(keys: str) -> None:
    found = imported(read_law(TEXT.read_text(encoding="utf-8")), keys)
    version = found.version_on("2023-01-01")
    assert version and version.last_article == 7 and found.known_until == "2026-01-15"
    assert version.article(3).paragraphs == (3, 0)
    assert version.article(3, 1).status == "exists"
    assert [version.article(number).status for number in (4, 6, 8)] == ["deleted", "uncertain", "missing"]
    assert found.quoted("本条例所称广场，是指示范市内供人散步的平地")[0].article == "2"
    assert found.quoted("夜间关灯的时间由管理单位确定")[0].article == "3-1"


def test_files_of_one_title_are_versions_of_one_law() -> None:
    new = read_law(TEXT.read_text(encoding="utf-8"))
    old = new._replace(effective="2010-01-01", passed="2009-12-01", articles=new.articles[:2])
    text = laws_document([Import(one, "", "x", "2026-01-15") for one in (new, old)], "zh")
    (found,) = own_laws(build_register((load_source("laws.yaml", text),)), delivered().find)
    assert [version.last_article for version in found.versions] == [2, 7]


HEAD = "某市某条例\n（2020年1月2日某会议通过）\n"


@pytest.mark.parametrize(
    ("text", "structure", "codes"),
    [
        ("第一条 甲。\n第二条 乙：\n（一）丙；\n（二）丁。\n第三条 自2020年3月1日起施行。", "0 2 0", []),
        ("第一条 甲。\n\n乙。\n第二条 自2020年3月1日起施行。", "0,0 0", []),
        ("第一条\n甲。\n第二条\n自公布之日起施行。", "0*2", []),
        ("第1条　甲。\n第2条　自2020年3月1日起施行。", "0*2", []),
        ("第一条 这一行为了版面\n在中间断开。\n第二条 自2020年3月1日起施行。", "0,0 0", []),
        ("第一条 这一行写得很长很长为了版面只好\n在中间断开。\n第二条 自2020年3月1日起施行。", "0*2", []),
        ("第一条 甲：\n（一）乙；\n（三）丙。\n第二条 自2020年3月1日起施行。", "2 0", ["item-order"]),
        ("第一条 甲。\n第二条、第三条的规定另行公布。\n第二条 自2020年3月1日起施行。", "0,0 0", []),
        ("第一条 甲。\n第三十条规定的事项从其规定。\n第二条 自2020年3月1日起施行。", "0,0 0", []),
        ("第一条 甲。", "0", ["no-effective"]),
    ],
)
def test_layouts(text: str, structure: str, codes: list[str]) -> None:
    law = read_law(HEAD + text)
    assert structure_of(law.articles) == structure
    assert [row.code for row in law.remarks] == codes


@pytest.mark.parametrize(
    ("head", "title", "passed"),
    [
        ("示范市人民代表大会\n关于广场的决定\n（2020年1月2日通过）", "示范市人民代表大会关于广场的决定", "2020-01-02"),
        ("广场办法\n(二〇二〇年一月二日发布)", "广场办法", "2020-01-02"),
        ("样府令第3号\n广场办法\n（2018年5月1日公布　根据2020年1月2日《决定》修正）", "广场办法", "2020-01-02"),
        ("广场办法\n（2018年5月1日通过　2020年1月2日修订）", "广场办法", "2020-01-02"),
    ],
)
def test_titles_and_dates(head: str, title: str, passed: str) -> None:
    law = read_law(head + "\n第一条 甲。\n第二条 自2021年3月1日起施行。")
    assert (law.title, law.passed, law.effective) == (title, passed, "2021-03-01")


def test_what_is_no_law_is_refused(tmp_path: Path) -> None:
    for name, content in {"a.txt": "没有条文", "b.docx": "no zip"}.items():
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        with pytest.raises(Failure) as raised:
            read_law_file(path)
        assert raised.value.code == {"a.txt": "no-articles", "b.docx": "not-a-docx"}[name]


def test_what_word_numbers_itself_and_tables_are_told(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("第一条 甲。")
    document.add_paragraph("乙", style="List Number")
    document.paragraphs[1]._p.get_or_add_pPr().get_or_add_numPr()
    document.add_table(1, 1)
    document.save(str(tmp_path / "a.docx"))
    assert read_docx(tmp_path / "a.docx")[1] == (Remark("auto-numbered", 2), Remark("table"))


@given(st.text("第一二三条款项（）()：。；、\n 之0甲附件#*", max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    law = read_law(text)
    assert law.articles or Remark("no-articles") in law.remarks


def test_page_numbers_tables_and_footnotes_are_no_paragraphs() -> None:
    rows = [
        "第一条　登记下列样例：",
        "（一）甲；",
        "（二）乙。",
        "- 1 -",
        "第二条　照表报送：",
        "| 种类 | 期限 |",
        "[1] 见另文。",
    ]
    law = read_law("示范市样例规定\n（2022年1月1日示范市人民政府令第5号公布）\n" + "\n".join(rows))
    assert [article.token for article in law.articles] == ["2", "0"]
    assert [remark.line for remark in law.remarks if remark.code == "aside"] == [8, 9]
    assert law.number == "示范市人民政府令第5号"

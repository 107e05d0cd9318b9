"""Citations as people write them: the table of `cases/citations.yaml`, and what holds of any citation."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negcli.check import check, choose_rules
from negcli.check.pasted import judge_pasted
from negcli.evidence.citing import read_text, weight
from negcli.finding import Severity
from negcli.law.catalogue import delivered
from negcli.law.citation import Citation, Spot, official
from negcli.law.form import informal, put_right
from negcli.law.grammar import parse
from negcli.law.law import Article, Law, LawVersion
from negcli.law.numerals import han, number
from negcli.law.verdict import Question
from negcli.lists.register import load_register
from negcli.rules import Context
from negcli.source.loader import load_plain

CASES = load_plain((Path(__file__).parent / "cases" / "citations.yaml").read_text(encoding="utf-8"))
DAY = "2024-12-15"
LAWS = """
    政府信息公开条例 保守国家秘密法 档案法 统计法 行政处罚法 行政许可法 刑法 民法典 招标投标法 招标投标法实施条例
    网络安全法 个人信息保护法 公务员法 政府采购法 信访工作条例 北京市保守国家秘密条例 重大行政决策程序暂行条例
"""


def question(day: str) -> Question:
    return Question(delivered(), day, day)


def known(title: str) -> bool:
    return delivered().find(title) is not None


@pytest.mark.parametrize("row", CASES, ids=lambda row: f"{row['text']} {row['as_of']}")
def test_what_is_found(row: dict[str, Any]) -> None:
    verdicts = read_text(row["text"], question(row["as_of"])).verdicts
    found = [(verdict.name, row["text"][slice(*verdict.span)]) for verdict in verdicts]
    assert found == ([] if row["find"] == "ok" else [(row["find"], row["at"])])


def test_half_of_the_table_is_right_and_all_rules_are_in_it() -> None:
    right = [row for row in CASES if row["find"] == "ok"]
    assert len(CASES) >= 150 and 0.4 < len(right) / len(CASES) < 0.6
    assert len({row["find"] for row in CASES}) == 12


@pytest.mark.parametrize("row", CASES, ids=lambda row: f"{row['text']} {row['as_of']}")
def test_official_form_of_the_table(row: dict[str, Any]) -> None:
    """Printed in official form it reads the same, and is judged the same."""
    citations = parse(row["text"], known)
    assert parse(official(citations), known) == citations
    reading = read_text(row["text"], question(row["as_of"]))
    mended = put_right_in(row["text"], row["as_of"])
    again = read_text(mended, question(row["as_of"]))
    assert [verdict.name for verdict in again.verdicts] == [verdict.name for verdict in reading.verdicts]
    assert put_right_in(mended, row["as_of"]) == mended


def put_right_in(text: str, day: str) -> str:
    """``text`` with all that `citation-form` mends."""
    found = informal(text, read_text(text, question(day)).judged, known)
    assert all(verdict.instead is not None for verdict in found)
    return put_right(text, ((verdict.span, str(verdict.instead)) for verdict in found))


def test_pasted_citations_are_judged_as_validate_does(tmp_path: Path) -> None:
    """The rows of the table as bases of entries, and each alone."""
    ground = ["state-secret"]
    rows = [{"id": str(at), "basis": [row["text"]], "ground": ground} for at, row in enumerate(CASES)]
    data = {"agency": "edu", "edition": {"effective": DAY}, "entries": rows}
    lines = ["kind: negative-list", *map(_line, data.items())]
    (tmp_path / "list.yaml").write_text("\n".join(lines), encoding="utf-8")
    register = load_register(tmp_path)
    rules = choose_rules(register, ("citation", "ground", "citation-form"))
    found: dict[str | None, list[str]] = {}
    for finding in check(register, rules, date.fromisoformat(DAY)):
        found.setdefault(finding.entry, []).append(finding.name)
    for at, row in enumerate(CASES):
        pasted = judge_pasted(row["text"], ground, Context(register, date.fromisoformat(DAY)))
        assert sorted(verdict.name for verdict in pasted.verdicts) == sorted(found.get(str(at), [])), row["text"]


def _line(field: tuple[str, Any]) -> str:
    """A field in one line: JSON is YAML."""
    return f"{field[0]}: {json.dumps(field[1], ensure_ascii=False)}"


# -- any citation


def articles_of(title: str) -> list[Article]:
    """The articles of a law whose structure is known."""
    law = delivered().find(title)
    version = law and law.version_on(DAY)
    assert version
    return [article for article in version.articles() if article.status == "exists" and article.paragraphs]


@st.composite
def places(draw: st.DrawFn, title: str) -> Spot:
    """A place that exists in the law."""
    article = draw(st.sampled_from(articles_of(title)))
    paragraphs = article.paragraphs or ()
    paragraph = draw(st.integers(0, len(paragraphs)))
    listed = [at for at, items in enumerate(paragraphs, 1) if items]
    if not listed or (paragraph and paragraph not in listed):
        return Spot(article.number, article.sub, paragraph)
    most = paragraphs[(paragraph or listed[0]) - 1]
    item = draw(st.integers(0, most if paragraph or len(listed) == 1 else 0))
    return Spot(article.number, article.sub, paragraph, item)


#: Ways to write a number, the part of a title, and what stands between parts.
FIGURES: list[Callable[[int], str]] = [han, str, lambda value: "".join(chr(0xFF10 + int(one)) for one in str(value))]
TITLES = ["《{}》", "《中华人民共和国{}》", "〈{}〉", "《 {} 》", "{}", "<{}>"]
ITEMS = ["第（{}）项", "第({})项", "第{}项", "（{}）项", "(  {} )项"]
GAPS = ["", " ", "\u3000"]


@st.composite
def written(draw: st.DrawFn, spot: Spot) -> str:
    """``spot``, written in some way."""
    figure, ordinal, gap = draw(st.sampled_from(FIGURES)), draw(st.sampled_from("第笫弟")), draw(st.sampled_from(GAPS))
    text = f"{ordinal}{gap}{figure(spot.article)}{gap}条"
    text += f"之{figure(spot.sub)}" if spot.sub else ""
    text += f"{gap}{ordinal}{figure(spot.paragraph)}款" if spot.paragraph else ""
    return text + (draw(st.sampled_from(ITEMS)).format(figure(spot.item)) if spot.item else "")


@st.composite
def citations(draw: st.DrawFn) -> tuple[str, list[Spot]]:
    """A law, cited in some way, and the places that are cited of it."""
    title = draw(st.sampled_from(LAWS.split()))
    law = delivered().find(title)
    frames = TITLES if law and law.title == f"中华人民共和国{title}" else [TITLES[0], *TITLES[2:]]
    spots = draw(st.lists(places(title), min_size=1, max_size=3))
    parts = [draw(written(spot)) for spot in spots]
    joiner = draw(st.sampled_from(["、", "，", "和", "及", "；", "以及"]))
    frame, gap = draw(st.sampled_from(frames)), draw(st.sampled_from(GAPS))
    return f"{frame.format(title)}{gap}{joiner.join(parts)}", spots


@given(citations())
def test_what_exists_is_never_faulted(cited: tuple[str, list[Spot]]) -> None:
    text, spots = cited
    reading = read_text(text, question(DAY))
    assert [verdict.name for verdict in reading.verdicts] == []
    assert [reference.first for one in reading.judged for reference in one.citation.references] == spots


@given(citations())
def test_official_form_reads_the_same(cited: tuple[str, list[Spot]]) -> None:
    text, _ = cited
    found = parse(text, known)
    assert parse(official(found), known) == found
    mended = put_right_in(text, DAY)
    assert parse(mended, known) == found
    assert put_right_in(mended, DAY) == mended


@given(citations())
def test_every_part_stands_where_it_says(cited: tuple[str, list[Spot]]) -> None:
    text, _ = cited
    for citation in parse(text, known):
        assert citation.title in "".join(text[slice(*citation.span)].split())
        for reference in citation.references:
            spot = reference.first
            assert all(spells(text[slice(*span)], spot, name) for name, span in spot.spans), text


def spells(written: str, spot: Spot, name: str) -> bool:
    """Whether the characters say the part ``name`` of ``spot``."""
    figures, _, sub = "".join(written.split()).strip("第笫弟条款项（）()").partition("条")
    said = number(figures.strip("（）() ")) == getattr(spot, name)
    return said and (number(sub.strip("之")) or 0) == (spot.sub if name == "article" else 0)


#: What citations are made of, and what they are mixed with.
PIECES = """
    《保密法》 《档案法 》 〈 保密法 《条例》 该法 本法 其实施条例 第 笫 十四 14 条 款 项 目 之一 之 、 和 至 -
    （ ） ( ) “ ” ： ； 。 【 】 （2024年修订） 国务院令第711号 （以下简称《保法》） 《保法》 样办发〔2024〕3号
    规定 零 三
"""


@given(st.lists(st.sampled_from([*PIECES.split(), " ", "\n"]), max_size=14).map("".join))
def test_printing_and_reading_again_is_the_identity(text: str) -> None:
    found: tuple[Citation, ...] = parse(text, known)
    assert parse(official(found), known) == found


@given(st.lists(st.sampled_from([*PIECES.split(), " ", "\n"]), max_size=14).map("".join))
def test_any_text_is_judged_and_every_verdict_has_its_place(text: str) -> None:
    reading = read_text(text, question(DAY))
    for verdict in (*reading.verdicts, *informal(text, reading.judged, known)):
        assert 0 <= verdict.span[0] <= verdict.span[1] <= len(text)


@pytest.mark.parametrize("row", [row for row in CASES if row["find"] != "ok"], ids=lambda row: row["text"])
def test_nothing_is_an_error_beyond_what_is_known(row: dict[str, Any]) -> None:
    verdicts = read_text(row["text"], question("2031-01-01")).verdicts
    assert all(weight(verdict) < Severity.error for verdict in verdicts), verdicts


@pytest.mark.parametrize("title", ["中华人民共和国干部人事档案工作条例", "中华人民共和国党政机关公文处理工作条例"])
def test_of_laws_that_nobody_follows_nothing_is_an_error(title: str) -> None:
    (verdict,) = read_text(f"《{title}》第三十五条", question("2020-01-01")).verdicts
    assert verdict.name == "wrong-law-title" and weight(verdict) is Severity.warning


#: Ways to cite an article of a law, with its title in marks and without.
FORMS = ("《{}》第{}条", "按照{}第{}条的规定", "1.《{}》的第{}条；", "〈{}〉\n第{}条")


@pytest.mark.parametrize("form", FORMS)
def test_every_law_may_be_cited_from_its_first_article_to_its_last_and_no_further(form: str) -> None:
    known = [(law, version) for law in delivered().laws() if (version := in_force(law))]
    assert len(known) > 2900
    wrong = [(text, found) for law, version in known for text, found in cited_at_its_ends(form, law, version)]
    assert wrong == []


def in_force(law: Law) -> LawVersion | None:
    """The newest text of ``law``, where all its articles are known and its title can stand without marks."""
    newest = law.versions[-1]
    whole = newest.structure and not newest.incomplete and newest.last_article
    return newest if whole and not newest.ended and " " not in law.title and "第" not in law.title else None


def cited_at_its_ends(form: str, law: Law, version: LawVersion) -> list[tuple[str, list[str]]]:
    """Citations of ``law`` that were not judged as they should be, and what was found."""
    existing = [one.number for one in version.articles() if one.status == "exists" and not one.sub]
    title, last = law.title.replace("《", "〈").replace("》", "〉"), version.last_article or 0
    expected: dict[int, list[str]] = {number: [] for number in (existing[0], existing[-1])} | {
        last + 1: ["no-such-article"]
    }
    day = max(version.begins, law.known_until)
    texts = {form.format(title, han(number)): names for number, names in expected.items()}
    found = {text: [one.name for one in read_text(text, question(day)).verdicts] for text in texts}
    return [(text, names) for text, names in found.items() if names != texts[text]]

"""Laws are found by their titles, with the version of a day, its articles, and what became of them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negcli.law import holders, quotation, store
from negcli.law.articlemap import between
from negcli.law.catalogue import delivered, law_at
from negcli.law.holders import holding
from negcli.law.law import Law, LawVersion
from negcli.law.names import normalise
from negcli.law.structure import decode, encode, paragraphs
from negcli.source.loader import load_plain

CASES = load_plain((Path(__file__).parent / "cases" / "laws.yaml").read_text(encoding="utf-8"))
INFORMATION = "政府信息公开条例"


def law(title: str) -> Law:
    found = delivered().find(title)
    assert found
    return found


@pytest.mark.parametrize("row", CASES, ids=lambda row: " ".join(map(str, row.values())))
def test_look_up(row: dict[str, Any]) -> None:
    found = delivered().find(row["title"])
    if "find" in row:
        assert (found and found.title) == row["find"]
    if "loose" in row:
        loose = delivered().loose(row["title"])
        assert loose and loose.title == row["loose"]
    if "of_that_title" in row:
        assert [law.versions[-1].id for law in delivered().all_of(row["title"])] == row["of_that_title"]
    if "standing" in row:
        standing = law(row["title"]).standing_on(row["day"])
        assert (standing.word, standing.version.id) == (row["standing"], row["version"])
    if "article" in row:
        _check_article(row)


def _check_article(row: dict[str, Any]) -> None:
    version = law(row["title"]).version_on(row["day"])
    assert version
    article = version.article(int(row["article"]), int(row.get("sub", 0)))
    assert article.status == row["is"]
    if "paragraphs" in row:
        assert article.paragraphs == tuple(map(int, row["paragraphs"]))


def test_items_without_a_paragraph_are_those_of_the_only_one_that_has_any() -> None:
    version = LawVersion("某法@2020-01-01", structure="0,7 2,3 0,0", last_article=3)
    assert [version.article(number).items() for number in (1, 2, 3)] == [7, None, 0]
    assert [version.article(1).items(paragraph) for paragraph in (1, 2, 3)] == [0, 7, 0]


def test_nearest_titles() -> None:
    assert delivered().nearest("政府信息公开管理条例", 1) == [law(INFORMATION)]
    assert delivered().nearest("保守国家机密法", 1) == [law("保守国家秘密法")]
    assert delivered().nearest("猫", 3) == []


def test_all_records_can_be_read_and_hold_together() -> None:
    """Every structure fits its number of articles; versions come one after another; ids are told once."""
    seen: set[str] = set()
    for offset, _ in store.records():
        for version in law_at(offset).versions:
            assert version.id not in seen
            seen.add(version.id)
            if version.structure:
                assert version.last_article
                assert len(decode(version.structure)) == version.last_article - version.first_article + 1
            assert version.verified in ("text", "page", "unverified")
    assert len(seen) > 3400


def test_every_law_is_found_by_its_own_title_and_says_until_when_it_is_known() -> None:
    for offset, _ in store.records():
        found = law_at(offset)
        assert found in delivered().all_of(found.title)
        assert found.known_until or all(version.verified != "text" for version in found.versions)


def test_maps_lead_to_the_successor() -> None:
    table = law(INFORMATION).map(f"{INFORMATION}@2007-04-05", f"{INFORMATION}@2019-04-03")
    assert table
    assert [one.article for one in table.successors("14", 4)] == ["14", "15"]
    assert [one.article for one in table.successors("14", 1)] == ["17"]
    assert [one.article for one in table.successors("14")] == ["17", "14", "15"]
    row = table.row("22")
    assert row and row.reviewed and row.subject == "区分处理"
    assert table.row("39") is None


def test_maps_are_followed_through_versions_between() -> None:
    one = {"from": "a", "to": "b", "rows": [["1", ["2"], [0.5], "甲", 1], ["3", [], [], "乙", 1]]}
    two = {"from": "b", "to": "c", "rows": [["2", ["4", "5"], [1.0, None], "甲", 0]], "subjects": {"4": "丙"}}
    table = between((one, two), "a", "c")
    assert table
    assert table.successors("1") == ((("4", 0.5, "丙")), ("5", None, ""))
    assert table.successors("3") == ()
    assert between((one, two), "c", "a") is None
    assert between((one, two), "a", "a") is None


def test_fingerprints_are_those_of_versions_that_are_known() -> None:
    laws = {found.prints: found for found in map(law_at, dict(store.records())) if found.prints is not None}
    for offset in laws:
        prints = quotation.read_prints(offset)
        assert isinstance(offset, int) and laws[offset].version(prints.versions[-1].id)
        assert all(version.pool for version in prints.versions)
        assert prints.ends[-1] * 3 == len(prints.numbers)


def test_the_index_tells_which_laws_hold_a_number() -> None:
    for found in (law(INFORMATION), law("民法典")):
        assert isinstance(found.prints, int)
        numbers = quotation.read_prints(found.prints).numbers
        some = {int.from_bytes(numbers[at : at + 3], "little") for at in range(0, min(len(numbers), 3000), 3)}
        assert holding(some)[found.prints] == len(some)


def test_an_index_holds_what_was_put_into_it() -> None:
    kept = holders.read(holders.packed([(0, frozenset({5, 0x10005})), (70, frozenset({0x10005, 0xFFFFFF}))]))
    told = {number: dict(holders.found_in(kept, [number])) for number in (5, 0x10005, 0xFFFFFF, 6)}
    assert told == {5: {0: 1}, 0x10005: {0: 1, 70: 1}, 0xFFFFFF: {70: 1}, 6: {}}


def test_short_quotations_tell_nothing() -> None:
    assert quotation.fingerprint("七个字不算数哦") == ()
    assert law(INFORMATION).quoted("不予公开") == ()
    assert quotation.fingerprint("第十四条　甲乙丙丁戊己庚辛") == quotation.fingerprint("甲乙丙丁，戊己庚辛。")


@given(st.lists(st.sampled_from(["0", "0,0", "3,0", "x", "-", "?"]), max_size=60))
def test_structures_survive_being_written(tokens: list[str]) -> None:
    assert decode(encode(tokens)) == tuple(tokens)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=9))
def test_paragraphs_survive_being_written(counts: list[int]) -> None:
    assert paragraphs(",".join(map(str, counts))) == tuple(counts)


@given(st.text("甲乙丙丁戊己庚辛壬癸", min_size=12, max_size=80))
def test_a_passage_shares_all_with_itself(text: str) -> None:
    numbers = sorted(quotation.winnow(text))
    version = quotation.PrintedVersion("某法@2020-01-01", {"1": 0})
    prints = quotation.Prints((version,), (len(numbers),), b"".join(n.to_bytes(3, "little") for n in numbers))
    assert quotation.shares(prints, text)[0].share == 1.0


@given(st.text("中华共和国法条例〈〉《》 \u3000〇零笫第Ａ1", max_size=30))
def test_titles_are_spelt_one_way(text: str) -> None:
    once = normalise(text)
    assert not set(once) & set("〈〉《》 \u3000〇笫Ａ")
    assert normalise(f"《中华人民共和国{text}》") == normalise(once) == once


def test_a_look_up_takes_microseconds_once_loaded() -> None:
    catalogue = delivered()
    version = law(INFORMATION).version_on("2024-01-01")
    assert version
    begun = time.process_time()
    for _ in range(1000):
        found = catalogue.find(INFORMATION)
        assert found and version.article(14)
    assert time.process_time() - begun < 0.2

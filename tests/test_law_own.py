"""What a register says about laws itself comes before the catalogue, and is joined with it."""

from __future__ import annotations

from negcli.law.catalogue import Catalogue, delivered
from negcli.law.law import Law
from negcli.law.ownprints import print_of
from negcli.lists.register import build_register
from negcli.source.document import load_source

PASSAGE = "样例广场的开放时间由管理单位确定，并在入口处公示，遇有调整的应当提前三日公告。"
OWN = f"""
种类: 法规库
法律法规:
  - 名称: 示范市广场管理条例
    通用简称: [广场条例]
    种类: 地方性法规
    版本:
      - 施行日期: 2015-01-01
        条数: 30
        结构: 0*10 3,0 +0 +2,0 0*19
      - 通过日期: 2022-03-01
        施行日期: 2022-07-01
        文号: 示范市人大常委会公告第8号
        条数: 32
        核对日期: 2026-01-15
        指纹: {{"7": "{print_of(PASSAGE)}"}}
    条文对照:
      - {{旧版: 2015, 新版: 2022-07-01, 条文: {{"5": "7、8", "6": ""}}}}
  - 名称: 中华人民共和国政府信息公开条例
    版本: [{{施行日期: 2026-03-01, 条数: 60}}]
  - 名称: 示范市停车办法
"""


def catalogue() -> Catalogue:
    return delivered().with_register(build_register((load_source("laws.yaml", OWN),)))


def law(title: str) -> Law:
    found = catalogue().find(title)
    assert found
    return found


def test_own_laws_are_found_by_title_and_alias() -> None:
    assert law("广场条例") == law("《示范市广场管理条例》")
    assert law("广场条例").origin == ("laws.yaml", 1, 0)
    assert law("广场条例").known_until == "2026-01-15"
    assert delivered().find("广场条例") is None


def test_versions_follow_each_other() -> None:
    old, new = law("广场条例").versions
    assert (old.ended, old.superseded_by) == ("2022-07-01", "示范市广场管理条例@2022-03-01")
    assert law("广场条例").standing_on("2020-01-01").version == old
    assert new.last_article == 32 and new.article(33).status == "missing"


def test_inserted_articles_stand_in_the_structure() -> None:
    old = law("广场条例").versions[0]
    assert old.last_article == 30
    assert old.article(11).paragraphs == (3, 0)
    assert old.article(11, 2).paragraphs == (2, 0)
    assert old.article(11, 3).status == "missing"


def test_articles_are_mapped_and_quotations_traced() -> None:
    table = law("广场条例").map("示范市广场管理条例@2015-01-01", "示范市广场管理条例@2022-03-01")
    assert table
    assert [one.article for one in table.successors("5")] == ["7", "8"]
    assert table.successors("6") == ()
    share = law("广场条例").quoted(PASSAGE)[0]
    assert (share.version, share.article, share.share) == ("示范市广场管理条例@2022-03-01", "7", 1.0)


def test_a_law_of_the_catalogue_gets_a_version_more() -> None:
    found = law("政府信息公开条例")
    assert [version.begins for version in found.versions] == ["2008-05-01", "2019-05-15", "2026-03-01"]
    assert found.versions[1].ended == "2026-03-01"
    assert isinstance(found.prints, int)  # the catalogue's own
    assert catalogue().all_of("政府信息公开条例") == [found]
    first = [own.title for own, _ in zip(catalogue().laws(), range(3), strict=False)]
    assert first == ["示范市广场管理条例", found.title, "示范市停车办法"]


def test_of_a_law_without_versions_nothing_is_held_against_a_citation() -> None:
    version = law("示范市停车办法").version_on("2020-01-01")
    assert version and version.article(99).status == "uncertain"


def test_what_cannot_be_read_is_left_alone() -> None:
    text = 'kind: laws\nlaws: [{title: 甲, versions: [3, {structure: 1;2, fingerprints: {a: "?"}}]}, 4]'
    source = load_source("laws.yaml", text)
    found = delivered().with_register(build_register((source,))).find("甲")
    assert found and found.versions[0].structure == "" and found.quoted(PASSAGE) == ()

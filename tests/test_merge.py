"""Three-way merge: the table of cases, random edits against a naive merge of the data, and files full of slips."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutation import FILES, mutated

from negcli.cli.main import run
from negcli.lists.register import read_part
from negcli.merge import Conflict, Doubt, conflicts_in, merged, side_of
from negcli.merge.order import merged_order
from negcli.source.document import load_plain, load_source

TABLE: Mapping[str, Any] = load_plain((Path(__file__).parent / "cases/merge.yaml").read_text(encoding="utf-8"))
SIDES = ("ours", "theirs")


def whole(text: str) -> str:
    """A text of the table: items alone get the head before them."""
    return text if "种类:" in text or "name:" in text else TABLE["开头"] + text


@pytest.mark.parametrize("case", TABLE["情形"], ids=lambda case: case["说明"])
def test_cases(case: Mapping[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for part in ("原来", "我方", "对方"):
        (tmp_path / part).write_text(whole(case[part]), encoding="utf-8")
    files = [str(tmp_path / part) for part in ("原来", "我方", "对方")]
    code = run(["merge", *files, "7", "清单.yaml", "--lang", case.get("语言", "zh")])
    assert (tmp_path / "我方").read_text(encoding="utf-8") == whole(case["结果"])
    assert code == int(case["退出码"])
    assert (tmp_path / "对方").read_text(encoding="utf-8") == whole(case["对方"])
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("  ")]
    assert len(said) == case["结果"].count("<<<<<<<") == case["结果"].count(">>>>>>>")
    assert all(line.strip() in case["结果"] for line in said)


# Random edits against a naive merge of the data

Rows = dict[str, dict[str, Any]]
FIELDS = ("title", "information", "unit", "note", "basis")
VALUES = ("甲", "乙 #1", "丙: 二", "no", ["《某法》第一条", "《某法》第二条"], ["《某法》第三条"])
#: How an entry is written: what stands above it, and its fields.
LEADS = ("", "", "\n", "  # 考试类\n", "\n  # 甲类\n  # 乙类\n")


def _quoted(value: Any) -> str:
    return str(value) if not isinstance(value, str) else "'" + value + "'"


def _plain_list(value: Any) -> str:
    return "".join(f"\n      - {item}" for item in value) if isinstance(value, list) else _quoted(value)


def _block(value: Any) -> str:
    return _plain_list(value) if isinstance(value, list) else f"|-\n      {value}"


STYLES: tuple[Callable[[Any], str], ...] = (_quoted, _quoted, _plain_list, _block)
ZH = {
    "id": "编号",
    "title": "事项名称",
    "information": "不予公开内容",
    "unit": "责任科室",
    "note": "备注",
    "basis": "依据",
}


class Version:
    """A list as data, with the way in which each entry is written."""

    def __init__(self, rows: Rows, looks: dict[str, Random]) -> None:
        self.rows, self.looks = rows, looks

    def block(self, name: str) -> str:
        look = Random(repr(self.looks[name]))
        keys = ZH if look.random() < 0.3 else {}
        style = look.choice(STYLES)
        fields = [f"    {keys.get(field, field)}: {style(value)}\n" for field, value in self.rows[name].items()]
        return look.choice(LEADS) + f"  - {keys.get('id', 'id')}: {name}\n" + "".join(fields)

    def text(self) -> str:
        head = "kind: negative-list\nagency: edu\nedition:\n  number: 1\nentries:"
        return head + ("\n" + "".join(map(self.block, self.rows)) if self.rows else " []\n")


def first(random: Random) -> Version:
    names = random.sample("ABCDEFG", random.randrange(1, 6))
    rows = {name: _entry(random) for name in names}
    return Version(rows, {name: random.random() for name in names})  # type: ignore[arg-type]


def _entry(random: Random) -> dict[str, Any]:
    fields = random.sample(FIELDS, random.randrange(1, 5))
    return {field: random.choice(VALUES) for field in fields}


def edited(version: Version, random: Random) -> Version:
    """``version`` after a few acts of one person: fields and entries changed, added, removed, moved, laid out anew."""
    side = Version(deepcopy(version.rows), dict(version.looks))
    for _ in range(random.randrange(5)):
        random.choice((_change, _change, _change, _drop_field, _add, _remove, _move, _lay_out))(side, random)
    return side


def _change(side: Version, random: Random) -> None:
    if side.rows:
        side.rows[random.choice(list(side.rows))][random.choice(FIELDS)] = random.choice(VALUES)


def _drop_field(side: Version, random: Random) -> None:
    if side.rows:
        row = side.rows[random.choice(list(side.rows))]
        row.pop(random.choice(list(row)), None) if len(row) > 1 else None


def _add(side: Version, random: Random) -> None:
    name = random.choice([name for name in "ABCDEFGHIJ" if name not in side.rows])
    rows = list(side.rows.items())
    rows.insert(random.randrange(len(rows) + 1), (name, _entry(random)))
    side.rows, side.looks[name] = dict(rows), random.random()  # type: ignore[assignment]


def _remove(side: Version, random: Random) -> None:
    if side.rows:
        del side.rows[random.choice(list(side.rows))]


def _move(side: Version, random: Random) -> None:
    rows = list(side.rows.items())
    if rows:
        rows.insert(random.randrange(len(rows)), rows.pop(random.randrange(len(rows))))
    side.rows = dict(rows)


def _lay_out(side: Version, random: Random) -> None:
    if side.rows:
        side.looks[random.choice(list(side.rows))] = random.random()  # type: ignore[assignment]


def naive(base: Any, ours: Any, theirs: Any) -> tuple[Any, Any, bool]:
    """What each side's choice comes to for one thing, and whether there is a choice."""
    if ours == theirs or theirs == base:
        return ours, ours, False
    return (theirs, theirs, False) if ours == base else (ours, theirs, True)


def oracle(base: Rows, ours: Rows, theirs: Rows) -> tuple[Rows, Rows, set[tuple[str, str]]]:
    """The merged data by either side's choice, and what is at odds: (entry, field), or (entry, nothing)."""
    results: tuple[Rows, Rows] = ({}, {})
    odds = set()
    for name in {**base, **ours, **theirs}:
        rows = [each.get(name) for each in (base, ours, theirs)]
        if None in rows:
            mine, other, at_odds = naive(*rows)
            odds |= {(name, "")} if at_odds else set()
        else:
            mine, other, fields = {}, {}, set().union(*rows)  # type: ignore[arg-type]
            for field in fields:
                one, two, at_odds = naive(*(row.get(field) for row in rows))  # type: ignore[union-attr]
                mine |= {field: one} if one is not None else {}
                other |= {field: two} if two is not None else {}
                odds |= {(name, field)} if at_odds else set()
        for result, value in zip(results, (mine, other), strict=True):
            if value is not None:
                result[name] = value
    return (*results, odds)


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    fields = one.keys() | other.keys()
    return any(one.get(field) == other.get(field) for field in fields)


def renames(base: Rows, side: Rows) -> bool:
    """Whether an entry may be taken for one of another name."""
    gone, new = [base[name] for name in base.keys() - side.keys()], [side[name] for name in side.keys() - base.keys()]
    return any(_alike(one, other) for one in gone for other in new)


def said(text: str) -> Rows:
    document = load_source("", text).documents[0]
    part = read_part(document)
    assert part is not None
    return {entry["id"]: {key: value for key, value in entry.items() if key != "id"} for entry in part[1]["entries"]}


def at_odds(conflict: Conflict) -> tuple[str, str]:
    names = [step.name for step in conflict.way][2:]
    return (names[0][0], names[1] if len(names) > 1 else "")  # type: ignore[index, return-value]


@pytest.mark.parametrize("seed", range(200))
def test_merging_is_merging_data_by_entry_and_field(seed: int) -> None:
    random = Random(seed)
    base = first(random)
    ours, theirs = edited(base, random), edited(base, random)
    if renames(base.rows, ours.rows) or renames(base.rows, theirs.rows):
        return
    texts = [version.text() for version in (base, ours, theirs)]
    pieces = merged(*(text.encode() for text in texts))
    *wanted, odds = oracle(base.rows, ours.rows, theirs.rows)
    assert [said(side_of(pieces, side)) for side in SIDES] == wanted
    found = conflicts_in(pieces)
    ours_only = [conflict for conflict in found if conflict.code in ("changed", "removed", "removed-there", "added")]
    alike = {name for name, field in odds if not field and {at_odds(each) for each in ours_only} - {(name, "")}}
    assert {at_odds(each) for each in ours_only if at_odds(each)[0] not in alike} == {
        each for each in odds if each[0] not in alike
    }
    result = side_of(pieces, "ours")
    for name in base.rows.keys() & ours.rows.keys() & theirs.rows.keys():  # what nobody touched, and what one did
        blocks = [version.block(name) for version in (base, ours, theirs)]
        kept = blocks[1] if blocks[0] == blocks[2] else blocks[2] if blocks[0] == blocks[1] else ""
        assert kept in result
    if not any(conflict.code.startswith("moved") for conflict in found):
        _assert_order(list(said(result)), *(list(version.rows) for version in (base, ours, theirs)))


@pytest.mark.parametrize("seed", range(100))
def test_what_one_side_gave_another_id_keeps_what_the_other_changed(seed: int) -> None:
    random = Random(seed)
    base = first(random)
    base.rows = {
        name: {**row, "title": f"题目{name}", "note": f"备注{name}", "area": name} for name, row in base.rows.items()
    }
    ours = Version(deepcopy(base.rows), dict(base.looks))
    for _ in range(3):
        random.choice((_change, _lay_out))(ours, random)
    name = random.choice(list(base.rows))
    theirs = Version(
        {"X" * (each == name) + each: row for each, row in base.rows.items()},
        {**base.looks, "X" + name: base.looks[name]},
    )
    sides = (ours, theirs) if random.random() < 0.5 else (theirs, ours)
    pieces = merged(*(version.text().encode() for version in (base, *sides)))
    assert conflicts_in(pieces) == []
    wanted = [("X" * (each == name) + each, row) for each, row in ours.rows.items()]
    assert list(said(side_of(pieces, "ours")).items()) == wanted


def _assert_order(result: list[str], base: list[str], ours: list[str], theirs: list[str]) -> None:
    """Who did not move what both know leaves the other's order as it is; what both added may stand in either place."""
    both = set(ours) & set(theirs) - set(base)
    for mine, other in ((ours, theirs), (theirs, ours)):
        kept = [name for name in other if name in base]
        if kept == [name for name in base if name in other]:
            there = [name for name in result if name in mine and name not in both]
            assert there == [name for name in mine if name in there]


@given(st.permutations("ABCDE"), st.permutations("ABCDE"))
def test_no_move_is_lost(ours: list[str], theirs: list[str]) -> None:
    base = list("ABCDE")
    slots = merged_order(base, ours, theirs)
    names = [slot.name for slot in slots]
    if any(slot.side for slot in slots):
        assert set(names) == set(base)
        return
    assert sorted(names) == base

    def order(names: list[Any], one: str, other: str) -> bool:
        return names.index(one) < names.index(other)

    for side in (ours, theirs):
        for one, other in combinations(base, 2):
            assert order(side, one, other) or not order(names, one, other), (side, names)


@pytest.mark.parametrize("seed", range(200))
def test_files_full_of_slips_are_merged_rightly_or_not_at_all(seed: int) -> None:
    random = Random(seed)
    text = random.choice(FILES)
    versions = [mutated(text, random) if random.random() < 0.7 else text for _ in range(3)]
    try:
        pieces = merged(*(version.encode("utf-8", "surrogatepass") for version in versions))
    except Doubt:
        return
    for side in SIDES:
        assert not load_source("", side_of(pieces, side)).slips
    if versions[0] == versions[1]:
        assert side_of(pieces, "ours").rstrip("\n") == versions[2].replace("\r\n", "\n").removeprefix("\ufeff").rstrip(
            "\n"
        )

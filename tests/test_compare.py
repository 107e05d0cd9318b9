"""Comparing: a table of cases in Chinese, the table of kinds, and a naive oracle on random edits."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from entry_values import entries
from hypothesis import given
from hypothesis import strategies as st

from negcli.change import Change, balance, balances, totals
from negcli.compare import Comparison, Lists, compare, compare_each, lists_by_key, look_closely
from negcli.compare.bases import basis_change
from negcli.compare.kinds import BY_NAME, KINDS, Facts, decide, fits
from negcli.effect import Effect, articles_effect, combine
from negcli.lists.canonical import canonical
from negcli.lists.model import Edition, EntryList
from negcli.lists.register import build_list
from negcli.lists.vocabulary import entry_map, fields, kind_spellings, value_spellings, values
from negcli.report.doubts import doubt_text
from negcli.report.matter import revision_text
from negcli.source.document import load_plain
from negcli.words import LANGUAGES, Words, topic

TABLE: Mapping[str, Any] = load_plain((Path(__file__).parent / "cases" / "changes.yaml").read_text(encoding="utf-8"))
CASES: list[Mapping[str, Any]] = TABLE["情形"]
NAMES = {"甲局": "jia", "乙局": "yi"}


def rows(value: Any) -> list[dict[str, Any]]:
    """One or several, as a list."""
    return list(value) if isinstance(value, list) else [value]


def by_agency(items: Iterable[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    result: dict[str, list[dict[str, Any]]] = {"jia": [], "yi": []}
    for item in items:
        result[item.get("机构") or "jia"].append({key: value for key, value in item.items() if key != "机构"})
    return result


def version(case: Mapping[str, Any], side: str, number: str, adjustments: list[dict[str, Any]]) -> Lists:
    """The lists of both agencies as the case writes them, over the sample."""
    spoken = case.get("清单", "负面清单")
    written, said = by_agency(rows(case[side])), by_agency(adjustments)
    kind = kind_spellings()[spoken]
    day = case.get(f"{side}版施行", {"旧": "2022-01-01", "新": "2025-07-01"}[side])
    edition = {"版次号": number, "施行日期": day}
    documents = (
        _document(spoken, agency, {**edition, "调整说明": said[agency]}, written[agency]) for agency in written
    )
    return lists_by_key(build_list(kind, canonical(kind, document), NAMES) for document in documents)


def _document(kind: str, agency: str, edition: dict[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    entries = [{**TABLE["样本"][kind], **item} for item in items]
    return {"种类": kind, "机构": agency, "版次": edition, "事项": entries}


def versions(case: Mapping[str, Any]) -> tuple[Lists, Lists]:
    said = rows(case.get("调整说明", []))
    same = case.get("同一版次")
    return version(case, "旧", "1", said if same else []), version(case, "新", "1" if same else "2", said)


def laws(case: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What the case's register says of laws."""
    short = [{"简称": name, "全称": title} for name, title in case.get("简称", {}).items()]
    written = {"种类": "法规库", "法律法规": TABLE["法规库"] if case.get("法规库") else []}
    return [canonical("laws", written), canonical("register", {"种类": "名录", "简称": short})]


def plain_outcome(case: Mapping[str, Any]) -> list[Change]:
    return compare(*versions(case), names=NAMES, laws=laws(case))


def outcome(case: Mapping[str, Any], mirrored: bool = False) -> Comparison:
    old, new = versions(case)
    how: dict[str, Any] = {"names": NAMES, "laws": laws(case)}
    return look_closely(new, old, **how) if mirrored else look_closely(old, new, **how)


def seen(change: Change, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What ``change`` says of the things that ``wanted`` asks for, in Chinese."""
    labels = {key: field.zh for key, field in fields(entry_map(change.list)).by_key.items()}
    effects = values("effect")
    every = {
        "类型": values("change")[change.kind],
        "影响": effects[change.effect.value],
        "机构": change.agency,
        "事项": change.entry,
        "原事项": list(change.from_),
        "去向": list(change.to),
        "理由": change.reason,
        "事项数": str(change.count),
        "修订": [revision_text(one, Words("zh")) for part in change.fields for one in part.revisions],
        "字段": {labels[part.field]: effects[part.effect.value] for part in change.fields},
    }
    return {key: every[key] for key in wanted}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["说明"])
def test_cases(case: Mapping[str, Any]) -> None:
    wanted = rows(case["应为"])
    changes, doubts = outcome(case)
    assert len(changes) == len(wanted), changes
    assert [seen(change, want) for change, want in zip(changes, wanted, strict=True)] == wanted
    assert [Words("zh")(f"doubts.{doubt.code}.name") for doubt in doubts] == rows(case.get("疑点", []))
    assert all(doubt_text(doubt, Words(lang)) for doubt in doubts for lang in LANGUAGES)


@pytest.mark.parametrize("case", [case for case in CASES if "调整说明" not in case], ids=lambda case: case["说明"])
def test_cases_taken_back(case: Mapping[str, Any]) -> None:
    forth, back = outcome(case).changes, outcome(case, mirrored=True).changes
    assert [change.effect.mirror for change in forth] == [change.effect for change in back]
    for change, again in zip(forth, back, strict=True):
        assert again.kind == (BY_NAME[change.kind].mirror if BY_NAME[change.kind].decides else change.kind)
        assert [(part.field, part.old, part.new) for part in change.fields] == [
            (part.field, part.new, part.old) for part in again.fields
        ]


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 180
    kinds = {want["类型"] for case in CASES for want in rows(case["应为"])}
    assert kinds == set(values("change").values()), "a kind has no case"
    assert len({case["说明"] for case in CASES}) == len(CASES)


# The table of kinds


FACTS = [
    Facts(state, frozenset(changed), olds, news, agency, entry)
    for state in ("new", "gone", "kept", "moved")
    for changed in ((), ("title",), ("basis", "extent"), ("openness",), ("type",), ("ground",), ("unit", "basis"))
    for olds, news, agency, entry in (
        (1, 1, False, True),
        (2, 1, False, False),
        (1, 2, True, True),
        (1, 1, False, False),
    )
]


def test_every_kind_of_the_vocabulary_is_a_row() -> None:
    assert {kind.name for kind in KINDS} == set(values("change"))
    assert len(KINDS) == len(BY_NAME)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_its_mirror_or_says_why_not(kind: Any) -> None:
    assert bool(kind.mirror) != (f"{kind.name}.waiver" in topic("changes"))
    if kind.mirror:
        assert BY_NAME[kind.mirror].mirror == kind.name
        for facts in FACTS:
            assert fits(kind.name, facts) == fits(kind.mirror, _mirrored(facts)), facts


def _mirrored(facts: Facts) -> Facts:
    state = {"new": "gone", "gone": "new"}.get(facts.state, facts.state)
    return Facts(state, facts.changed, facts.news, facts.olds, facts.other_agency, facts.other_id)


@pytest.mark.parametrize("facts", FACTS)
def test_data_decide_for_a_kind_that_fits(facts: Facts) -> None:
    by_data = decide(facts)
    assert fits(by_data, facts) or by_data == "element-changed"
    for name in BY_NAME:
        declared = decide(facts, [name])
        assert declared == (name if fits(name, facts) else by_data)
        assert decide(facts, [name, by_data]) == (by_data if fits(by_data, facts) else declared)
    assert decide(facts, ["nonsense", ""]) == by_data


def test_every_kind_has_its_card() -> None:
    cards = topic("changes")
    written = {key for name in values("change") for key in (name, f"{name}.about", f"{name}.how")}
    assert set(cards) == written | {f"{kind.name}.waiver" for kind in KINDS if not kind.mirror}
    for name, zh in values("change").items():
        assert cards[name]["zh"] == zh
    for told in (cards[key] for key in cards if "." in key):
        assert told["zh"].endswith("。")
        assert told["en"].endswith(".")
    for kind in KINDS:
        assert cards[f"{kind.name}.how"]["zh"].startswith("由调整说明声明") == (kind.decides is None)


# Properties


def listed(agency: str, entries: Iterable[Mapping[str, Any]], number: str = "1", said: Any = ()) -> EntryList:
    edition = {"number": number, "adjustments": list(said)}
    return build_list("negative-list", {"agency": agency, "edition": edition, "entries": list(entries)}, {})


SOME = st.lists(entries("negative-list"), max_size=5).map(lambda of: [{"id": str(n), **e} for n, e in enumerate(of)])


@given(SOME, st.randoms())
def test_nothing_changed(some: list[dict[str, Any]], random: Any) -> None:
    shuffled = [dict(reversed(entry.items())) for entry in some]
    random.shuffle(shuffled)
    assert compare(lists_by_key([listed("a", some)]), lists_by_key([listed("a", shuffled, "2")])) == []


@given(SOME, SOME)
def test_against_a_naive_oracle(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    changes = compare(lists_by_key([listed("a", old)]), lists_by_key([listed("a", new, "2")]))
    naive = {}
    before, after = ({entry["id"]: _told(entry) for entry in some} for some in (old, new))
    for name in before.keys() | after.keys():
        one, other = before.get(name), after.get(name)
        if one != other:
            kind = "added" if one is None else "removed" if other is None else _naive_kind(one, other)
            naive[name] = kind
    assert {change.entry: change.kind for change in changes} == naive
    for change in changes:
        if change.kind not in ("added", "removed"):
            assert change.effect is combine(part.effect for part in change.fields)


def _told(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry says: lists as sets where order says nothing, no empty values, nothing private."""
    told = {}
    for key, value in entry.items():
        if isinstance(value, list) and key != "basis":
            value = sorted(set(value))
        if isinstance(value, list):
            value = [part for part in value if part]
        if value and key not in ("id", "internal"):
            told[key] = value
    return told


def _naive_kind(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    differ = {key for key in {**old, **new} if old.get(key) != new.get(key)}
    for kind, of in (
        ("scope-changed", {"information", "ground", "extent", "released", "stages", "until"}),
        ("openness-changed", {"publicity"}),
        ("basis-changed", {"basis"}),
        ("renamed", {"title"}),
    ):
        if differ & of:
            return kind
    return "element-changed"


@given(SOME, SOME)
def test_taken_back_is_the_opposite(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    before, after = lists_by_key([listed("a", old)]), lists_by_key([listed("a", new)])
    forth, back = compare(before, after), compare(after, before)
    assert [(change.entry, BY_NAME[change.kind].mirror, change.effect.mirror) for change in forth] == [
        (change.entry, change.kind, change.effect) for change in back
    ]
    assert [[(part.field, part.old, part.new, part.effect.mirror) for part in change.fields] for change in forth] == [
        [(part.field, part.new, part.old, part.effect) for part in change.fields] for change in back
    ]


@given(SOME, SOME)
def test_added_is_the_opposite_of_removed(some: list[dict[str, Any]], more: list[dict[str, Any]]) -> None:
    less, whole = ([{**entry, "id": f"{name}{entry['id']}"} for entry in of] for name, of in (("a", some), ("b", more)))
    before, after = lists_by_key([listed("a", less)]), lists_by_key([listed("a", less + whole)])
    come, gone = compare(before, after), compare(after, before)
    assert {(change.kind, change.effect) for change in come} <= {("added", Effect.RESTRICTS)}
    assert {(change.kind, change.effect) for change in gone} <= {("removed", Effect.OPENS)}
    assert [change.entry for change in come] == [change.entry for change in gone]


CITED = st.lists(
    st.sampled_from([f"《中华人民共和国政府信息公开条例》第{n}条" for n in (8, 13, 14, 15, 16, 17)])
    | st.sampled_from(
        ["《中华人民共和国保守国家秘密法》第九条", "《中华人民共和国保守国家秘密法》第十三条", "《甲县规定》"]
    ),
    min_size=1,
    max_size=3,
)
DAY = st.sampled_from(["", "2018-01-01", "2020-01-01", "2025-07-01"])


@given(CITED, CITED, st.tuples(DAY, DAY))
def test_a_basis_taken_back_is_mirrored(old: list[str], new: list[str], days: tuple[str, str]) -> None:
    effect, _ = basis_change(old, new, days)
    assert basis_change(new, old, days[::-1])[0] is effect.mirror
    assert basis_change(old, old, (days[0], days[0])) == (Effect.NEUTRAL, ())


@given(*[st.sampled_from([14, 15, 16]) for _ in "abc"])
def test_a_chain_of_grounds_agrees_with_its_net(a: int, b: int, c: int) -> None:
    first, second, net = (articles_effect([one], [other]) for one, other in ((a, b), (b, c), (a, c)))
    assert {first, second} == {Effect.RESTRICTS, Effect.OPENS} or net is combine([first, second])


def test_a_list_renumbered_as_a_whole_is_one_change_with_a_count() -> None:
    entries = [{"id": f"{n}", "title": f"事项{n}"} for n in range(200)]
    now = [{**entry, "id": f"A-{entry['id']}"} for entry in entries]
    said = [
        {"entries": [n["id"] for n in now], "from": [e["id"] for e in entries], "kind": "renumbered", "reason": "统一"}
    ]
    old, new = lists_by_key([listed("a", entries)]), lists_by_key([listed("a", now, "2", said)])
    [change] = compare(old, new)
    assert (change.count, change.effect, len(change.to)) == (200, Effect.NEUTRAL, 200)
    assert dict(zip(change.from_, change.to, strict=True)) == {f"a/{n}": f"a/A-{n}" for n in range(200)}
    assert len(compare_each(old, new)) == 200
    assert totals([change]) == totals(compare_each(old, new)) == {"renumbered": 200}


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["negative-list", "power-list"]), SOME), max_size=4))
def test_balances_add_up(lists: list[Any]) -> None:
    kinds = {(agency, kind): entries for agency, kind, entries in lists}
    new = lists_by_key(
        build_list(kind, {"agency": agency, "edition": {"number": "1"}, "entries": entries}, {})
        for (agency, kind), entries in kinds.items()
    )
    changes = compare({}, new)
    for by in (("agency",), ("agency", "list")):
        sums = [sum(counts[effect] for counts in balances(changes, *by).values()) for effect in balance([])]
        assert sums == list(balance(changes).values())


def test_doubts_rest_on_no_change_and_change_nothing() -> None:
    for case in CASES:
        assert outcome(case).changes == plain_outcome(case), case["说明"]


def test_thousands_of_likely_moves_are_found_quickly() -> None:
    def entry(number: int, name: str) -> dict[str, Any]:
        words = f"第{number}号工程中标结果确定前的评标委员会成员姓名、单位和评分"
        return {"id": f"{name}{number}", "information": words, "basis": "《条例》第十四条"}

    old, new = (lists_by_key([listed("a", [entry(n, name) for n in range(3000)])]) for name in "xy")
    start = time.process_time()
    doubts = look_closely(old, new).doubts
    assert time.process_time() - start < 5
    assert {(doubt.args["old"], doubt.args["new"]) for doubt in doubts} == {(f"a/x{n}", f"a/y{n}") for n in range(3000)}


STEPS = st.lists(
    st.tuples(st.sampled_from(["edit", "rename", "transfer", "remove", "add"]), st.integers(0, 7)), max_size=8
)


@given(STEPS, st.randoms())
def test_an_entry_is_followed_through_declared_moves(steps: list[tuple[str, int]], random: Any) -> None:
    """Entries bear a hidden name through random edits, renumberings and transfers; each altered one is one change."""
    start = {f"e{n}": ("ab"[n % 2], f"{n}", "旧") for n in range(6)}
    now = _played(start, steps)
    said: dict[str, list[Any]] = {"a": [], "b": []}
    for name in start.keys() & now.keys():
        (was, old, _), (agency, entry, _) = start[name], now[name]
        if (was, old) != (agency, entry):
            kind = "transferred" if was != agency else "renumbered"
            said[agency].append({"entries": [entry], "from": [f"{was}/{old}"], "kind": kind, "reason": name})
    changes = compare(_version(start, "1", {}, random), _version(now, "2", said, random))
    expected = {
        f"{(now.get(name) or start[name])[0]}/{(now.get(name) or start[name])[1]}": _expected(
            start.get(name), now.get(name)
        )
        for name in start.keys() | now.keys()
        if start.get(name) != now.get(name)
    }
    assert {f"{change.agency}/{change.entry}": (change.kind, change.from_) for change in changes} == expected
    assert len(changes) == len(expected)


def _played(
    start: Mapping[str, tuple[str, str, str]], steps: Iterable[tuple[str, int]]
) -> dict[str, tuple[str, str, str]]:
    now = dict(start)
    for count, (step, number) in enumerate(steps):
        name = f"e{number}"
        if step == "add":
            now[f"new{count}"] = ("a", f"n{count}", "新")
        elif name in now:
            agency, entry, words = now.pop(name)
            if step != "remove":
                now[name] = {
                    "edit": (agency, entry, f"改{count}"),
                    "rename": (agency, f"r{count}", words),
                    "transfer": ("b" if agency == "a" else "a", f"t{count}", words),
                }[step]
    return now


def _version(now: Mapping[str, tuple[str, str, str]], number: str, said: Mapping[str, Any], random: Any) -> Lists:
    lists = []
    for agency in "ab":
        entries = [{"id": entry, "information": words} for owner, entry, words in now.values() if owner == agency]
        random.shuffle(entries)
        lists.append(listed(agency, entries, number, said.get(agency, ())))
    return lists_by_key(lists)


def _expected(old: tuple[str, str, str] | None, new: tuple[str, str, str] | None) -> tuple[str, tuple[str, ...]]:
    if old is None or new is None:
        return ("added" if new else "removed"), ()
    if old[:2] == new[:2]:
        return "scope-changed", ()
    return ("transferred" if old[0] != new[0] else "renumbered"), (f"{old[0]}/{old[1]}",)


# Editions in between


def moved(entry: str, of: str, kind: str = "renumbered") -> dict[str, Any]:
    return {"entries": [entry], "from": [of], "kind": kind, "reason": "改号"}


def test_moves_of_editions_in_between_lead_on() -> None:
    first = listed("a", [{"id": "1", "information": "甲"}])
    second = listed("b", [{"id": "2", "information": "甲"}], "2", [moved("2", "a/1", "transferred")])
    gone = listed("a", [], "2")
    third = listed("b", [{"id": "3", "information": "乙"}], "3", [moved("3", "2")])
    old, new = lists_by_key([first]), lists_by_key([gone, third])
    [change] = compare(old, new, between=[gone, second])
    assert (change.kind, change.from_, change.to) == ("transferred", ("a/1",), ("b/3",))
    assert [(part.field, part.old, part.new) for part in change.fields] == [("information", "甲", "乙")]
    assert [change.kind for change in compare(old, new)] == ["removed", "added"]


def test_adjustments_left_over_from_the_edition_before_are_not_applied_again() -> None:
    said = [moved("2", "1"), moved("3", "2")]
    entries = [{"id": "2", "information": "甲"}, {"id": "3", "information": "乙"}]
    old = lists_by_key([listed("a", entries, "2", said)])
    new = lists_by_key([listed("a", [*entries, {"id": "4", "information": "丙"}], "3", said)])
    assert [(change.kind, change.entry) for change in compare(old, new)] == [("added", "4")]


def test_an_act_without_a_trace_happens_once_though_its_adjustment_is_left_over() -> None:
    said = [{"entries": ["1"], "kind": "delegated", "reason": "委托"}]
    first, second, third = (
        lists_by_key([listed("a", [{"id": "1"}], number, rows)])
        for number, rows in (("1", ()), ("2", said), ("3", said))
    )
    assert [change.kind for change in compare(first, second)] == ["delegated"]
    assert compare(second, third) == []
    assert [change.kind for change in compare(first, third, between=second.values())] == ["delegated"]


def test_an_earlier_edition_says_nothing_about_going_back_to_it() -> None:
    said = [{"entries": ["1"], "kind": "corrected", "reason": "错字"}]
    lists = [listed("a", [{"id": "1", "unit": unit}], number, said) for unit, number in (("甲", "2"), ("乙", "3"))]
    older, newer = (
        lists_by_key([replace(rows, edition=Edition({**rows.edition.values, "published": day}))])
        for rows, day in zip(lists, ("2024-01-01", "2025-01-01"), strict=True)
    )
    assert [(change.kind, change.reason) for change in compare(newer, older)] == [("element-changed", None)]
    assert [(change.kind, change.reason) for change in compare(older, newer)] == [("corrected", "错字")]


def test_what_several_adjustments_say_is_put_together() -> None:
    law = {"law": "《甲法》", "article": "9", "secret": "不在词汇表里"}
    said = [
        {
            "entries": ["1"],
            "kind": "basis-changed",
            "reason": "一",
            "basis": [law, "《乙条例》"],
            "document": "甲〔2025〕1号",
        },
        {"entries": ["1"], "kind": "corrected", "reason": "一", "basis": "《乙条例》", "document": "甲〔2025〕2号"},
    ]
    new = lists_by_key([listed("a", [{"id": "1", "unit": "乙"}], "2", said)])
    [change] = compare(lists_by_key([listed("a", [{"id": "1"}])]), new)
    assert (change.kind, change.reason, change.document) == ("corrected", "一", "甲〔2025〕1号、甲〔2025〕2号")
    assert change.basis == [{"law": "《甲法》", "article": "9"}, "《乙条例》"]


def test_responsibilities_follow_their_powers() -> None:
    def version(power: str, number: str, said: Any = ()) -> Lists:
        edition = {"number": number, "adjustments": list(said)}
        kinds = {"power-list": {"id": power}, "responsibility-list": {"id": "R-1", "power": power}}
        return lists_by_key(
            build_list(kind, {"agency": "a", "edition": edition, "entries": [entry]}, {})
            for kind, entry in kinds.items()
        )

    [change] = compare(version("P-1", "1"), version("P-2", "2", [moved("P-2", "P-1")]))
    assert (change.list, change.kind) == ("power-list", "renumbered")


def test_what_each_of_several_editions_says_is_not_held_against_them_all() -> None:
    said = [{"entries": ["1"], "kind": "renamed", "reason": "改名"}]
    none, one = lists_by_key([listed("a", [], "1")]), listed("a", [{"id": "1", "title": "甲"}], "2")
    two = lists_by_key([listed("a", [{"id": "1", "title": "乙"}], "3", said)])
    assert [doubt.code for doubt in look_closely(none, two).doubts] == ["kind-contradicts-data"]
    assert look_closely(none, two, between=[one]).doubts == []


def test_rulings_hold_only_where_every_step_has_one() -> None:
    def version(words: str, number: str, **ruling: str) -> EntryList:
        said = [{"entries": ["1"], "kind": "scope-changed", "reason": "改写", **ruling}]
        return listed("a", [{"id": "1", "information": words}], number, said)

    first, third = lists_by_key([version("甲", "1")]), lists_by_key([version("丙", "3", effect="opens")])
    assert compare(first, third)[0].effect is Effect.OPENS
    assert compare(first, third, between=[version("乙", "2", effect="neutral")])[0].effect is Effect.OPENS
    assert compare(first, third, between=[version("乙", "2")])[0].effect is Effect.UNDETERMINED


def test_entries_of_one_id_meet_in_order() -> None:
    old = listed("a", [{"id": "1", "unit": "甲"}, {"id": "1", "unit": "乙"}, {"unit": "丙"}])
    new = listed("a", [{"id": "1", "unit": "甲"}, {"id": "1", "unit": "丁"}, {"unit": "丙"}], "2")
    [change] = compare(lists_by_key([old]), lists_by_key([new]))
    assert [(part.old, part.new) for part in change.fields] == [("乙", "丁")]


def test_a_list_in_two_files_is_one_list() -> None:
    whole = listed("a", [{"id": "1"}, {"id": "2"}])
    halves = [listed("a", [{"id": "2"}]), listed("a", [{"id": "1"}])]
    assert compare(lists_by_key([whole]), lists_by_key(halves)) == []


def test_ids_come_from_arguments_alone() -> None:
    def ids(reason: str, unit: str) -> list[str]:
        said = [{"entries": ["1"], "kind": "corrected", "reason": reason}]
        old = lists_by_key([listed("a", [{"id": "1", "unit": "甲"}])])
        return [
            change.id for change in compare(old, lists_by_key([listed("a", [{"id": "1", "unit": unit}], "2", said)]))
        ]

    assert ids("错字", "乙") == ids("有误", "乙") != ids("错字", "丙")


def test_two_thousand_entries_take_milliseconds() -> None:
    def entry(number: int, extent: str = "whole") -> dict[str, Any]:
        return {"id": str(number), "title": f"事项{number}", "information": "内容" * 20, "extent": extent, "unit": "科"}

    old = lists_by_key([listed("a", [entry(n) for n in range(2000)])])
    changed = [entry(n, "part" if n % 100 == 0 else "whole") for n in range(2000)]
    new = lists_by_key([listed("a", changed, "2")])
    took = []
    for _ in range(5):
        start = time.process_time()
        assert len(compare(old, new)) == 20
        took.append(time.process_time() - start)
    assert min(took) < 0.02


def test_an_effect_is_never_a_plain_word() -> None:
    assert value_spellings("effect").keys() >= {effect.value for effect in Effect}

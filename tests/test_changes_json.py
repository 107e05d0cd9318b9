"""The JSON of diff and changelog, and what of a change may be shown in public."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

import pytest
from entry_values import entries
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from report_sample import Notice, Record, record

from negcli.change import Change, FieldChange, balance
from negcli.compare import compare, lists_by_key, look_closely
from negcli.effect import Effect
from negcli.export.changes import Compared, change_json, changelog_json, diff_json
from negcli.lists.model import Entry
from negcli.lists.register import build_list
from negcli.lists.vocabulary import LIST_KINDS, values
from negcli.public import PUBLICITIES, narrowest, public_change, public_changes, public_values, publicity
from negcli.resources import shared_folder
from negcli.words import Words

SCHEMAS = {
    name: json.loads((shared_folder("schemas") / f"{name}-output.schema.json").read_text(encoding="utf-8"))
    for name in ("diff", "changelog")
}

WORDS = Words("zh")


def listed(entries: Iterable[Mapping[str, Any]], number: str = "1", said: Any = ()) -> Any:
    edition = {"number": number, "adjustments": list(said)}
    rows = {"agency": "jia", "edition": edition, "entries": [{"id": str(n), **e} for n, e in enumerate(entries)]}
    return lists_by_key([build_list("negative-list", rows, {})])


def side(label: str) -> dict[str, str | None]:
    """What is said of a version."""
    return {"label": label, "commit": None, "date": None}


def valid(name: str, data: Any) -> None:
    Draft202012Validator(SCHEMAS[name]).validate(json.loads(json.dumps(data)))


def changelog(changes: Iterable[Change], unpublished: Iterable[Change] = ()) -> dict[str, Any]:
    """The public record of one notice."""
    these = tuple(changes)
    kinds = [change.kind for change in these]
    totals = {kind: kinds.count(kind) for kind in kinds}
    editions = (("jia", "negative-list", "2"),)
    notice = Notice("甲发〔2025〕3号", "", "", "", "2025-07-01", "", "", editions, these, totals, dict(balance(these)))
    return changelog_json(Record((notice,), tuple(unpublished)))


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_valid_and_know_the_vocabulary(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    parts = SCHEMAS[name]["$defs"]
    assert sorted(parts["kind"]["enum"]) == sorted(values("change"))
    assert parts["effect"]["enum"] == list(values("effect")) == parts["balance"]["required"]
    assert parts["list"]["enum"] == list(LIST_KINDS)
    for part in (SCHEMAS[name], *parts.values()):
        if part.get("additionalProperties") is False:
            assert part["required"] == list(part["properties"]), "nothing is ever absent"


def test_both_schemas_describe_a_change_alike() -> None:
    for part in ("change", "revision", "value", "balance", "kind", "effect", "list"):
        assert SCHEMAS["diff"]["$defs"][part] == SCHEMAS["changelog"]["$defs"][part]
    diff, changelog = (dict(SCHEMAS[name]["$defs"]["field"]["properties"]) for name in ("diff", "changelog"))
    assert diff.pop("pieces")
    assert diff == changelog


def test_the_sample_as_json() -> None:
    data = changelog_json(record())
    valid("changelog", data)
    assert [notice["published"] for notice in data["notices"]] == [notice.published for notice in record().notices]
    changes = record().notices[0].changes
    valid("diff", diff_json(Compared(side("edition:1"), side("worktree"), changes), WORDS))


SOME = st.lists(entries("negative-list"), max_size=4)


@given(SOME, SOME)
def test_every_comparison_is_valid_json(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    found = look_closely(listed(old), listed(new, "2"))
    valid("diff", diff_json(Compared(side("1"), side("2"), found.changes, (), found.doubts), WORDS))
    valid("changelog", changelog(found.changes, found.changes))


def test_a_change_word_for_word() -> None:
    fields = (
        FieldChange("extent", "whole", "part", Effect.OPENS),
        FieldChange("released", None, "人数", Effect.NEUTRAL),
    )
    where = ("jia", "negative-list", "N-9", "名单", "renumbered", Effect.OPENS, ("jia/N-1",), ("jia/N-9",))
    change = Change(*where, fields, "统一编号", ["《条例》第十四条"], None)
    assert change_json(change) == {
        "id": change.id,
        "agency": "jia",
        "list": "negative-list",
        "entry": "N-9",
        "title": "名单",
        "kind": "renumbered",
        "effect": "opens",
        "count": 1,
        "from": ["jia/N-1"],
        "to": ["jia/N-9"],
        "elsewhere": [],
        "fields": [
            {"field": "extent", "old": "whole", "new": "part", "effect": "opens", "revisions": []},
            {"field": "released", "old": None, "new": "人数", "effect": "neutral", "revisions": []},
        ],
        "reason": "统一编号",
        "basis": ["《条例》第十四条"],
        "document": None,
    }


def test_unreadable_files_stand_with_their_version() -> None:
    data = diff_json(Compared(side("HEAD"), side("worktree"), (), [("b", "教育局/负面清单.yaml")]), WORDS)
    valid("diff", data)
    assert data["a"] == {**side("HEAD"), "unreadable": []}
    assert data["b"] == {**side("worktree"), "unreadable": ["教育局/负面清单.yaml"]}
    assert data["balance"] == dict.fromkeys(values("effect"), 0)


def test_changes_stand_in_order_whatever_order_they_come_in() -> None:
    changes = compare(listed([]), listed([{"title": f"{n}"} for n in range(5)], "2"))
    assert changelog(changes) == changelog(reversed(changes))
    assert [change["entry"] for change in changelog(reversed(changes))["notices"][0]["adjustments"]] == list("01234")


# What is public

SECRET = "机密金丝雀"
FULL = {"title": "标题", "information": SECRET, "note": SECRET, "harm": SECRET}


@pytest.mark.parametrize(("old", "new"), list(product(PUBLICITIES, PUBLICITIES)))
def test_the_narrower_publicity_holds(old: str, new: str) -> None:
    said = [{"entries": ["0"], "kind": "corrected", "reason": SECRET, "basis": SECRET, "document": SECRET}]
    before = listed([{**FULL, "publicity": old, "harm": "旧"}])
    changes = compare(before, listed([{**FULL, "publicity": new}], "2", said))
    data = changelog(changes, changes)
    shown = [change for part in (data["notices"][0]["adjustments"], data["unpublished"]) for change in part]
    assert data["notices"][0]["totals"] == {"corrected": 1}
    assert sum(data["notices"][0]["balance"].values()) == 1
    widths = {PUBLICITIES.index(old), PUBLICITIES.index(new)}
    assert [change["title"] for change in shown] == ([] if max(widths) == 2 else ["标题", "标题"])
    assert (SECRET in json.dumps(data, ensure_ascii=False)) is (max(widths) == 0)


@pytest.mark.parametrize(("old", "new", "count"), [([], [FULL], 1), ([FULL], [], 1), ([FULL], [FULL], 0)])
@pytest.mark.parametrize("width", ["title", "none", "看情况", ["full"]])
def test_entries_that_came_or_went(old: Any, new: Any, count: int, width: Any) -> None:
    before, after = ([{**entry, "publicity": width, "internal": SECRET} for entry in some] for some in (old, new))
    changes = compare(listed(before), listed(after, "2"))
    assert len(changes) == count
    shown = public_changes(changes)
    assert (len(shown.changes), shown.counted) == ((count, 0) if width == "title" else (0, count))
    assert SECRET not in json.dumps(changelog(changes), ensure_ascii=False)


def test_the_id_of_a_title_says_nothing_of_its_content() -> None:
    def shown(words: str) -> Change | None:
        [change] = compare(listed([]), listed([{**FULL, "information": words, "publicity": "title"}], "2"))
        return public_change(change)

    one, other = shown("甲"), shown("乙")
    assert one is not None
    assert one == other
    assert one.fields == ()


def test_a_merger_is_as_narrow_as_the_narrowest_of_its_parts() -> None:
    said = [{"entries": ["0"], "from": ["0", "1"], "kind": "merged", "reason": "重复"}]
    [change] = compare(listed([FULL, {**FULL, "publicity": "none"}]), listed([FULL], "2", said))
    assert change.kind == "merged"
    assert public_change(change) is None


def test_private_and_unknown_fields_are_never_shown() -> None:
    fields = tuple(FieldChange(name, None, SECRET, Effect.NEUTRAL) for name in ("internal", "内部", "notes"))
    change = Change("jia", "negative-list", "1", "标题", "element-changed", Effect.NEUTRAL, fields=fields)
    assert public_change(change) == Change("jia", "negative-list", "1", "标题", "element-changed", Effect.NEUTRAL)


def test_private_and_unknown_fields_take_no_part() -> None:
    more = {**FULL, "internal": SECRET, "notes": SECRET, "clearance": {"by": "甲", "phone": SECRET}}
    [change] = compare(listed([FULL]), listed([more], "2"))
    assert [(part.field, part.new) for part in change.fields] == [("clearance", {"by": "甲"})]


@pytest.mark.parametrize(
    ("width", "shown"),
    [("full", {"id", "title", "information", "publicity"}), ("title", {"id", "title"}), ("none", None), ("半", None)],
)
def test_what_of_an_entry_is_public(width: str, shown: set[str] | None) -> None:
    entry = Entry("negative-list", "jia", "1", {"id": "1", **FULL, "publicity": width, "internal": SECRET, "notes": ""})
    told = public_values(entry)
    assert (told if told is None else set(told)) == (shown if width != "full" else {*shown, "note", "harm"})
    assert publicity(entry) == (width if width in PUBLICITIES else "none") == narrowest([entry])

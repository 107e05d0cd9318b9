"""Schemas: what breaks them is found and explained; the published ones are fresh, valid and say the same."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negcli.errors import Failure
from negcli.lists.canonical import canonical
from negcli.lists.model import Agency, Entry, EntryList, Register, Where
from negcli.lists.register import build_register
from negcli.lists.vocabulary import Fields, Type, entry_map, fields, kinds, maps, values
from negcli.near import closest, is_chinese
from negcli.place import pointer
from negcli.resources import shared_folder
from negcli.schema import ANY, schema_text, validator, violations
from negcli.schema.build import KEYS, file_name, kind_schema, schema_files
from negcli.schema.strict import is_credit_code, is_pattern, strict_schema
from negcli.source.document import load_plain, load_source

CASES = load_plain((Path(__file__).parent / "cases" / "schema.yaml").read_text(encoding="utf-8"))
BASE = load_plain((Path(__file__).parent / "cases" / "base.yaml").read_text(encoding="utf-8"))
KINDS = tuple(kinds())


def found_in(text: str) -> list[tuple[str, Any, Any]]:
    return list(violations(build_register((load_source("x.yaml", text),))))


def whole_path(subject: Any, path: tuple[str | int, ...]) -> str:
    """The path of a hit from the document on."""
    start = subject.path if isinstance(subject, Where) else subject.where.path
    return "/".join(str(part) for part in start + path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"][:50])
def test_violations_of_single_documents(case: Mapping[str, Any]) -> None:
    found = {(name, whole_path(subject, hit.path)): hit for name, subject, hit in found_in(case["document"])}
    expected = {(name, path): said for name, path, said in case["violations"]}
    assert set(found) == set(expected)
    for key, said in expected.items():
        told = {**found[key].args, "instead": found[key].args.get("instead", found[key].instead)}
        assert {name: str(told[name]) for name in said} == {name: str(value) for name, value in said.items()}


def test_each_violation_is_told_of_whom_it_concerns() -> None:
    text = """
kind: register
titel: x
agencies: [{id: edu}]
---
kind: negative-list
agency: edu
edition: {}
entries: [{id: A}, 5, {id: B}]
---
kind: concerns
entries: [{id: C}]
"""
    subjects = {(name, hit.path): subject for name, subject, hit in found_in(text)}
    assert isinstance(subjects["unknown-field", ("titel",)], Register)
    assert isinstance(subjects["missing-field", ("name",)], Agency)
    assert isinstance(subjects["missing-field", ("edition", "number")], EntryList)
    assert isinstance(subjects["wrong-type", ("entries", 1)], EntryList)
    assert isinstance(subjects["missing-field", ("title",)], Entry)
    assert isinstance(subjects["missing-field", ("entries", 0, "text")], Where)
    about_entries = [subject.id for name, subject, hit in found_in(text) if isinstance(subject, Entry)]
    assert set(about_entries) == {"A", "B"}


def test_a_register_of_a_newer_format_is_not_judged() -> None:
    text = "kind: register\nformat: 99\n---\nkind: negative-list\nagency: [1]\n"
    assert [name for name, _, _ in found_in(text)] == ["unknown-kind"]


def test_a_broken_document_is_not_judged_but_the_one_before_is() -> None:
    text = "kind: register\ntitel: x\nagencies: []\n---\nkind: negative-list\ncolour: red\nagency: [1\nedition: x: y\n"
    assert [(name, hit.path) for name, _, hit in found_in(text)] == [("unknown-field", ("titel",))]


# The published schemas


def test_the_published_files_are_fresh() -> None:
    folder = shared_folder("schemas")
    ours = {path.name for path in folder.glob("*.schema.json") if "-output" not in path.name}
    assert ours == set(schema_files())
    for name, text in schema_files().items():
        assert (folder / name).read_text(encoding="utf-8") == text, f"stale: run python -m negcli.schema.build ({name})"


@pytest.mark.parametrize("kind", [*KINDS, ANY])
def test_every_schema_is_valid_by_the_metaschema(kind: str) -> None:
    for keys in KEYS:
        schema = json.loads(schema_text(kind, keys))
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema == kind_schema(kind, keys)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("kind", KINDS)
def test_every_strict_schema_is_valid_by_the_metaschema(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(strict_schema(kind))


def test_a_schema_is_found_by_either_name_of_its_kind() -> None:
    assert schema_text("负面清单") == schema_text("negative-list", "en")
    with pytest.raises(Failure) as failure:
        schema_text("表格")
    assert failure.value.code == "no-such-kind"
    assert file_name("laws", "zh") == "laws.zh.schema.json"


def properties_of(schema: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        for part in schema.values():
            yield from properties_of(part)


@pytest.mark.parametrize("kind", KINDS)
def test_fields_have_titles_in_both_languages_and_are_described_in_that_of_the_keys(kind: str) -> None:
    for keys in KEYS:
        described = [field for _, field in properties_of(kind_schema(kind, keys)) if field.get("title")]
        assert len(described) > 5
        for field in described:
            assert field["title"].isascii() is False or " = " in field["title"]
            assert is_chinese(field["description"][:1]) or keys == "en"


def test_every_field_of_the_vocabulary_says_what_it_is_about() -> None:
    for name in maps():
        for field in fields(name).by_key.values():
            assert set(field.about) == {"zh", "en"}, (name, field.key)
            assert not field.about["zh"].isascii()
            assert all(not text.endswith(("。", ".")) for text in field.about.values())


def spelt(data: Any, kind: Type, keys: str) -> Any:
    """Canonical data in the keys and values of one language."""
    if isinstance(data, list):
        return [spelt(item, kind.item or kind, keys) for item in data]
    if isinstance(data, dict) and kind.name == "table":
        names = values(kind.of) if kind.of != "text" and keys == "zh" else {}
        return {names.get(key, key): spelt(value, kind.item or kind, keys) for key, value in data.items()}
    if isinstance(data, dict):
        known: Fields = fields(kind.of or "citation")
        return {
            known.by_key[key].spelling(keys): spelt(value, known.by_key[key].type, keys) for key, value in data.items()
        }
    if kind.name in ("enum", "enum-list") and keys == "zh":
        return values(kind.of)[data]
    return data


def base_documents() -> dict[str, Any]:
    rows = {**BASE["list"], "entries": [BASE["entry"]]}
    duty = {"step": "受理", "duty": "一次告知", "basis": {"law": "行政许可法", "article": "32"}}
    responsibilities = {
        "agency": "edu",
        "edition": {"number": "1", "totals": {"added": 1}},
        "entries": [{"id": "EDU-R-001", "power": "EDU-P-001", "duties": [duty]}],
    }
    openness = {"openness": {"result": {"status": "withheld", "entry": "EDU-N-003"}}}
    powers = {**BASE["powers"], "entries": [{**BASE["powers"]["entries"][0], **openness}]}
    register = {**BASE["register"], "rules": {"severity": {"hedge": "info"}}, "clocks": {"apply": 10}}
    documents = {"register": register, "negative-list": rows, "power-list": powers}
    return documents | {"responsibility-list": responsibilities}


@pytest.mark.parametrize("kind", base_documents())
def test_a_faultless_document_passes_in_both_key_languages(kind: str) -> None:
    data = canonical(kind, base_documents()[kind])
    data.pop("kind", None)
    for keys, name, offered in product(KEYS, (kind, ANY), KEYS):
        judge = jsonschema.Draft202012Validator(kind_schema(name, offered))
        written = spelt(data, Type("map", kind), keys) | {
            fields(kind).by_key["kind"].spelling(keys): kinds()[kind]["zh"] if keys == "zh" else kind
        }
        assert list(judge.iter_errors(written)) == []
        assert validator(kind).is_valid(canonical(kind, written))
        assert not judge.is_valid(written | {"颜色": "红"})


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_required_is_missed_in_both_key_languages(kind: str) -> None:
    needed = [field for field in fields(kind).by_key.values() if field.need]
    for keys in KEYS:
        judge = jsonschema.Draft202012Validator(kind_schema(kind, keys))
        missed = [str(error.validator_value) for error in judge.iter_errors({}) if error.validator == "anyOf"]
        assert len(missed) == len(needed) > 0
        assert all(field.key in said and field.zh in said for field, said in zip(needed, missed, strict=True))


def test_documents_of_no_kind_of_ours_are_nobodys_business() -> None:
    judge = jsonschema.Draft202012Validator(kind_schema(ANY, "zh"))
    for strange in ({}, {"kind": "Deployment", "spec": []}, [1], "text", None, {"kind": 5}, {"机构": 1}):
        assert judge.is_valid(strange)
    for ours in ({"种类": "负面情单"}, {"kind": "negativelist", "agency": "edu", "edition": {}}, {"kind": "laws"}):
        assert not judge.is_valid(ours)


@pytest.mark.parametrize("name", ["minimal-en", "minimal-zh", "county/snapshots"])
def test_the_examples_pass_whichever_language_is_offered(name: str) -> None:
    files = sorted((shared_folder("examples") / name).rglob("*.yaml"))
    judges = [jsonschema.Draft202012Validator(kind_schema(ANY, keys)) for keys in KEYS]
    read = [document.data for file in files[::9] for document in load_source("x", file.read_text("utf-8")).documents]
    assert read
    for document, judge in product(read, judges):
        assert [error.message for error in judge.iter_errors(document)] == []


def test_further_spellings_are_accepted_in_chinese_keys() -> None:
    schema = kind_schema("negative-list", "zh")
    entry = spelt(canonical("negative-entry", BASE["entry"]), Type("map", "negative-entry"), "zh")
    rows = {"种类": "负面清单", "机构": "edu", "版次": {"版次号": "1"}, "事项": [entry]}
    judge = jsonschema.Draft202012Validator(schema)
    assert judge.is_valid(rows)
    entry["序号"] = entry.pop("编号")
    entry["责任处室"] = entry.pop("责任科室")
    assert judge.is_valid(rows)
    del entry["序号"]
    assert not judge.is_valid(rows)


def test_other_programs_readings_of_yaml_are_accepted() -> None:
    judge = jsonschema.Draft202012Validator(kind_schema("register", "en"))
    data = {"kind": "register", "title": 2025, "region": 990100, "rules": None, "agencies": [{"id": 1, "name": True}]}
    assert judge.is_valid(data)
    assert not judge.is_valid(data | {"title": None})
    assert not judge.is_valid(data | {"title": ""})


# Both validators agree

CHECKS = jsonschema.FormatChecker(formats=())
CHECKS.checks("credit-code")(lambda value: not isinstance(value, str) or is_credit_code(value))
CHECKS.checks("pattern")(lambda value: not isinstance(value, str) or is_pattern(value))

SCALARS = st.one_of(
    st.sampled_from(
        ["", "a", "edu/A", "a/b/c", "990100", "whole", "part", "state-secret", "added", "91350100M000100Y43"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=4),
    st.integers(-5, 10**12),
    st.booleans(),
    st.none(),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["law", "id", "status", "x"]), inner),
    max_leaves=4,
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, Any]:
    """A kind and a canonical document in which something may be wrong, at any depth."""
    kind = draw(st.sampled_from(sorted(base_documents())))
    data = json.loads(json.dumps(canonical(kind, base_documents()[kind])))
    for _ in range(draw(st.integers(0, 4))):
        part = data
        while isinstance(part, dict | list) and part and draw(st.integers(0, 3)):
            keys = sorted(part) if isinstance(part, dict) else range(len(part))
            key = draw(st.sampled_from(list(keys)))
            if not isinstance(part[key], dict | list) or not draw(st.booleans()):
                part[key] = draw(ANYTHING)
                break
            part = part[key]
        if isinstance(part, dict) and draw(st.booleans()):
            known = fields(draw(st.sampled_from([kind, entry_map(kind) if kind != "register" else "agency"]))).by_key
            part[draw(st.sampled_from([*known, "colour"]))] = draw(ANYTHING)
        elif isinstance(part, dict) and part and draw(st.booleans()):
            part.pop(draw(st.sampled_from(sorted(part))))
    return kind, data


@settings(max_examples=300, deadline=None)
@given(documents())
def test_jsonschema_rs_and_jsonschema_agree(document: tuple[str, Any]) -> None:
    kind, data = document
    quick = {(pointer(tuple(e.instance_path)), str(e.schema_path[-1])) for e in validator(kind).iter_errors(data)}
    slow = jsonschema.Draft202012Validator(strict_schema(kind), format_checker=CHECKS)
    thorough = {(pointer(tuple(e.absolute_path)), str(e.schema_path[-1])) for e in slow.iter_errors(data)}
    assert quick == thorough
    assert validator(kind).is_valid(data) == (not thorough)


@settings(max_examples=200, deadline=None)
@given(documents())
def test_every_error_gives_a_violation_and_every_violation_stands_for_one(document: tuple[str, Any]) -> None:
    kind, data = document
    text = json.dumps({**data, "kind": kind}, ensure_ascii=False)  # JSON is YAML
    register = build_register((load_source("x.yaml", text),))
    read = canonical(kind, register.sources[0].documents[0].data)
    wrong = (isinstance(read.get("format"), int) and read["format"] > 1) or not validator(kind).is_valid(read)
    found = list(violations(register))
    assert bool(found) == wrong
    places = [(whole_path(subject, hit.path)) for _, subject, hit in found]
    assert len(places) == len(set(places))


# Small parts


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("titel", "title unit", "title"),
        ("Title", "title unit", "title"),
        ("handledBy", "handled_by", "handled_by"),
        ("“编号”", "编号 标题", "编号"),
        ("事项名", "事项名称 事项", "事项名称"),
        ("公开危害", "公开后的危害 公开环节", "公开后的危害"),
        ("依剧", "依据 备注", "依据"),
        ("期限", "不公开期限 备注", None),
        ("colour", "title unit", None),
        ("颜色", "title 备注", None),
        ("title", "标题", None),
        ("", "title", None),
    ],
)
def test_closest(word: str, candidates: str, meant: str | None) -> None:
    assert closest(word, candidates.split()) == meant


def test_closest_prefers_what_is_not_written_yet() -> None:
    assert closest("备住", ["备案", "备注"]) == "备案"
    assert closest("备住", ["备案", "备注"], preferred=["备注"]) == "备注"


def test_credit_codes_check_themselves() -> None:
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y44")
    assert not is_credit_code("91350100M000100Y4")
    assert not is_credit_code("91350100M000100YI3")


@pytest.mark.parametrize("text", ["[", "(", "a{99999999999999}", "(?P<x", "*", "(?<=a+)b"])
def test_what_is_no_regular_expression(text: str) -> None:
    assert not is_pattern(text)


def test_ten_thousand_entries_are_judged_at_once() -> None:
    entry = canonical("negative-entry", BASE["entry"])
    rows = canonical("negative-list", BASE["list"]) | {"entries": [dict(entry) for _ in range(10_000)]}
    validator("negative-list")

    def taken() -> float:
        start = time.process_time()
        assert list(validator("negative-list").iter_errors(rows)) == []
        return time.process_time() - start

    assert min(taken() for _ in range(3)) < 0.15

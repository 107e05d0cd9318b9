"""The judgement of specificity: labelled entries, and the table of words that tests itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from negcli.evidence.breadth import judged, too_broad
from negcli.evidence.patterns import body_of
from negcli.evidence.phrases import PHRASE_END, Phrases, any_of, steps_of
from negcli.evidence.reading import read
from negcli.evidence.wording import table, withheld
from negcli.lists.register import build_register, load_files
from negcli.resources import read_data
from negcli.rules import Context, all_rules, find_all
from negcli.source.document import load_plain
from negcli.source.files import TextFile
from negcli.words import topic

CASES: list[Mapping[str, Any]] = load_plain(
    (Path(__file__).parent / "cases" / "specificity.yaml").read_text(encoding="utf-8")
)
RULES = [rule for rule in all_rules().values() if rule.category == "specificity"]
#: Topics whose words are nouns that count where an item ends with them, and where a reading puts them.
NOUNS = ("records", "papers", "generic", "collective", "work")


def findings(entries: list[Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Entry's information → rule → the words that it marks."""
    rows = [{"id": str(number), "title": "某项", **entry} for number, entry in enumerate(entries)]
    document = {"kind": "negative-list", "agency": "edu", "edition": {"number": "1"}, "entries": rows}
    text = yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    register = build_register(load_files([TextFile("list.yaml", text)]))
    found: dict[str, dict[str, str]] = {entry["information"]: {} for entry in entries}
    for rule, subject, hit in find_all(RULES, Context(register, date(2025, 8, 1))):
        entry = rows[int(subject.id)]  # type: ignore[union-attr]
        found[entry["information"]][rule.name] = entry[str(hit.path[0])][slice(*hit.span)] if hit.span else ""
    return found


def entry_of(case: Any) -> Mapping[str, str]:
    return {"information": case} if isinstance(case, str) else {key: case[key] for key in case if key != "fault"}


FOUND = findings([entry_of(case) for body in CASES for case in (*body["specific"], *body["vague"])])


@pytest.mark.parametrize("body", CASES, ids=lambda body: body["agency"])
def test_what_is_specific_passes(body: Mapping[str, Any]) -> None:
    assert {text: FOUND[text] for text in body["specific"] if FOUND[text]} == {}


@pytest.mark.parametrize("body", CASES, ids=lambda body: body["agency"])
def test_what_is_vague_is_found_and_marked(body: Mapping[str, Any]) -> None:
    for case in body["vague"]:
        assert case["fault"] in FOUND[case["information"]], case
        assert all(words.strip() for words in FOUND[case["information"]].values())


def test_half_of_the_cases_are_traps() -> None:
    specific = [case for body in CASES for case in body["specific"]]
    vague = [case for body in CASES for case in body["vague"]]
    assert len(specific) + len(vague) >= 250
    assert 0.4 < len(specific) / len(specific + vague) < 0.6


ROWS = [(name, row) for name, rows in table().items() for row in rows]
PHRASES = [(name, row) for name, row in ROWS if name not in (*NOUNS, "no_records", "aspects", "harmless", "filler")]


def variants(row: Mapping[str, str]) -> Iterator[str]:
    """The example of a row, with every other word of each step in the place of the one that it has."""
    steps = steps_of(row["words"])
    parts = ["(" + any_of(word for word in step.words if word != "$") + ")" for step in steps]
    ends = [PHRASE_END if "$" in step.words else "" for step in steps]
    regex = "".join(step.before + part + end for step, part, end in zip(steps, parts, ends, strict=True))
    match = re.search(regex, row["found"])
    assert match, f"{row['found']!r} is no example of {row['words']!r}"
    for number, step in enumerate(steps, 1):
        start, end = match.span(number)
        yield from (row["found"][:start] + word + row["found"][end:] for word in step.words if word != "$")


@pytest.mark.parametrize(("name", "row"), PHRASES, ids=lambda value: value if isinstance(value, str) else "")
def test_every_word_of_a_phrase_is_found(name: str, row: Mapping[str, str]) -> None:
    phrase = Phrases([row["words"]])
    for text in variants(row):
        own = text if name in ("harms", "statute", "definite") else withheld(text)
        assert phrase.pattern.search(own), f"{name}: never found: {text!r}"
        assert phrase.clues.search(text), f"{name}: without a clue: {text!r}"


@pytest.mark.parametrize(("name", "row"), PHRASES, ids=lambda value: value if isinstance(value, str) else "")
def test_no_phrase_is_found_where_it_must_not_be(name: str, row: Mapping[str, str]) -> None:
    assert not Phrases([row["words"]]).pattern.search(withheld(row["but"]))


@pytest.mark.parametrize(("name", "row"), ROWS, ids=lambda value: value if isinstance(value, str) else "")
def test_rows_are_complete_and_no_word_stands_twice(name: str, row: Mapping[str, str]) -> None:
    assert set(row) == {"words", "found", "but"}
    words = row["words"].split()
    assert len(steps_of(row["words"])) > 1 or len(words) == len(set(words))


@pytest.mark.parametrize("name", NOUNS)
def test_every_noun_is_read_as_what_it_is(name: str) -> None:
    spans = {"collective": "gathered"}.get(name, name)
    for row in table()[name]:
        for word in row["words"].split():
            text = "某甲" + word
            assert getattr(read(text), spans)[-1:] and getattr(read(text), spans)[-1][1] == len(text), text
        assert getattr(read(row["found"]), spans), row["found"]
        assert not getattr(read(row["but"]), spans), row["but"]


@pytest.mark.parametrize("row", table()["no_records"], ids=lambda row: row["found"])
def test_words_that_only_end_like_a_record_are_none(row: Mapping[str, str]) -> None:
    for word in row["words"].split():
        assert not read(word).records, word


@pytest.mark.parametrize("row", table()["harmless"], ids=lambda row: row["found"])
def test_harmless_words_are_blanked(row: Mapping[str, str]) -> None:
    assert all(withheld(word).strip() == "" for word in row["words"].split())
    assert withheld(row["but"]).strip()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025年救灾工作的部署、检查和落实", "部署、检查和落实"),
        ("地质资料汇交形成的图件、数据和报告", "图件、数据和报告"),
        ("供货合同的数量、价格、违约金", None),
        ("《某登记表》中的时间、地点", None),
        ("会议纪要", "会议纪要"),
        ("北湖小学迁建项目第2次会议纪要", None),
        ("企业按期填报的材料和说明", "材料和说明"),
    ],
)
def test_what_is_too_broad_is_marked(text: str, words: str | None) -> None:
    span = too_broad(text)
    assert (span and text[slice(*span)]) == words


def test_every_kind_of_body_has_its_example() -> None:
    kinds = load_plain(read_data("bodies.yaml"))
    assert {f"body.{kind}" for kind in kinds} | {"body.any"} == {key for key in topic("patterns") if "body" in key}
    assert body_of("示范市教育局") == "education"
    assert body_of("样板镇人民政府") == "township"
    assert body_of("某某") == "any"
    for kind, words in kinds.items():
        assert any(body_of(f"某{word}") == kind for word in words.split()), kind


@pytest.mark.parametrize("text", FOUND)
def test_what_is_plainly_named_is_so_when_read_as_a_whole(text: str) -> None:
    assert too_broad(text) == judged(text)

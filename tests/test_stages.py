"""`validate --stage`: what is asked when (`cases/stages.yaml`), and where that is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from test_cards import files_of
from transcripts import negcli

from negcli.check import choose_rules, examine
from negcli.check.stages import OFF, STAGES, UNSAID, depends_on_stage, weight_at
from negcli.finding import Severity
from negcli.lists.register import build_register, load_files
from negcli.rules import Context, all_rules
from negcli.source.encoding import decode
from negcli.source.files import TextFile

CASES = yaml.load((Path(__file__).parent / "cases" / "stages.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
SCHEMAS = Path(__file__).parent.parent / "schemas"
DAY = date(2025, 8, 1)


def found(case: dict[str, Any], stage: str) -> list[str]:
    case = {
        part: {k: None if v == "null" else v for k, v in case.get(part, {}).items()} for part in ("entry", "edition")
    }
    files = (TextFile(name, *decode(data)) for name, data in sorted(files_of(case).items()))
    register = build_register(load_files(files))
    context = Context(register, DAY, stage=stage)
    findings = examine(register, choose_rules(register, stage=stage), context).findings
    return sorted(f"{each.name} {each.severity.name}" for each in findings)


@pytest.mark.parametrize("stage", [*STAGES, UNSAID])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_found_is_what_the_stage_asks_for(case: dict[str, Any], stage: str) -> None:
    assert found(case, stage) == sorted(case[stage])


def test_no_stage_asks_for_less_than_the_one_before() -> None:
    order = {OFF: 0, **{level.name: int(level) for level in Severity}}
    for rule in set(all_rules()) - {"no-approver"}:  # in whose place unapproved-edition asks for more
        weights = [order[weight_at(rule, stage)] for stage in STAGES]
        assert weights == sorted(weights), rule


def test_what_stands_in_the_table_is_a_rule() -> None:
    table = yaml.safe_load(
        (Path(__file__).parent.parent / "negcli" / "data" / "stages.yaml").read_text(encoding="utf-8")
    )
    assert set(table["rules"]) <= set(all_rules())
    assert {stage for row in table["rules"].values() for stage in row} <= {*STAGES, UNSAID}


def test_a_rule_of_a_later_stage_is_asked_where_it_is_named(tmp_path: Path) -> None:
    register = build_register(())
    assert [rule.name for rule in choose_rules(register, ["unapproved-edition"])] == ["unapproved-edition"]
    assert choose_rules(register, ["unapproved-edition"], stage="draft") == []


def test_a_stage_goes_before_the_register_s_own_weights(tmp_path: Path) -> None:
    files = files_of({"entry": {"harm": None, "ground": "public-security", "classification": None}})
    settings = b"rules: {severity: {missing-harm: error}}\n"
    for name, data in files.items():
        (tmp_path / name).write_bytes(data + settings if name == "register.yaml" else data)
    chosen = ["--select", "missing-harm", "--format", "json", "--today", DAY.isoformat()]
    for stage, weight in (("draft", "info"), ("publish", "error")):
        code, shown, _ = negcli(["validate", "--stage", stage, *chosen], tmp_path)
        assert [row["severity"] for row in json.loads(shown)["findings"]] == [weight]
        assert code == (weight == "error")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_rules_tell_what_is_asked_when(lang: str, tmp_path: Path) -> None:
    shown = negcli(["rules", "--lang", lang], tmp_path)[1]
    told = shown.split("\n\n")[-1]
    assert {rule.name for rule in all_rules().values() if depends_on_stage(rule)} == {
        line.split()[0] for line in told.splitlines()[3:]
    }
    assert {"zh": "起草：不查", "en": "Draft: not asked"}[lang] in negcli(
        ["explain", "no-clearance", "--lang", lang], tmp_path
    )[1]


def test_their_json_tells_it_too(tmp_path: Path) -> None:
    data = json.loads(negcli(["rules", "--format", "json"], tmp_path)[1])
    Draft202012Validator(json.loads((SCHEMAS / "rules-output.schema.json").read_text(encoding="utf-8"))).validate(data)
    rows = {row["name"]: row["stages"] for row in data["rules"]}
    assert rows["no-clearance"] == {"unsaid": "error", "draft": "off", "consultation": "error", "publish": "error"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages_of_all_rules_hold_what_each_explains(lang: str, tmp_path: Path) -> None:
    pages = negcli(["rules", "--format", "md", "--lang", lang], tmp_path)[1]
    for rule in all_rules().values():
        assert f"\n## {rule.code} {rule.name}\n" in pages
    one = negcli(["explain", "hedge", "--format", "md", "--lang", lang], tmp_path)[1]
    assert one.replace("\n## ", "\n### ").split("\n", 1)[1] in pages

"""Allowances of the example county: how they stand, and their JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import county
from jsonschema import Draft202012Validator

from negcli.check import check, choose_rules
from negcli.check.allowances import public_allowances
from negcli.export.allowances import allowances_json

SCHEMA = Path(__file__).parent.parent / "schemas" / "allowances-output.schema.json"
TODAY, SOON = date(2025, 8, 1), date(2025, 12, 31)


def test_their_json_keeps_to_its_schema() -> None:
    data = allowances_json(*public_allowances(county.work_tree()), (TODAY, SOON))
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(data)
    assert [row["state"] for row in data["allowances"]] == ["expired", "soon", "refused"]
    assert [row["code"] for row in data["allowances"]] == ["SPC105", "SPC104", "LEK101"]


def test_while_it_holds_the_finding_is_gone_and_nothing_else() -> None:
    register = county.work_tree()
    rules = choose_rules(register)
    before, after = (check(register, rules, day, county.past()) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    new = [(each.name, each.entry) for each in after if each.code in ("SPC105", "ALW102")]
    old = [(each.name, each.entry) for each in before if each.code in ("SPC105", "ALW102")]
    assert sorted(set(new) - set(old), key=str) == [("expired-allowance", None), ("hedge", "POLICE-N-001")]
    assert set(old) <= set(new)


def test_a_rule_that_is_switched_off_leaves_its_allowance_in_peace() -> None:
    register = county.work_tree()
    rules = [rule for rule in choose_rules(register) if rule.name != "open-ended"]
    names = {each.name for each in check(register, rules, TODAY, county.past())}
    assert "unused-allowance" not in names and "not-allowable" in names

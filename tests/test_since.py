"""`validate --since`: what is told of a newer version (`cases/since.yaml`), on real git repositories; every format."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from gitkit import Repo
from transcripts import negcli

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "since.yaml").read_text(encoding="utf-8"))
REGISTER = {"kind": "register", "title": "示范市清单", "agencies": ["edu", "fin"]}
NAMES = {"edu": "教育局", "fin": "财政局"}
BASIS = "《中华人民共和国政府信息公开条例》第十六条第一款"
COMMON = {
    "negative-list": {
        "title": "{id}号材料",
        "information": "2025年度{id}号会议的座位安排",
        "ground": "internal-affairs",
        "basis": BASIS,
        "extent": "whole",
        "until": "2031-01-01",
        "unit": "办公室",
    },
    "power-list": {
        "title": "{id}号许可",
        "type": "license",
        "basis": "《中华人民共和国教育法》第二十八条",
        "unit": "科",
    },
}
FORMATS = ["text", "json", "md", "html", "csv", "sarif", "github", "gitlab", "junit"]
#: What the cases are about.
SELECTED = "syntax,schema,identity,reference,overlap,leak"


def document(short: Any, same: bool) -> str:
    """A file written in short, in full."""
    if isinstance(short, str):
        return short
    if "agencies" in short:
        agencies = [{"id": name, "name": NAMES[name]} for name in short["agencies"]]
        return yaml.safe_dump({**REGISTER, "agencies": agencies}, allow_unicode=True)
    ((owner, entries),) = short.items()
    agency, kind = owner.split()
    rows = [
        {"id": name, **{key: value.format(id="同" if same else name) for key, value in COMMON[kind].items()}, **fields}
        for name, fields in entries.items()
    ]
    data = {"kind": kind, "agency": agency, "edition": {"number": "2025-1"}, "entries": rows}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def repository(folder: Path, case: dict[str, Any]) -> Repo:
    """The first version committed, the second in the work tree."""
    same = case.get("same", False)
    before = {"register.yaml": {"agencies": ["edu", "fin"]}, **case["before"]}
    repo = Repo(folder)
    repo.commit("2025-01-01", {name: document(short, same) for name, short in before.items()})
    for name, short in case["after"].items():
        repo.write(name, None if short is None else document(short, same))
    return repo


def found(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    code, shown, said = negcli(["validate", "--format", "json", "--today", "2025-06-01", *arguments], folder)
    assert code in (0, 1), said
    return list(json.loads(shown)["findings"])


def told(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(" ".join(filter(None, (row["name"], row["entry"]))) for row in rows)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_told_is_what_changed_and_what_that_broke(case: dict[str, Any], tmp_path: Path) -> None:
    repository(tmp_path, case)
    assert told(found(tmp_path, "--since", "HEAD", "--select", SELECTED)) == sorted(case["told"])
    everything = told(found(tmp_path, "--select", SELECTED))
    assert everything and set(case["told"]) <= set(everything)


def test_nothing_is_told_of_the_version_itself(tmp_path: Path) -> None:
    for number, case in enumerate(CASES):
        repository(tmp_path / str(number), case).commit("2025-02-01")
        assert found(tmp_path / str(number), "--since", "HEAD") == []


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_tells_of_the_same(format: str, tmp_path: Path) -> None:
    case = next(case for case in CASES if case["told"] == ["unknown-power A-1"])
    repository(tmp_path, case)
    chosen = ["--since", "HEAD", "--select", "unknown-power"]
    _, shown, _ = negcli(["validate", "--format", format, "--all", *chosen], tmp_path)
    assert re.findall(r"REF102|unknown-power", shown)
    assert "P-1" in shown and "P-9" not in shown


def test_versions_are_named_as_everywhere(tmp_path: Path) -> None:
    repo = repository(tmp_path, CASES[3])
    repo.commit("2025-03-01")
    for version in ("HEAD~1", "rev:HEAD~1", "2025-02-01", "date:2025-01-31"):
        assert told(found(tmp_path, "--since", version, "--select", "mobile-number")) == ["mobile-number A-1"]
    assert found(tmp_path, "--since", "2025-03-02", "--select", "mobile-number") == []


def test_an_edition_is_the_register_as_it_was_made_public(tmp_path: Path) -> None:
    repo = repository(tmp_path, CASES[3])
    text = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    repo.commit("2025-03-01", {"a.yaml": text.replace("number: 2025-1", "number: 2025-1\n  published: 2025-03-01")})
    assert found(tmp_path, "--since", "edition:2025-1") == []


def test_what_was_there_before_is_counted(tmp_path: Path) -> None:
    repository(tmp_path, CASES[3])
    code, shown, said = negcli(
        ["validate", "--format", "json", "--since", "HEAD", "--select", "mobile-number", "--lang", "en"], tmp_path
    )
    assert code == 1 and "Entries that changed since “HEAD”: 1." in said
    assert json.loads(shown)["summary"]["untouched"] == 1
    _, table, _ = negcli(["validate", "--format", "csv", "--since", "HEAD", "--select", "mobile-number"], tmp_path)
    assert len(list(csv.reader(io.StringIO(table)))) == 2


@pytest.mark.parametrize("how", [["fix"], ["validate", "--fix"]], ids=" ".join)
def test_only_what_is_told_is_fixed(how: list[str], tmp_path: Path) -> None:
    """A fault that was there before stays; one in an entry that changed is cured."""
    old, new = "见样教发[2018]1号", "见样教发[2018]2号"
    case = {
        "before": {"a.yaml": {"edu negative-list": {"A-1": {"note": old}, "A-2": {}}}},
        "after": {"a.yaml": {"edu negative-list": {"A-1": {"note": old}, "A-2": {"note": new}}}},
    }
    repository(tmp_path, case)
    negcli([*how, "--since", "HEAD", "--select", "typography"], tmp_path)
    text = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "[2018]1号" in text and "〔2018〕2号" in text


@pytest.mark.parametrize(("since", "why"), [("v9", "There is no version “v9”"), ("rev:v9", "has no revision “v9”")])
def test_a_version_that_is_not_there(since: str, why: str, tmp_path: Path) -> None:
    repository(tmp_path, CASES[0])
    code, _, said = negcli(["validate", "--since", since, "--lang", "en"], tmp_path)
    assert (code, why in said) == (2, True)


def test_a_part_of_the_history_says_how_to_get_all_of_it(tmp_path: Path) -> None:
    repo = repository(tmp_path / "whole", CASES[0])
    first = repo.git("rev-parse", "HEAD")
    repo.commit("2025-03-01")
    repo.git("clone", "-q", "--depth", "1", f"file://{tmp_path}/whole", str(tmp_path / "part"))
    code, _, said = negcli(["validate", "--since", first, "--lang", "en"], tmp_path / "part")
    assert code == 2 and "fetch --unshallow" in said and first in said


def test_without_git_it_cannot_be_done_and_nothing_else_needs_git(tmp_path: Path) -> None:
    (tmp_path / "register.yaml").write_text(document({"agencies": ["edu"]}, False), encoding="utf-8")
    code, _, said = negcli(["validate", "--since", "rev:HEAD", "--lang", "en"], tmp_path)
    assert code == 2 and "is not in a git repository" in said
    assert negcli(["validate"], tmp_path)[0] == 0

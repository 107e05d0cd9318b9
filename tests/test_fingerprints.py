"""What services know findings by, in what they are really given: it outlives moved lines and moved entries."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import county
import pytest
from transcripts import negcli

TODAY = ["--today", "2025-08-01"]


def in_sarif(text: str) -> list[str]:
    return [row["partialFingerprints"]["negcli/v1"] for row in json.loads(text)["runs"][0]["results"]]


def in_gitlab(text: str) -> list[str]:
    return [row["fingerprint"] for row in json.loads(text)]


def marks(folder: Path, format: str, read: Callable[[str], list[str]]) -> Counter[str]:
    code, shown, _ = negcli(["validate", "--format", format, "--ignore", "reused-id", *TODAY], folder)
    assert code == 1
    return Counter(read(shown))


def moved(data: bytes) -> bytes:
    """A file with lines before what it says, unless it begins with a mark."""
    return data if data[:3] == b"\xef\xbb\xbf" else b"# a\n# b\n# c\n" + data


@pytest.mark.parametrize(("format", "read"), [("sarif", in_sarif), ("gitlab", in_gitlab)])
def test_marks_outlive_moved_lines(format: str, read: Callable[[str], list[str]], tmp_path: Path) -> None:
    shutil.copytree(county.COUNTY / "worktree", tmp_path / "a")
    before = marks(tmp_path / "a", format, read)
    assert len(before) == sum(before.values()) >= 90
    for file in (tmp_path / "a").rglob("*.yaml"):
        file.write_bytes(moved(file.read_bytes()))
    assert marks(tmp_path / "a", format, read) == before


ENTRY = """\
  - id: {id}
    title: 材料
    information: {information}
    ground: internal-affairs
    basis: 《中华人民共和国政府信息公开条例》第十六条第一款
    extent: whole
    unit: 办公室
"""
HEAD = "kind: negative-list\nagency: edu\nedition: {number: 2025-1}\nentries:\n"


def test_the_baseline_holds_what_moved_and_nothing_more(tmp_path: Path) -> None:
    rows = [ENTRY.format(id=f"A-{n}", information=f"涉及第{n}项工作的其他有关材料") for n in range(3)]
    file = tmp_path / "list.yaml"
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    assert negcli(["baseline", *TODAY], tmp_path)[0] == 0
    held = json.loads(negcli(["validate", "--format", "json", *TODAY], tmp_path)[1])["summary"]
    assert held["findings"] == 0 and held["baseline"] >= 3
    file.write_text("# 说明\n\n" + HEAD + "".join(reversed(rows)), encoding="utf-8")
    assert json.loads(negcli(["validate", "--format", "json", *TODAY], tmp_path)[1])["summary"] == held
    file.write_text(HEAD + "".join(rows) + rows[0].replace("A-0", "A-9"), encoding="utf-8")
    shown = json.loads(negcli(["validate", "--format", "sarif", *TODAY], tmp_path)[1])["runs"][0]["results"]
    told = [
        row["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] for row in shown if "suppressions" not in row
    ]
    assert told and all("A-9" in name for name in told)
    assert sum("suppressions" in row for row in shown) == held["baseline"]

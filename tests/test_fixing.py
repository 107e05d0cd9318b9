"""Fixes put into files: only what was wrong changes, and what would change anything else is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from negcli.check import check
from negcli.check.fixing import mend
from negcli.cli.main import run
from negcli.finding import Edit, Finding, Fix
from negcli.lists.model import Register
from negcli.place import Place
from negcli.rules import all_rules
from negcli.source.document import load_plain, load_source
from negcli.source.edits import edited, value_fix
from negcli.source.files import TextFile

FOLDER = Path(__file__).parent / "cases"
CASES: list[Mapping[str, Any]] = load_plain((FOLDER / "fix.yaml").read_text(encoding="utf-8"))
BASE = load_plain((FOLDER / "base.yaml").read_text(encoding="utf-8"))


def judge(register: Register) -> list[Finding]:
    return check(register, all_rules().values(), date(2025, 8, 1))


def files(text: str) -> list[TextFile]:
    others = [
        TextFile(f"{name}.yaml", yaml.safe_dump(BASE[name], allow_unicode=True)) for name in ("register", "powers")
    ]
    return [TextFile("list.yaml", text), *others]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_only_what_was_wrong_changes(case: Mapping[str, Any]) -> None:
    mended = mend(files(case["before"]), judge, unsafe=case.get("unsafe") == "true")
    assert mended.texts.get("list.yaml", case["before"]) == case["after"]
    assert bool(mended.cured) == (case["before"] != case["after"])
    assert mended.texts.keys() <= {"list.yaml"}


TEXT = "kind: negative-list\nagency: edu\nentries:\n  - title: 甲\n    note: 乙\n"


def finding(line: int, text: str, fix: str, becomes: str, pointer: str = "/entries/0/title") -> Finding:
    """A finding about the title that replaces all of a line from its value on."""
    edit = Edit(Place(line, 12, line, 13), fix)
    nothing = (None,) * 5
    where = ("DAT101", "not-a-date", "date", 3, "list.yaml", 1, edit.place, pointer)
    return Finding(*where, *nothing, {"text": text}, Fix((edit,), True, "value", becomes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fix", "becomes"),
    [
        ("丙\n    extra: 丁", "丙"),
        ("'丙", "丙"),
        ("丁", "丙"),
        ("丙\n---\nkind: x", "丙"),
        ("丙: 丁", "丙"),
    ],
)
def test_a_fix_that_changes_anything_else_is_refused(fix: str, becomes: str) -> None:
    bad = finding(4, "甲", fix, becomes)
    assert mend(files(TEXT), lambda register: [bad]).texts == {}


def test_a_fix_that_is_refused_does_not_keep_others_back() -> None:
    def both(register: Register) -> list[Finding]:
        entry = register.lists[0].entries[0]
        bad = finding(4, "甲", "'丙", "丙")
        good = finding(5, "乙", "", "", "/entries/0/note")
        good = Finding(
            *good[:-1],
            Fix((Edit(Place(5, 11, 5, 12), "己"),), True, "value", "己"),
        )
        return [bad, good] if entry.text("note") == "乙" else [bad]

    mended = mend(files(TEXT), both)
    assert mended.texts == {"list.yaml": TEXT.replace("乙", "己")}
    assert len(mended.cured) == 1


def test_rounds_end_though_a_fix_never_does() -> None:
    def never(register: Register) -> list[Finding]:
        title = register.lists[0].entries[0].text("title")
        other = {"甲": "丙", "丙": "甲"}[title]
        return [finding(4, title, other, other)]

    assert len(mend(files(TEXT), never).cured) < 100


VALUES = st.text(st.sampled_from("甲乙 \n#:-'\"|>&[]{},\\a0"), min_size=1, max_size=10)


@settings(max_examples=200, deadline=None)
@given(VALUES, VALUES, st.sampled_from([None, "'", '"', "|", ">"]), st.data())
def test_a_part_of_a_text_is_replaced_however_it_is_written(old: str, new: str, style: str | None, data: Any) -> None:
    text = yaml.dump({"a": [{"b": old}], "c": "x"}, default_style=style, allow_unicode=True, width=12)
    document = load_source("x", text).documents[0]
    start = data.draw(st.integers(0, len(old) - 1))
    span = (start, data.draw(st.integers(start + 1, len(old))))
    fix = value_fix(document, ("a", 0, "b"), span, new, safe=True)
    if fix is None:
        return
    after = load_source("x", edited(text, fix.edits))
    got = after.documents[0].data if not after.slips else None
    whole = old[: span[0]] + new + old[span[1] :]
    assert fix.becomes == whole
    if style not in ("|", ">") and "\n" not in old:
        assert got == {"a": [{"b": whole}], "c": "x"}


CITING = """\
# 卫健局  \r
kind:   negative-list\r
agency: health\r
edition: {number: "2", effective: 2025-01-10}\r
entries:\r
  - id:    "H1"   # 第14条 stays\r
    title: 《保密法》第14条\r
    basis: [ '《中华人民共和国保密法》第13条' ,  《政府信息公开条例》第14条 ]   # 笫14条\r
\r
  - {title: 病历, id: H2, basis: "《中华人民共和国信访工作条例》第三十条：“《中华人民共和国保密法》”"}\r
"""


def test_mending_citations_touches_nothing_else(tmp_path: Path) -> None:
    """Comments, order, line ends and layout stay byte for byte; what is quoted and other fields as well."""
    file = tmp_path / "list.yaml"
    file.write_bytes(CITING.encode())
    run(["fix", "-C", str(tmp_path), "--select", "citation", "--today", "2025-06-01", "--quiet"])
    mended = CITING.replace("'《中华人民共和国保密法》", "'《中华人民共和国保守国家秘密法》").replace(
        "中华人民共和国信访", "信访"
    )
    assert file.read_bytes() == mended.encode()

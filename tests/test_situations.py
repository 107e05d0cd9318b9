"""The public record, the chain and the two times in the situations of `cases/situations.yaml`, in real repositories."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from gitkit import Repo
from situations import TABLE, make
from transcripts import negcli

from negcli.change import Change
from negcli.commits.repository import open_repository
from negcli.editions.rewrites import Rewrite
from negcli.editions.verify import Verdict, verify
from negcli.lists.vocabulary import values
from negcli.record.history import Record, read_record

CASES = TABLE["情形"]


#: How the ends of a way are called that two notices tell of.
WAYS = {"from": "来自", "to": "去向"}


def shown(changes: Iterable[Change]) -> str:
    return "、".join(f"{values('change')[change.kind]} {change.entry}" for change in changes)


def notices(record: Record) -> list[str]:
    """A line for every notice, newest first, then what is not yet published."""
    lines = []
    for notice in record.notices:
        editions = [f"{agency}@{number}" for agency, _, number in notice.editions]
        head = " ".join(filter(None, (notice.published, notice.document, *editions)))
        lines.append(f"{head}：{shown(notice.changes)}")
    return lines + ([f"尚未公布：{shown(record.unpublished)}"] if record.unpublished else [])


def rewritten(row: Rewrite) -> str:
    until = f" 到 {row.ended.day}" if row.ended else ""
    what = "、".join(filter(None, (*row.fields, shown(row.changes))))
    mended = f"，已由{row.corrected}更正" if row.corrected else ""
    return f"{row.edition.key[0]}@{row.edition.number} {row.commit.day}{until}：{what}{mended}"


def published(verdict: Verdict) -> list[str]:
    editions = [link.edition for link in verdict.links]
    return [f"{edition.key[0]}@{edition.number} {edition.commit.day}" for edition in editions]


def asked(root: Path, *arguments: str) -> Any:
    """What a command says in JSON; its complaint where it fails."""
    code, shown, said = negcli([*arguments, "--format", "json", "--lang", "zh"], root)
    return json.loads(shown) if code == 0 else said.strip()


def life(root: Path, name: str) -> Any:
    """A line for every step of an entry's life."""
    answer = asked(root, "history", name)
    return answer if isinstance(answer, str) else list(map(step, answer["steps"]))


def step(row: Any) -> str:
    change = row["change"]
    ways = f"（原为 {'、'.join(change['from'])}）" if change["from"] else ""
    ends = (f"{WAYS[end['way']]} {end['entry']}，{end['document']}".rstrip("，") for end in change.get("elsewhere", ()))
    ways += "".join(f"（{end}）" for end in ends)
    when = f"{row['published']} {row['edition']}" if row["edition"] else "尚未公布"
    reason = f"：{change['reason']}" if change["reason"] else ""
    return f"{when} {values('change')[change['kind']]} {change['entry']}{ways}{reason}"


def whence(root: Path, name: str) -> Any:
    """Field → the edition that it comes from."""
    answer = asked(root, "blame", name)
    return answer if isinstance(answer, str) else {row["field"]: row["edition"] for row in answer["fields"]}


def then(root: Path, when: str) -> str:
    """The entries at a time like ``施行 2020-01-01 已知 2020-02-01``."""
    options = when.replace("施行", "--in-force").replace("已知", "--known").split()
    answer = asked(root, "list", *options)
    counted = f"（另有 {answer['hidden']} 个）" if answer["hidden"] else ""
    return " ".join(row["entry"] for row in answer["entries"]) + counted


def lines_of(case: Any, name: str, real: list[str]) -> tuple[Any, list[str]]:
    """What a case says under ``name``, and what is so; nothing where it says nothing."""
    return (case["应为"][name], real) if name in case["应为"] else ([], [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["说明"])
def test_a_situation(case: dict[str, Any], tmp_path: Path) -> None:
    repo = make(case["步骤"], tmp_path / "仓库")
    root = repo.folder / case.get("在", "")
    verdict = verify(open_repository(root))
    expected = [
        lines_of(case, "公告", notices(read_record(root))),
        lines_of(case, "版次", published(verdict)),
        lines_of(case, "改写", list(map(rewritten, verdict.rewrites))),
        *((told, life(root, name)) for name, told in case["应为"].get("沿革", {}).items()),
        *((told, whence(root, name)) for name, told in case["应为"].get("来处", {}).items()),
        *((told, then(root, when)) for when, told in case["应为"].get("当时", {}).items()),
    ]
    assert [real for _, real in expected] == [told for told, _ in expected]
    assert verdict.holds == all(row.corrected for row in verdict.rewrites)


def test_every_situation_says_what_is_to_be(tmp_path: Path) -> None:
    assert all(case["应为"].keys() >= {"公告", "改写"} for case in CASES)


def test_repositories_of_situations_are_real(tmp_path: Path) -> None:
    repo = make(CASES[0]["步骤"], tmp_path / "仓库")
    assert isinstance(repo, Repo)
    assert repo.git("rev-list", "--count", "HEAD") == "3"

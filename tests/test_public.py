"""Nothing that is not public is in the public record, in any format or language."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from negcli.cli.main import run

# Words that stand where they must not be shown. Each is unique, so that one found in an output names its leak.
CANARIES = {
    "internal": "甲内部备注不得外传",
    "hidden title": "乙不公开条目的名称",
    "hidden information": "丙不公开条目的内容",
    "hidden id": "EDU-N-777",
    "title-only information": "丁仅标题条目的内容",
    "unknown field": "戊词表之外的字段",
    "committer": "己提交人姓名",
    "mail": "geng@example.invalid",
    "message": "辛提交说明",
    "comment": "壬文件注释",
    "branch": "gui-branch",
}
BEFORE = """
kind: register
title: 样例
agencies: [{id: edu, name: 样例县教育局}]
---
# 壬文件注释
kind: negative-list
agency: edu
edition: {number: 1, published: 2024-01-02, document: 样府办发〔2024〕1号}
entries:
  - {id: EDU-N-001, title: 公开的条目, information: 试卷, <<<, internal: 甲内部备注不得外传, odd: 戊词表之外的字段}
  - {id: EDU-N-777, title: 乙不公开条目的名称, information: 丙不公开条目的内容, <<<, publicity: none}
  - {id: EDU-N-003, title: 仅标题, information: 丁仅标题条目的内容, <<<, publicity: title}
---
kind: power-list
agency: edu
edition: {number: 1, published: 2024-01-02, document: 样府办发〔2024〕1号}
entries:
  - id: EDU-P-001
    title: 组织考试
    type: other
    basis: 《甲法》第二条
    unit: 甲科
    openness: {decision: {status: withheld, entry: EDU-N-777}}
""".replace("<<<", "ground: state-secret, basis: 《甲法》第一条, extent: whole, unit: 甲科")
AFTER = (
    BEFORE.replace("number: 1", "number: 2")
    .replace("2024-01-02", "2025-01-02")
    .replace("information: 试卷", "information: 试卷和答案")
    .replace("甲内部备注不得外传", "甲内部备注不得外传，再记")
    .replace("丙不公开条目的内容", "丙不公开条目的内容二")
    .replace("entry: EDU-N-777", "entry: edu/EDU-N-777, where: 窗口")
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("公开")
    person = {"NAME": CANARIES["committer"], "EMAIL": CANARIES["mail"], "DATE": "2025-01-02T03:04:05+00:00"}
    roles = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()}

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **roles}, check=True, capture_output=True)

    git("init", "-q", "-b", CANARIES["branch"])
    for text in (BEFORE, AFTER, AFTER.replace("试卷和答案", "试卷、答案和评分表").replace("窗口", "网站")):
        (folder / "名录.yaml").write_text(text, encoding="utf-8")
        git("add", "-A")
        git("commit", "-q", "-m", CANARIES["message"])
    return folder


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", ["md", "html", "json"])
def test_no_canary_in_the_record(
    register: Path, format: str, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEGCLI_LANG", lang)
    assert run(["changelog", "-C", str(register), "--format", format, "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert "公开的条目" in shown and "仅标题" in shown and "窗口" in shown and "评分表" in shown
    assert [name for name, words in CANARIES.items() if words in shown] == []


def test_the_same_history_gives_the_same_bytes(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for _ in range(2):
        assert run(["changelog", "-C", str(register), "--format", "html", "--lang", "zh"]) == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


def test_internal_notes_are_in_no_comparison(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for format in ("text", "md", "html", "json"):
        assert run(["diff", "edition:1", "edition:2", "-C", str(register), "--format", format]) == 0
        assert CANARIES["internal"] not in capsys.readouterr().out

"""Nothing that is not public is in any public output, in any format or language: neither words nor their hashes."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import zipfile
from itertools import product
from pathlib import Path

import pytest

from negcli.cli.main import run
from negcli.compare.values import plain_values
from negcli.editions.content import digest
from negcli.lists.register import build_register
from negcli.public import publicity
from negcli.source.document import load_source

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
    "file name": "癸科室文件夹",
    "internal of a power": "子权力事项内部备注",
    "internal of a responsibility": "丑责任事项内部备注",
    "number of an unpublished edition": "寅-9-未公布",
    "document of an unpublished edition": "卯府办发〔2026〕77号",
    "summary of an unpublished edition": "辰未公布版次的说明",
    "reason of a hidden entry": "巳不公开条目的调整理由",
    "reason of a title-only entry": "午仅标题条目的调整理由",
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
    internal: 子权力事项内部备注
---
kind: responsibility-list
agency: edu
edition: {number: 1, published: 2024-01-02, document: 样府办发〔2024〕1号}
entries:
  - {id: EDU-R-001, power: EDU-P-001, duties: [{step: 受理, duty: 受理申请}], internal: 丑责任事项内部备注}
""".replace("<<<", "ground: state-secret, basis: 《甲法》第一条, extent: whole, unit: 甲科")
AFTER = (
    BEFORE.replace("number: 1", "number: 2")
    .replace("2024-01-02", "2025-01-02")
    .replace("information: 试卷", "information: 试卷和答案")
    .replace("甲内部备注不得外传", "甲内部备注不得外传，再记")
    .replace("丙不公开条目的内容", "丙不公开条目的内容二")
    .replace("entry: EDU-N-777", "entry: edu/EDU-N-777, where: 窗口")
    .replace("document: 样府办发〔2024〕1号}", "document: 样府办发〔2025〕1号, adjustments: [ADJUSTMENTS]}", 1)
    .replace(
        "ADJUSTMENTS",
        "{entries: [EDU-N-777], kind: scope-changed, reason: 巳不公开条目的调整理由},"
        " {entries: [EDU-N-003], kind: scope-changed, reason: 午仅标题条目的调整理由}",
    )
    .replace("丁仅标题条目的内容", "丁仅标题条目的内容，另加")
)
PENDING = (
    AFTER.replace("试卷和答案", "试卷、答案和评分表")
    .replace("窗口", "网站")
    .replace(
        "number: 2, published: 2025-01-02, document: 样府办发〔2025〕1号",
        "number: 寅-9-未公布, document: 卯府办发〔2026〕77号, summary: 辰未公布版次的说明",
        1,
    )
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("公开")
    person = {"NAME": CANARIES["committer"], "EMAIL": CANARIES["mail"], "DATE": "2025-01-02T03:04:05+00:00"}
    roles = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()}

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **roles}, check=True, capture_output=True)

    git("init", "-q", "-b", CANARIES["branch"])
    (folder / CANARIES["file name"]).mkdir()
    for text in (BEFORE, AFTER, PENDING):
        head, lists = text.split("---\n", 1)
        (folder / "名录.yaml").write_text(head, encoding="utf-8")
        (folder / CANARIES["file name"] / "清单.yaml").write_text(lists, encoding="utf-8")
        git("add", "-A")
        git("commit", "-q", "-m", CANARIES["message"])
    return folder


#: The command lines whose output is for the public, and the formats of each.
PUBLIC = {
    "changelog": ("md", "text", "html", "json", "csv", "atom", "docx", "xlsx"),
    "changelog --plain": ("text",),
    "changelog --by month": ("md", "html", "csv", "docx", "xlsx"),
    "changelog --by agency": ("md", "html", "csv", "docx", "xlsx"),
    "changelog --agency edu": ("md", "atom", "docx"),
    **dict.fromkeys(
        (
            *("editions", "allowances", "verify"),
            # what was published, as of an edition or a day
            *("list --at edition:2", "list --in-force 2025-06-01", "list --known 2025-06-01"),
            *("show EDU-N-001 --at edition:2", "show EDU-N-003 --at edition:2", "show EDU-P-001 --in-force 2025-06-01"),
            *("history EDU-N-001", "history EDU-N-003", "history EDU-P-001"),
            *("blame EDU-N-001", "blame EDU-N-003", "blame EDU-P-001"),
        ),
        ("text", "md", "html", "json"),
    ),
}
OUTPUTS = [
    (command, format, lang) for command, formats in PUBLIC.items() for format, lang in product(formats, ("zh", "en"))
]


#: The commands that end with 1 here, for the last commit changed a power list under its number.
FINDING = ("verify",)


def output_of(command: str, format: str, lang: str, folder: Path, target: Path) -> str:
    """What the command writes into a file, office files unpacked."""
    name, *options = command.split()
    arguments = [name, *options, "-C", str(folder), "--format", format, "--lang", lang, "-o", str(target), "-q"]
    assert run(arguments) == (name in FINDING)
    data = target.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "".join(f"{part.filename}{parts.read(part).decode(errors='replace')}" for part in parts.infolist())


def traces(words: str) -> list[str]:
    """What would betray ``words``: themselves, also as JSON escapes them, and their hashes, cut short as well."""
    data = words.encode()
    digests = [hashlib.new(kind, data).hexdigest() for kind in ("md5", "sha1", "sha256")]
    return [words, words.encode("unicode_escape").decode(), *(digest[:12] for digest in digests)]


@pytest.mark.parametrize(("command", "format", "lang"), OUTPUTS)
def test_no_canary_in_any_public_output(
    command: str, format: str, lang: str, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEGCLI_LANG", lang)
    shown = output_of(command, format, lang, register, tmp_path / f"out.{format}")
    if command.startswith("changelog"):
        assert "公开的条目" in shown and "仅标题" in shown and "窗口" in shown
        assert ("评分表" in shown) is (format != "atom")  # a feed tells of what is published, not of what is to come
    assert [name for name, words in CANARIES.items() if any(trace in shown for trace in traces(words))] == []


def test_a_saved_chain_holds_nothing_private_and_no_hash_of_it(register: Path, tmp_path: Path) -> None:
    """Not even the digest of a whole entry that is not public in full, by which a guess could be confirmed."""
    target = tmp_path / "chain.json"
    assert run(["verify", "-C", str(register), "--save", str(target), "--lang", "zh", "-q"]) == 1
    shown = target.read_text(encoding="utf-8")
    lists = (rows for text in (BEFORE, AFTER) for rows in build_register((load_source("a.yaml", text),)).lists)
    kept = [entry for rows in lists for entry in rows.entries if publicity(entry) != "full"]
    digests = [digest({**extra, **plain_values(entry)}) for entry in kept for extra in ({}, {"id": entry.id})]
    assert len(kept) == 4
    assert "EDU-N-001" in shown
    assert [name for name, words in CANARIES.items() if any(trace in shown for trace in traces(words))] == []
    assert [each for each in digests if each[:12] in shown] == []


def test_the_same_history_gives_the_same_bytes(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for _ in range(2):
        assert run(["changelog", "-C", str(register), "--format", "html", "--lang", "zh"]) == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


#: Command lines for those who keep the register; what is private, and who committed it how, is in none of them.
FOR_STAFF = (
    *("list", "show EDU-N-001", "show EDU-N-003", "history EDU-N-001", "blame EDU-N-001"),
    "diff edition:1 edition:2",
)
NOBODYS = ("internal", "unknown field", "committer", "mail", "message", "branch", "comment")


@pytest.mark.parametrize("format", ["text", "md", "html", "json"])
@pytest.mark.parametrize("command", FOR_STAFF)
def test_nothing_private_is_shown_to_anybody(command: str, format: str, register: Path, tmp_path: Path) -> None:
    name, *words = command.split()
    target = tmp_path / "out"
    assert run([name, *words, "-C", str(register), "--format", format, "--lang", "zh", "-o", str(target)]) == 0
    shown = target.read_text(encoding="utf-8")
    assert "EDU-N-00" in shown
    assert [name for name in NOBODYS if any(trace in shown for trace in traces(CANARIES[name]))] == []


def test_internal_notes_are_in_no_comparison(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for format in ("text", "md", "html", "json"):
        assert run(["diff", "edition:1", "edition:2", "-C", str(register), "--format", format]) == 0
        assert CANARIES["internal"] not in capsys.readouterr().out

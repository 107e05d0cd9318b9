"""How git shows lists: the table of what stands for a file and for a change, and real `git diff` and `git log -p`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from gitkit import Repo
from mutation import FILES
from test_git_drivers import FILE, LIST, apart, attempt, repo

from negcli.cli.main import run
from negcli.report.listing import as_text
from negcli.source.document import load_plain
from negcli.source.encoding import decode
from negcli.words import Words

__all__ = ["repo"]  # a fixture

TABLE: Mapping[str, Any] = load_plain((Path(__file__).parent / "cases/gitdiff.yaml").read_text(encoding="utf-8"))
CHANGED = LIST.replace("启用前的试卷和参考答案", "启用前的试卷、备用卷和参考答案")


def whole(text: str) -> str:
    """A text of the table: items alone get the head before them."""
    return text if "种类:" in text or "name:" in text else TABLE["开头"] + text


@pytest.mark.parametrize("case", TABLE["情形"], ids=lambda case: case["说明"])
def test_cases(case: Mapping[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "旧", tmp_path / "新"
    old.write_text(whole(case["旧"]), encoding="utf-8")
    new.write_text(whole(case["新"]), encoding="utf-8")
    lang = case.get("语言", "zh")
    assert run(["diff", "--lang", lang, "--git-driver", "--", str(new)]) == 0
    assert capsys.readouterr().out == case["文字"]
    files = [str(old), "0" * 40, "100644", str(new), "0" * 40, "100644"]
    assert run(["diff", "--lang", lang, "--git-driver", "--", "清单.yaml", *files]) == 0
    assert capsys.readouterr().out == case["差异"] + "\n"


@pytest.mark.parametrize("text", FILES)
def test_how_a_file_is_written_is_not_seen(text: str) -> None:
    """The same lines, however the file is laid out; comments move to what they are on."""
    from negcli.fmt import formatted

    text = decode(text.encode())[0].replace("\r\n", "\n")
    words = Words("zh")
    lines = [as_text(each, words).splitlines() for each in (text, formatted("a.yaml", text, {}))]
    assert sorted(lines[0]) == sorted(lines[1])
    assert len(lines[0]) > 3


def test_log(repo: Repo) -> None:
    repo.commit("2025-01-02", {FILE: CHANGED})
    code, said = attempt(repo, "log", "-p", "-1", "--format=")
    assert code == 0
    assert (
        " 【A-1】未启用的试卷\n # 考试类\n-不予公开内容：启用前的试卷和参考答案\n"
        "+不予公开内容：启用前的试卷、备用卷和参考答案\n" in said
    )


def test_hunks_are_headed_by_their_entry(repo: Repo) -> None:
    longer = LIST.replace(
        "    责任科室", "    公开后的危害: 甲\n    领域: 乙\n    密级: 秘密\n    备注: 丙\n    责任科室"
    )
    repo.commit("2025-01-02", {FILE: longer})
    repo.commit("2025-01-03", {FILE: longer.replace("考试中心", "招生办", 1)})
    assert "@@ 【A-1】未启用的试卷\n" in attempt(repo, "log", "-p", "-1", "--format=", "--no-ext-diff")[1]


def test_diff(repo: Repo) -> None:
    repo.write(FILE, CHANGED)
    heading = f"{FILE}\n【A-1】未启用的试卷 | 范围调整、待认定\n"
    assert attempt(repo, "diff") == (
        0,
        f"{heading}-不予公开内容：启用前的试卷和参考答案\n+不予公开内容：启用前的试卷、备用卷和参考答案\n\n",
    )
    assert "-    不予公开内容: " in attempt(repo, "diff", "--no-ext-diff", "--no-textconv")[1]
    assert attempt(repo, "diff", "--exit-code", "--quiet")[0] == 1


def test_diff_of_files_that_come_go_and_move(repo: Repo) -> None:
    repo.write("新.yaml", LIST.replace("A-", "B-"))
    repo.git("add", "-A")
    assert "+不予公开内容：启用前的试卷和参考答案\n" in attempt(repo, "diff", "--cached")[1]
    repo.commit("2025-01-02")
    repo.git("mv", FILE, "移.yaml")
    repo.write("移.yaml", CHANGED)
    repo.write("新.yaml", None)
    repo.git("add", "-A")
    said = attempt(repo, "diff", "--cached", "-M")[1]
    assert "-责任科室：考试中心\n" in said
    assert f"{FILE} → 移.yaml\n【A-1】未启用的试卷 | 范围调整、待认定\n" in said


def test_patches_are_patches(repo: Repo) -> None:
    repo.commit("2025-01-02", {FILE: CHANGED})
    patch = attempt(repo, "format-patch", "-1", "--stdout")[1]
    assert "+    不予公开内容: 启用前的试卷、备用卷和参考答案\n" in patch


def test_diff_while_something_is_left_open(repo: Repo) -> None:
    apart(repo, LIST.replace("考试中心", "招生办", 1), LIST.replace("考试中心", "考试科", 1))
    assert attempt(repo, "merge", "side", "-m", "合并")[0] == 1
    said = attempt(repo, "diff")[1]
    assert "++<<<<<<<\n +责任科室：招生办\n++=======\n+ 责任科室：考试科\n++>>>>>>>\n" in said
    assert f"{FILE} 还没有合并好" in attempt(repo, "diff", "--cached")[1]


@pytest.mark.parametrize("data", [b"\xff\xfe\0", b"", "种类: 负面清单\n".encode("gb18030"), b"a: [\n", b"\0\1\2"])
def test_whatever_stands_in_a_file_git_can_show_it(data: bytes, repo: Repo) -> None:
    (repo.folder / FILE).write_bytes(data)
    assert attempt(repo, "diff")[0] == 0
    repo.commit("2025-01-02")
    code, said = attempt(repo, "log", "-p", "-1")
    assert (code, "fatal" in said) == (0, False)


def test_a_file_that_looks_like_an_option(repo: Repo) -> None:
    repo.commit("2025-01-02", {"--help.yaml": LIST})
    repo.write("--help.yaml", CHANGED)
    assert "+不予公开内容：启用前的试卷、备用卷和参考答案" in attempt(repo, "diff")[1]


def test_more_than_two_versions_are_still_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "a", "b", "c", "--lang", "en"]) == 2
    assert "(c)" in capsys.readouterr().err

"""What `negcli init --git` registers, as real git runs it: in real repositories, on paths with spaces and Chinese."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from gitkit import Repo, git

from negcli.cli.main import run

FILE = "教育 局/负面 清单.yaml"
LIST = """\
种类: 负面清单
机构: edu
版次:
  版次号: 2025-1
事项:
  # 考试类
  - 编号: A-1
    事项名称: 未启用的试卷
    不予公开内容: 启用前的试卷和参考答案
    责任科室: 考试中心
  - 编号: A-2
    事项名称: 命题人员名单
    不予公开内容: 考试结束前的命题人员名单
    责任科室: 考试中心
"""
NEW = "  - 编号: A-{0}\n    事项名称: 事项{0}\n    责任科室: 人事科\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with one list, in which the drivers are registered."""
    repo = Repo(tmp_path / "名 录")
    repo.write(FILE, LIST)
    assert run(["init", "--git", str(repo.folder), "--quiet"]) == 0
    repo.commit("2025-01-01")
    return repo


def apart(repo: Repo, ours: str, theirs: str) -> None:
    """Two branches, `main` and `side`, with a version of the list each."""
    repo.branch("side")
    repo.commit("2025-01-02", {FILE: theirs})
    repo.switch("main")
    repo.commit("2025-01-03", {FILE: ours})


def text(repo: Repo) -> str:
    return (repo.folder / FILE).read_text(encoding="utf-8")


def attempt(repo: Repo, *arguments: str) -> tuple[int, str]:
    """The code with which git ends, and all it says."""
    settings = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.invalid"}
    settings |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in settings.items()}
    command = ["git", "-C", str(repo.folder), *arguments]
    done = subprocess.run(command, env=os.environ | settings, capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


# Neighbouring lines and entries added in one place: git alone would see conflicts in all of these.
OURS = LIST.replace("未启用的试卷", "未启用的试卷、备用卷") + NEW.format(3)
THEIRS = LIST.replace("启用前的试卷和", "启用前的试卷、备用卷和") + NEW.format(4)
BOTH = OURS.replace("启用前的试卷和", "启用前的试卷、备用卷和") + NEW.format(4)


def test_merge(repo: Repo) -> None:
    apart(repo, OURS, THEIRS)
    assert attempt(repo, "merge", "side", "-m", "合并")[0] == 0
    assert text(repo) == BOTH
    assert git(repo.folder, "status", "--porcelain") == ""


def test_without_the_driver_git_has_conflicts(repo: Repo) -> None:
    apart(repo, OURS, THEIRS)
    repo.git("config", "--remove-section", "merge.negcli")
    assert attempt(repo, "merge", "side", "-m", "合并")[0] == 1


def test_rebase(repo: Repo) -> None:
    apart(repo, THEIRS, OURS)
    repo.switch("side")
    assert attempt(repo, "rebase", "main")[0] == 0
    assert text(repo) == LIST.replace("未启用的试卷", "未启用的试卷、备用卷").replace(
        "启用前的试卷和", "启用前的试卷、备用卷和"
    ) + NEW.format(4) + NEW.format(3)


def test_cherry_pick(repo: Repo) -> None:
    apart(repo, OURS, THEIRS)
    assert attempt(repo, "cherry-pick", "side")[0] == 0
    assert text(repo) == BOTH


def test_revert(repo: Repo) -> None:
    first = repo.commit("2025-01-02", {FILE: OURS})
    repo.commit("2025-01-03", {FILE: BOTH})
    assert attempt(repo, "revert", "--no-edit", first)[0] == 0
    assert text(repo) == THEIRS


def test_stash_pop(repo: Repo) -> None:
    repo.write(FILE, THEIRS)
    assert attempt(repo, "stash")[0] == 0
    repo.commit("2025-01-02", {FILE: OURS})
    assert attempt(repo, "stash", "pop")[0] == 0
    assert text(repo) == BOTH


# What each does when the unit of one entry was changed twice, here to 招生办 and there to 考试科: marks in words around
# the field alone, and git goes on when a person has chosen.
OFFICE, OTHER_OFFICE = (LIST.replace("科室: 考试中心", f"科室: {office}", 1) for office in ("招生办", "考试科"))
CONFLICTS = {
    "cherry-pick": ("cherry-pick side", "cherry-pick --continue"),
    "rebase": ("rebase main side", "rebase --continue"),
    "revert": ("revert --no-edit HEAD~1", "revert --continue"),
    "stash": ("stash pop", "commit -m 定"),
}


def collide(repo: Repo, how: str) -> None:
    """What goes before a command of `CONFLICTS`: two changes of one field."""
    if how == "revert":
        repo.commit("2025-01-02", {FILE: OFFICE})
        repo.commit("2025-01-03", {FILE: OTHER_OFFICE})
    elif how == "stash":
        repo.write(FILE, OTHER_OFFICE)
        assert attempt(repo, "stash")[0] == 0
        repo.commit("2025-01-02", {FILE: OFFICE})
    else:
        apart(repo, OFFICE, OTHER_OFFICE)


@pytest.mark.parametrize("how", CONFLICTS)
def test_conflicts_of_whatever_merges(how: str, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_EDITOR", "true")
    collide(repo, how)
    command, onward = CONFLICTS[how]
    code, said = attempt(repo, *command.split())
    assert (code, "A-1（未启用的试卷） › 责任科室：双方写得不一样" in said) == (1, True)
    lines = text(repo).splitlines()
    start, end = (lines.index(next(line for line in lines if line.startswith(mark * 7))) for mark in "<>")
    assert end - start == 4
    repo.write(FILE, "\n".join([*lines[:start], "    责任科室: 教育科", *lines[end + 1 :], ""]))
    repo.git("add", FILE)
    assert attempt(repo, *onward.split())[0] == 0
    assert text(repo) == LIST.replace("科室: 考试中心", "科室: 教育科", 1)
    assert git(repo.folder, "status", "--porcelain") == ""


def test_a_log_asks_for_each_text_once(repo: Repo) -> None:
    repo.commit("2025-01-02", {FILE: OURS})
    first = attempt(repo, "log", "-p")
    assert "refs/notes/textconv/negcli" in repo.git("for-each-ref")
    assert attempt(repo, "log", "-p") == first
    assert "+【A-1】未启用的试卷、备用卷" in first[1]


def test_conflict(repo: Repo) -> None:
    apart(repo, LIST.replace("科室: 考试中心", "科室: 招生办", 1), LIST.replace("科室: 考试中心", "科室: 考试科"))
    code, said = attempt(repo, "merge", "side", "-m", "合并")
    assert code == 1
    assert f"{FILE} 有 1 处要由人决定" in said
    assert "A-1（未启用的试卷） › 责任科室：双方写得不一样" in said
    marks = [line for line in text(repo).splitlines() if line[:7] in ("<" * 7, "=" * 7, ">" * 7)]
    assert marks == [
        "<<<<<<< 我方（ours）：A-1（未启用的试卷） › 责任科室：双方写得不一样",
        "=======",
        ">>>>>>> 对方（theirs）",
    ]
    assert text(repo).endswith("责任科室: 考试科\n")
    assert git(repo.folder, "diff", "--name-only", "--diff-filter=U", "-z").rstrip("\0") == FILE
    assert attempt(repo, "checkout", "--theirs", FILE)[0] == 0


def test_conflict_with_what_was_before(repo: Repo) -> None:
    apart(repo, LIST.replace("科室: 考试中心", "科室: 招生办", 1), LIST.replace("科室: 考试中心", "科室: 考试科", 1))
    repo.git("config", "merge.conflictStyle", "diff3")
    assert attempt(repo, "merge", "side", "-m", "合并")[0] == 1
    assert "||||||| 原来（base）\n    责任科室: 考试中心\n=======\n    责任科室: 考试科\n" in text(repo)


def test_both_sides_add_the_file(repo: Repo) -> None:
    repo.branch("side")
    repo.commit("2025-01-02", {"b.yaml": LIST + NEW.format(4)})
    repo.switch("main")
    repo.commit("2025-01-03", {"b.yaml": LIST + NEW.format(3)})
    assert attempt(repo, "merge", "side", "-m", "合并")[0] == 0
    assert (repo.folder / "b.yaml").read_text(encoding="utf-8") == LIST + NEW.format(3) + NEW.format(4)


@pytest.mark.parametrize("what", ["gone", "broken"])
def test_where_negcli_cannot_run_git_merges_by_lines(repo: Repo, what: str) -> None:
    driver = repo.git("config", "merge.negcli.driver")
    gone = (
        driver.replace(sys.executable, "/none/python") if what == "gone" else driver.replace("-m negcli", "-c '1/0' -m")
    )
    assert gone != driver
    repo.git("config", "merge.negcli.driver", gone)
    apart(repo, LIST.replace("2025-1", "2025-2"), LIST.replace("2025-1", "2025-3") + NEW.format(3))
    assert attempt(repo, "merge", "side", "-m", "合并")[0] == 1
    assert "<<<<<<< ours\n  版次号: 2025-2\n=======\n  版次号: 2025-3\n>>>>>>> theirs\n" in text(repo)
    assert text(repo).endswith(NEW.format(3))


def test_nothing_is_run_that_the_repository_brings(repo: Repo) -> None:
    """What is called as a driver is not taken from the work tree, where git runs it."""
    repo.write("negcli/__main__.py", "raise SystemExit('owned')")
    repo.write("typer.py", "raise SystemExit('owned')")
    repo.commit("2025-01-01")
    apart(repo, OURS, THEIRS)
    code, said = attempt(repo, "merge", "side", "-m", "合并")
    assert (code, "owned" in said, text(repo)) == (0, False, BOTH)


def test_registering_again_changes_nothing(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    names = (".git/config", ".gitattributes")
    before = [(repo.folder / name).read_bytes() for name in names]
    assert run(["init", "--git", str(repo.folder)]) == 0
    assert "git" in capsys.readouterr().out
    assert [(repo.folder / name).read_bytes() for name in names] == before


def test_attributes_that_are_there_stay(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.write(FILE, LIST)
    repo.write(".gitattributes", "* -text\r\n*.png binary")
    for _ in range(2):
        assert run(["init", "--git", str(tmp_path), "--quiet"]) == 0
    lines = (tmp_path / ".gitattributes").read_bytes().split(b"\r\n")
    assert lines[:2] == [b"* -text", b"*.png binary"]
    assert len(lines) == len(set(lines)) == 5
    attributes = repo.git("check-attr", "merge", "text", "--", FILE)
    assert "merge: negcli" in attributes and "text: unset" in attributes


def test_editors_files_and_git_get_on(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    (repo.folder / ".gitattributes").unlink()
    assert run(["init", "--editors", "--git", str(repo.folder)]) == 0
    assert run(["init", "--editors", "--git", str(repo.folder), "--lang", "zh"]) == 0
    assert "编辑器用的文件都已是最新的" in capsys.readouterr().out


@pytest.mark.parametrize("where", ["nowhere", "empty"])
def test_there_must_be_a_repository_and_a_register(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if where == "empty":
        Repo(tmp_path)
    else:
        (tmp_path / "a.yaml").write_text(LIST, encoding="utf-8")
    assert run(["init", "--git", str(tmp_path), "--lang", "en"]) == 2
    assert ("git repository" if where == "nowhere" else "no register") in capsys.readouterr().err
    assert not (tmp_path / ".gitattributes").exists()


@pytest.mark.parametrize("spoilt", ["原来", "对方"])
def test_a_version_that_is_missing_leaves_ours_untouched(spoilt: str, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("原来", "我方", "对方")]
    for file in files:
        file.write_text(LIST, encoding="utf-8")
    (tmp_path / spoilt).unlink()
    assert run(["merge", *map(str, files)]) == 129
    assert files[1].read_text(encoding="utf-8") == LIST


def test_binary_files_are_refused_untouched(tmp_path: Path) -> None:
    files = [tmp_path / name for name in "bot"]
    for number, file in enumerate(files):
        file.write_bytes(b"\0\1%d" % number)
    assert run(["merge", *map(str, files)]) == 129
    assert files[1].read_bytes() == b"\0\1" + b"1"

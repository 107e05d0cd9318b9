"""Drafting editions into files, and publishing them as one act: all of it or nothing."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gitkit
import pytest
import yaml
from gitkit import REGISTER, Repo, git
from transcripts import negcli

from negcli.editions.adjust import next_number, plan, written
from negcli.editions.gitwrite import Act, perform
from negcli.editions.publish import _cleared
from negcli.editions.publish import publish as carry_out
from negcli.evidence.government import is_below, issuer_of, level_of, organs_of
from negcli.fmt import formatted
from negcli.lists.model import Register
from negcli.lists.register import build_list, build_register, load_files
from negcli.record.drafts import Known, drafts_of
from negcli.source.files import TextFile

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "adjust.yaml").read_text(encoding="utf-8"))["情形"]
TODAY = date(2026, 7, 1)


#: What an entry has to say besides its id and title.
REST = """\
    information: papers of the examination before it is held
    ground: internal-affairs
    basis: 《中华人民共和国政府信息公开条例》第十六条第一款
    extent: part
    released: the syllabus
    until: end of the examination
    unit: Office
"""


def negative_list(*about: Any) -> str:
    """A list whose entries say all that they have to."""
    return re.sub("(    title: .*\n)", rf"\1{REST}", gitkit.negative_list(*about))


def before(case: dict[str, Any]) -> Known:
    text = yaml.safe_dump({"种类": "负面清单", "机构": "jia", "版次": case["上一版"]}, allow_unicode=True)
    (rows,) = read(text + "事项: [{编号: N-1, 事项名称: 试卷}]\n").lists
    return Known({rows.key: rows}, {rows.key: frozenset({rows.edition.number})})


def read(text: str) -> Register:
    return build_register(load_files([TextFile("a.yaml", text)]))


def drafted(text: str, known: Known) -> str | None:
    register = read(text)
    return written(register, plan(register, drafts_of(register, known), TODAY)).get("a.yaml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["说明"])
def test_a_draft(case: dict[str, Any]) -> None:
    new = drafted(case["原文"], before(case))
    assert new == case["起草后"]
    assert new is None or drafted(new, before(case)) is None


@pytest.mark.parametrize("case", [case for case in CASES if case["起草后"]], ids=lambda case: case["说明"])
def test_what_is_drafted_is_laid_out_as_all_is(case: dict[str, Any]) -> None:
    laid_out = formatted("a.yaml", case["原文"], {})
    new = drafted(laid_out, before(case)) or ""
    assert formatted("a.yaml", new, {}) == new


def test_a_note_goes_away_and_what_only_looks_like_one_stays() -> None:
    text = "{}adjustments:\n  # negcli: papers: Renamed\n  # for the board\n  - entries: [A]\n"
    assert _cleared("a.yaml", text.format("")) == "adjustments:\n  # for the board\n  - entries: [A]\n"
    told = text.format("summary: |\n  # negcli: said\n")
    assert _cleared("a.yaml", told) == told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["说明"])
def test_a_draft_in_a_file_of_windows(case: dict[str, Any]) -> None:
    new = drafted(case["原文"].replace("\n", "\r\n"), before(case))
    assert new == (case["起草后"] and case["起草后"].replace("\n", "\r\n"))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((), "2026-1"),
        (("2025-1", "2024-3"), "2026-1"),
        (("2026-2", "2026-10"), "2026-11"),
        (("2027-1",), "2027-2"),
        (("v9", "v10"), "v11"),
        (("第3版",), "第4版"),
        (("甲",), "2026-1"),
    ],
)
def test_the_next_number(numbers: tuple[str, ...], expected: str) -> None:
    assert next_number(frozenset(numbers), TODAY) == expected


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("国务院办公厅", "national"),
        ("示范省人民政府", "province"),
        ("北京市教育委员会", "province"),
        ("示范省示范市教育局", "prefecture"),
        ("示范自治州人民政府", "prefecture"),
        ("示范市样例县人民政府办公室", "county"),
        ("样例县甲镇人民政府", "township"),
        ("教育局", None),
        ("市场监督管理局", None),
    ],
)
def test_the_level_that_a_name_tells(name: str, level: str | None) -> None:
    assert level_of(name) == level


@pytest.mark.parametrize(
    ("number", "organ", "level"),
    [
        ("示府办发〔2025〕15号", "government", ""),
        ("粤府函〔2025〕1号", "government", ""),
        ("国办发〔2010〕5号", "government", ""),
        ("县政办发〔2025〕3号", "government", "county"),
        ("县委办发〔2025〕3号", "party", "county"),
        ("示委发〔2025〕3号", "party", ""),
        ("中办发〔2016〕8号", "party", ""),
        ("示人大常发〔2025〕3号", "congress", ""),
        ("示保审〔2025〕3号", "review", ""),
        ("示教发〔2025〕3号", "", ""),
        ("示发改委发〔2025〕3号", "", ""),
        ("示教委规〔2025〕1号", "", ""),
        ("示民政发〔2025〕3号", "", ""),
        ("样例县人民政府令第3号", "", ""),
        ("待定", "", ""),
    ],
)
def test_the_issuer_that_a_number_tells(number: str, organ: str, level: str) -> None:
    assert issuer_of(number) == (organ, level)


@pytest.mark.parametrize(
    ("name", "organs"),
    [
        ("样例县人民政府", "government"),
        ("中共样例县委、样例县人民政府", "government party"),
        ("县委、县政府", "government party"),
        ("示范市卫生健康委员会", ""),
        ("示范市人大常委会", "congress"),
        ("示范市教育局政务公开领导小组", ""),
    ],
)
def test_the_organs_that_a_name_tells(name: str, organs: str) -> None:
    assert organs_of(name) == frozenset(organs.split())


def test_levels_are_ordered_and_an_unknown_one_is_below_nothing() -> None:
    assert is_below("county", "prefecture")
    assert not is_below("prefecture", "county")
    assert not is_below(None, "county")
    assert not is_below("county", None)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A county with one public edition, and the next in the work tree, accounted for."""
    repo = Repo(tmp_path / "county")
    repo.git("config", "user.name", "秘书")
    repo.git("config", "user.email", "clerk@example.invalid")
    first = negative_list("edu", "2025-1", "2025-07-01", {"A": "one"}, "教发〔2025〕1号")
    repo.commit("2025-07-01", {"register.yaml": REGISTER, "a.yaml": first, "notes.txt": "1"})
    repo.write("a.yaml", negative_list("edu", "2026-1", "", {"A": "another"}, "教发〔2026〕1号"))
    return repo


def state(repo: Repo) -> tuple[str, ...]:
    """All that publishing may touch."""
    files = sorted(path for path in repo.folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    contents = "\n".join(f"{path.name} {path.read_bytes()!r}" for path in files)
    contents += str(sorted(path.name for path in repo.folder.iterdir()))
    return (contents, repo.git("rev-parse", "HEAD"), repo.git("tag"), repo.git("status", "--porcelain"))


PUBLISH = (
    *("publish", "--yes", "--today", "2026-07-01", "--lang", "en"),
    *("--approver", "甲市人民政府", "--approved", "2026-06-20"),
)


def publish(repo: Repo, *options: str, below: str = "") -> tuple[int, str, str]:
    return negcli([*PUBLISH, *options], repo.folder / below)


def test_publishing_commits_what_it_publishes_and_nothing_else(repo: Repo) -> None:
    repo.write("notes.txt", "2")
    repo.git("add", "notes.txt")
    repo.write("b.yaml", negative_list("fin", "1", "", "X"))
    code, _, said = publish(repo, "--agency", "教育局")
    assert code == 0, said
    assert repo.git("show", "--name-only", "--format=", "HEAD").splitlines() == [
        "a.yaml",
        "record/changelog.html",
        "record/changelog.md",
    ]
    assert repo.git("status", "--porcelain").splitlines() == ["M  notes.txt", "?? b.yaml"]
    assert repo.git("rev-parse", "edition/教发〔2026〕1号^{commit}") == repo.git("rev-parse", "HEAD")
    code, shown, _ = negcli(["verify", "--lang", "en"], repo.folder)
    assert (code, "教发〔2026〕1号  not signed  yes" in shown) == (0, True)


def test_the_record_that_is_written_is_the_one_that_is_made_later(repo: Repo) -> None:
    publish(repo)
    _, shown, _ = negcli(["changelog", "--lang", "en"], repo.folder)
    assert (repo.folder / "record" / "changelog.md").read_text(encoding="utf-8") == shown


def test_a_register_in_a_subfolder_is_published(repo: Repo) -> None:
    repo.git("checkout", "-q", "--", ".")
    repo.git("mv", "-k", "register.yaml", "a.yaml", ".")
    (repo.folder / "sub").mkdir()
    repo.git("mv", "register.yaml", "a.yaml", "sub/")
    repo.commit("2025-08-01")
    repo.write("sub/a.yaml", negative_list("edu", "2026-1", "", {"A": "another"}, "教发〔2026〕1号"))
    assert publish(repo, below="sub")[0] == 0
    assert "sub/record/changelog.md" in repo.git("show", "--name-only", "--format=", "HEAD")


@pytest.mark.parametrize(("answer", "agreed"), [("是", True), ("Y", True), ("否", False), ("", False)])
def test_it_asks_before_it_acts(answer: str, agreed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    from negcli.cli.publish import agrees

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: answer)
    assert agrees() == agreed


def test_a_dry_run_does_nothing(repo: Repo) -> None:
    before_ = state(repo)
    assert publish(repo, "--dry-run")[0] == 0
    assert state(repo) == before_


def test_what_the_gate_holds_back_is_left_alone(repo: Repo) -> None:
    repo.write("a.yaml", negative_list("edu", "2026-1", "", {"A": "another", "B": "more"}, "教发〔2026〕1号"))
    before_ = state(repo)
    code, shown, _ = publish(repo)
    assert (code, "undeclared-change" in shown) == (1, True)
    assert state(repo) == before_


def test_a_tag_that_cannot_be_made_undoes_everything(repo: Repo) -> None:
    repo.git("tag", "edition")  # so that there can be none below it
    before_ = state(repo)
    code, _, said = publish(repo)
    assert (code, "as before" in said) == (2, True)
    assert state(repo) == before_


def test_a_branch_that_cannot_be_moved_undoes_everything(repo: Repo) -> None:
    (repo.folder / ".git" / "refs" / "heads" / "main.lock").touch()
    before_ = state(repo)
    assert publish(repo)[0] == 2
    assert state(repo) == before_


def test_an_index_that_cannot_follow_undoes_everything(repo: Repo) -> None:
    before_ = state(repo)
    (repo.folder / ".git" / "index.lock").touch()
    assert publish(repo)[0] == 2
    (repo.folder / ".git" / "index.lock").unlink()
    assert state(repo) == before_


def test_whichever_step_of_git_fails_everything_is_undone(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A `git` of our own counts how often it is asked for what writes, and refuses to do it at one of the steps."""
    real, count = shutil.which("git"), tmp_path / "count"
    writes = "add|write-tree|commit-tree|tag|update-ref|read-tree"
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(
        f"""#!/bin/sh
case " $* " in *" tag -d "*|*" -m negcli publish undone "*) exec {real} "$@";; esac
if echo " $* " | grep -Eq " ({writes}) "; then
  echo >> {count}
  if [ "$(wc -l < {count})" -eq "$STEP" ]; then echo "fatal: no more of this" >&2; exit 128; fi
fi
exec {real} "$@"
""",
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    before_, failed = state(repo), 0
    for step in range(1, 20):
        monkeypatch.setenv("STEP", str(step))
        count.unlink(missing_ok=True)
        code, _, said = publish(repo)
        if code == 0:
            break
        failed += 1
        assert (code, "as before" in said, "no more of this" in said) == (2, True, True)
        assert state(repo) == before_
    assert failed >= 6


def test_what_was_killed_before_the_branch_moved_is_done_again(repo: Repo, tmp_path: Path) -> None:
    """A `git` of our own kills whoever asks it to move the branch."""
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    killing = f"""#!/bin/sh
case " $* " in *" update-ref "*) kill -9 $PPID; exit;; esac
exec {shutil.which("git")} "$@"
"""
    program.write_text(killing, encoding="utf-8")
    program.chmod(0o755)
    before_ = repo.git("rev-parse", "HEAD")
    arguments = [sys.executable, "-m", "negcli", *PUBLISH]
    path = {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    killed = subprocess.run(arguments, cwd=repo.folder, env={**os.environ, **path}, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    (tag,) = repo.git("tag", "--list", "edition/*").splitlines()
    assert repo.git("rev-parse", "HEAD") == before_ != repo.git("rev-parse", f"{tag}^{{commit}}")
    assert "run negcli publish again" in negcli(["verify", "--lang", "en"], repo.folder)[2]
    code, _, said = publish(repo)
    assert (code, "stopped midway" in said) == (0, True), said
    assert repo.git("rev-parse", "HEAD") == repo.git("rev-parse", f"{tag}^{{commit}}")
    assert negcli(["verify"], repo.folder)[0] == 0


def test_an_interruption_undoes_everything(repo: Repo) -> None:
    before_ = state(repo)

    def interrupting(top: str, act: Act, ask: Any) -> str:
        os.kill(os.getpid(), signal.SIGTERM)
        return perform(top, act, ask)

    act = Act(("a.yaml", "new/record.md"), "m", "t", "t\n", False)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("negcli.editions.publish.perform", interrupting)
        carry_out(repo.folder, str(repo.folder), {"a.yaml": b"x", "new/record.md": b"y"}, act)
    assert state(repo) == before_


def test_what_is_told_before_anything_is_done(repo: Repo, tmp_path: Path) -> None:
    repo.write("taken", "a file, no folder")
    before_ = state(repo)
    for record in (str(tmp_path), "..", ".git/record", "taken"):
        code, _, said = publish(repo, "--record", record)
        assert (code, len(said.strip().splitlines())) == (2, 1), said
        assert state(repo) == before_
    repo.git("config", "user.useConfigOnly", "true")
    repo.git("config", "--unset", "user.email")
    code, _, said = publish(repo)
    assert (code, "config user.email" in said) == (2, True)
    assert state(repo) == before_


def test_the_first_edition_may_be_the_first_commit(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "new")
    repo.git("config", "user.name", "秘书")
    repo.git("config", "user.email", "clerk@example.invalid")
    repo.write("register.yaml", REGISTER)
    repo.write("a.yaml", negative_list("edu", "2026-1", "", "A", "教发〔2026〕1号"))
    assert negcli(["gate"], repo.folder)[0] == 0
    assert negcli(["adjust"], repo.folder)[0] == 0
    assert publish(repo, "--dry-run")[0] == 0
    code, _, said = publish(repo)
    assert code == 0, said
    assert repo.git("log", "--format=%s") == "Publish 教发〔2026〕1号 (lists: 1)"
    assert negcli(["verify"], repo.folder)[0] == 0
    assert repo.git("status", "--porcelain") == ""


def test_nothing_is_published_on_no_branch_or_within_a_merge(repo: Repo) -> None:
    repo.git("checkout", "-q", "--detach")
    before_ = state(repo)
    assert publish(repo)[0] == 2
    assert state(repo) == before_


def test_lists_are_published_on_the_main_line(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "调整")
    before_ = state(repo)
    code, _, said = publish(repo)
    assert (code, "git switch main" in said) == (2, True)
    assert state(repo) == before_
    repo.git("config", "negcli.main", "调整")
    assert publish(repo)[0] == 0


def test_a_clone_publishes_on_the_branch_that_its_origin_has(repo: Repo, tmp_path: Path) -> None:
    repo.git("branch", "-q", "-m", "main", "公开")
    repo.git("branch", "-q", "main")
    clone = Repo(tmp_path / "clone")
    clone.git("remote", "add", "origin", str(repo.folder))
    clone.git("fetch", "-q")
    clone.git("remote", "set-head", "origin", "公开")
    clone.git("checkout", "-q", "-b", "公开", "origin/公开")
    for setting in (("user.name", "秘书"), ("user.email", "clerk@example.invalid")):
        clone.git("config", *setting)
    clone.write("a.yaml", negative_list("edu", "2026-1", "", {"A": "another"}, "教发〔2026〕1号"))
    code, shown, said = publish(clone)
    assert (code, "git push origin 公开" in shown) == (0, True), said


def test_what_others_refer_to_is_not_taken_from_a_list_unseen(repo: Repo) -> None:
    head = "kind: power-list\nagency: edu\nedition: {number: 1, published: 2025-07-01}\n"
    power = f"{head}entries:\n  - {{id: P-1, title: 许可}}\n"
    naming = negative_list("fin", "1", "2025-07-01", "X").replace("- id: X\n", "- id: X\n    powers: [edu/P-1]\n")
    repo.commit("2025-08-01", {"p.yaml": power, "b.yaml": naming})
    repo.write("p.yaml", power.replace("1, published: 2025-07-01", "2").partition("entries:")[0] + "entries: []\n")
    before_ = state(repo)
    for command in (["gate", "--lang", "en"], list(PUBLISH)):
        code, shown, _ = negcli(command, repo.folder)
        assert (code, "b.yaml" in shown, "edu/P-1" in shown) == (1, True, True), shown
    assert state(repo) == before_


def test_a_tag_of_that_name_is_told_before_anything_is_done(repo: Repo) -> None:
    repo.git("tag", "edition/教发〔2026〕1号")
    before_ = state(repo)
    code, _, said = publish(repo)
    assert (code, "There is a tag" in said) == (2, True)
    assert state(repo) == before_


def test_a_file_that_cannot_be_read_whole_is_told(repo: Repo) -> None:
    repo.write("b.yaml", "kind: negative-list\nagency: [edu\n")
    for command in (["adjust"], ["publish", "--yes"]):
        code, _, said = negcli([*command, "--lang", "en"], repo.folder)
        assert (code, "b.yaml" in said) == (2, True)


def test_the_gate_in_a_pipeline(repo: Repo, tmp_path: Path) -> None:
    """Clones as pipelines make them: what is to be fetched is told by a command that does it."""
    repo.git("checkout", "-q", "--", ".")
    repo.branch("work")
    repo.commit("2026-01-01", {"a.yaml": negative_list("edu", "2026-1", "", {"A": "another"})})
    repo.switch("main")
    base = repo.commit("2026-01-02", {"notes.txt": "3"})
    repo.git("checkout", "-q", "--detach", "work")
    repo.git("merge", "-q", "--no-ff", "-m", "x", "main")
    repo.git("update-ref", "refs/pull/1/merge", "HEAD")
    source = f"file://{repo.folder}"
    clones = {
        "shallow": (["--depth", "1", "-b", "work"], "origin/main"),
        "single": (["--single-branch", "-b", "work"], "main"),
        "commit": (["--single-branch", "-b", "work"], base),
        "all": (["-b", "work"], "main"),
        "queue": (["-b", "work"], "origin/main"),
    }
    for name, (options, against) in clones.items():
        clone = tmp_path / name
        repo.git("clone", "-q", *options, source, str(clone))
        if name == "queue":
            git(clone, "fetch", "-q", "origin", "refs/pull/1/merge")
        git(clone, "checkout", "-q", "--detach", "FETCH_HEAD" if name == "queue" else "HEAD")
        code, shown, said = negcli(["gate", "--against", against, "--lang", "en"], clone)
        while code == 2:
            told = said.partition("First run: git -C ")[2].partition("; in a pipeline")[0]
            git(clone, *shlex.split(told)[1:])
            code, shown, said = negcli(["gate", "--against", against, "--lang", "en"], clone)
        assert (code, "1 (neutral 1)" in said) == (0, True), (name, shown, said)


def test_the_gate_in_a_pipeline_knows_where_to_merge(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.git("checkout", "-q", "--", ".")
    repo.branch("work")
    repo.commit("2026-01-01", {"a.yaml": negative_list("edu", "2026-1", "2026-01-01", {"A": "another"})})
    assert "Nothing public differs" in negcli(["gate", "--lang", "en"], repo.folder)[2]
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert "1 (neutral 1)" in negcli(["gate", "--lang", "en"], repo.folder)[2]
    monkeypatch.setenv("GITHUB_BASE_REF", "")
    assert "Nothing public differs" in negcli(["gate", "--lang", "en"], repo.folder)[2]


def test_the_gate_on_a_branch(repo: Repo) -> None:
    """What main publishes in the meantime is not taken for the branch's doing, and its numbers are used."""
    repo.git("checkout", "-q", "--", ".")
    repo.branch("work")
    repo.commit("2026-01-01", {"a.yaml": negative_list("edu", "2026-1", "", {"A": "another"})})
    repo.switch("main")
    repo.commit("2026-02-01", {"b.yaml": negative_list("fin", "1", "2026-02-01", "X")})
    repo.switch("work")
    code, shown, said = negcli(["gate", "--against", "main", "--lang", "en"], repo.folder)
    assert (code, "1 (neutral 1)" in said) == (0, True), shown
    repo.switch("main")
    repo.commit("2026-03-01", {"a.yaml": negative_list("edu", "2026-1", "2026-03-01", {"A": "third"})})
    repo.switch("work")
    code, shown, _ = negcli(["gate", "--against", "main", "--lang", "en"], repo.folder)
    assert (code, "number-used" in shown) == (1, True)


@pytest.mark.parametrize("form", ["text", "json", "md", "html", "csv", "sarif", "github", "gitlab", "junit"])
def test_the_gate_speaks_every_format_of_validate(form: str, repo: Repo) -> None:
    repo.write("a.yaml", negative_list("edu", "2026-1", "", {"A": "one", "B": "more"}))
    code, shown, _ = negcli(["gate", "--format", form, "--lang", "en"], repo.folder)
    assert (code, "undeclared" in shown.lower()) == (1, True)


def test_lists_in_several_files_are_drafted_where_their_entries_stand() -> None:
    edition = {"number": "2025-1", "published": "2025-07-01"}
    entries = [{"id": "A", "title": "a"}, {"id": "B", "title": "b"}]
    last = build_list("negative-list", {"agency": "jia", "edition": edition, "entries": entries}, {})
    known = Known({last.key: last}, {last.key: frozenset({"2025-1"})})
    texts = {"x.yaml": "A", "y.yaml": "B"}
    head = "kind: negative-list\nagency: jia\nedition:\n  number: 2025-1\n  published: 2025-07-01\nentries:\n"
    files = [TextFile(name, f"{head}  - id: {entry}\n    title: new\n") for name, entry in texts.items()]
    register = build_register(load_files(files))
    new = written(register, plan(register, drafts_of(register, known), TODAY))
    assert {name: [entry for entry in "AB" if f"- entries: {entry}\n" in text] for name, text in new.items()} == {
        "x.yaml": ["A"],
        "y.yaml": ["B"],
    }
    assert all("number: 2026-1" in text for text in new.values())

"""The questions we ask git, on real repositories; whatever a repository's configuration would run stays unrun."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from gitkit import Repo, git

from negcli.commits.repository import Repository, open_repository
from negcli.commits.trail import read_commit
from negcli.errors import Failure
from negcli.words import Words


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "名录")


def told(repository: Repository) -> list[tuple[str, dict[str, bool]]]:
    """Day and files of every step; whether each file is there afterwards."""
    return [
        (step.commit.day, {name: bool(blob) for name, blob in step.changed.items()})
        for step in repository.trail().steps
    ]


def failure(folder: Path) -> Failure:
    """Why the history of ``folder`` cannot be read; its sentence is complete in both languages."""
    with pytest.raises(Failure) as caught:
        repository = open_repository(folder)
        list(repository.blobs([blob for step in repository.trail().steps for blob in step.changed.values() if blob]))
    for lang in ("zh", "en"):
        assert "\n" not in Words(lang)(f"failures.{caught.value.code}", **caught.value.args_)
    return caught.value


def command_in(failure: Failure) -> str:
    """The command that the sentence names; the same in both languages."""
    zh, en = (Words(lang)(f"failures.{failure.code}", **failure.args_) for lang in ("zh", "en"))
    command = en[en.index("git ", en.index("run: ")) :]
    assert zh.endswith(command)
    return command


def test_every_commit_with_what_it_changed(repo: Repo) -> None:
    repo.commit("2020-01-01", {"b.yaml": "1", "教育局/清单.yml": "2", "readme.md": "3"})
    repo.commit("2020-01-02", {"readme.md": "4"})
    repo.commit("2020-01-03", {"b.yaml": None, "c d.yaml": "1"})
    assert told(open_repository(repo.folder)) == [
        ("2020-01-01", {"b.yaml": True, "教育局/清单.yml": True}),
        ("2020-01-03", {"b.yaml": False, "c d.yaml": True}),
    ]


def test_contents_come_in_the_order_asked_for(repo: Repo) -> None:
    texts = {f"{number}.yaml": f"{number}\n" * (number % 50) for number in range(700)}
    repo.commit("2020-01-01", dict(texts))
    repository = open_repository(repo.folder)
    files = repository.tree("HEAD")
    assert list(files) == sorted(texts)
    names = sorted(texts, key=lambda name: texts[name][::-1])
    assert [data.decode() for data in repository.blobs([files[name] for name in names])] == [texts[n] for n in names]


def test_only_the_first_parent(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": "1"})
    repo.branch("draft")
    repo.commit("2020-01-02", {"b.yaml": "1"})
    repo.commit("2020-01-03", {"b.yaml": "2"})
    repo.switch("main")
    repo.commit("2020-01-04", {"c.yaml": "1"})
    repo.merge("draft", "2020-01-05")
    assert told(open_repository(repo.folder)) == [
        ("2020-01-01", {"a.yaml": True}),
        ("2020-01-04", {"c.yaml": True}),
        ("2020-01-05", {"b.yaml": True}),
    ]


@pytest.mark.parametrize("when", ["0 +0000", "4102444800 +0545", "999999999999999 +1400", "1577836800 -9959"])
def test_times_as_git_stores_them(when: str) -> None:
    commit = read_commit("x", f"tree 1\nauthor A <> 5 +0000\ncommitter B <> {when}\n\ncommitter C <> 1 +0000".encode())
    assert len(commit.day) == 10
    assert (commit.when == "2100-01-01T05:45:00+05:45") == when.endswith("0545")


def test_the_day_is_the_committers_where_it_was_committed(repo: Repo) -> None:
    repo.commit("2020-01-01T01:30:00+08:00", {"a.yaml": "1"})
    repo.git("commit", "-q", "--amend", "--no-edit", when="2020-03-01T23:30:00-11:00")
    assert [commit.when for commit in open_repository(repo.folder).commits()] == ["2020-03-01T23:30:00-11:00"]


def test_a_register_in_a_subfolder(repo: Repo) -> None:
    repo.commit("2020-01-01", {"县/a.yaml": "1", "市/a.yaml": "1", "县级/a.yaml": "1", "a.yaml": "1"})
    repo.commit("2020-01-02", {"市/a.yaml": "2"})
    repository = open_repository(repo.folder / "县")
    assert told(repository) == [("2020-01-01", {"a.yaml": True})]
    assert list(repository.tree("HEAD")) == ["a.yaml"]


def test_what_is_no_plain_yaml_file_of_the_register(repo: Repo) -> None:
    other = Repo(repo.folder.parent / "other")
    other.commit("2020-01-01", {"x.yaml": "1"})
    repo.commit("2020-01-01", {"a.yaml": "1", ".hidden/a.yaml": "1", "x/.b.yaml": "1", "b.yamlx": "1"})
    (repo.folder / "link.yaml").symlink_to("a.yaml")
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other.folder), "sub.yaml")
    repo.commit("2020-01-02")
    repository = open_repository(repo.folder)
    assert list(repository.tree("HEAD")) == ["a.yaml"]
    assert told(repository)[0] == ("2020-01-01", {"a.yaml": True})
    assert not any(blob for step in repository.trail().steps[1:] for blob in step.changed.values())


def test_a_file_that_becomes_a_link_goes_away(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": "1"})
    (repo.folder / "a.yaml").unlink()
    (repo.folder / "a.yaml").symlink_to("b.yaml")
    repo.commit("2020-01-02")
    assert told(open_repository(repo.folder))[1] == ("2020-01-02", {"a.yaml": False})


def test_names_that_are_not_utf8(repo: Repo) -> None:
    name = os.fsdecode("教育局.yaml".encode("gb18030"))
    repo.commit("2020-01-01", {name: "1"})
    repository = open_repository(repo.folder)
    assert list(repository.tree("HEAD")) == [name]
    assert told(repository) == [("2020-01-01", {name: True})]


@pytest.mark.parametrize("revision", ["HEAD", "main", "v1", "HEAD~1", "@{0}", "HEAD^{/内部}"])
def test_revisions(repo: Repo, revision: str) -> None:
    repo.commit("2020-01-01", {"a.yaml": "1"})
    repo.commit("2020-01-02", {"a.yaml": "2"})
    repo.git("tag", "-a", "-m", "tag", "v1")
    commit = open_repository(repo.folder).resolve(revision)
    assert commit is not None
    assert (len(commit.id), commit.when[10:]) == (40, "T12:00:00+08:00")


@pytest.mark.parametrize(
    "revision", ["", "nowhere", "HEAD:a.yaml", "HEAD..main", "--all", "--output=pwned", "a\0b", "-"]
)
def test_no_revisions(repo: Repo, revision: str) -> None:
    repo.commit("2020-01-01", {"a.yaml": "1"})
    assert open_repository(repo.folder).resolve(revision) is None
    assert not list(repo.folder.parent.rglob("pwned"))


def test_other_places_in_the_environment_are_not_looked_at(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("2020-01-01", {"a.yaml": "1"})
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_WORK_TREE", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere")
    assert told(open_repository(repo.folder)) == [("2020-01-01", {"a.yaml": True})]


def test_replaced_commits_are_seen_as_they_were(repo: Repo) -> None:
    first = repo.commit("2020-01-01", {"a.yaml": "1"})
    second = repo.commit("2020-01-02", {"a.yaml": "2"})
    repo.git("replace", second, first)
    assert [day for day, _ in told(open_repository(repo.folder))] == ["2020-01-01", "2020-01-02"]


SETTINGS = {
    "core.fsmonitor": "touch pwned",
    "core.pager": "touch pwned; cat",
    "core.sshCommand": "touch pwned",
    "core.quotePath": "true",
    "core.abbrev": "7",
    "color.ui": "always",
    "diff.external": "touch pwned;",
    "diff.evil.textconv": "touch pwned; cat",
    "diff.evil.command": "touch pwned;",
    "diff.noprefix": "true",
    "diff.relative": "true",
    "diff.renames": "copies",
    "diff.orderFile": "order",
    "filter.evil.smudge": "touch pwned; cat",
    "filter.evil.clean": "touch pwned; cat",
    "format.pretty": "email",
    "gpg.program": "./touch-pwned",
    "log.date": "relative",
    "log.decorate": "full",
    "log.diffMerges": "off",
    "log.follow": "true",
    "log.showRoot": "false",
    "log.showSignature": "true",
    "remote.origin.url": "ext::touch pwned",
    "protocol.ext.allow": "always",
}


def test_configuration_of_the_repository_runs_nothing_and_changes_nothing(repo: Repo) -> None:
    plain = {"sub/a.yaml": "1", "教育局/b.yaml": "2", "touch-pwned": "#!/bin/sh\ntouch pwned\n"}
    repo.commit("2020-01-01", plain)
    repo.branch("draft")
    repo.commit("2020-01-02", {"sub/a.yaml": None, "教育局/a.yaml": "1"})
    repo.switch("main")
    repo.merge("draft", "2020-01-03")
    before = told(open_repository(repo.folder / "教育局")), told(open_repository(repo.folder))
    (repo.folder / ".gitattributes").write_text("*.yaml diff=evil filter=evil\n")
    (repo.folder / "touch-pwned").chmod(0o755)
    hook = repo.folder / ".git" / "hooks" / "post-index-change"
    hook.write_text("#!/bin/sh\ntouch pwned\n")
    hook.chmod(0o755)
    with (repo.folder / ".git" / "config").open("a") as config:
        for name, value in SETTINGS.items():
            section, key = name.rsplit(".", 1)
            head, _, rest = section.partition(".")
            config.write(f'[{head}{f" {chr(34)}{rest}{chr(34)}" if rest else ""}]\n{key} = "{value}"\n')
    assert (told(open_repository(repo.folder / "教育局")), told(open_repository(repo.folder))) == before
    repository = open_repository(repo.folder)
    assert repository.resolve("HEAD")
    assert repository.commits()
    assert len(list(repository.blobs(list(repository.tree("HEAD").values())))) == 2
    assert not list(repo.folder.rglob("pwned"))


def test_no_commits(repo: Repo) -> None:
    assert failure(repo.folder).code == "no-commits"
    with pytest.raises(Failure, match="no-commits"):
        open_repository(repo.folder).resolve("HEAD")


def test_outside_git(tmp_path: Path) -> None:
    assert failure(tmp_path).code == "not-in-git"


def test_inside_the_repositorys_own_folder(repo: Repo) -> None:
    assert failure(repo.folder / ".git").code == "no-work-tree"


def test_no_such_folder(tmp_path: Path) -> None:
    assert failure(tmp_path / "nowhere").code == "no-such-path"


def test_git_is_not_installed(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("2020-01-01", {"a.yaml": "1"})
    repository = open_repository(repo.folder)
    monkeypatch.setenv("PATH", str(repo.folder))
    assert failure(repo.folder).code == "no-git"
    with pytest.raises(Failure, match="no-git"):
        repository.tree("HEAD")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give folders away")
def test_somebody_elses_repository(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("2020-01-01", {"a.yaml": "1"})
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(repo.folder.parent / "gitconfig"))
    for path in (repo.folder, repo.folder / ".git"):
        os.chown(path, 65534, 65534)
    found = failure(repo.folder)
    assert found.code == "unsafe-repository"
    subprocess.run(command_in(found), shell=True, check=True)
    assert told(open_repository(repo.folder)) == [("2020-01-01", {"a.yaml": True})]


def test_a_shallow_clone(repo: Repo) -> None:
    for day in ("2020-01-01", "2020-01-02", "2020-01-03"):
        repo.commit(day, {"a.yaml": day})
    clone = repo.folder.parent / "clone"
    git(repo.folder, "clone", "-q", "--depth", "1", repo.folder.as_uri(), str(clone))
    repository = open_repository(clone)
    assert list(repository.tree("HEAD")) == ["a.yaml"]
    found = failure(clone)
    assert found.code == "shallow"
    subprocess.run(command_in(found), shell=True, check=True, capture_output=True)
    assert len(told(open_repository(clone))) == 3


@pytest.mark.parametrize("part", ["blob:none", "tree:0"])
def test_a_partial_clone_fetches_nothing(repo: Repo, part: str) -> None:
    for day in ("2020-01-01", "2020-01-02", "2020-01-03"):
        repo.commit(day, {"x/a.yaml": day})
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
    clone = repo.folder.parent / "clone"
    git(repo.folder, "clone", "-q", f"--filter={part}", repo.folder.as_uri(), str(clone))
    before = sorted(path.name for path in (clone / ".git" / "objects").rglob("*"))
    found = failure(clone)
    assert found.code == "missing-object"
    assert sorted(path.name for path in (clone / ".git" / "objects").rglob("*")) == before
    subprocess.run(command_in(found), shell=True, check=True, capture_output=True)
    assert len(told(open_repository(clone))) == 3
    assert failure_free(clone)


def failure_free(folder: Path) -> bool:
    repository = open_repository(folder)
    return bool(
        list(repository.blobs([blob for step in repository.trail().steps for blob in step.changed.values() if blob]))
    )


@pytest.mark.parametrize("what", ["HEAD~1:a.yaml", "HEAD~1^{tree}", "HEAD~1", "HEAD:a.yaml", "HEAD^{tree}", "HEAD"])
@pytest.mark.parametrize("how", ["missing", "empty", "garbage"])
def test_an_object_is_gone(repo: Repo, what: str, how: str) -> None:
    repo.commit("2020-01-01", {"a.yaml": "1"})
    repo.commit("2020-01-02", {"a.yaml": "2"})
    repo.commit("2020-01-03", {"a.yaml": "3"})
    object_id = repo.git("rev-parse", what)
    path = repo.folder / ".git" / "objects" / object_id[:2] / object_id[2:]
    path.chmod(0o600)
    path.write_bytes(b"" if how == "empty" else b"x\x9cgarbage")
    if how == "missing":
        path.unlink()
    assert failure(repo.folder).code == "missing-object"


def test_nothing_is_written(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": "1"})
    before = {path: path.stat().st_mtime_ns for path in repo.folder.rglob("*")}
    repository = open_repository(repo.folder)
    repository.trail()
    repository.commits()
    list(repository.blobs(list(repository.tree("HEAD").values())))
    assert {path: path.stat().st_mtime_ns for path in repo.folder.rglob("*")} == before


def test_a_linked_work_tree(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": "1"})
    other = repo.folder.parent / "other"
    repo.git("worktree", "add", "-q", str(other), "-b", "x")
    assert told(open_repository(other)) == [("2020-01-01", {"a.yaml": True})]
    shutil.rmtree(other)

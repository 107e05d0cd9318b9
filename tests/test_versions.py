"""How versions are named, what their lists say, and what of two versions can be compared."""

from pathlib import Path

import pytest
from gitkit import REGISTER, Repo, git, negative_list

from negcli.compare import compare
from negcli.errors import Failure
from negcli.record.version import Version
from negcli.record.versions import Versions, comparable
from negcli.words import Words


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Two lists: edu has editions of 2020, 2021 and 2022, fin of 2020 and 2022; then a change that is not committed."""
    repo = Repo(tmp_path / "county")
    for day, edu, fin in (("2020-05-01", "A", "X"), ("2021-05-01", "A B", ""), ("2022-05-01", "A B C", "X Y")):
        files: dict[str, str | bytes | None] = {"register.yaml": REGISTER, "e.yaml": edition("edu", day, edu)}
        repo.commit(day, files | ({"f.yaml": edition("Finance", day, fin)} if fin else {}))
    repo.write("e.yaml", edition("edu", "2022-05-01", "A B C D"))
    return repo


def edition(agency: str, day: str, entries: str) -> str:
    return negative_list(agency, f"{day[:4]}-1", day, entries, f"文〔{day[:4]}〕1号")


def entries(version: Version) -> dict[str, str]:
    """Agency → the ids of its list."""
    return {agency: " ".join(entry.id for entry in rows.entries) for (agency, _), rows in version.lists.items()}


def changes(root: Path, old: str, new: str) -> list[str]:
    versions = Versions(root)
    a, b = versions.find(old), versions.find(new)
    names = {**a.agency_ids, **b.agency_ids}
    found = compare(*comparable(a, b), between=versions.between(a, b), names=names)
    return [f"{change.kind} {change.agency}/{change.entry}" for change in found]


@pytest.mark.parametrize(
    ("name", "edu", "fin"),
    [
        ("worktree", "A B C D", "X Y"),
        ("HEAD", "A B C", "X Y"),
        ("rev:HEAD", "A B C", "X Y"),
        ("rev:main~1", "A B", "X"),
        ("HEAD^", "A B", "X"),
        ("date:2021-12-31", "A B", "X"),
        ("date:2021-05-01", "A B", "X"),
        ("2021-04-30", "A", "X"),
        ("edition:2020-1", "A", "X"),
        ("2021-1", "A B", "X"),
        ("edition:2022-1", "A B C", "X Y"),
        ("edition:edu/negative-list@2021-1", "A B", None),
        ("edition:Finance/负面清单@2022-1", None, "X Y"),
        ("fin/negative-list@2022-1", None, "X Y"),
        (".", "A B C D", "X Y"),
    ],
)
def test_names_of_versions(
    repo: Repo, name: str, edu: str | None, fin: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repo.folder)
    expected = {agency: ids for agency, ids in (("edu", edu), ("fin", fin)) if ids}
    version = Versions(repo.folder).find(name)
    assert entries(version) == expected
    assert version.agency_names == {"edu": "教育局", "fin": "Finance"}


def test_what_a_version_says_of_itself(repo: Repo) -> None:
    versions = Versions(repo.folder)
    about = [
        (version.label, version.commit, version.date) for version in map(versions.find, ("HEAD", "2021-1", "worktree"))
    ]
    head = repo.git("rev-parse", "HEAD")
    assert about == [("rev:HEAD", head, "2022-05-01"), ("edition:2021-1", None, "2021-05-01"), ("worktree", None, "")]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("nowhere", "unknown-version"),
        ("2019-1", "unknown-version"),
        ("2019-05-01", "before-first"),
        ("rev:nowhere", "unknown-rev"),
        ("date:2019-05-01", "before-first"),
        ("date:yesterday", "unknown-date"),
        ("date:2021-02-30", "unknown-date"),
        ("edition:2019-1", "unknown-number"),
        ("edition:fin/negative-list@2021-1", "unknown-edition"),
        ("edition:edu@2021-1", "unknown-edition"),
        ("rev:", "unknown-version"),
        ("", "unknown-version"),
        ("--output=pwned", "unknown-version"),
    ],
)
def test_versions_that_do_not_exist(repo: Repo, name: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo.folder)
    with pytest.raises(Failure) as caught:
        Versions(repo.folder).find(name)
    assert caught.value.code == code
    for lang in ("zh", "en"):
        assert Words(lang)(f"failures.{code}", **caught.value.args_)


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("2021-1", ["rev:2021-1", "edition:2021-1"]),
        ("2021-05-01", ["rev:2021-05-01", "date:2021-05-01"]),
        ("main", ["./main", "rev:main"]),
        ("2020-1", ["./2020-1", "edition:2020-1"]),
        ("2023-01-01", ["date:2023-01-01", "edition:2023-01-01"]),
    ],
)
def test_ambiguous_names_are_refused_with_the_prefixes(
    repo: Repo, name: str, choices: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for tag in ("2021-1", "2021-05-01"):
        repo.git("tag", tag)
    repo.commit("2023-01-01", {"g.yaml": negative_list("fin", "2023-01-01", "2023-01-01", "Z")})
    for folder in ("main", "2020-1"):
        (repo.folder / folder).mkdir()
    monkeypatch.chdir(repo.folder)
    versions = Versions(repo.folder)
    with pytest.raises(Failure) as caught:
        versions.find(name)
    assert (caught.value.code, caught.value.args_["choices"]) == ("ambiguous-version", choices)
    for choice in choices:
        assert versions.find(choice).label


def test_one_number_of_several_lists_with_different_commits(repo: Repo) -> None:
    repo.commit("2023-05-01", {"f.yaml": negative_list("fin", "2021-1", "2023-05-01", "X Z")})
    assert entries(Versions(repo.folder).find("edition:2021-1")) == {"edu": "A B C", "fin": "X Z"} | {"edu": "A B"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("HEAD", "worktree", ["added edu/D"]),
        ("worktree", "HEAD", ["removed edu/D"]),
        ("HEAD", "HEAD", []),
        ("2020-1", "2021-1", ["added edu/B"]),
        ("2021-1", "2022-1", ["added edu/C", "added fin/Y"]),
        ("fin/negative-list@2020-1", "HEAD", ["added fin/Y"]),
        ("fin/negative-list@2020-1", "edition:edu/negative-list@2020-1", []),
        ("2020-05-01", "edu/negative-list@2022-1", ["added edu/B", "added edu/C"]),
    ],
)
def test_comparing(repo: Repo, old: str, new: str, expected: list[str]) -> None:
    assert changes(repo.folder, old, new) == expected


def test_dates_are_days_where_the_commit_was_made(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r")
    repo.commit("2021-01-01T23:59:59+08:00", {"a.yaml": negative_list("edu", "1", "", "A")})
    repo.commit("2021-01-02T00:10:00+08:00", {"a.yaml": negative_list("edu", "1", "", "B")})
    repo.commit("2021-01-01T22:00:00-10:00", {"a.yaml": negative_list("edu", "1", "", "C")})
    versions = Versions(repo.folder)
    assert entries(versions.find("date:2021-01-01")) == {"edu": "C"}
    assert entries(versions.find("date:2021-01-02")) == {"edu": "C"}


def test_dates_go_by_the_first_parent(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r")
    repo.commit("2021-01-01", {"a.yaml": negative_list("edu", "1", "", "A")})
    repo.branch("draft")
    repo.commit("2021-01-02", {"a.yaml": negative_list("edu", "1", "", "B")})
    repo.switch("main")
    repo.commit("2021-01-03", {"b.yaml": negative_list("fin", "1", "", "X")})
    repo.merge("draft", "2021-01-04")
    versions = Versions(repo.folder)
    assert entries(versions.find("date:2021-01-03")) == {"edu": "A", "fin": "X"}
    assert entries(versions.find("date:2021-01-04")) == {"edu": "B", "fin": "X"}


def test_a_folder_with_a_register_and_one_without(repo: Repo, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "register.yaml").write_text(REGISTER.replace("fin,", "money,"), encoding="utf-8")
    (copy / "a.yaml").write_text(negative_list("Finance", "1", "", "X Q"), encoding="utf-8")
    assert entries(Versions(repo.folder).find(str(copy))) == {"money": "X Q"}
    repo.write("old/a.yaml", negative_list("Finance", "1", "", "X Q"))
    version = Versions(repo.folder).find(str(repo.folder / "old"))
    assert (entries(version), version.historical) == ({"fin": "X Q"}, False)


def test_only_folders_can_be_compared_outside_git(tmp_path: Path) -> None:
    (tmp_path / "register.yaml").write_text(REGISTER, encoding="utf-8")
    versions = Versions(tmp_path)
    assert versions.find("worktree").agency_names
    assert versions.find(str(tmp_path)).agency_names
    for name in ("HEAD", "rev:HEAD", "date:2020-01-01", "2020-01-01", "edition:1", "1", "main"):
        with pytest.raises(Failure, match="not-in-git"):
            versions.find(name)


def test_a_shallow_clone_knows_what_it_has(repo: Repo) -> None:
    clone = repo.folder.parent / "clone"
    git(repo.folder, "clone", "-q", "--depth", "1", repo.folder.as_uri(), str(clone))
    versions = Versions(clone)
    assert entries(versions.find("HEAD")) == {"edu": "A B C", "fin": "X Y"}
    assert entries(versions.find("date:2022-06-01")) == {"edu": "A B C", "fin": "X Y"}
    assert changes(clone, "HEAD", "worktree") == []
    (clone / "e.yaml").write_text(edition("edu", "2023-05-01", "A"), encoding="utf-8")
    assert changes(clone, "HEAD", "worktree") == ["removed edu/B", "removed edu/C"]
    for name in ("date:2021-06-01", "edition:2021-1", "2021-1"):
        with pytest.raises(Failure, match="shallow"):
            versions.find(name)


def test_a_repository_without_commits(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r")
    repo.write("a.yaml", negative_list("edu", "1", "", "A"))
    for name in ("HEAD", "rev:HEAD", "date:2020-01-01", "edition:1"):
        with pytest.raises(Failure, match="no-commits"):
            Versions(repo.folder).find(name)


def test_moves_that_several_editions_tell_of(tmp_path: Path) -> None:
    def renamed(number: str, old: str, new: str) -> str:
        said = f"  adjustments:\n    - {{entries: {new}, from: {old}, kind: renamed, reason: r}}\nentries:"
        return negative_list("edu", number, f"2020-0{number}-01", {new: f"title {new}"}).replace("entries:", said)

    repo = Repo(tmp_path / "r")
    repo.commit("2020-01-01", {"a.yaml": negative_list("edu", "1", "2020-01-01", {"A": "title A"})})
    for number, old, new in (("2", "A", "B"), ("3", "B", "C"), ("4", "C", "D")):
        repo.commit(f"2020-0{number}-01", {"a.yaml": renamed(number, old, new)})
    for old, new in (("1", "4"), ("HEAD~3", "HEAD"), ("date:2020-01-15", "worktree"), ("1", "worktree")):
        assert changes(repo.folder, old, new) == ["renamed edu/D"], (old, new)
    repo.write("a.yaml", renamed("5", "D", "E"))
    assert changes(repo.folder, "1", "worktree") == ["renamed edu/E"]


def test_an_unreadable_file_is_told_and_the_rest_compared(repo: Repo) -> None:
    repo.write("e.yaml", edition("edu", "2022-05-01", "A").replace("id: A", "id: ["))
    repo.write("f.yaml", edition("fin", "2022-05-01", "X Y Z"))
    versions = Versions(repo.folder)
    version = versions.find("worktree")
    assert [(file, slip.place.line) for file, slip in version.unreadable] == [("e.yaml", 8)]
    assert changes(repo.folder, "HEAD", "worktree") == ["added fin/Z"]
    assert changes(repo.folder, "worktree", "HEAD") == ["removed fin/Z"]


@pytest.mark.parametrize("head", [True, False])
def test_an_unreadable_file_that_is_moved_is_not_taken_for_a_removal(repo: Repo, head: bool) -> None:
    text = edition("edu", "2022-05-01", "A").replace("id: A", "id: [")
    repo.write("e.yaml", None)
    repo.write("g.yaml", text if head else text.replace("agency: edu", "agency: ["))
    assert changes(repo.folder, "HEAD", "worktree") == []
    repo.write("f.yaml", None)
    assert changes(repo.folder, "HEAD", "worktree") == (["removed fin/X", "removed fin/Y"] if head else [])


def test_other_documents_of_an_unreadable_file_are_compared(repo: Repo) -> None:
    broken = edition("edu", "2022-05-01", "A").replace("id: A", "id: [")
    repo.write("f.yaml", f"{edition('fin', '2022-05-01', 'X')}---\n{broken}")
    repo.write("e.yaml", None)
    assert changes(repo.folder, "HEAD", "worktree") == ["removed fin/Y"]


def test_an_unreadable_register_document(repo: Repo) -> None:
    repo.write("register.yaml", REGISTER.replace("name: Finance}", "name: Finance"))
    assert changes(repo.folder, "HEAD", "worktree") == ["added edu/D"]
    assert changes(repo.folder, "worktree", "HEAD") == ["removed edu/D"]


def test_a_slip_before_the_end_does_not_matter_when_the_file_can_be_read(repo: Repo) -> None:
    repo.write("e.yaml", edition("edu", "2022-05-01", "A B C") + "agency: edu\n")
    assert changes(repo.folder, "HEAD", "worktree") == []


def test_a_file_in_another_encoding(repo: Repo) -> None:
    text = edition("edu", "2022-05-01", "A B C").replace("matter A", "考试")
    repo.commit("2023-01-01", {"e.yaml": text})
    repo.write("e.yaml", text.encode("gb18030"))
    assert changes(repo.folder, "HEAD", "worktree") == []
    repo.commit("2023-01-02")
    assert changes(repo.folder, "HEAD~1", "HEAD") == []


def test_files_that_are_ignored_nested_or_not_ours(repo: Repo) -> None:
    other = edition("fin", "2022-05-01", "Q")
    repo.write(".gitignore", "drafts/\n")
    repo.write("drafts/a.yaml", other)
    repo.write(".old/a.yaml", other)
    repo.write("town/register.yaml", REGISTER)
    repo.write("town/a.yaml", other)
    repo.write("docker.yaml", "services: {}\n")
    assert changes(repo.folder, "HEAD", "worktree") == ["added edu/D"]
    repo.commit("2023-01-01")
    assert changes(repo.folder, "HEAD~1", "HEAD") == ["added edu/D"]
    assert entries(Versions(repo.folder / "town").find("HEAD")) == {"fin": "Q"}


def test_earlier_revisions_of_a_register_that_moved(repo: Repo) -> None:
    repo.commit("2023-01-01")
    (repo.folder / "县").mkdir()
    repo.git("mv", "register.yaml", "e.yaml", "f.yaml", "县/")
    repo.commit("2023-01-02")
    assert changes(repo.folder / "县", "HEAD~1", "HEAD") == []
    assert changes(repo.folder / "县", "date:2020-12-31", "HEAD") == changes(repo.folder / "县", "2020-1", "worktree")


def test_equal_files_are_read_once(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = Versions(repo.folder)
    read: list[bytes] = []
    parse = versions.parser.parse
    monkeypatch.setattr(versions.parser, "parse", lambda data: read.append(data) or parse(data))
    versions.find("HEAD")
    versions.find("HEAD~1")
    assert len(read) == len(set(read)) == 5

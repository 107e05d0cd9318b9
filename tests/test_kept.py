"""What is kept of a history changes no answer: whatever happens to the history, and to what is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from gitkit import Repo, negative_list
from test_history_oracle import County

from negcli.cache import NO_CACHE, Cache
from negcli.cli.main import run
from negcli.commits.repository import open_repository
from negcli.lists.blocks import Parser
from negcli.record.chronicle import read_chronicle, read_past

REGISTER = "kind: register\ntitle: T\nagencies:\n  - {id: edu, name: 教育局}\n  - {id: fin, name: 财政局}\n"
COMMANDS = [
    *("changelog", "changelog --format json --agency edu", "changelog --known 2020-02-10 --by month --lang zh"),
    *("editions", "list --known 2020-02-10", "history B", "blame A", "diff HEAD~2 HEAD~1 --format json"),
]


def write(repo: Repo, day: str, number: str, names: str, published: str = "", name: str = "edu.yaml") -> None:
    repo.commit(day, {name: negative_list("edu", number, published, names)})


def edition_more(repo: Repo) -> None:
    write(repo, "2020-03-01", "3", "A B", "2020-03-01")


def draft_more(repo: Repo) -> None:
    write(repo, "2020-03-02", "4", "A B C E")


def amended(repo: Repo) -> None:
    repo.write("edu.yaml", negative_list("edu", "4", "2020-03-02", "A C E"))
    repo.git("commit", "-q", "-a", "--amend", "-m", "内部说明")


def other_branch(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "other", "HEAD~2")
    write(repo, "2020-04-01", "3", "A C", "2020-04-01")


def back_again(repo: Repo) -> None:
    repo.switch("main")


def rebased(repo: Repo) -> None:
    repo.git("reset", "-q", "--hard", "HEAD~3")
    write(repo, "2020-05-01", "3", "A F", "2020-05-01")
    write(repo, "2020-05-02", "4", "A C")


def unreadable(repo: Repo) -> None:
    repo.commit("2020-05-03", {"edu.yaml": negative_list("edu", "5", "2020-05-03", "A C") + "x: [\n"})
    repo.commit("2020-05-04", {"fin.yaml": negative_list("fin", "2", "2020-05-04", "Y")})


def mended(repo: Repo) -> None:
    write(repo, "2020-05-05", "5", "A C", "2020-05-03")


def renamed(repo: Repo) -> None:
    repo.commit("2020-05-06", {"edu.yaml": None})
    write(repo, "2020-05-06", "6", "A C G", "2020-05-06", "lists/new.yaml")


def agency_renamed(repo: Repo) -> None:
    repo.commit("2020-05-07", {"register.yaml": REGISTER.replace("教育局", "教育和体育局")})


def nothing_of_ours(repo: Repo) -> None:
    repo.commit("2020-05-08", {"README": "read me"})


HAPPENINGS: list[Callable[[Repo], None]] = [
    *(edition_more, draft_more, amended, other_branch, back_again, rebased, unreadable, mended, renamed),
    *(agency_renamed, nothing_of_ours),
]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    repo = Repo(tmp_path / "county")
    first = {"edu.yaml": negative_list("edu", "1", "2020-01-01", "A B"), "register.yaml": REGISTER}
    repo.commit("2020-01-01", first | {"fin.yaml": negative_list("fin", "1", "2020-01-01", "X Y")})
    write(repo, "2020-02-01", "2", "A B C", "2020-02-01")
    monkeypatch.chdir(repo.folder)
    return repo


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def asked(command: str, *options: str) -> tuple[int, str, str]:
        language = () if "--lang" in command else ("--lang", "en")  # what one run is told stays for those after it
        code = run([*command.split(), *language, *options])
        return code, *capsys.readouterr()

    return asked


def test_whatever_happens_to_the_history(repo: Repo, ask: Callable[..., object]) -> None:
    for happening in HAPPENINGS:
        happening(repo)
        for command in COMMANDS:
            assert ask(command) == ask(command, "--no-cache"), (happening.__name__, command)


def test_whatever_happens_to_what_is_kept(repo: Repo, ask: Callable[..., object]) -> None:
    draft_more(repo)
    anew = {command: ask(command, "--no-cache") for command in COMMANDS}
    assert Cache().kept() == []

    def all_the_same() -> bool:
        return {command: ask(command) for command in COMMANDS} == anew

    assert all_the_same()
    assert all_the_same()
    for path in Cache().kept():
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert all_the_same()
    Cache().folder.chmod(0o777)  # as if anybody might have written there
    assert all_the_same()


def test_a_moved_register(repo: Repo, ask: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> None:
    for command in COMMANDS:
        ask(command)
    (repo.folder / "county").mkdir()
    repo.git("mv", "edu.yaml", "fin.yaml", "register.yaml", "county")
    repo.commit("2020-06-01")
    write(repo, "2020-06-02", "7", "A H", "2020-06-02", "county/edu.yaml")
    monkeypatch.chdir(repo.folder / "county")
    for command in COMMANDS:
        assert ask(command) == ask(command, "--no-cache"), command


@pytest.mark.parametrize("seed", range(4))
def test_what_is_read_on_is_what_is_read_anew(seed: int, tmp_path: Path) -> None:
    county = County(tmp_path / "county", seed)
    cache = Cache(tmp_path / "kept")
    for commits in (3, 1, 1, 4, 1, 2):
        county.run(commits)
        for sheet in county.sheets:
            sheet.broken &= seed % 2  # half of the histories have slips that stay for a while
        county.commit()
        kept, anew = (open_repository(county.repo.folder, each) for each in (cache, NO_CACHE))
        assert read_past(kept, Parser()) == read_past(anew, Parser())
        if not any(sheet.broken for sheet in county.sheets):
            assert read_chronicle(kept, Parser()) == read_chronicle(anew, Parser())


def test_a_file_that_was_broken_when_something_was_kept(repo: Repo) -> None:
    repo.commit("2020-06-01", {"edu.yaml": negative_list("edu", "3", "", "A B C") + "x: [\n"})
    read_past(open_repository(repo.folder, Cache()), Parser())
    write(repo, "2020-06-02", "3", "A C")
    gone = read_past(open_repository(repo.folder, Cache()), Parser())
    assert gone == read_past(open_repository(repo.folder), Parser())
    assert [entry for _, _, entry in gone.titles] == ["B"]


def test_a_text_is_kept_for_one_way_of_showing_it(repo: Repo, ask: Callable[..., object]) -> None:
    for command in ("changelog --format text", "diff HEAD~1 HEAD"):
        shown = {str(ask(f"{command} --lang {lang}")) for lang in ("zh", "en")}
        assert len(shown) == 2


def test_only_what_is_new_is_read(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a history of which all but the last commit is known, nothing before that is read that nothing rests on."""
    for day in range(1, 9):
        write(repo, f"2020-06-0{day}", "9", f"A B D{day}")
    repository = open_repository(repo.folder, Cache())
    read_chronicle(repository, Parser())
    write(repo, "2020-06-09", "9", "A B D9")
    read_chronicle(open_repository(repo.folder, Cache()), Parser())  # what was looked at last is nothing special later
    draft_more(repo)
    asked: list[str] = []
    repository = open_repository(repo.folder, Cache())
    blobs = type(repository).blobs
    monkeypatch.setattr(type(repository), "blobs", lambda self, ids: asked.extend(ids) or blobs(self, ids))
    read_chronicle(repository, Parser())
    assert len(set(asked)) == 6  # register, the editions, the drafts

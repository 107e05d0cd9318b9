"""What is kept between runs: found again, and never trusted where it may be anybody else's or damaged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from gitkit import Repo, negative_list

from negcli.cache import Cache, cache_folder
from negcli.cli.main import run
from negcli.record.past import past_of

KEY = ("record", "0123", 1, None, True)
VALUE = {"text": "公开", "rows": [1, None, True]}


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    store = Cache(tmp_path / "kept")
    store.put(KEY, VALUE)
    return store


def kept_file(cache: Cache) -> Path:
    (path,) = cache.kept()
    return path


def test_what_is_kept_is_found_by_its_whole_key(cache: Cache) -> None:
    assert cache.get(KEY) == VALUE
    assert cache.remembered(KEY, lambda: pytest.fail("worked out anew")) == VALUE
    for position in range(len(KEY)):
        assert cache.get((*KEY[:position], "other", *KEY[position + 1 :])) is None


@pytest.mark.parametrize("at", [0, 70, -2])
def test_what_is_damaged_is_none(cache: Cache, at: int) -> None:
    path = kept_file(cache)
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    assert cache.get(KEY) is None
    assert cache.remembered(KEY, lambda: "new") == "new"
    assert cache.get(KEY) == "new"


def test_what_is_cut_off_is_none(cache: Cache) -> None:
    path = kept_file(cache)
    data = path.read_bytes()
    for size in range(0, len(data), 7):
        path.write_bytes(data[:size])
        assert cache.get(KEY) is None


def test_another_keys_file_is_none(cache: Cache) -> None:
    mine = kept_file(cache)
    cache.put(("other",), "other")
    (other,) = set(cache.kept()) - {mine}
    mine.write_bytes(other.read_bytes())
    assert cache.get(KEY) is None


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_what_others_may_write_is_none(cache: Cache) -> None:
    kept_file(cache).chmod(0o666)
    assert cache.get(KEY) is None
    kept_file(cache).chmod(0o600)
    assert cache.get(KEY) == VALUE
    cache.folder.chmod(0o777)
    assert cache.get(KEY) is None


def test_what_another_program_made_is_none(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negcli.cache.__version__", "0.0.9")
    assert Cache(cache.folder).get(KEY) is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Cache(tmp_path / "file" / "kept")
    assert store.remembered(KEY, lambda: 7) == 7
    assert store.get(KEY) is None
    assert store.kept() == []
    assert store.clear() == 0


def test_what_is_old_is_removed_when_something_is_kept(cache: Cache) -> None:
    os.utime(kept_file(cache), (0, 0))
    cache.put(("new",), 1)
    assert cache.get(KEY) is None
    assert cache.clear() == 1
    assert cache.kept() == []


def test_runs_side_by_side_do_not_meet(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from negcli.cache import Cache\n"
        "cache = Cache(Path(sys.argv[1]))\n"
        "for turn in range(60):\n"
        "    cache.put(('k',), ['x' * 5000, turn])\n"
        "    found = cache.get(('k',))\n"
        "    assert found is None or (found[0] == 'x' * 5000 and found[1] in range(60)), found\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "kept")]
    runs = [subprocess.Popen(command) for _ in range(3)]
    assert [each.wait(60) for each in runs] == [0, 0, 0]


@pytest.mark.parametrize(
    ("system", "settings", "folder"),
    [
        ("linux", {}, ".cache/negcli"),
        ("linux", {"XDG_CACHE_HOME": "/var/x"}, "/var/x/negcli"),
        ("darwin", {}, "Library/Caches/negcli"),
        ("linux", {"NEGCLI_CACHE_DIR": "/var/y"}, "/var/y"),
    ],
)
def test_where_it_is(system: str, settings: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert cache_folder(settings) == Path.home() / folder


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "county")
    register = "kind: register\ntitle: T\nagencies:\n  - {id: edu, name: 教育局}\n"
    repo.commit("2020-01-01", {"register.yaml": register, "a.yaml": negative_list("edu", "1", "2020-01-01", "A B")})
    return repo


def test_the_command_says_where_and_how_much_and_empties_it(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    past_of(repo.folder, cached=True)
    for option, lang, said in (
        ("--quiet", "zh", ""),
        ("--lang", "zh", "缓存在“{}”，有 2 项，共 0.0 MB。\n"),
        ("--clear", "en", "The cache in “{}” is empty; things removed: 2 (0.0 MB).\n"),
        ("--lang", "en", "The cache is in “{}”; things kept: 0 (0.0 MB).\n"),
    ):
        assert run(["cache", *([option] if option != "--lang" else []), "--lang", lang]) == 0
        assert capsys.readouterr().out == said.format(cache_folder())


def test_a_diff_is_the_same_kept_or_not(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for number, names in (("2", "A B C"), ("3", "A C")):
        repo.commit(f"2020-0{number}-01", {"a.yaml": negative_list("edu", number, f"2020-0{number}-01", names)})
    shown = []
    for options in (["--no-cache"], [], []):
        run(["diff", "-C", str(repo.folder), "HEAD~2", "HEAD", "--format", "json", *options])
        shown.append(json.loads(capsys.readouterr().out))
    assert shown[0] == shown[1] == shown[2]
    assert len(Cache().kept()) > 1


def test_the_past_is_the_same_kept_or_not(repo: Repo) -> None:
    repo.commit("2020-02-01", {"a.yaml": negative_list("edu", "2", "2020-02-01", "A")})
    asks: list[Callable[[], object]] = [lambda: past_of(repo.folder), *[lambda: past_of(repo.folder, cached=True)] * 2]
    first, *others = [ask() for ask in asks]
    assert first == others[0] == others[1]
    assert len(Cache().kept()) > 1

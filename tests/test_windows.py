"""What Windows does otherwise, as far as it can be shown elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import negcli.atomic
import negcli.source.files
from negcli.atomic import write_file, write_files
from negcli.cli.main import run as command
from negcli.commits.gitrun import found_in
from negcli.commits.trail import is_candidate
from negcli.errors import Failure
from negcli.processes import processes_for
from negcli.source.files import is_junction, read_files

LIST = "种类: 负面清单\n机构: edu\n版次: {版次号: 1}\n事项: []\n"


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often replacing a file is refused, as while another program holds it open; waiting takes no time."""
    left, replace = [0], Path.replace

    def refused(new: Path, path: Path) -> Path:
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(13, "Permission denied", str(path))
        return replace(new, path)

    monkeypatch.setattr(Path, "replace", refused)
    monkeypatch.setattr(negcli.atomic, "_WAITS", (0, 0, 0))
    return left


def test_a_file_that_is_held_for_a_moment_is_written(busy: list[int], tmp_path: Path) -> None:
    (tmp_path / "list.yaml").write_text("old", encoding="utf-8")
    busy[0] = 3
    write_file(tmp_path / "list.yaml", b"new")
    assert (tmp_path / "list.yaml").read_bytes() == b"new"


def test_a_file_that_is_held_for_good_stays_and_all_others_with_it(busy: list[int], tmp_path: Path) -> None:
    names = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for path in names:
        path.write_text("old", encoding="utf-8")
    busy[0] = 4
    with pytest.raises(Failure, match="cannot-write"):
        write_files(dict.fromkeys(names, b"new"))
    assert [path.read_text(encoding="utf-8") for path in names] == ["old", "old"]
    assert sorted(tmp_path.iterdir()) == names


def test_names_in_capital_letters_count(tmp_path: Path) -> None:
    (tmp_path / "LIST.YAML").write_text(LIST, encoding="utf-8")
    assert [file.name for file in read_files(tmp_path)] == ["LIST.YAML"]
    assert is_candidate("edu/LIST.YML")


def test_a_register_on_another_drive_is_formatted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.yaml").write_text(LIST, encoding="utf-8")

    def relpath(path: Any, start: Any = None) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", relpath)
    assert command(["fmt", "--check", str(tmp_path)]) == 1
    assert "list.yaml" in capsys.readouterr().out


@pytest.mark.parametrize(("tag", "expected"), [(0xA0000003, True), (0, False)])
def test_a_junction_is_a_link(tag: int, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    entry: Any = SimpleNamespace(stat=lambda follow_symlinks: SimpleNamespace(st_reparse_tag=tag))
    assert not is_junction(entry)
    monkeypatch.setattr(negcli.source.files, "_HAS_JUNCTIONS", True)
    assert is_junction(entry) is expected


def test_a_junction_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "round").mkdir()
    (tmp_path / "round" / "list.yaml").write_text(LIST, encoding="utf-8")
    assert [file.name for file in read_files(tmp_path)] == ["round/list.yaml"]
    monkeypatch.setattr(negcli.source.files, "is_junction", lambda entry: entry.name == "round")
    assert read_files(tmp_path) == []


def test_git_is_looked_for_in_the_folders_of_path_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "git.exe").write_bytes(b"")
    with pytest.raises(Failure, match="no-git"):
        found_in(["", ".", str(tmp_path / "nowhere")])
    assert found_in(["", str(tmp_path)]) == str(tmp_path / "git.exe")


def test_without_forking_one_process_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert processes_for(10**10) == 1

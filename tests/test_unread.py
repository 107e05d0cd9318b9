"""What the system refuses is one finding, and the rest is checked; what vanishes meanwhile is no matter."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from negcli.cli.main import run
from negcli.source.files import Aside, read_files

LIST = "种类: 负面清单\n机构: edu\n版次: {版次号: 2025-1}\n事项:\n  - {编号: EDU-N-001, 关联权力事项: WATER-P-001}\n"


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A register with a list in each of two folders; `closed`, `gone` and what is in them can be refused."""
    for folder in ("open", "closed", "gone"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "list.yaml").write_text(LIST, encoding="utf-8")
    (tmp_path / "register.yaml").write_text("kind: register\ntitle: 甲\nagencies: []\n", encoding="utf-8")
    yield tmp_path


def refuse(monkeypatch: pytest.MonkeyPatch, name: str, error: type[OSError]) -> None:
    """Have the system refuse whatever is called ``name``: root, who may run this, is refused nothing."""
    scan, read, opened = os.scandir, Path.read_bytes, Path.open

    def refused(path: Any, do: Any, *rest: Any) -> Any:
        if Path(path).name == name:
            raise error(13, "refused", str(path))
        return do(path, *rest)

    monkeypatch.setattr(os, "scandir", lambda path: refused(path, scan))
    monkeypatch.setattr(Path, "read_bytes", lambda path: refused(path, read))
    monkeypatch.setattr(Path, "open", lambda path, *rest, **more: refused(path, lambda one: opened(one, *rest, **more)))


@pytest.mark.parametrize("name", ["closed", "list.yaml"])
def test_what_may_not_be_read_is_a_finding(
    name: str, register: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refuse(monkeypatch, name, PermissionError)
    assert run(["validate", str(register), "--quiet", "--lang", "zh"]) == 1
    told = capsys.readouterr().out
    files = ["closed"] if name == "closed" else ["closed/list.yaml", "gone/list.yaml", "open/list.yaml"]
    assert [line.split(":")[0] for line in told.splitlines() if "SYN109" in line] == files
    assert "没有权限读取" in told
    assert "REF102" not in told  # the power may stand in what could not be read
    assert ("open/list.yaml:5" in told) == (name == "closed")


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html", "csv", "gitlab"])
def test_every_format_tells_of_it(form: str, register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, "closed", PermissionError)
    assert run(["validate", str(register), "--format", form, "--lang", "en", "-o", str(register / "out")]) == 1
    assert "may not be read by this account" in (register / "out").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["gone", "list.yaml"])
def test_what_vanishes_counts_as_not_there(name: str, register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [file.name for file in read_files(register)]
    refuse(monkeypatch, name, FileNotFoundError)
    aside = Aside([], [])
    left = [file.name for file in read_files(register, aside=aside) if file.text]
    assert left == [each for each in whole if name not in each]
    assert aside == Aside([], [])


def test_the_register_s_own_folder_cannot_be_set_aside(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, register.name, PermissionError)
    assert run(["validate", str(register), "--lang", "en"]) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "empty"), ("\n# 清单\n", "empty"), (LIST.replace("种类", "类型"), "names no kind"), ("a: 1\nb: 2\n", "")],
)
def test_a_list_that_is_empty_or_lost_its_kind_is_found(
    text: str, says: str, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (register / "open" / "list.yaml").write_text(text, encoding="utf-8")
    run(["validate", str(register), "--quiet", "--lang", "en", "--select", "unknown-kind"])
    told = [line for line in capsys.readouterr().out.splitlines() if "SCH101" in line]
    assert len(told) == bool(says)
    assert all(line.startswith("open/list.yaml:1:1") and says in line for line in told)

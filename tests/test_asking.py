"""Questions of `init`: in order, each again until its answer will do, and all at once where nobody can be asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from negcli.cli.main import run


@pytest.fixture
def typing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is typed on a terminal, answer by answer; the questions are noted."""
    typed: list[str] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(click.termui, "visible_prompt_func", lambda _: typed.pop(0))
    yield typed


def test_what_will_not_do_is_asked_again(typing: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    typing += ["", "  ", "示范市教育局", "EDU 1", "edu", "cn", "zh", ""]
    assert run(["init", "新", "--lang", "zh"]) == 0
    assert typing == []
    assert "示范市教育局政务公开清单" in Path("新/名录.yaml").read_text(encoding="utf-8")
    told = capsys.readouterr()
    assert "代号“EDU 1”" in told.err
    assert "“cn”" in told.err
    assert "git init" in told.out


def test_options_are_looked_at_before_anything_is_asked(typing: list[str]) -> None:
    assert run(["init", "--agency", "NO", "--lang", "en"]) == 2
    Path("register.yaml").touch()
    assert run(["init", "--lang", "en"]) == 2


@pytest.mark.parametrize(("given", "missing"), [([], "--name, --agency"), (["--name", "A"], "--agency")])
def test_all_that_is_missing_is_named_at_once(
    given: list[str], missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: False))
    assert run(["init", "--lang", "en", *given]) == 2
    assert f"Missing, and cannot be asked for here: {missing}. " in capsys.readouterr().err


def test_where_git_is_already_there_is_no_hint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".git").mkdir()
    assert run(["init", str(tmp_path / "a"), "--agency", "a", "--name", "A", "--keys", "en", "--lang", "en"]) == 0
    assert "git init" not in capsys.readouterr().out

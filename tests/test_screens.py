"""What every command shows: within the width of any screen, in one language, and fit to be listened to."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

import click
import pytest
import yaml
from gitkit import Repo
from transcripts import negcli

from negcli.cli.main import COMMANDS, load_command
from negcli.lists.vocabulary import values
from negcli.report.cells import columns
from negcli.rules import CATEGORIES, all_rules
from negcli.words import LANGUAGES

TABLE = yaml.safe_load((Path(__file__).parent / "cases" / "screens.yaml").read_text(encoding="utf-8"))
LINES: list[str] = TABLE["commands"]
#: Commands that show no text of their own: they ask, write files, or show data.
SILENT = {"init", "merge", "demo", "schema", "laws import"}
#: Commands that write into the register.
WRITING = ("adjust", "baseline", "fix")
#: What is shown of laws, of rules' examples and of how words are spelt in Chinese is Chinese in every language.
CHINESE = ("laws", "explain catch-all", "explain process-information", "explain title")
#: Lines that name a file, which is not broken: it is there to be clicked and copied.
NOT_WRAPPED = re.compile(r"\.yaml")
LAWS = re.compile("《[^》]*》(第[一二三四五六七八九十百]+[条款项]?)*|[一-龥]+省|[一-龥]+市")
NAMES = {"negcli", "yaml", "git", "json", "HEAD", "worktree", "rev", "edition", "weather", "parks", "UTF", "YAML", "MB"}
NAMES |= {
    word for name in (*all_rules(), *values("change"), *CATEGORIES.values(), *COMMANDS) for word in name.split("-")
}
NOT_WORDS = re.compile(r"[A-Z]+-[A-Z]-\d+|[A-Z]{3}\d{3}|--?[a-z-]+|\b[0-9a-f]{8,}\b|/\S+|\{.*\}|“[^”]*”")


def town(lang: str, folder: Path) -> Repo:
    """A register with two editions, and a draft in the work tree."""
    repo = Repo(folder)
    repo.git("config", "user.name", "clerk")
    repo.git("config", "user.email", "clerk@example.invalid")
    repo.commit("2024-07-01", TABLE["registers"][lang])
    for change in TABLE["changes"][lang]:
        write(repo, change["file"], change["then"])
        repo.commit("2025-07-01")
        write(repo, change["file"], change["draft"])
    return repo


def write(repo: Repo, file: str, edits: list[tuple[str, str, int]]) -> None:
    text = (repo.folder / file).read_text(encoding="utf-8")
    for pattern, right, count in edits:
        text, found = re.subn(pattern, right, text, count=count)
        assert found == count, pattern
    repo.write(file, text)


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    return {lang: town(lang, tmp_path_factory.mktemp(lang) / "town").folder for lang in LANGUAGES}


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=LINES)
def line(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(line: str, lang: str, towns: Mapping[str, Path], tmp_path: Path) -> Path:
    """The register of the language; a copy where the command writes."""
    return shutil.copytree(towns[lang], tmp_path / "copy") if line.startswith(WRITING) else towns[lang]


def shown(line: str, lang: str, folder: Path, width: int, *more: str) -> tuple[int, str, str]:
    other = dict(zip(LANGUAGES, reversed(LANGUAGES), strict=True))[lang]
    return negcli([*shlex.split(line.replace("OTHER", other)), "--lang", lang, *more], folder, width)


def actions() -> Iterator[str]:
    """Every command, and every action of those that have several."""
    for name in COMMANDS:
        yield from (f"{name} {action}".strip() for action in getattr(load_command(name), "commands", ("",)))


def test_every_command_has_a_row() -> None:
    assert {name for name in actions() if not any(line.startswith(name) for line in LINES)} == SILENT


@pytest.mark.parametrize("width", [60, 200])
def test_within_the_width_of_the_screen(line: str, lang: str, width: int, folder: Path) -> None:
    code, out, said = shown(line, lang, folder, width)
    assert code in (0, 1, 2) and (code == 2) == (said.startswith("negcli") and not out)
    wide = [row for row in out.splitlines() if columns(row) > width and not NOT_WRAPPED.search(row)]
    assert wide == [] or line.startswith(("fmt", "adjust", "baseline", "cache"))  # a sentence, which screens break


def test_in_one_language_and_without_anything_to_look_at(line: str, lang: str, folder: Path) -> None:
    spoken = ["--plain"] * any("--plain" in option.opts for option in _options(line))
    _, out, said = shown(line, lang, folder, 200, *spoken)
    rows = [*out.splitlines(), *said.splitlines()]
    if spoken:
        assert [row for row in rows if re.search(r"---|===|\^\^|\|  |\x1b", row)] == []
    if lang == "zh":
        words = set(chain.from_iterable(re.findall("[A-Za-z]{2,}", NOT_WORDS.sub("", row)) for row in rows))
        assert words <= NAMES
    elif not line.startswith(CHINESE):
        assert [row for row in rows if re.search("[一-龥]", LAWS.sub("", row))] == []


def _options(line: str) -> list[click.Parameter]:
    name, action = (*line.split(), "")[:2]
    command = load_command(name)
    return list(getattr(command, "commands", {}).get(action, command).params)

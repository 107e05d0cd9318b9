"""The handbook: its commands do what its chapters show, its examples are judged as they say, its pages are built.

A chapter is typed from its top to its end, in the folder that its first lines name (`start`): the example county with
the draft in its work tree, or an empty one. Its blocks are those of `transcripts.py`; a command without `→ N` ends
with 0. `NEGCLI_UPDATE_GOLDEN=1 pytest tests/test_handbook.py -k types` writes anew what is shown; read the difference
before committing.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import docx
import pytest
from transcripts import NOT_WRITTEN, Section, Typed, fits, forget_language, negcli, play, spelt

from handbook.commands import described, examples_of
from handbook.examples import Example, examples, found
from negcli.rules import all_rules
from negcli.setup.replay import replay
from negcli.words import LANGUAGES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
COUNTY = ROOT / "examples" / "county"


def chapter(lang: str, name: str) -> str:
    return (DOCS / lang / name).read_text(encoding="utf-8")


def chapters(lang: str) -> list[str]:
    return sorted(path.relative_to(DOCS / lang).as_posix() for path in (DOCS / lang).rglob("*.md"))


def start_of(text: str) -> str:
    """The folder that a chapter is typed in: `county`, or `nothing`, or none at all."""
    said = re.match(r"---\nstart: (\w+)\n---\n", text)
    return said[1] if said else ""


CHAPTERS = chapters("zh")
TYPED = [(lang, name) for lang in LANGUAGES for name in chapters(lang) if start_of(chapter(lang, name))]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("handbook") / "county"
    replay(COUNTY, target)
    return Path(shutil.copytree(COUNTY / "worktree", target, dirs_exist_ok=True))


@pytest.mark.parametrize(("lang", "name"), TYPED)
def test_what_a_chapter_types_shows_what_it_says(
    lang: str, name: str, county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEGCLI_LANG", lang)
    text = chapter(lang, name)
    folder = tmp_path / "register"
    folder.mkdir()
    if start_of(text) == "county":
        shutil.copytree(county, folder, dirs_exist_ok=True)
    seen = list(play(Section(name, text), folder.resolve(), 88))
    if os.environ.get("NEGCLI_UPDATE_GOLDEN"):
        (DOCS / lang / name).write_text(renewed(text, seen), encoding="utf-8")
        return
    for written, shown in seen:
        assert fits(written.shown, shown.shown), f"$ {shown.command}\n" + "\n".join(shown.shown)
        assert (0 if written.code == NOT_WRITTEN else written.code) == shown.code, shown.command


def renewed(text: str, seen: list[tuple[Typed, Typed]]) -> str:
    """The chapter with what is shown today wherever that does not fit."""
    done, rest = "", text
    for old, new in seen:
        before, _, rest = rest.partition(spelt(old))
        kept = old.shown and fits(old.shown, new.shown)
        code = new.code or NOT_WRITTEN
        done += before + spelt(Typed(old.command, old.shown if kept else new.shown, code))
    return done + rest


# --- Both languages -----------------------------------------------------------


def headings(text: str) -> list[str]:
    """The level of every heading outside blocks of code."""
    return re.findall(r"^(#+) ", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)


def commands(text: str) -> list[str]:
    return re.findall(r"^\$ (.*)$", text, re.MULTILINE)


def targets(text: str) -> list[str]:
    return re.findall(r"\]\(([^)#]+)", text)


def test_every_chapter_is_there_in_both_languages() -> None:
    assert chapters("en") == chapters("zh")
    assert "index.md" in CHAPTERS


@pytest.mark.parametrize("name", CHAPTERS)
def test_both_languages_have_the_same_sections_commands_links_and_start(name: str) -> None:
    zh, en = chapter("zh", name), chapter("en", name)
    assert headings(zh) == headings(en)
    assert commands(zh) == commands(en)
    assert sorted(targets(zh)) == sorted(targets(en))
    assert start_of(zh) == start_of(en)


# --- The examples -------------------------------------------------------------


def test_there_are_twenty_examples_or_more() -> None:
    assert len(examples()) >= 20


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_an_example_is_judged_as_it_says(example: Example) -> None:
    assert [finding.name for finding in found(example.bad, example.agency)] == example.findings
    assert [finding.name for finding in found(example.good, example.agency)] == []
    assert set(example.findings) <= set(all_rules())
    assert example.bad != example.good


# --- The examples of commands ---------------------------------------------------

#: Examples that are not run here: they ask on a terminal, run everything else (`test_demo.py`), or need a draft or
#: files that only the transcripts of their own commands make (`commands/`).
NOT_RUN = re.compile(r"negcli (init [^ ]+$|demo |adjust|publish|merge)")
#: What examples call the folder and the file of the education bureau's list.
CALLED = {"zh": ("教育局", "负面清单.yaml"), "en": ("edu", "negative-list.yaml")}


def bureau(lang: str, folder: Path) -> Path:
    """The county's history with the register and the education bureau alone, which is quickly read."""
    plan = folder / "plan"
    history = renamed((COUNTY / "history.yaml").read_text(encoding="utf-8"), lang)
    for snapshot in (COUNTY / "snapshots").iterdir():
        for source in (*snapshot.glob("register.yaml"), *snapshot.glob("教育局/*.yaml")):
            target = plan / renamed(source.relative_to(COUNTY).as_posix(), lang)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    (plan / "history.yaml").write_text(re.sub(r"^ +move: .*\n", "", history, flags=re.MULTILINE), encoding="utf-8")
    replay(plan, folder / "register")
    subprocess.run(["git", "update-ref", "refs/remotes/origin/main", "HEAD"], cwd=folder / "register", check=True)
    return folder / "register"


def renamed(text: str, lang: str) -> str:
    folder, file = CALLED[lang]
    return text.replace("教育局/", f"{folder}/").replace("负面清单.yaml", file)


def write_laws(line: str, folder: Path) -> None:
    """The texts of laws that the command ``line`` reads."""
    text = ("示范市广场条例", "第一条 为了管理广场，制定本条例。", "第二条 本条例自2022年3月1日起施行。")
    for name in re.findall(r"(?<= )[^ ]+\.md(?= |$)", line):
        (folder / name).write_text("\n\n".join(text), encoding="utf-8")
    for name in re.findall(r"(?<= )[^ ]+\.docx(?= |$)", line):
        document = docx.Document()
        for paragraph in text:
            document.add_paragraph(paragraph)
        document.save(folder / name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_examples_of_commands_can_be_typed(lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is run in the education bureau's register, a command's own one after the other."""
    monkeypatch.setenv("NEGCLI_LANG", lang)
    register = bureau(lang, tmp_path)
    forget_language()
    lines = [line for _, command in described() for line in examples_of(command) if not NOT_RUN.match(line)]
    assert len(lines) > 40
    for line in lines:
        if " laws import " in line:
            write_laws(line, register)
        code, _, said = negcli(shlex.split(line)[1:], register)
        assert code in (0, 1), f"{line}\n{said}"


# --- The pages ----------------------------------------------------------------


@pytest.mark.skipif(not find_spec("sphinx"), reason="Sphinx is not installed: pip install -e '.[docs]'")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_are_built_and_need_nothing_from_elsewhere(lang: str, tmp_path: Path) -> None:
    """A link that leads nowhere, a page that nobody leads to, and whatever else Sphinx warns of, ends with 1."""
    done = subprocess.run(
        [sys.executable, "-m", "handbook", str(tmp_path / "docs"), lang],
        cwd=ROOT, env={**os.environ, "NEGCLI_LANG": lang}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    index = (tmp_path / "docs" / lang / "searchindex.js").read_text(encoding="utf-8")
    assert [word for word in SOUGHT[lang] if f"{json.dumps(word)}:" not in index] == []
    pages = list((tmp_path / "docs" / lang).rglob("*.html"))
    assert len(pages) > 50
    assert [address for page in pages for address in resources(page.read_text("utf-8")) if "://" in address] == []


#: Words that the search of the pages must know: in Chinese any two characters side by side.
SOUGHT = {"zh": ("兜底", "底条", "条款"), "en": ("withheld",)}


def resources(html: str) -> Iterator[str]:
    """What a page fetches: scripts, styles, images."""
    yield from re.findall(r'<(?:script|img|iframe)[^>]* src="([^"]+)"', html)
    yield from re.findall(r'<link rel="(?:stylesheet|icon|preload)"[^>]* href="([^"]+)"', html)

"""The documents say what is so: commands, options, rules, examples, outputs, links.

The tour's outputs are compared word by word; `NEGCLI_UPDATE_GOLDEN=1 pytest tests/test_docs.py` writes them anew. Read
the difference before committing it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

import click
import pytest

from negcli import __version__
from negcli.check import check
from negcli.cli.main import COMMANDS, load_command, run
from negcli.compare import compare, lists_by_key
from negcli.fmt import formatted
from negcli.lists.model import Register
from negcli.lists.register import build_register, load_files
from negcli.lists.vocabulary import spell_value
from negcli.rules import all_rules, card
from negcli.setup.replay import replay
from negcli.source.files import TextFile

ROOT = Path(__file__).parent.parent
READMES = {"en": "README.md", "zh": "README.zh-CN.md"}
DOCUMENTS = (*READMES.values(), "CHANGELOG.md", "CONTRIBUTING.md", "ARCHITECTURE.md")
#: Options that the README describes once for all commands.
EVERYWHERE = {"--directory", "--quiet", "--lang", "--help"}
#: Command lines of the README that end with 1 in the example's draft; all others end with 0.
ENDS_WITH_1 = """
    negcli validate
    negcli validate 教育局
    negcli validate --no-baseline
    negcli validate 教育局 --stage draft
    negcli validate 教育局 --stage consultation
    negcli validate 教育局 --stage publish
    negcli validate --since HEAD
    negcli validate --since 2025-07-01
    negcli validate 教育局 --since edition:2025-1 --format md -o news.md
    negcli validate 教育局 --select date,catch-all --today 2025-08-01
    negcli validate 教育局/负面清单.yaml
    negcli validate --select specificity
    negcli validate --statistics
    negcli validate --thorough --select overlap
    negcli validate --ignore review-overdue,hedge
    negcli validate --format json -o findings.json
    negcli validate --fail-on error --quiet
    negcli validate 教育局 --fix
    negcli fix --diff
    negcli fmt 教育局 --diff
    negcli gate
    negcli gate --against HEAD~1 --format sarif -o gate.sarif
    negcli diff rev:HEAD worktree --fail-on restricts
    negcli diff rev:HEAD worktree --fail-on undetermined
    negcli diff --exit-code --quiet
"""
#: Runs everything else; `make demo` and the tests of the demonstration run it.
NOT_RUN = (
    "negcli demo",
    # in a clone of the published lists, where `test_the_readme_publishes_as_it_is_written` runs them
    *(f"negcli adjust {how}--today 2025-10-08" for how in ("--diff ", "")),
    *(f"negcli publish --approved 2025-09-26 --document 样府办发〔2025〕21号 --approver 样例县人民政府"
      f" --today 2025-10-08{how}" for how in (" --dry-run", "")),
)  # fmt: skip
#: Commands that change the lists: they are run in a copy.
CHANGE = ("fmt", "fix")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """What stands in the code blocks of ``language``."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands_of(text: str) -> list[str]:
    """Every command line that the text shows."""
    typed = [line for block in blocks(text, "sh") for line in block.splitlines()]
    return typed + [block.splitlines()[0].removeprefix("$ ") for block in blocks(text, "console")]


def prose(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


NEGCLI_LINES = [line for line in commands_of(text_of("README.md")) if line.startswith("negcli ")]


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example county's repository with the draft in its work tree."""
    target = tmp_path_factory.mktemp("docs") / "register"
    replay(ROOT / "examples" / "county", target)
    shutil.copytree(ROOT / "examples" / "county" / "worktree", target, dirs_exist_ok=True)
    return target


@pytest.fixture
def speaking(monkeypatch: pytest.MonkeyPatch, draft: Path) -> pytest.MonkeyPatch:
    """The settings of a run in the draft: no terminal, and the language to be set."""
    monkeypatch.chdir(draft)
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv("NEGCLI_LANG", "en")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NEGCLI_PLAIN", "")
    return monkeypatch


def test_both_readmes_have_the_same_structure() -> None:
    outlines = [re.findall(r"^#+(?= )", prose(text_of(name)), re.MULTILINE) for name in READMES.values()]
    assert outlines[0] == outlines[1]
    assert len(outlines[0]) > 20


def test_both_readmes_show_the_same_commands() -> None:
    shown = [commands_of(text_of(name)) for name in READMES.values()]
    assert shown[0] == shown[1]


def test_both_readmes_show_the_same_files() -> None:
    shown = [sorted(blocks(text_of(name), "yaml")) for name in READMES.values()]
    assert shown[0] == shown[1]


def actions(name: str, command: click.Command) -> list[tuple[str, click.Command]]:
    """A command by its name, or its actions where it has several."""
    found = getattr(command, "commands", {})
    return [(f"{name} {action}", inner) for action, inner in found.items()] or [(name, command)]


@pytest.mark.parametrize("name", READMES.values())
def test_every_command_and_option_is_in_the_table(name: str) -> None:
    rows = re.findall(r"^\| `negcli (\w+(?: [a-z]+)?)[^|]*\|[^|]*\| (.*) \|$", text_of(name), re.MULTILINE)
    told = {command: set(re.findall(r"`(--[\w-]+)`", options)) for command, options in rows}
    there = {
        name: {max(param.opts, key=len) for param in command.params}
        for command_name in COMMANDS
        for name, command in actions(command_name, load_command(command_name))
    }
    there = {command: {option for option in options if option[:2] == "--"} for command, options in there.items()}
    assert told == {command: options - EVERYWHERE for command, options in there.items()}
    assert all(f"`{option}`" in text_of(name) for option in EVERYWHERE)


@pytest.mark.parametrize("line", NEGCLI_LINES)
def test_every_command_line_works(line: str, speaking: pytest.MonkeyPatch, draft: Path, tmp_path: Path) -> None:
    arguments = shlex.split(line)[1:]
    assert arguments[0] in COMMANDS
    if arguments[0] in CHANGE or "--fix" in arguments:
        speaking.chdir(shutil.copytree(draft, tmp_path / "copy"))
    if line not in NOT_RUN:
        assert run(arguments) == int(line in ENDS_WITH_1.replace("    ", "").splitlines())


def test_the_table_of_ends_names_lines_that_are_there() -> None:
    assert set(map(str.strip, ENDS_WITH_1.strip().splitlines())) | set(NOT_RUN) <= set(NEGCLI_LINES)


@pytest.mark.parametrize("lang", READMES)
@pytest.mark.parametrize("number", range(3))
def test_the_tour_shows_what_is_really_shown(
    lang: str, number: int, speaking: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = text_of(READMES[lang])
    block = blocks(text, "console")[number]
    command = block.splitlines()[0]
    speaking.setenv("NEGCLI_LANG", lang)
    run(shlex.split(command)[2:])
    real = f"{command}\n{capsys.readouterr().out}"
    if os.environ.get("NEGCLI_UPDATE_GOLDEN"):
        (ROOT / READMES[lang]).write_text(text.replace(block, real), encoding="utf-8")
    assert block == real


def test_the_readme_publishes_as_it_is_written(speaking: pytest.MonkeyPatch, draft: Path, tmp_path: Path) -> None:
    """From the clone that the reader takes of the register with its planted mistakes to the new edition."""
    lines = commands_of(text_of("README.md"))
    typed = lines[lines.index("git clone . ../trial") : lines.index("cd ../register")]
    script = [f"{line} --yes" if " publish " in line and "--dry-run" not in line else line for line in typed]
    shell = "\n".join(['negcli() { echo; "$PYTHON" -m negcli "$@"; echo "→ $?"; }', *script])
    (tmp_path / "clerk").write_text("[user]\nname = clerk\nemail = clerk@example.invalid\n", encoding="utf-8")
    settings = {"PYTHON": sys.executable, "PYTHONPATH": str(ROOT), "GIT_CONFIG_GLOBAL": str(tmp_path / "clerk")}
    here = {"cwd": shutil.copytree(draft, tmp_path / "register"), "env": {**os.environ, **settings}}
    done = subprocess.run(["sh", "-c", shell], **here, capture_output=True, encoding="utf-8", check=True)
    assert re.findall("^→ (.*)$", done.stdout, re.MULTILINE) == ["1", "0", "0", "0", "0"], done.stdout + done.stderr
    files = "committed +record/changelog.html\n +record/changelog.md\n +教育局/负面清单.yaml\n"
    assert len(re.findall(files, done.stdout)) == 2
    assert "# negcli:" not in (tmp_path / "trial" / "教育局" / "负面清单.yaml").read_text(encoding="utf-8")


def register_in(spelling: str) -> Register:
    """The register that the README's files with keys in ``spelling`` make up."""
    shown = [block for block in blocks(text_of("README.md"), "yaml") if block.startswith(spelling)]
    return build_register(load_files([TextFile("shown.yaml", "---\n".join(shown))]))


def test_the_files_shown_are_without_fault() -> None:
    for spelling in ("kind", "种类"):
        register = register_in(spelling)
        assert [rows.kind for rows in register.lists] == ["negative-list", "power-list", "responsibility-list"]
        assert check(register, all_rules().values(), date(2025, 8, 1)) == []


@pytest.mark.parametrize("name", READMES.values())
def test_the_files_shown_are_laid_out_as_fmt_does(name: str) -> None:
    for shown in blocks(text_of(name), "yaml"):
        assert formatted("shown.yaml", shown, register_in("kind").agency_ids) == shown


def test_the_files_shown_say_the_same_in_both_spellings() -> None:
    english, chinese = register_in("kind"), register_in("种类")
    assert english.values == chinese.values
    assert compare(lists_by_key(english.lists), lists_by_key(chinese.lists)) == []
    assert [rows.edition for rows in english.lists] == [rows.edition for rows in chinese.lists]


@pytest.mark.parametrize("lang", READMES)
def test_every_rule_is_in_the_table(lang: str) -> None:
    told = re.findall(r"^\| ([A-Z]{3}\d{3}) \| `([\w-]+)` \| (\S+) \| \S.*\|$", text_of(READMES[lang]), re.MULTILINE)
    assert told == [(rule.code, rule.name, weight(rule.name, lang)) for rule in all_rules().values()]


def weight(name: str, lang: str) -> str:
    return str(spell_value("severity", card(name).severity.name, lang))


def test_ci_calls_the_commands_that_are_told_for_testing() -> None:
    called = [line for line in text_of(".ci/run").splitlines() if line.startswith("make")]
    assert called == ["make test", "make fuzz"]
    assert all("make test" in commands_of(text_of(name)) for name in READMES.values())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_make_is_told_to_make_can_be_made(name: str) -> None:
    targets = re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE)
    told = re.findall(r"^make (\w+)$|`make (\w+)`", text_of(name), re.MULTILINE)
    assert {one or other for one, other in told} <= set(targets)


def test_both_readmes_show_the_same_commands_in_the_same_order() -> None:
    english, chinese = (blocks(text_of(name), "sh") for name in READMES.values())
    assert chinese == english


@pytest.mark.parametrize("lang", READMES)
def test_what_ends_with_a_colon_is_followed_by_what_it_announces(lang: str) -> None:
    paragraphs = re.split(r"\n\n+", text_of(READMES[lang]))
    alone = [old for old, new in pairwise(paragraphs) if old.endswith((":", "：")) and new[:1] not in "`|-#1"]
    assert alone == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_and_paths_lead_somewhere(name: str) -> None:
    text = prose(text_of(name))
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    paths = re.findall(r"`((?:negcli|tests|schemas|examples|benchmarks|\.ci)/[\w./-]*)`", text)
    assert [path for path in links + paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_path_of_anybodys_machine(name: str) -> None:
    assert re.findall(r"(?<![\w.])/(?:home|root|tmp|work|Users|usr|opt|var)/|[A-Z]:\\", text_of(name)) == []


def test_the_architecture_names_every_module() -> None:
    told = set(re.findall(r"[\w/]+\.py\b", text_of("ARCHITECTURE.md")))
    package = ROOT / "negcli"
    modules = {path.relative_to(package).as_posix() for path in package.rglob("*.py") if path.name != "__init__.py"}
    single = {name for name in modules if "/" not in name and name != "__main__.py"}
    assert single - told == set()
    assert {name for name in told if name.partition("/")[0] in ("cli", "compare", "report", "export")} <= modules | {
        f"{folder}/__init__.py" for folder in ("cli", "compare", "report", "export")
    }


def test_the_changelog_knows_this_version() -> None:
    assert re.search(rf"^## {re.escape(__version__)}\b", text_of("CHANGELOG.md"), re.MULTILINE)


@pytest.mark.parametrize("lang", READMES)
def test_every_exit_code_is_told(lang: str) -> None:
    source = text_of("negcli/cli/main.py")
    codes: Mapping[str, bool] = {code: f"| {code} | " in text_of(READMES[lang]) for code in ("0", "1", "2", "3", "130")}
    assert all(codes.values())
    assert {int(code) for code in re.findall(r"return (\d+)$", source, re.MULTILINE)} <= set(map(int, codes))

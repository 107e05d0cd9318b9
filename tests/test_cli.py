"""The command line as people meet it: transcripts, help, and the sentences of failures."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click
import pytest
from transcripts import FOLDER, Section, Typed, fits, negcli, play, sections, typed

from negcli.cli.main import COMMANDS, load_command
from negcli.words import LANGUAGES, topic

SECTIONS = [
    pytest.param(section, id=f"{path.stem}: {section.title}")
    for path in sorted(FOLDER.glob("*.md"))
    for section in sections(path.read_text(encoding="utf-8"))
]
PACKAGE = Path(__file__).parent.parent / "negcli"


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_typed_shows_what_is_written(section: Section, tmp_path: Path) -> None:
    for written, seen in play(section, tmp_path.resolve()):
        assert fits(written.shown, seen.shown), f"$ {seen.command}\n" + "\n".join(seen.shown)
        assert seen.code == written.code, seen.command


def test_every_command_has_a_transcript_in_both_languages() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md"))
    for command in set(COMMANDS) - {"demo"}:
        for lang in LANGUAGES:
            assert re.search(rf"^\$ negcli {command} .*--lang {lang}", text, re.MULTILINE), (command, lang)


def test_a_transcript_is_read_as_it_is_written() -> None:
    assert list(typed("$ one two\nshown\n! said\n→ 2\n$ three\n")) == [
        Typed("one two", ("shown", "! said"), 2),
        Typed("three", (), -1),
    ]
    assert fits(("a", "...", "d"), ("a", "b", "c", "d"))
    assert fits(("...",), ())
    assert not fits(("a", "...", "d"), ("a", "b"))
    assert not fits(("a",), ("a", "b"))


# --- Help ---------------------------------------------------------------------


#: Commands, and the actions of those that have several: `laws list`.
ACTIONS = {name: tuple(getattr(load_command(name), "commands", ())) for name in COMMANDS}
HELPED = [*COMMANDS, *(f"{name} {action}" for name, actions in ACTIONS.items() for action in actions)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", HELPED)
def test_help_tells_what_the_command_does_with_an_example(command: str, lang: str, tmp_path: Path) -> None:
    code, shown, said = negcli(["--lang", lang, *command.split(), "--help"], tmp_path)
    assert (code, said) == (0, "")
    key = command.replace(" ", ".")
    assert topic("cli")[f"{key}.help"][lang][:20] in shown
    examples = topic("cli")[f"{key}.example"][lang].splitlines()
    assert examples
    for example in examples:
        assert example.startswith(f"negcli {command}")
        assert f"    {example}\n" in shown


@pytest.mark.parametrize("arguments", [["--help"], *([*command.split(), "--help"] for command in HELPED)], ids=" ".join)
def test_help_in_chinese_has_no_english_words(arguments: list[str], tmp_path: Path) -> None:
    """Beside names: commands, options, values of options, formats."""
    _, shown, _ = negcli(["--lang", "zh", *arguments], tmp_path)
    sentences = [line for line in shown.splitlines() if not line.startswith("    negcli ")]
    text = re.sub(r"-[-\w]+|\[[a-z|-]+\]|\b(rev|date|edition):", "", "\n".join(sentences))
    assert set(re.findall(r"[A-Za-z]+", text)) <= NAMES | _values(" ".join(arguments[:-1]))


#: Names that stay as they are in every language.
NAMES = {*COMMANDS, *chain.from_iterable(ACTIONS.values()), "Word", "Markdown"}
NAMES |= {"negcli", "git", "JSON", "Schema", "worktree", "negative", "list", "id", "Ctrl", "UTF", "big"}


def _options(command: str) -> list[click.Parameter]:
    """The options of a command, or of one of its actions: `laws list`."""
    name, _, action = command.partition(" ")
    found = load_command(name)
    found = getattr(found, "commands", {}).get(action, found)
    return [param for param in found.params if param.param_type_name == "option"]


def _values(command: str) -> set[str]:
    """The words that the values of a command's options are made of."""
    params = _options(command) if command in HELPED else []
    choices = [str(choice) for param in params for choice in getattr(param.type, "choices", ())]
    return set(re.findall(r"[A-Za-z]+", " ".join(choices)))


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_help_keeps_within_the_screen(command: str, lang: str, width: int, tmp_path: Path) -> None:
    from negcli.report.cells import columns

    _, shown, _ = negcli([command, "--help", "--lang", lang], tmp_path, width)
    lines = [line for line in shown.splitlines() if not line.startswith("    negcli ")]
    assert max(map(columns, lines)) <= width


@pytest.mark.parametrize("command", COMMANDS)
def test_help_in_both_languages_has_the_same_options(command: str, tmp_path: Path) -> None:
    pages = [negcli([command, "--help", "--lang", lang], tmp_path)[1] for lang in LANGUAGES]
    chinese, english = (re.findall(r"^  (-[-a-zA-Z]+)(?:, (-[-a-z]+))?", page, re.MULTILINE) for page in pages)
    assert chinese == english
    assert ("--lang", "") in chinese


@pytest.mark.parametrize("command", COMMANDS)
def test_whatever_shows_text_can_be_listened_to(command: str) -> None:
    """A command with `--format text` has `--plain`: `plain: Plain` among its options, its report through `drawn`."""
    options = {option: param for param in load_command(command).params for option in param.opts}
    formats = getattr(options["--format"].type, "choices", ()) if "--format" in options else ()
    assert "text" not in formats or "--plain" in options


def test_nothing_typed_shows_the_commands(tmp_path: Path) -> None:
    code, shown, said = negcli([], tmp_path)
    assert (code, shown) == (2, "")
    assert all(f"  {command} " in said for command in COMMANDS)


# --- Command lines that are wrong -------------------------------------------------


def _wrong_lines() -> Iterator[tuple[list[str], str]]:
    """Command lines with one mistake in them, for every option of every command; and what must be named as remedy."""
    for command in COMMANDS:
        for option in _options(command):
            name = max(option.opts, key=len)
            choices = getattr(option.type, "choices", None)
            yield [command, name[:-2] + name[:-3:-1] + "x"], "--help"
            if getattr(option, "is_flag", False):
                yield [command, f"{name}=1"], name
                continue
            yield [command, name], choices[0] if choices else name
            if choices and name != "--lang":
                yield [command, name, choices[-1] + "z"], choices[-1]
                yield [command, name, "0"], choices[0]


@pytest.mark.parametrize(("arguments", "remedy"), list(_wrong_lines()), ids=lambda value: " ".join(value))
def test_a_wrong_command_line_is_explained_in_both_languages(
    arguments: list[str], remedy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for lang in LANGUAGES:
        monkeypatch.setenv("NEGCLI_LANG", lang)
        code, shown, said = negcli(arguments, tmp_path)
        assert (code, shown, said.count("\n")) == (2, "", 1)
        assert f"“negcli {arguments[0]} --help”" in said
        assert remedy in said
        words = set(re.findall(r"[A-Za-z]+", re.sub(r"“[^”]*”|-[-\w]+", "", said)))
        assert lang == "en" or words <= NAMES | _values(arguments[0])


@pytest.mark.parametrize(
    ("lang", "sentence"), [("zh", "缺少“规则”：规则的名称或者代码。"), ("en", "“RULE” is missing: Its name or code.")]
)
def test_a_missing_argument_is_named_with_what_it_is(lang: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from negcli.cli.misuse import misuse

    monkeypatch.setenv("NEGCLI_LANG", lang)
    argument = click.Argument(["rule"], metavar={"zh": "规则", "en": "RULE"}[lang])
    argument.help = {"zh": "规则的名称或者代码。", "en": "Its name or code."}[lang]  # type: ignore[attr-defined]
    command = click.Command("explain", params=[argument])
    with pytest.raises(click.MissingParameter) as missing:
        command.make_context("explain", [])
    assert misuse(missing.value, command, None) == sentence


# --- Failures -----------------------------------------------------------------


def _failures() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every `Failure("code", blank=…)` of the package: its code and its blanks."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Failure":
                blanks = tuple(sorted(keyword.arg or "**" for keyword in node.keywords))
                yield from ((code, blanks) for code in _codes(node.args[0]))


def _codes(node: ast.expr) -> list[str]:
    """The codes that an expression may stand for: a text, `f"unknown-{prefix}"`, or a name for git's complaints."""
    from negcli.commits import gitrun
    from negcli.record import versions

    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        return [f"unknown-{prefix}" for prefix in versions._PREFIXES]
    return [code for _, code in gitrun._COMPLAINTS]


def test_every_failure_has_its_sentence_and_every_sentence_its_failure() -> None:
    assert {code for code, _ in _failures()} == set(topic("failures"))


@pytest.mark.parametrize(("code", "blanks"), sorted(set(_failures())), ids=str)
def test_failures_fill_the_blanks_of_their_sentence(code: str, blanks: tuple[str, ...]) -> None:
    for lang in LANGUAGES:
        assert set(re.findall(r"{(\w+)", topic("failures")[code][lang])) <= set(blanks)


# --- Machine formats ----------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_json_is_json_in_every_language(lang: str, tmp_path: Path) -> None:
    negcli(["init", "--agency", "edu", "--name", "x", "--keys", lang, "--quiet"], tmp_path)
    code, shown, _ = negcli(["validate", "--format", "json", "--lang", lang, "--today", "2025-08-01"], tmp_path)
    assert (code, json.loads(shown)["version"], json.loads(shown)["findings"]) == (0, 1, [])

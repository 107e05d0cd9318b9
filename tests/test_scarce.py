"""Where packages are scarce: without jsonschema-rs, libyaml, rapidfuzz or git, the same is found."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_broken_inputs import FAULTS, faulty
from test_document import CODE
from test_schema import CASES, documents
from transcripts import negcli, perform

from negcli import schema
from negcli.check import check, choose_rules
from negcli.finding import Finding
from negcli.lists.register import build_register, load_register
from negcli.lists.vocabulary import kinds
from negcli.resources import shared_folder
from negcli.schema import validator, violations
from negcli.schema.judge import Judge
from negcli.schema.strict import strict_schema
from negcli.slips import breakoff
from negcli.source import builder, events
from negcli.source.document import load_source
from negcli.source.encoding import decode
from negcli.source.events import PlainParser

COUNTY = shared_folder("examples") / "county" / "worktree"
#: Texts that break off, one for each cause that is told apart.
CAUSES = [
    "a: @x\n",
    "a: [@x]\n",
    "a: 甲: 乙\n",
    'a: "C: \\数"\n',
    "a: '甲' 乙 \"丙\"\n",
    'a:\n  - "甲\n  - 乙\n',
    "a: [甲, 乙 # 丙\nb: 1\n",
    "a: [[甲, {乙: 1]\nb: 1\n",
    "a: [甲",
    "a: 1\nb\nc: 2\n",
    "a: 1\n- b\n",
    " a: 1\nb: 2\n",
    "a: |\n    甲\n  乙\nb: 1\n",
    "a: 1\n=======\nb: 1\n",
    "a: 甲\x07乙\n",
    "{a: b}\n]\n",
]


@pytest.fixture
def no_rust(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """jsonschema-rs cannot be imported."""
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    validator.cache_clear()
    yield
    validator.cache_clear()


def use_plain_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """libyaml is not there."""
    for module in (builder, events, breakoff):
        monkeypatch.setattr(module, "Parser", PlainParser)


# Without jsonschema-rs


def in_detail(errors: Any) -> list[tuple[Any, ...]]:
    """Everything that the explanation of an error looks at."""
    told = []
    for error in errors:
        keyword = str(error.schema_path[-1])
        detail = {
            "required": lambda kind: kind.property,
            "additionalProperties": lambda kind: sorted(kind.unexpected),
            "type": lambda kind: sorted(kind.types),
        }.get(keyword, lambda kind: "")(error.kind)
        told.append((str(list(error.instance_path)), keyword, str(detail)))
    return sorted(told)


@settings(max_examples=300, deadline=None)
@given(documents())
def test_our_own_judge_finds_what_jsonschema_rs_finds(document: tuple[str, Any]) -> None:
    kind, data = document
    ours = Judge(strict_schema(kind))
    assert in_detail(ours.iter_errors(data)) == in_detail(validator(kind).iter_errors(data))
    assert ours.is_valid(data) == validator(kind).is_valid(data)


@pytest.mark.parametrize("text", ["990100\n", "9901００", "990100", " 990100", "a/b\n", "a\n/b"])
def test_a_line_end_is_no_end_of_a_text(text: str) -> None:
    data = {"kind": "register", "title": "x", "region": text, "agencies": []}
    ours, theirs = Judge(strict_schema("register")), validator("register")
    assert in_detail(ours.iter_errors(data)) == in_detail(theirs.iter_errors(data))


def test_our_own_judge_knows_every_keyword_that_the_schemas_use() -> None:
    from negcli.schema.judge import _CHECKS

    def keywords(schema: Any) -> Iterator[str]:
        if isinstance(schema, dict):
            for key, value in schema.items():
                yield key
                parts = value.values() if key in ("properties", "$defs") else [value]
                for part in parts:
                    yield from keywords(part)

    used = {word for kind in kinds() for word in keywords(strict_schema(kind))}
    assert used - set(_CHECKS) == {"$defs", "if"}


@pytest.mark.usefixtures("no_rust")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"][:50])
def test_the_table_of_schema_cases(case: Mapping[str, Any]) -> None:
    assert isinstance(validator("register"), Judge)
    found = {name for name, _, _ in violations(build_register((load_source("x.yaml", case["document"]),)))}
    assert found == {name for name, _, _ in case["violations"]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"][:50])
def test_a_large_register_gets_the_same_violations(case: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    register = build_register((load_source("x.yaml", case["document"]),))
    small = list(violations(register))
    monkeypatch.setattr(schema, "_SMALL", 0)
    assert small == list(violations(register))


def findings(folder: Path) -> list[Finding]:
    register = load_register(folder)
    return check(register, choose_rules(register), date(2025, 8, 1))


def test_the_planted_county_has_the_same_findings(no_rust: None, monkeypatch: pytest.MonkeyPatch) -> None:
    without = findings(COUNTY)
    monkeypatch.undo()
    validator.cache_clear()
    monkeypatch.setattr(schema, "_SMALL", 0)
    assert without == findings(COUNTY)
    assert any(finding.category == "schema" for finding in without)


# Without libyaml


def read(text: str) -> Any:
    """What is read of ``text``, and its slips, but for the parser's own words."""
    source = load_source("x.yaml", text)
    slips = [(slip.name, slip.place, {**dict(slip.args), "problem": ""}) for slip in source.slips]
    return [(document.data, document.item_lines, document.last_line) for document in source.documents], slips


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["fault"])
def test_broken_files_are_told_the_same(fault: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    text, _ = decode(faulty(fault))
    expected = read(text)
    use_plain_parser(monkeypatch)
    assert read(text) == expected


@pytest.mark.parametrize("text", CAUSES)
def test_causes_are_told_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (expected,) = load_source("x.yaml", text).slips
    use_plain_parser(monkeypatch)
    (slip,) = load_source("x.yaml", text).slips
    assert (slip.name, slip.place.line, *slip.args[:3]) == (expected.name, expected.place.line, *expected.args[:3])


def test_the_county_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(COUNTY.rglob("*.yaml"))[::7]]
    expected = [read(text) for text in texts]
    use_plain_parser(monkeypatch)
    assert [read(text) for text in texts] == expected


@settings(max_examples=300, deadline=None)
@given(CODE.filter(lambda text: "!" not in text))  # for a bare `!` they differ over whether anything is written
def test_what_both_parsers_read_they_read_alike(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        expected = load_source("x.yaml", text)
        use_plain_parser(patch)
        ours = load_source("x.yaml", text)
    if not expected.slips and not ours.slips:
        assert [document.data for document in ours.documents] == [document.data for document in expected.documents]


# Without rapidfuzz


@settings(max_examples=400, deadline=None)
@given(st.lists(st.text(alphabet="甲乙丙丁", max_size=24), max_size=6), st.integers(50, 100))
@example(["甲" * 10, "甲" * 9 + "乙"], 90)
@example(["甲乙丙丁甲乙丙丁甲乙", "甲乙丙丁甲乙丙丁甲丙"], 90)
@example(["", ""], 90)
def test_letters_are_compared_as_rapidfuzz_does(texts: list[str], least: int) -> None:
    from rapidfuzz import fuzz, process

    from negcli.evidence.letters import near

    for text in texts:
        found = process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=least, limit=None)
        assert list(near(text, texts, least)) == sorted(at for _, _, at in found)


def test_entries_that_are_nearly_alike_are_found_without_rapidfuzz(monkeypatch: pytest.MonkeyPatch) -> None:
    register = load_register(COUNTY)
    rules = choose_rules(register, ("overlap",))
    found = check(register, rules, date(2025, 8, 1), thorough=True)
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    assert check(register, rules, date(2025, 8, 1), thorough=True) == found != []


# Without what is optional


@pytest.mark.parametrize(
    ("module", "command", "lang", "package", "extra"),
    [
        ("docx", "changelog --format docx -o x.docx", "zh", "python-docx", "office"),
        ("inflect", "changelog --format docx -o x.docx", "en", "inflect", "office"),
        ("xlsxwriter", "changelog --format xlsx -o x.xlsx", "zh", "XlsxWriter", "office"),
        ("docx", "laws import law.docx", "en", "python-docx", "office"),
        ("icalendar", "due --format ics", "zh", "icalendar", "calendar"),
    ],
)
def test_what_is_missing_is_named_with_the_command_that_brings_it(
    module: str, command: str, lang: str, package: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in ("example minimal-zh", "touch law.docx", "git init -q -b main .", "git add .", "git commit -q -m 公布"):
        assert perform(step, tmp_path).code == 0
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setattr(sys, "executable", "/opt/my tools/bin/python3")
    code, shown, said = negcli([*command.split(), "--lang", lang], tmp_path)
    assert (code, shown, said.count("\n"), list(tmp_path.glob("x.*"))) == (2, "", 1, [])
    assert package in said
    assert said.endswith(f'"/opt/my tools/bin/python3" -m pip install "negcli[{extra}]"\n')


# Without git


@pytest.fixture
def without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two registers that differ, on a computer that has no git."""
    for name, unit in (("older", "Personnel Section"), ("newer", "Office")):
        assert negcli(["init", name, "--agency", "edu", "--name", "A", "--keys", "en"], tmp_path)[0] == 0
        file = tmp_path / name / "negative-list.yaml"
        file.write_text(file.read_text("utf-8").replace("Personnel Section", unit), encoding="utf-8")
    monkeypatch.setenv("PATH", "")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("init new --agency edu --name A --keys en", "Started"),
        ("init older --editors", "up to date"),
        ("validate older --today 2025-08-01", "No findings"),
        ("schema laws", "urn:negcli"),
        ("diff older newer", "EDU-N-001"),
    ],
)
def test_all_but_the_history_works_without_git(command: str, said: str, without_git: Path) -> None:
    code, shown, _ = negcli([*command.split(), "--lang", "en"], without_git)
    assert (code, said in shown) == (0, True)


@pytest.mark.parametrize("command", ["diff", "diff rev:HEAD worktree", "diff HEAD", "changelog", "demo --into demo"])
def test_the_history_needs_git_and_says_so_in_a_line(command: str, without_git: Path) -> None:
    said = "negcli：没有找到 git，请先安装 git。\n"
    assert negcli([*command.split(), "--lang", "zh"], without_git) == (2, "", said)


def test_a_run_without_any_of_them(without_git: Path) -> None:
    """In a process of its own, in which neither package nor git can be had."""
    blocked = "import sys; sys.modules['jsonschema_rs'] = sys.modules['yaml._yaml'] = None; "
    program = f"{blocked}from negcli.cli.main import main; main()"
    (without_git / "older" / "negative-list.yaml").open("a", encoding="utf-8").write("colour: red\n")
    command = [sys.executable, "-c", program, "validate", "older", "--today", "2025-08-01"]
    done = subprocess.run(command, cwd=without_git, capture_output=True, timeout=60, check=False)
    assert (done.returncode, b"SCH102" in done.stdout) == (1, True)

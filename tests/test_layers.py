"""The bands of ARCHITECTURE.md hold, every outside library has one home, and a command imports only what it uses."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from importlinter.application import use_cases
from importlinter.configuration import configure

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "negcli"
#: Libraries that cost tens of milliseconds to import.
HEAVY = ("jsonschema", "jsonschema_rs", "rich", "git", "jinja2", "pathspec", "docx", "icalendar")


def test_bands_and_homes_of_libraries(capsys: pytest.CaptureFixture[str]) -> None:
    configure()
    kept = use_cases.lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)
    assert kept, capsys.readouterr().out


def test_every_library_has_a_home() -> None:
    """What `pyproject.toml` depends on is what the contracts speak of."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = {"pyyaml": "yaml", "gitpython": "git", "jsonschema-rs": "jsonschema_rs"}
    wanted = {line.split(">")[0] for line in project["project"]["dependencies"]}
    contracts = project["tool"]["importlinter"]["contracts"]
    held = {name for contract in contracts for name in contract.get("forbidden_modules", ())}
    assert {names.get(name, name) for name in wanted} <= held


def _imported(arguments: list[str], folder: Path) -> set[str]:
    """The libraries that a run of negcli imports."""
    program = (
        "import sys\nfrom negcli.cli.main import run\n"
        f"if {arguments!r}: run({arguments!r})\n"
        "sys.stderr.write('\\n' + ' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, timeout=60, check=True)
    return set(done.stderr.decode().splitlines()[-1].split())


@pytest.mark.parametrize(
    ("command", "allowed"),
    [
        ("", set()),
        ("--help", set()),
        ("validate --help", set()),
        ("init new --agency a --name A --keys en", set()),
        ("schema negative-list", set()),
        ("validate --today 2025-08-01", set()),
        ("validate --today 2025-08-01 --format json", set()),
        ("diff . worktree", set()),
        ("diff . worktree --format html", {"jinja2"}),
    ],
)
def test_a_command_imports_only_what_it_uses(command: str, allowed: set[str], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "minimal-zh", tmp_path, dirs_exist_ok=True)
    assert _imported(command.split(), tmp_path) & set(HEAVY) <= allowed


#: What a faultless small register in no repository does without; each costs a millisecond or more.
NEEDLESS = {
    "negcli.commits.repository",
    "negcli.record.chronicle",
    "negcli.cli.manual",
    "negcli.check.fixing",
    "negcli.schema.build",
}


def test_a_small_register_is_checked_without_what_only_others_need(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "minimal-zh", tmp_path, dirs_exist_ok=True)
    imported = _imported(["validate"], tmp_path)
    assert "negcli.check" in imported
    assert not imported & NEEDLESS


def test_nothing_heavy_is_imported_when_a_module_loads() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.stem not in ("__init__", "__main__")
    ]
    program = f"import importlib, sys\n[importlib.import_module(name) for name in {modules!r}]\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60, check=True)
    assert not set(done.stdout.decode().split()) & set(HEAVY)


#: Modules outside `cli/` that write, and why.
WRITERS = {
    "atomic.py",  # the one way to write a file
    "cache.py",  # what can be worked out anew, removed when it is old
    "setup/replay.py",  # the example's work tree
    "editions/publish.py",  # takes back what it wrote
    "schema/build.py",  # `schemas/`, for whoever changes the vocabulary
}
_WRITES = {"write_text", "write_bytes", "writelines", "mkdir", "rmtree", "unlink", "rename", "copyfile", "copytree"}


def _called(path: Path) -> set[str]:
    calls = (node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return {str(getattr(call, "id", "") or getattr(call, "attr", "")) for call in calls}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_edges_print_write_and_exit(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    if name.startswith("cli/"):
        return
    called = _called(path)
    assert not called & {"print", "exit", "_exit"}
    assert name in WRITERS or not called & _WRITES
    assert not any(
        isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr") and ast.unparse(node.value) == "sys"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )

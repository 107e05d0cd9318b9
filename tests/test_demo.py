"""The demonstration, from the checkout and from a built wheel; and what a wheel brings along."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from transcripts import negcli

from negcli.cli.demo import TODAY, _clear, _typed_in

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RESULTS = ["changelog.html", "changelog.md", "diff.html", "findings.html", "findings.json"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(iter(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))))


def _files(folder: Path) -> Iterator[Path]:
    yield from (path.relative_to(ROOT) for path in folder.rglob("*") if path.is_file())


def test_the_wheel_brings_everything_along(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    packed = {f"negcli/{path.as_posix()}" for name in ("schemas", "examples") for path in _files(ROOT / name)}
    assert packed <= names
    code = {path.as_posix() for path in _files(ROOT / "negcli") if path.suffix != ".pyc"}
    assert code <= names
    assert "negcli/py.typed" in names
    assert not [name for name in names if "tests/" in name or name.endswith(".pyc")]


def test_the_wheel_asks_for_what_the_project_names(wheel: Path) -> None:
    file = zipfile.ZipFile(wheel)
    told = file.read(next(name for name in file.namelist() if name.endswith("METADATA"))).decode()
    asked = set(map(Requirement, re.findall("^Requires-Dist: (.*)$", told, re.MULTILINE)))
    assert {need for need in asked if "extra ==" not in str(need)} == set(map(Requirement, PROJECT["dependencies"]))
    assert set(re.findall("^Provides-Extra: (.*)$", told, re.MULTILINE)) == set(PROJECT["optional-dependencies"])


def _imported(tree: ast.Module) -> Iterator[str]:
    """The packages that a module imports, anywhere in it."""
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in [node.module or ""] if isinstance(node, ast.ImportFrom) else names:
            yield name.partition(".")[0]


def test_the_project_names_what_the_code_imports_and_nothing_else() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "negcli").rglob("*.py")]
    imported = set(chain.from_iterable(map(_imported, trees))) - sys.stdlib_module_names - {"negcli"}
    packages = packages_distributions()
    used = {canonicalize_name(package) for name in imported for package in packages.get(name, [name])}
    needed = {canonicalize_name(Requirement(text).name) for text in PROJECT["dependencies"]}
    extras = {Requirement(text).name for texts in PROJECT["optional-dependencies"].values() for text in texts}
    assert needed <= used <= needed | set(map(canonicalize_name, extras))


def test_the_demonstration_runs_from_an_unpacked_wheel(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "NEGCLI_LANG": "en"}
    where = "import negcli; print(negcli.__file__)"
    run = {"cwd": tmp_path, "env": environment, "capture_output": True, "encoding": "utf-8"}
    assert subprocess.run([sys.executable, "-c", where], **run).stdout.startswith(str(tmp_path / "site"))
    done = subprocess.run([sys.executable, "-m", "negcli", "demo", "--into", "演示"], **run)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("as it should") == 9
    assert f"negcli validate --today {TODAY}" in done.stdout
    results = tmp_path / "演示" / "results"
    assert sorted(path.name for path in results.iterdir()) == RESULTS
    found = json.loads((results / "findings.json").read_text(encoding="utf-8"))["findings"]
    assert len(found) >= 40
    assert f"{len(found)} findings, the {len(found)} planted ones" in done.stdout
    typed = done.stdout.partition("What to try next:\n")[2].splitlines()
    ended = [subprocess.run("\n".join([typed[0], line]), shell=True, **run).returncode for line in typed[1:]]
    assert ended == [1, 0, 0]


@pytest.mark.parametrize("system", ["posix", "nt"])
@pytest.mark.parametrize(
    ("program", "found", "register", "typed"),
    [
        ("repo/.venv/bin", "", "repo/build/demo/register", "../../../.venv/bin/negcli"),
        ("repo/.venv/bin", "repo/.venv/bin", "repo/build/demo/register", "negcli"),
        ("repo/.venv/bin", "other", "repo/build/demo/register", "../../../.venv/bin/negcli"),
        ("my env/bin", "", "register", "'../my env/bin/negcli'"),
        ("演示/bin", "", "演示/register", "../bin/negcli"),
    ],
)
def test_what_to_type_to_run_it_again(
    program: str, found: str, register: str, typed: str, system: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for folder in filter(None, {program, found}):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "negcli").touch(mode=0o755)
    monkeypatch.setattr("sys.executable", str(tmp_path / program / "python"))
    monkeypatch.setenv("PATH", str(tmp_path / found) if found else "")
    monkeypatch.setattr("negcli.cli.demo._WINDOWS", system == "nt")
    assert _typed_in(tmp_path / register) == (typed.replace("'", '"') if system == "nt" else typed)


def test_an_earlier_demonstration_gives_way(tmp_path: Path) -> None:
    _clear(tmp_path / "demo")
    (tmp_path / "demo" / "register").mkdir()
    (tmp_path / "demo" / "register" / "old.yaml").write_text("kind: register\n", encoding="utf-8")
    (tmp_path / "demo" / "register" / "old.yaml").chmod(0o400)
    _clear(tmp_path / "demo")
    assert sorted(path.name for path in (tmp_path / "demo").iterdir()) == [".negcli-demo", "results"]


@pytest.mark.parametrize("target", ["full", "file"])
def test_the_demonstration_refuses_what_is_somebody_s(target: str, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    for name in ("full/precious.txt", "file"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    code, shown, said = negcli(["demo", "--into", target, "--lang", "en"], tmp_path)
    assert (code, shown) == (2, "")
    assert said == f"negcli: The folder “{tmp_path / target}” already has files in it; name an empty one.\n"
    assert (tmp_path / "full" / "precious.txt").read_text(encoding="utf-8") == "mine"

"""`negcli demo`: the example, replayed into a real repository, and what the three users run there."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from negcli.cli.options import Folder, Lang, Quiet
from negcli.cli.screen import put, remark, width
from negcli.cli.spoken import spoken, told
from negcli.errors import Failure
from negcli.resources import shared_folder
from negcli.setup.replay import need_git, replay
from negcli.source.document import load_plain

#: The day on which the demonstration takes place: shortly after the example's last notice.
TODAY = "2025-08-01"
_MARK = ".negcli-demo"
#: What stands before each line that a command shows.
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the tour: what it shows, its arguments, the code it must end with, how much of it to show."""

    about: str
    arguments: tuple[str, ...]
    code: int = 0
    lines: int = 12


def demo(
    into: Annotated[Path, typer.Option("--into", help=told("demo.into"), metavar=told("as.folder"))] = Path(
        "negcli-demo"
    ),
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Run the tour; the sentences of its help are `cli.demo.*`."""
    target = folder / into
    for said in _tour(target.absolute(), quiet):
        put([said])  # at once, and to the end though nobody should read on
    return 0


def _tour(target: Path, quiet: bool) -> Iterator[str]:
    words, example = spoken(), shared_folder("examples") / "county"
    register, results = target / "register", target / "results"
    _clear(target)
    need_git()
    yield words("cli.demo.replaying") + "\n"
    commits = replay(example, register)
    yield words("cli.demo.replayed", commits=commits, path=register) + "\n"
    for step in _published(results):
        yield from _taken(step, register, quiet)
    shutil.copytree(example / "worktree", register, dirs_exist_ok=True)
    for step in _draft(results):
        yield from _taken(step, register, quiet)
    yield "\n" + _counted(example, results) + "\n"
    yield words("cli.demo.results", path=results) + "\n"
    yield from (f"  {path.name}\n" for path in sorted(results.iterdir()))
    yield words("cli.demo.next", register=_typed(str(register)), negcli=_typed_in(register), today=TODAY)


def _published(results: Path) -> tuple[Step, ...]:
    """What is shown of the published lists."""
    return (
        Step("clean", ("validate", "--today", TODAY)),
        Step("diff", ("diff", "edition:2024-1", "edition:2025-1"), lines=40),
        Step(
            "diff", ("diff", "edition:2024-1", "edition:2025-1", "--format", "html", "-o", str(results / "diff.html"))
        ),
        Step("changelog-md", ("changelog", "--format", "md", "-o", str(results / "changelog.md"))),
        Step("changelog-html", ("changelog", "--format", "html", "-o", str(results / "changelog.html"))),
    )


def _draft(results: Path) -> tuple[Step, ...]:
    """What is shown of the draft with the planted mistakes; finding them is success."""
    findings, page = str(results / "findings.json"), str(results / "findings.html")
    return (
        Step("planted", ("validate", "--today", TODAY), 1, 40),
        Step("planted", ("validate", "--today", TODAY, "--format", "json", "-o", findings), 1),
        Step("planted", ("validate", "--today", TODAY, "--format", "html", "-o", page), 1),
        Step("draft", ("diff",), lines=20),
    )


def _clear(target: Path) -> None:
    """Make room for the demonstration: an earlier one goes; Failure ``folder-in-use`` for anything else."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        if not (target / _MARK).exists():
            raise Failure("folder-in-use", path=str(target))
        shutil.rmtree(target, onerror=_writable)
    (target / "results").mkdir(parents=True, exist_ok=True)
    (target / _MARK).write_text("", encoding="utf-8")


def _writable(remove: object, path: str, error: object) -> None:
    """git keeps its objects read-only, which some systems take as a reason not to delete them."""
    Path(path).chmod(0o700)
    Path(path).unlink()


def _taken(step: Step, register: Path, quiet: bool) -> Iterator[str]:
    words = spoken()
    command = " ".join(("negcli", *map(_typed, step.arguments)))
    yield f"\n# {words(f'cli.demo.{step.about}')}\n$ {command}\n"
    settings = {"NEGCLI_LANG": words.lang, "PYTHONIOENCODING": "utf-8", "COLUMNS": str(width() - len(_INDENT))}
    done = subprocess.run(
        [sys.executable, "-m", "negcli", *step.arguments],
        cwd=register, env=os.environ | settings, capture_output=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if done.returncode != step.code:
        remark(done.stderr.rstrip())
        raise Failure("demo-failed", command=command, ended=done.returncode, wanted=step.code)
    lines = done.stdout.splitlines()
    if not quiet:
        yield from (f"{_INDENT}{line}\n" for line in lines[: step.lines])
        if len(lines) > step.lines:
            yield _INDENT + words("cli.demo.more", lines=len(lines)) + "\n"
    yield _INDENT + "→ " + words("cli.demo.ended", code=step.code) + "\n"


#: What no shell takes for anything but itself.
_PLAIN = re.compile(r"[\w@%+=:,./\\~-]+")
_WINDOWS = os.name == "nt"


def _typed(text: str) -> str:
    """``text`` as one word of a command line, of Windows too."""
    if _PLAIN.fullmatch(text):
        return text
    return f'"{text}"' if _WINDOWS else shlex.quote(text)


def _typed_in(folder: Path) -> str:
    """What to type in ``folder`` to run this very negcli: its name where the shell finds it, else the way to it."""
    ours, found = shutil.which("negcli", path=str(Path(sys.executable).parent)), shutil.which("negcli")
    if found and (ours is None or Path(found).samefile(ours)):
        return "negcli"
    way = _typed(_way(Path(ours or sys.executable), folder))
    return way if ours else f"{way} -m negcli"


def _way(program: Path, folder: Path) -> str:
    """The way to ``program`` from within ``folder``, or from the root where that is shorter to type."""
    whole = os.path.join(os.path.realpath(program.parent), program.name)  # noqa: PTH118 - the program may be a link
    try:
        return min(os.path.relpath(whole, os.path.realpath(folder)), whole, key=len)
    except ValueError:  # on another drive
        return whole


def _counted(example: Path, results: Path) -> str:
    """That the draft's findings are just the planted ones; Failure ``demo-differs`` otherwise."""
    found = json.loads((results / "findings.json").read_text(encoding="utf-8"))["findings"]
    planted = load_plain((example / "planted.yaml").read_text(encoding="utf-8"))
    got = sorted((finding["file"], finding["name"], str(finding["line"])) for finding in found)
    if got != sorted((row["file"], row["rule"], row["line"]) for row in planted):
        raise Failure("demo-differs", found=len(got), planted=len(planted))
    return spoken()("cli.demo.counts", found=len(got), planted=len(planted))

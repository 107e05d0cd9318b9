"""Transcripts: what people type and what they see, kept in `commands/*.md` and run.

A section (`##`) begins in an empty folder. A block ```` ```yaml NAME ```` puts a file there; one ```` ```console ````
is typed: a line `$ …` is a command, the lines below it are what it shows (`! …` on standard error), and `→ N` is the
code that it ends with. A line that is only `...` stands for any lines. `HERE` stands for the section's folder.

`python tests/transcripts.py NAME.md` writes what is shown today into a transcript, to be read before it is kept.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "commands"
EXAMPLES = Path(__file__).parent.parent / "examples"

_BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: The code of a command below which no `→ N` stands yet; no run ends with it.
NOT_WRITTEN = -1
_AUTHOR = {"NAME": "秘书", "EMAIL": "clerk@example.org", "DATE": "2025-07-01T09:00:00+08:00"}


@dataclass(frozen=True)
class Typed:
    """A command, what it shows and how it ends."""

    command: str
    shown: tuple[str, ...]
    code: int


@dataclass(frozen=True)
class Section:
    """A heading and what is done below it: files as (name, text), commands."""

    title: str
    text: str

    @property
    def steps(self) -> Iterator[tuple[str, str] | Typed]:
        """Files and commands in the order in which they stand."""
        for kind, name, body in _BLOCK.findall(self.text):
            if kind == "console":
                yield from typed(body)
            elif name:
                yield name, body


def sections(text: str) -> list[Section]:
    """The sections of a transcript."""
    parts = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return [Section(part.partition("\n")[0], part.partition("\n")[2]) for part in parts]


def typed(block: str) -> Iterator[Typed]:
    """The commands of a block."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *shown = part.rstrip("\n").split("\n")
        code = int(shown.pop().removeprefix("→ ")) if shown and shown[-1].startswith("→ ") else NOT_WRITTEN
        yield Typed(command, tuple(shown), code)


def play(section: Section, folder: Path, width: int = 100) -> Iterator[tuple[Typed, Typed]]:
    """Each command of ``section`` as it is written, and as it is when run in ``folder`` on a screen of ``width``."""
    for step in section.steps:
        if isinstance(step, Typed):
            yield step, perform(step.command, folder, width)
        else:
            path = folder / step[0]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step[1], encoding="utf-8")


def perform(command: str, folder: Path, width: int = 100) -> Typed:
    """Run ``command`` in ``folder``: negcli here, everything else in a shell."""
    arguments = shlex.split(command)
    code, shown, said = negcli(arguments[1:], folder, width) if arguments[0] == "negcli" else shell(command, folder)
    lines = [*shown.rstrip("\n").splitlines(), *(f"! {line}".rstrip() for line in said.splitlines())]
    return Typed(command, tuple(line.replace(str(folder), "HERE") for line in lines), code)


def negcli(arguments: Sequence[str], folder: Path, width: int = 100) -> tuple[int, str, str]:
    """The code, standard output and standard error of negcli, run in this process on a screen of ``width``."""
    forget_language()
    from negcli.cli.main import run

    shown, said, here, settings, asked = io.StringIO(), io.StringIO(), Path.cwd(), dict(os.environ), sys.stdin
    os.chdir(folder)
    os.environ["COLUMNS"], sys.stdin = str(width), io.StringIO()
    try:
        with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(said):
            code = run(list(arguments))
    finally:
        os.chdir(here)
        sys.stdin = asked
        os.environ.clear()
        os.environ.update(settings)
    return code, shown.getvalue(), said.getvalue()


def forget_language() -> None:
    """Commands take the language of their help when they are imported: have them imported anew."""
    from negcli.cli.main import COMMANDS

    for name in ("options", "weighed", "actions", *COMMANDS):
        sys.modules.pop(f"negcli.cli.{name}", None)


def shell(command: str, folder: Path) -> tuple[int, str, str]:
    """The same of another program; `example NAME` copies the files of an example, from here or from `examples`."""
    if command.startswith("example "):
        name = command.split()[1]
        source = next(place / name for place in (FOLDER, EXAMPLES) if (place / name).is_dir())
        shutil.copytree(source, folder, dirs_exist_ok=True)
        return 0, "", ""
    author = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in _AUTHOR.items()}
    settings = {**os.environ, **author, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        command, shell=True, cwd=folder, env=settings, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout, done.stderr


def fits(written: Sequence[str], shown: Sequence[str]) -> bool:
    """Whether ``shown`` is what is written, where `...` stands for any lines."""
    parts = [re.escape(line) + "\n" if line != "..." else "(?:.*\n)*?" for line in written]
    return re.fullmatch("".join(parts), "".join(line + "\n" for line in shown)) is not None


def rewritten(text: str) -> str:
    """The transcript with what is shown today wherever that does not fit."""
    done, rest = "", text
    for section in sections(text):
        with tempfile.TemporaryDirectory() as folder:
            for old, new in play(section, Path(folder).resolve()):
                kept = fits(old.shown, new.shown) and old.code == new.code
                before, _, rest = rest.partition(spelt(old))
                done += before + spelt(old if kept else new)
    return done + rest


def spelt(typed: Typed) -> str:
    """A command, what it shows and how it ends, as a transcript has it."""
    lines = "".join(line + "\n" for line in typed.shown)
    end = "" if typed.code == NOT_WRITTEN else f"→ {typed.code}\n"
    return f"$ {typed.command}\n{lines}{end}"


if __name__ == "__main__":
    os.environ["LANG"] = "C.UTF-8"
    for name in sys.argv[1:]:
        path = FOLDER / name
        path.write_text(rewritten(path.read_text(encoding="utf-8")), encoding="utf-8")

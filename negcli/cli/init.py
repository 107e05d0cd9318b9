"""`negcli init`: a new register."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.atomic import write_file
from negcli.cli.options import Folder, Lang, Quiet
from negcli.cli.screen import put
from negcli.cli.spoken import spoken, told
from negcli.errors import Failure
from negcli.start import new_register
from negcli.vocabulary import LIST_KINDS

_AGENCY_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def init(
    path: Annotated[
        Path, typer.Argument(help=told("init.folder"), metavar=f"[{told('as.folder')}]", show_default=False)
    ] = Path(),
    agency: Annotated[str | None, typer.Option("--agency", help=told("init.agency"), metavar=told("as.id"))] = None,
    name: Annotated[str | None, typer.Option("--name", help=told("init.name"), metavar=told("as.text"))] = None,
    title: Annotated[str | None, typer.Option("--title", help=told("init.title"), metavar=told("as.text"))] = None,
    keys: Annotated[
        str | None, typer.Option("--keys", help=told("init.keys"), click_type=click.Choice(["zh", "en"]))
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option("--with", help=told("init.with"), click_type=click.Choice(LIST_KINDS[1:])),
    ] = None,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Start a register; the sentences of its help are `cli.init.*`."""
    name = _said(name) or _ask("name")
    agency = _checked(agency or _ask("agency"))
    keys = keys or _ask("keys", spoken().lang, ("zh", "en"))
    title = _said(title) or _ask("title", _usual_title(name, keys))
    written = _write(folder / path, new_register(agency, name, title, keys, _kinds(also or ())))
    put([spoken()("cli.init.done", files=written) + "\n"], quiet=quiet)
    return 0


def _said(text: str | None) -> str:
    return (text or "").strip()


def _kinds(also: Sequence[str]) -> list[str]:
    """The lists to start; a responsibility list speaks of powers, so it brings the power list with it."""
    wanted = {LIST_KINDS[0], *also, *(["power-list"] if "responsibility-list" in also else [])}
    return sorted(wanted, key=LIST_KINDS.index)


def _usual_title(name: str, keys: str) -> str:
    return spoken().__class__(keys)("start.title", name=name)


def _ask(question: str, usual: str | None = None, choices: Sequence[str] = ()) -> str:
    """The answer to a question; without a terminal to ask on, the usual one or Failure ``missing-answer``."""
    if not sys.stdin.isatty():
        if usual is None:
            raise Failure("missing-answer", option=f"--{question}")
        return usual
    kind = click.Choice(choices) if choices else None
    answer: str = click.prompt(told(f"init.ask.{question}"), default=usual, type=kind, show_choices=False, err=True)
    return answer.strip()


def _checked(agency: str) -> str:
    if not _AGENCY_ID.fullmatch(agency):
        raise Failure("bad-agency-id", id=agency)
    return agency


def _write(folder: Path, texts: Mapping[str, str]) -> list[str]:
    files = [folder / name for name in texts]
    if any(map(Path.exists, files)) or any(folder.glob("*.y*ml")):
        raise Failure("folder-in-use", path=str(folder))
    try:
        for file, text in zip(files, texts.values(), strict=True):
            write_file(file, text.encode(errors="replace"))
    except BaseException:
        _take_back(files)
        raise
    return list(map(str, files))


def _take_back(files: Sequence[Path]) -> None:
    for file in files:
        with contextlib.suppress(OSError):
            file.unlink()

"""`negcli init`: a new register."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.atomic import write_file
from negcli.cli.options import Folder, Lang, Quiet
from negcli.cli.screen import put
from negcli.cli.spoken import spoken, told
from negcli.editors import LEAST, SETTINGS, EditorFiles, editor_files, main_language
from negcli.errors import Failure
from negcli.files import find_root, read_files
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
    editors: Annotated[bool, typer.Option("--editors", help=told("init.editors"))] = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Start a register; the sentences of its help are `cli.init.*`."""
    if editors:
        put(_equip(folder / path, keys), quiet=quiet)
        return 0
    name = _said(name) or _ask("name")
    agency = _checked(agency or _ask("agency"))
    keys = keys or _ask("keys", spoken().lang, ("zh", "en"))
    title = _said(title) or _ask("title", _usual_title(name, keys))
    texts = new_register(agency, name, title, keys, _kinds(also or ()))
    beside = editor_files(folder / path, keys)
    _write_new(folder / path, texts, beside.texts)
    files = [str(folder / path / name) for name in texts]
    put([spoken()("cli.init.done", files=files) + "\n", *_told(beside)], quiet=quiet)
    return 0


def _equip(path: Path, keys: str | None) -> Iterator[str]:
    """Write what editors need into the register that is there, and tell of it."""
    root = find_root(path)
    files = read_files(root)
    if not files:
        raise Failure("no-register", path=str(root))
    beside = editor_files(root, keys or main_language(file.text for file in files))
    _write({root / name: text for name, text in beside.texts.items()})
    return _told(beside)


def _told(beside: EditorFiles) -> Iterator[str]:
    """What was written for editors, and what was left as it is."""
    said = {"written": list(beside.texts), "kept": list(beside.kept)}
    if not any(said.values()):
        yield spoken()("cli.init.equipped") + "\n"
    for part, names in said.items():
        if names:
            yield spoken()(f"cli.init.{part}", files=names) + "\n"
    if SETTINGS in beside.kept:
        yield spoken()("cli.init.by-hand", file=SETTINGS, line=LEAST) + "\n"


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


def _write_new(folder: Path, lists: Mapping[str, str], beside: Mapping[str, str]) -> None:
    """Write a new register; Failure ``folder-in-use`` where there is one, or something that could be taken for one."""
    if any((folder / name).exists() for name in lists) or any(folder.glob("*.y*ml")):
        raise Failure("folder-in-use", path=str(folder))
    _write({folder / name: text for name, text in {**lists, **beside}.items()})


def _write(texts: Mapping[Path, str]) -> None:
    """Write all files or, when interrupted, leave everything as it was."""
    before = {file: file.read_bytes() if file.exists() else None for file in texts}
    fresh = [folder for folder in {file.parent for file in texts} if not folder.exists()]
    try:
        for file, text in texts.items():
            write_file(file, text.encode(errors="replace"))
    except BaseException:
        _take_back(before, fresh)
        raise


def _take_back(before: Mapping[Path, bytes | None], fresh: Sequence[Path]) -> None:
    """Give files the content that they had ``before``; remove those that were not there, and ``fresh`` folders."""
    files: list[Callable[[], None]] = [partial(_put_back, file, data) for file, data in before.items()]
    for step in files + [folder.rmdir for folder in sorted(fresh, reverse=True)]:
        with contextlib.suppress(OSError, Failure):
            step()


def _put_back(file: Path, data: bytes | None) -> None:
    if data is None:
        file.unlink()
    else:
        write_file(file, data)

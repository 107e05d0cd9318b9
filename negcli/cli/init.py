"""`negcli init`: a new register."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Annotated

import click
import typer

from negcli import __version__
from negcli.atomic import write_texts
from negcli.cli.asking import Answers, Question, answers
from negcli.cli.gitsetup import register_with_git
from negcli.cli.options import Folder, Lang, Quiet
from negcli.cli.screen import put
from negcli.cli.spoken import spoken, told
from negcli.errors import Failure
from negcli.lists.vocabulary import LIST_KINDS
from negcli.setup.editors import LEAST, SETTINGS, EditorFiles, editor_files, main_language
from negcli.setup.pipelines import PIPELINES, folder_in_repository, pipeline, top_of
from negcli.setup.start import new_register
from negcli.source.files import find_root, no_register, read_files
from negcli.words import LANGUAGES

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
    ci: Annotated[
        list[str] | None, typer.Option("--ci", help=told("init.ci"), click_type=click.Choice(list(PIPELINES)))
    ] = None,
    git: Annotated[bool, typer.Option("--git", help=told("init.git"))] = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Start a register; the sentences of its help are `cli.init.*`."""
    root = folder / path
    if ci or editors or git:
        equipped = _equip(root, keys) if editors else ()
        registered = register_with_git(root, lang) if git else ()
        said = chain(equipped, registered, _checked_at_every_change(root, ci or ()))
    else:
        said = chain(_started(root, _asked(root, agency, name, title, keys), also))
    put(list(said), quiet=quiet)  # all of it is done, whether it is shown or not
    return 0


def _asked(root: Path, agency: str | None, name: str | None, title: str | None, keys: str | None) -> Answers:
    """What is to be known of the register to be started in ``root``, where there must be none."""
    if any(root.glob("*.y*ml")):
        raise Failure("folder-in-use", path=str(root))
    return answers(_QUESTIONS, {"name": name, "agency": agency, "keys": keys, "title": title})


def _started(root: Path, said: Answers, also: Sequence[str] | None) -> Iterator[str]:
    """Write the register, and tell of it."""
    texts = new_register(said["agency"], said["name"], said["title"], said["keys"], _kinds(also or ()))
    beside = editor_files(root, said["keys"])
    write_texts(root, {**texts, **beside.texts})
    next_ = ["negcli", "validate", *(["-C", str(root)] if root.parts else [])]
    yield spoken()("cli.init.done", files=[str(root / name) for name in texts], next=" ".join(next_)) + "\n"
    yield from _told(beside)
    if not _has_history(root):
        yield spoken()("cli.init.history", folder=str(root)) + "\n"


def _has_history(root: Path) -> bool:
    """Whether a folder is in a git repository."""
    inside = root.absolute()
    return any((folder / ".git").exists() for folder in (inside, *inside.parents))


def _checked_at_every_change(path: Path, services: Iterable[str]) -> Iterator[str]:
    """Write what services need to check the register that is there, and tell of it; a file that is there stays."""
    from negcli.cli.main import COMMANDS  # which of them there are decides what is asked of services

    root = find_root(path)
    if not read_files(root):
        raise no_register(root)
    for service in services:
        file = top_of(root) / PIPELINES[service]
        text = pipeline(service, folder_in_repository(root), __version__, COMMANDS)
        yield from _put_beside(file, text, PIPELINES[service])


def _put_beside(file: Path, text: str, name: str) -> Iterator[str]:
    """Write ``text`` where there is no file yet; else show it, for somebody to put it in."""
    if not file.exists():
        write_texts(file.parent, {file.name: text})
        yield spoken()("cli.init.pipeline", file=name) + "\n"
    elif file.read_bytes() == text.encode():
        yield spoken()("cli.init.pipeline-same", file=name) + "\n"
    else:
        yield spoken()("cli.init.pipeline-kept", file=name) + "\n" + text


def _equip(path: Path, keys: str | None) -> Iterator[str]:
    """Write what editors need into the register that is there, and tell of it."""
    root = find_root(path)
    files = read_files(root)
    if not files:
        raise no_register(root)
    beside = editor_files(root, keys or main_language(file.text for file in files))
    write_texts(root, beside.texts)
    return _told(beside)


def _told(beside: EditorFiles) -> Iterator[str]:
    """What was written for editors, and what was left as it is."""
    said: Mapping[str, Sequence[str]] = {
        "written": list(beside.texts),
        "kept": list(beside.kept),
        "equipped": [] if beside.texts or beside.kept else [SETTINGS],
        "by-hand": [name for name in beside.kept if name == SETTINGS],
    }
    parts = filter(said.__getitem__, said)
    return (spoken()(f"cli.init.{part}", files=said[part], file=SETTINGS, line=LEAST) + "\n" for part in parts)


def _kinds(also: Sequence[str]) -> list[str]:
    """The lists to start; a responsibility list speaks of powers, so it brings the power list with it."""
    wanted = {LIST_KINDS[0], *also, *(["power-list"] if "responsibility-list" in also else [])}
    return sorted(wanted, key=LIST_KINDS.index)


def _usual_title(said: Answers) -> str:
    return spoken().__class__(said["keys"])("start.title", name=said["name"])


def _nameless(name: str) -> Failure | None:
    return None if name else Failure("no-name")


def _odd_id(agency: str) -> Failure | None:
    return None if _AGENCY_ID.fullmatch(agency) else Failure("bad-agency-id", id=agency)


def _odd_keys(keys: str) -> Failure | None:
    return None if keys in LANGUAGES else Failure("bad-keys", keys=keys)


#: What is asked of a new register, in this order: the usual title hangs on what was answered before.
_QUESTIONS = (
    Question("name", _nameless),
    Question("agency", _odd_id),
    Question("keys", _odd_keys, lambda _: spoken().lang),
    Question("title", _nameless, _usual_title),
)

"""`negcli adjust`: what editions lack, drafted into the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from negcli.atomic import write_texts
from negcli.cli.chosen import register_at
from negcli.cli.day import day_of
from negcli.cli.differences import painted_difference
from negcli.cli.gate import Against
from negcli.cli.options import Folder, Lang, Quiet, Today
from negcli.cli.screen import put
from negcli.cli.spoken import spoken, told
from negcli.commits.repository import open_repository
from negcli.editions.adjust import Planned, plan, written
from negcli.editions.gate import read_known
from negcli.errors import Failure
from negcli.lists.model import Register
from negcli.record.drafts import drafts_of
from negcli.source.files import find_root


def adjust(
    against: Against = "HEAD",
    diff: Annotated[bool, typer.Option("--diff", help=told("adjust.diff"))] = False,
    today: Today = None,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Draft what editions lack; the sentences of its help are `cli.adjust.*`."""
    root = find_root(folder)
    register = readable(root)
    drafts = drafts_of(register, read_known(open_repository(root), against))
    planned = plan(register, drafts, day_of(today))
    texts = written(register, planned)
    if diff:
        put(differences(register, texts), quiet=quiet)
        return int(bool(texts))
    write_texts(root, texts)
    put(_told(planned), quiet=quiet)
    return 0


def readable(root: Path) -> Register:
    """The register at ``root``; Failure ``no-register`` without files, ``has-slips`` where one breaks off."""
    register = register_at(root)
    for source in register.sources:
        for slip in source.slips:
            raise Failure("has-slips", path=source.file, line=slip.place.line)
    return register


def differences(register: Register, texts: Mapping[str, str]) -> Iterator[str]:
    """What would change in every file, as a unified diff."""
    for source in register.sources:
        if source.file in texts:
            yield from painted_difference(source.file, source.text, texts[source.file], [])


def _told(planned: Sequence[Planned]) -> Iterator[str]:
    for rows, wish in planned:
        number = wish.put.get("number", rows.edition.number)
        file = rows.where.document.file if rows.where else ""
        yield spoken()("adjust.drafted", file=file, number=number, rows=len(wish.rows)) + "\n"
    yield spoken()("adjust.complete" if planned else "adjust.nothing") + "\n"

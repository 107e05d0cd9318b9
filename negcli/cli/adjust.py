"""`negcli adjust`: what editions lack, drafted into the files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Annotated

import typer

from negcli.atomic import write_texts
from negcli.cli.chosen import agencies_of, register_at
from negcli.cli.day import day_of
from negcli.cli.differences import painted_difference
from negcli.cli.gate import Against
from negcli.cli.options import Agencies, Folder, Lang, Quiet, Today
from negcli.cli.screen import put
from negcli.cli.spoken import spoken, told
from negcli.commits.repository import open_repository
from negcli.editions.adjust import Planned, plan, written
from negcli.editions.gate import read_known
from negcli.errors import Failure
from negcli.lists.model import Register
from negcli.record.drafts import drafts_of
from negcli.slips.owner import agencies_in
from negcli.source.files import find_root


def adjust(
    agency: Agencies = None,
    against: Against = "HEAD",
    diff: Annotated[bool, typer.Option("--diff", help=told("adjust.diff"))] = False,
    today: Today = None,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Draft what editions lack; the sentences of its help are `cli.adjust.*`."""
    root = find_root(folder)
    register = register_at(root)
    mine = agencies_of(register, agency) or with_whole_files(register)
    need_whole(register, mine)
    drafts = drafts_of(register, read_known(open_repository(root), against))
    planned = [each for each in plan(register, drafts, day_of(today)) if each.rows.agency in mine]
    texts = written(register, planned)
    if diff:
        put(differences(register, texts), quiet=quiet)
    else:
        write_texts(root, texts)
        put(_told(planned), quiet=quiet)
    need_whole(register, agencies_of(register, agency))
    return int(diff and bool(texts))


def need_whole(register: Register, agencies: Collection[str]) -> None:
    """Failure ``has-slips`` where the lists of ``agencies`` (ids; all when none) may stand in a file that broke off."""
    theirs = frozenset(agencies)
    places = [f"{file}:{line}" for file, line, owners in _broken(register) if _concerns(owners, theirs)]
    if places:
        raise Failure("has-slips", places=places)


def _concerns(owners: frozenset[str] | None, agencies: frozenset[str]) -> bool:
    return not (owners and agencies) or not owners.isdisjoint(agencies)


def _broken(register: Register) -> Iterator[tuple[str, int, frozenset[str] | None]]:
    """Every file with slips, the line of the first, and whose lists alone it holds, where that is certain."""
    for source in filter(attrgetter("slips"), register.sources):
        yield source.file, source.slips[0].place.line, agencies_in(source, register.agency_ids)


def with_whole_files(register: Register) -> Collection[str]:
    """The agencies none of whose lists stands in a file that broke off."""
    broken = (owners or () for _, _, owners in _broken(register))
    return {rows.agency for rows in register.lists}.difference(*broken)


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

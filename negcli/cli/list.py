"""`negcli list`: entries by what is looked for, as they are now or were at some time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from negcli.cli.display import in_format
from negcli.cli.options import Agencies, At, Folder, Format, InForce, Kind, Known, Lang, NoCache, Output, Plain, Quiet
from negcli.cli.screen import put
from negcli.cli.spoken import spoken, told
from negcli.cli.values import agency_ids, kinds_of, values_of
from negcli.editions.search import Wanted, search
from negcli.editions.times import times_of
from negcli.editions.view import view_of
from negcli.lists.model import Values
from negcli.record.versions import Versions
from negcli.source.files import find_root

Words = Annotated[str, typer.Argument(help=told("list.text"), metavar=told("as.words"), show_default=False)]
Ground = Annotated[str | None, typer.Option("--ground", help=told("list.ground"), metavar=told("as.ground"))]
Area = Annotated[str, typer.Option("--area", help=told("list.area"), metavar=told("as.text"), show_default=False)]
Unit = Annotated[str, typer.Option("--unit", help=told("list.unit"), metavar=told("as.text"), show_default=False)]
Law = Annotated[str, typer.Option("--law", help=told("list.law"), metavar=told("as.title"), show_default=False)]


def list(
    text: Words = "",
    agency: Agencies = None,
    kind: Kind = None,
    ground: Ground = None,
    area: Area = "",
    unit: Unit = "",
    law: Law = "",
    at: At = "worktree",
    in_force: InForce = None,
    known: Known = None,
    no_cache: NoCache = False,
    format: Format = "text",
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """List entries; the sentences of its help are `cli.list.*`."""
    from negcli.export.entries import list_json
    from negcli.report.entries import list_report

    root = find_root(folder)
    view = view_of(Versions(root, cached=not no_cache), at, times_of(in_force, known))
    wanted = Wanted(
        agency_ids(agency, view), kinds_of(kind), values_of("ground", ground), area, unit, tuple(text.split()), law
    )
    found = search(view, wanted, _register(root) if law else {})
    data, report = lambda: list_json(view, found), lambda: list_report(view, found, spoken())
    put([in_format(format, output, data, report)], output, quiet)
    return 0


def _register(root: Path) -> Values:
    from negcli.lists.register import load_register

    return load_register(root).values

"""`negcli allowances`: what is allowed, by whom and until when."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.check.allowances import public_allowances
from negcli.cli.chosen import register_at
from negcli.cli.day import day_of
from negcli.cli.display import in_format
from negcli.cli.options import Folder, Lang, Output, Plain, Quiet, Today
from negcli.cli.screen import put
from negcli.cli.spoken import spoken, told
from negcli.source.files import find_root

#: How far ahead an end is soon where nobody says.
_AHEAD = timedelta(days=30)


def allowances(
    before: Annotated[
        str | None, typer.Option("--before", help=told("allowances.before"), metavar=told("as.date"))
    ] = None,
    today: Today = None,
    format: Annotated[
        str,
        typer.Option("--format", help=told("option.format"), click_type=click.Choice(["text", "json", "md", "html"])),
    ] = "text",
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """List the allowances of a register; the sentences of its help are `cli.allowances.*`."""
    from negcli.export.allowances import allowances_json
    from negcli.report.allowances import allowances_report

    root = find_root(folder)
    register = register_at(root)
    day = day_of(today)
    span = (day, day_of(before) if before else day + _AHEAD)
    rows, hidden = public_allowances(register)
    report = partial(allowances_report, rows, hidden, register, span, spoken())
    put([in_format(format, output, partial(allowances_json, rows, hidden, span), report)], output, quiet)
    return 0

"""`negcli allowances`: what is allowed, by whom and until when."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.check.allowances import Allowance, allowances_of
from negcli.cli.day import day_of
from negcli.cli.display import drawn
from negcli.cli.options import Folder, Lang, Output, Plain, Quiet, Today
from negcli.cli.screen import put
from negcli.cli.spoken import spoken, told
from negcli.errors import Failure
from negcli.lists.model import Register
from negcli.lists.register import load_register
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
    root = find_root(folder)
    register = load_register(root)
    if not register.sources:
        raise Failure("no-register", path=str(root))
    day = day_of(today)
    span = (day, day_of(before) if before else day + _AHEAD)
    put(_shown(allowances_of(register), register, span, format, output), output, quiet)
    return 0


def _shown(
    rows: Sequence[Allowance], register: Register, span: tuple[date, date], format: str, output: Path | None
) -> Iterator[str]:
    if format == "json":
        from negcli.export.allowances import allowances_json

        yield json.dumps(allowances_json(rows, span), ensure_ascii=False, indent=2) + "\n"
        return
    from negcli.report.allowances import allowances_report

    yield drawn(allowances_report(rows, register, span, spoken()), format, output)

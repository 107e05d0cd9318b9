"""Options that every command has."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.cache import NO_CACHE, Cache
from negcli.cli.spoken import told
from negcli.errors import Failure


def _go(folder: Path) -> Path:
    """Run in ``folder``: whatever the command line names is meant from there. Failure ``no-such-path`` without it."""
    try:
        os.chdir(folder)
    except OSError:
        raise Failure("no-such-path", path=str(folder)) from None
    return Path()


def _speak(wanted: bool) -> bool:
    """Make text for the ear: for this run and for whatever it starts."""
    if wanted:
        os.environ["NEGCLI_PLAIN"] = "1"
    return wanted


Lang = Annotated[str | None, typer.Option("--lang", help=told("option.lang"), click_type=click.Choice(["zh", "en"]))]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=told("option.quiet"))]
Folder = Annotated[
    Path,
    typer.Option(
        "--directory", "-C", help=told("option.directory"), metavar=told("as.folder"),
        callback=_go, is_eager=True, show_default=False,
    ),
]  # fmt: skip
Output = Annotated[Path | None, typer.Option("--output", "-o", help=told("option.output"), metavar=told("as.file"))]
NoCache = Annotated[bool, typer.Option("--no-cache", help=told("validate.no-cache"))]


def cache_of(no_cache: bool) -> Cache:
    """What earlier runs kept; nothing where the command line says so."""
    return NO_CACHE if no_cache else Cache()


Plain = Annotated[bool, typer.Option("--plain", help=told("option.plain"), callback=_speak, is_eager=True)]
Today = Annotated[str | None, typer.Option("--today", help=told("validate.today"), metavar=told("as.date"))]
Select = Annotated[list[str] | None, typer.Option("--select", help=told("validate.select"), metavar=told("as.rule"))]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", help=told("validate.ignore"), metavar=told("as.rule"))]
Since = Annotated[str | None, typer.Option("--since", help=told("validate.since"), metavar=told("as.version"))]
Agencies = Annotated[
    list[str] | None, typer.Option("--agency", help=told("changelog.agency"), metavar=told("as.agency"))
]
Every = Annotated[bool, typer.Option("--all", help=told("validate.all"))]
InForce = Annotated[str | None, typer.Option("--in-force", help=told("times.in-force"), metavar=told("as.date"))]
Known = Annotated[str | None, typer.Option("--known", help=told("times.known"), metavar=told("as.date"))]
TwiceInForce = Annotated[
    list[str] | None, typer.Option("--in-force", help=told("times.twice-in-force"), metavar=told("as.date"))
]
TwiceKnown = Annotated[
    list[str] | None, typer.Option("--known", help=told("times.twice-known"), metavar=told("as.date"))
]
At = Annotated[str, typer.Option("--at", help=told("times.at"), metavar=told("as.version"))]
Kind = Annotated[str | None, typer.Option("--kind", help=told("times.kind"), metavar=told("as.kind"))]
OneEntry = Annotated[str, typer.Argument(help=told("times.entry"), metavar=told("as.entry"), show_default=False)]
Format = Annotated[
    str,
    typer.Option("--format", help=told("option.format"), click_type=click.Choice(["text", "json", "md", "html"])),
]

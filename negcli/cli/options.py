"""Options that every command has."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.cli.spoken import told

Lang = Annotated[str | None, typer.Option("--lang", help=told("option.lang"), click_type=click.Choice(["zh", "en"]))]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=told("option.quiet"))]
Folder = Annotated[Path, typer.Option("-C", "--directory", help=told("option.directory"), metavar="DIR")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help=told("option.output"), metavar="FILE")]

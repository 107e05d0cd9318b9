"""Options of the commands that end with what was found: in which format it is told, and what ends a run with 1."""

from __future__ import annotations

from typing import Annotated

import click
import typer

from negcli.cli.spoken import told
from negcli.finding import Severity

FINDINGS_FORMATS = ["text", "json", "md", "html", "csv", "sarif", "github", "gitlab", "junit"]
#: What ends a run with 1: findings of at least this weight.
WEIGHTS = {**Severity.__members__, "never": 99}
FindingsFormat = Annotated[
    str, typer.Option("--format", help=told("option.format"), click_type=click.Choice(FINDINGS_FORMATS))
]
FailOn = Annotated[
    str, typer.Option("--fail-on", help=told("validate.fail-on"), click_type=click.Choice(list(WEIGHTS)))
]

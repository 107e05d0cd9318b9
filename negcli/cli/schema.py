"""`negcli schema`: the JSON Schema of a kind of document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.cli.options import Folder, Lang, Output, Quiet
from negcli.cli.screen import put
from negcli.cli.spoken import told
from negcli.schema import ANY, schema_text


def schema(
    kind: Annotated[
        str, typer.Argument(help=told("schema.kind"), metavar=f"[{told('as.kind')}]", show_default=False)
    ] = ANY,
    keys: Annotated[
        str, typer.Option("--keys", help=told("schema.keys"), click_type=click.Choice(["zh", "en"]))
    ] = "en",
    output: Output = None,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Print one schema; the sentences of its help are `cli.schema.*`."""
    put([schema_text(kind, keys)], output, quiet)
    return 0

"""`negcli rules`: all rules."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.cli.display import in_format
from negcli.cli.options import Folder, Lang, Output, Plain, Quiet
from negcli.cli.screen import put
from negcli.cli.spoken import spoken, told
from negcli.rules import all_rules


def rules(
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
    """List the rules; the sentences of its help are `cli.rules.*`."""
    from negcli.export.rules import rules_json
    from negcli.report.explanation import pages_report, rules_report

    words, every = spoken(), list(all_rules().values())
    report = rules_report if format == "text" else pages_report
    data = partial(rules_json, every, words.lang)
    put([in_format(format, output, data, partial(report, every, words))], output, quiet)
    return 0

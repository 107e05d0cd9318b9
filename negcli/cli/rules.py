"""`negcli rules`: all rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.cli.display import drawn
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
    put(_shown(format, output), output, quiet)
    return 0


def _shown(format: str, output: Path | None) -> Iterator[str]:
    words = spoken()
    every = list(all_rules().values())
    if format == "json":
        from negcli.export.rules import rules_json

        yield json.dumps(rules_json(every, words.lang), ensure_ascii=False, indent=2) + "\n"
        return
    from negcli.report.explanation import pages_report, rules_report

    report = rules_report if format == "text" else pages_report
    yield drawn(report(every, words), format, output)

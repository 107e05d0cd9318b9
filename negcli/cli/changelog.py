"""`negcli changelog`: the public record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.cli.display import drawn
from negcli.cli.options import Agencies, Folder, InForce, Known, Lang, Output, Plain, Quiet
from negcli.cli.screen import put, remark
from negcli.cli.spoken import spoken, told
from negcli.files import find_root
from negcli.history import Record, narrowed, read_record


def changelog(
    format: Annotated[
        str,
        typer.Option("--format", help=told("option.format"), click_type=click.Choice(["md", "text", "html", "json"])),
    ] = "md",
    since: Annotated[str | None, typer.Option("--from", help=told("changelog.from"), metavar=told("as.bound"))] = None,
    until: Annotated[str | None, typer.Option("--to", help=told("changelog.to"), metavar=told("as.bound"))] = None,
    agency: Agencies = None,
    in_force: InForce = None,
    known: Known = None,
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Show the public record; the sentences of its help are `cli.changelog.*`."""
    record = narrowed(_read(find_root(folder), in_force, known), since, until, tuple(agency or ()))
    if not quiet:
        _tell_gaps(record)
    put(_shown(record, format, output), output, quiet)
    return 0


def _read(root: Path, in_force: str | None, known: str | None) -> Record:
    """The record, as it was in force or known on a day where one is given."""
    if in_force is None and known is None:
        return read_record(root)
    from negcli.editions.times import record_at, times_of

    return record_at(root, times_of(in_force, known))


def _tell_gaps(record: Record) -> None:
    """Say where files could not be read, and what is told was taken from before and after."""
    for gap in record.bridged:
        remark(spoken()("cli.changelog.bridged", file=gap.file, day=gap.commit.day, line=gap.slip.place.line))


def _shown(record: Record, format: str, output: Path | None) -> Iterator[str]:
    if format == "json":
        from negcli.export.changes import changelog_json

        yield json.dumps(changelog_json(record), ensure_ascii=False, indent=2) + "\n"
        return
    from negcli.report.record import record_report

    report = record_report(record, record.agency_names, record.title, spoken())
    yield drawn(report, format, output)

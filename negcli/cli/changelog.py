"""`negcli changelog`: the public record, as a page, as data, as an official notice, as a feed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Annotated, NamedTuple

import click
import typer

from negcli.atomic import write_file
from negcli.cli.display import drawn
from negcli.cli.options import Agencies, Folder, InForce, Known, Lang, Output, Plain, Quiet
from negcli.cli.screen import put, put_bytes, remark
from negcli.cli.spoken import spoken, told
from negcli.errors import Failure
from negcli.record.history import Record, grouped, narrowed, read_record
from negcli.source.files import find_root

#: Formats in which every notice stands by itself, so that there is nothing to group.
_UNGROUPED = ("json", "atom")
#: Excel takes a CSV file for UTF-8 only when it begins with this.
_BYTE_ORDER_MARK = "\ufeff"


class _Job(NamedTuple):
    """What is to be written, and where: the record, its parts, the agencies (ids) that it is narrowed to."""

    record: Record
    groups: Sequence[tuple[str, Record]]
    agencies: Sequence[str]
    format: str
    output: Path | None
    quiet: bool

    @property
    def ordered(self) -> Record:
        """The record in the order of its parts."""
        parts = [part for _, part in self.groups]
        notices = chain.from_iterable(part.notices for part in parts)
        unpublished = chain.from_iterable(part.unpublished for part in parts)
        return replace(self.record, notices=tuple(notices), unpublished=tuple(unpublished))


def changelog(
    format: Annotated[
        str,
        typer.Option(
            "--format",
            help=told("changelog.format"),
            click_type=click.Choice(["md", "text", "html", "json", "csv", "atom", "docx", "xlsx"]),
        ),
    ] = "md",
    by: Annotated[
        str, typer.Option("--by", help=told("changelog.by"), click_type=click.Choice(["notice", "month", "agency"]))
    ] = "notice",
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
    if by != "notice" and format in _UNGROUPED:
        raise Failure("no-grouping", format=format)
    record = narrowed(_read(find_root(folder), in_force, known), since, until, tuple(agency or ()))
    if not quiet:
        _tell_gaps(record)
    agencies = [record.agency_ids.get(name, name) for name in agency or ()]
    _WRITERS.get(format, _page)(_Job(record, grouped(record, by), agencies, format, output, quiet))
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


def _page(job: _Job) -> None:
    from negcli.report.record import record_report

    report = record_report(job.groups, job.record, spoken())
    put([drawn(report, job.format, job.output)], job.output, job.quiet)


def _json(job: _Job) -> None:
    from negcli.export.changes import changelog_json

    put([json.dumps(changelog_json(job.record), ensure_ascii=False, indent=2) + "\n"], job.output, job.quiet)


def _csv(job: _Job) -> None:
    from negcli.export.sheets import record_csv

    put([record_csv(job.ordered, spoken())], job.output, job.quiet, _BYTE_ORDER_MARK)


def _xlsx(job: _Job) -> None:
    from negcli.export.sheets import record_xlsx

    put_bytes(record_xlsx(job.ordered, spoken()), job.output, job.quiet)


def _docx(job: _Job) -> None:
    from negcli.report.announcement import announcement
    from negcli.report.docx import render_docx

    put_bytes(render_docx(announcement(job.ordered, spoken()), spoken()), job.output, job.quiet)


def _atom(job: _Job) -> None:
    """One feed on standard output; in a file the newest notices, with the older ones in archives beside it."""
    from negcli.export.atom import PAGE, feeds

    if job.output is None:
        whole = feeds(job.record, job.agencies, "", len(job.record.notices), spoken())
        put([text.decode() for text in whole.values()], None, job.quiet)
        return
    for name, text in feeds(job.record, job.agencies, job.output.name, PAGE, spoken()).items():
        write_file(job.output.with_name(name), text)


#: Format → what writes it; all others are pages.
_WRITERS: Mapping[str, Callable[[_Job], None]] = {
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "docx": _docx,
    "atom": _atom,
}

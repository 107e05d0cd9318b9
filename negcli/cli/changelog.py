"""`negcli changelog`: the public record, as a page, as data, as an official notice, as a feed."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Annotated, NamedTuple

import click
import typer

from negcli.atomic import write_file
from negcli.cli.display import drawn, settings
from negcli.cli.options import Agencies, Folder, InForce, Known, Lang, NoCache, Output, Plain, Quiet, cache_of
from negcli.cli.screen import put, put_bytes, remark
from negcli.cli.spoken import spoken, told
from negcli.commits.repository import Repository, open_repository
from negcli.errors import Failure
from negcli.lists.blocks import Parser
from negcli.record.chronicle import read_chronicle
from negcli.record.history import Record, build_record, grouped, narrowed
from negcli.source.files import find_root

#: Formats in which every notice stands by itself, so that there is nothing to group.
_UNGROUPED = ("json", "atom")
#: Excel takes a CSV file for UTF-8 only when it begins with this.
_BYTE_ORDER_MARK = "\ufeff"


class _Asked(NamedTuple):
    """What is asked for on the command line, and where it is to be written."""

    format: str
    by: str
    since: str | None
    until: str | None
    agencies: tuple[str, ...]
    in_force: str | None
    known: str | None
    output: Path | None
    quiet: bool


class _Job(NamedTuple):
    """The record, its parts, and the agencies (ids) that it is narrowed to."""

    asked: _Asked
    record: Record
    groups: Sequence[tuple[str, Record]]
    agencies: Sequence[str]

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
    no_cache: NoCache = False,
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Show the public record; the sentences of its help are `cli.changelog.*`."""
    if by != "notice" and format in _UNGROUPED:
        raise Failure("no-grouping", format=format)
    asked = _Asked(format, by, since, until, tuple(agency or ()), in_force, known, output, quiet)
    repository = open_repository(find_root(folder), cache_of(no_cache))
    if format in _WRITERS:
        job = _job(repository, asked)
        _tell_gaps(_gaps(job.record), quiet)
        _WRITERS[format](job)
    else:
        gaps, text = repository.remembered(_name(asked), lambda: _text(_job(repository, asked)))
        _tell_gaps(gaps, quiet)
        put([text], output, quiet, _BYTE_ORDER_MARK if format == "csv" else "")
    return 0


def _name(asked: _Asked) -> str:
    """The name by which a text is kept: all that it is made by, beside the history."""
    return json.dumps(["changelog", asked[:-2], settings(asked.output)])


def _job(repository: Repository, asked: _Asked) -> _Job:
    """What of the record is asked for."""
    record = narrowed(_read(repository, asked.in_force, asked.known), asked.since, asked.until, asked.agencies)
    return _Job(
        asked, record, grouped(record, asked.by), [record.agency_ids.get(each, each) for each in asked.agencies]
    )


def _read(repository: Repository, in_force: str | None, known: str | None) -> Record:
    """The record, as it was in force or known on a day where one is given."""
    chronicle = read_chronicle(repository, Parser())
    if in_force is None and known is None:
        return build_record(chronicle)
    from negcli.editions.times import as_of, times_of

    return build_record(as_of(chronicle, times_of(in_force, known)))


def _gaps(record: Record) -> list[tuple[str, str, int]]:
    """Where files could not be read, and what is told was taken from before and after: file, day, line."""
    return [(gap.file, gap.commit.day, gap.slip.place.line) for gap in record.bridged]


def _tell_gaps(gaps: Iterable[tuple[str, str, int]], quiet: bool) -> None:
    for file, day, line in () if quiet else gaps:
        remark(spoken()("cli.changelog.bridged", file=file, day=day, line=line))


def _text(job: _Job) -> tuple[list[tuple[str, str, int]], str]:
    """The record's gaps, and its text."""
    return _gaps(job.record), _TEXTS.get(job.asked.format, _page)(job)


def _page(job: _Job) -> str:
    from negcli.report.record import record_report

    return drawn(record_report(job.groups, job.record, spoken()), job.asked.format, job.asked.output)


def _json(job: _Job) -> str:
    from negcli.export.changes import changelog_json

    return json.dumps(changelog_json(job.record), ensure_ascii=False, indent=2) + "\n"


def _csv(job: _Job) -> str:
    from negcli.export.sheets import record_csv

    return record_csv(job.ordered, spoken())


def _xlsx(job: _Job) -> None:
    from negcli.export.sheets import record_xlsx

    put_bytes(record_xlsx(job.ordered, spoken()), job.asked.output, job.asked.quiet)


def _docx(job: _Job) -> None:
    from negcli.report.announcement import announcement
    from negcli.report.docx import render_docx

    put_bytes(render_docx(announcement(job.ordered, spoken()), spoken()), job.asked.output, job.asked.quiet)


def _atom(job: _Job) -> None:
    """One feed on standard output; in a file the newest notices, with the older ones in archives beside it."""
    from negcli.export.atom import PAGE, feeds

    if job.asked.output is None:
        whole = feeds(job.record, job.agencies, "", len(job.record.notices), spoken())
        put([text.decode() for text in whole.values()], None, job.asked.quiet)
        return
    for name, text in feeds(job.record, job.agencies, job.asked.output.name, PAGE, spoken()).items():
        write_file(job.asked.output.with_name(name), text)


#: Format → what makes its text; all others are pages.
_TEXTS: Mapping[str, Callable[[_Job], str]] = {"json": _json, "csv": _csv}
#: Format that is no text, or several → what writes it.
_WRITERS: Mapping[str, Callable[[_Job], None]] = {
    "xlsx": _xlsx,
    "docx": _docx,
    "atom": _atom,
}

"""`negcli due`: what must be looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

import click
import typer

from negcli.cache import Cache
from negcli.cli.chosen import agencies_of, register_at
from negcli.cli.day import day_of
from negcli.cli.display import in_format
from negcli.cli.options import Agencies, Folder, Lang, NoCache, Output, Plain, Quiet, Today, cache_of
from negcli.cli.screen import put, remark
from negcli.cli.spoken import spoken, told
from negcli.due import NO_PAST, Due, Known, Past, Span, due_in, undated
from negcli.errors import Failure
from negcli.law.catalogue import delivered
from negcli.law.store import about
from negcli.lists.model import Register
from negcli.near import closest
from negcli.source.files import find_root

#: How far ahead is looked where nobody says.
_AHEAD = timedelta(days=30)
#: How many units are named where none is like the one asked for.
_SOME = 12


class _Found(NamedTuple):
    register: Register
    rows: list[Due]
    span: Span
    known: Known


def due(
    before: Annotated[str | None, typer.Option("--before", help=told("due.before"), metavar=told("as.date"))] = None,
    agency: Agencies = None,
    unit: Annotated[list[str] | None, typer.Option("--unit", help=told("due.unit"), metavar=told("as.text"))] = None,
    today: Today = None,
    format: Annotated[
        str,
        typer.Option(
            "--format", help=told("option.format"), click_type=click.Choice(["text", "json", "md", "html", "ics"])
        ),
    ] = "text",
    no_cache: NoCache = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help=told("due.exit-code"))] = False,
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Show what is due; the sentences of its help are `cli.due.*`."""
    root = find_root(folder)
    register = register_at(root)
    ids = agencies_of(register, agency)
    units = [_unit(register, name) for name in unit or ()]
    span, known = _span(today, before), _known(register, ids, units)
    past = _past(root, register, cache_of(no_cache))
    rows = due_in(register, delivered().with_register(register), span, past)
    found = _Found(register, _wanted(rows, ids, units), span, known)
    put([_shown(found, format, output)], output, quiet)
    if known.lacks and (quiet or format == "ics"):
        _tell(known)
    return int(exit_code and bool(found.rows or known.lacks))


def _known(register: Register, agencies: Sequence[str], units: Sequence[str]) -> Known:
    broken = [source.file for source in register.sources if any(slip.breaks for slip in source.slips)]
    return Known(about()["collected"], undated(register, agencies, units), broken)


def _tell(known: Known) -> None:
    """Say beside a result that has no room for it what could not be looked at."""
    from negcli.report.due import lacking

    for sentence in lacking(known, spoken()):
        remark(sentence)


def _span(today: str | None, before: str | None) -> Span:
    day = day_of(today)
    return Span(day, day_of(before) if before else day + _AHEAD)


def _past(root: Path, register: Register, cache: Cache) -> Past:
    """What the history tells; nothing where there is none to ask."""
    from negcli.cli.lives import read_lives
    from negcli.due.unchanged import past_of

    try:
        return past_of(register, read_lives(root, cache))
    except Failure as why:
        if why.code != "not-in-git":
            remark(spoken()(f"failures.{why.code}", **why.args_))
        return NO_PAST


def _wanted(rows: Sequence[Due], agencies: Sequence[str], units: Sequence[str]) -> list[Due]:
    """What is due with those agencies and units; with all where none is named."""
    return [row for row in rows if row.agency in (agencies or [row.agency]) and row.unit in (units or [row.unit])]


def _unit(register: Register, name: str) -> str:
    known = dict.fromkeys(entry.text("unit") for rows in register.lists for entry in rows.entries)
    if name not in known:
        units = list(filter(None, known))
        raise Failure("no-such-unit", unit=name, units=list(filter(None, [closest(name, units)])) or units[:_SOME])
    return name


def _shown(found: _Found, format: str, output: Path | None) -> str:
    from negcli.export.due import due_json
    from negcli.report.due import due_report

    if format == "ics":
        return _calendar(found)
    told = found.rows, found.span, found.known
    report = partial(due_report, *told, found.register.agency_names, spoken())
    return in_format(format, output, partial(due_json, *told), report)


def _calendar(found: _Found) -> str:
    from negcli.export.calendar import due_calendar
    from negcli.report.due import reason_text

    words = spoken()
    title = f"{found.register.title} {words('due.title')}".strip()
    return due_calendar(found.rows, found.span, title, lambda row: reason_text(row, found.span.today, words))

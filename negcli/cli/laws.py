"""`negcli laws`: what is known of laws; the sentences of its help are `cli.laws-*`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from negcli.cli.day import day_of
from negcli.cli.display import drawn, in_format
from negcli.cli.options import Folder, Lang, Output, Plain, Quiet, Today
from negcli.cli.screen import put, remark
from negcli.cli.spoken import spoken, told
from negcli.errors import Failure
from negcli.finding import Severity
from negcli.law.catalogue import Catalogue, delivered
from negcli.law.law import Law
from negcli.law.names import normalise
from negcli.law.reading import Remark
from negcli.lists.model import Register
from negcli.source.files import find_root

if TYPE_CHECKING:
    from negcli.evidence.citing import Reading
    from negcli.report.value import Report

Format = Annotated[
    str,
    typer.Option("--format", help=told("option.format"), click_type=click.Choice(["text", "json", "md", "html"])),
]
AsOf = Annotated[str | None, typer.Option("--as-of", help=told("laws.as-of"), metavar=told("as.date"))]


def list_laws(
    text: Annotated[str, typer.Argument(help=told("laws.text"), metavar=told("as.words"), show_default=False)] = "",
    kind: Annotated[str | None, typer.Option("--kind", help=told("laws.kind"), metavar=told("as.kind"))] = None,
    every: Annotated[bool, typer.Option("--all", help=told("laws.all"))] = False,
    format: Format = "text",
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """List laws by a part of their titles; without one, how many of each kind are known."""
    from negcli.report.laws import titles_report

    laws = [law for law in catalogue_of(folder).laws() if _is_meant(law, text, kind)]
    if any((text, every, kind, format == "json")):
        caption = spoken()("laws.found" if text else "laws.all", text=text, count=len(laws))
        shown = _shown(laws, False, lambda: titles_report(laws, caption, spoken()), format, output)
    else:
        shown = drawn(_overview(laws), format, output)
    put([shown], output, quiet)
    return 0


def show_law(
    title: Annotated[str, typer.Argument(help=told("laws.title"), metavar=told("as.title"), show_default=False)],
    as_of: AsOf = None,
    every: Annotated[bool, typer.Option("--all", help=told("laws.every"))] = False,
    format: Format = "text",
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Show all that is known of a law: versions, articles, what replaced what."""
    from negcli.report.laws import law_report

    day = day_of(as_of).isoformat()
    laws = named(catalogue_of(folder), title)
    put([_shown(laws, True, lambda: law_report(laws, day, every, spoken()), format, output)], output, quiet)
    return 0


def check_text(
    text: Annotated[str, typer.Argument(help=told("laws.cited"), metavar=told("as.text"), show_default=False)],
    ground: Annotated[
        list[str] | None, typer.Option("--ground", help=told("laws.ground"), metavar=told("as.ground"))
    ] = None,
    as_of: AsOf = None,
    today: Today = None,
    format: Format = "text",
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Judge a pasted citation by the law of a day; 1 when an error or a warning is found."""
    from negcli.check.pasted import judge_pasted
    from negcli.cli.values import values_of
    from negcli.evidence.citing import weight
    from negcli.rules import Context

    now = day_of(today)
    day = day_of(as_of) if as_of else now
    grounds = [value for name in ground or () for value in values_of("ground", name)]
    reading = judge_pasted(text, grounds, Context(_register(folder), now, as_of=day))
    put([_told(reading, day.isoformat(), format, output)], output, quiet)
    return int(any(weight(verdict) >= Severity.warning for verdict in reading.verdicts))


def import_laws(
    files: Annotated[list[Path], typer.Argument(help=told("laws.files"), metavar=told("as.files"), show_default=False)],
    kind: Annotated[str, typer.Option("--kind", help=told("laws.rank"), metavar=told("as.kind"))] = "",
    keys: Annotated[
        str | None, typer.Option("--keys", help=told("laws.keys"), click_type=click.Choice(["zh", "en"]))
    ] = None,
    today: Today = None,
    output: Output = None,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Read texts of laws into a `laws` document of the register."""
    from negcli.law.files import read_law_file
    from negcli.law.imported import Import, laws_document

    day = day_of(today).isoformat()
    imports = [Import(read_law_file(path), kind, path.name, day) for path in files]
    for one in imports:
        remark(spoken()("laws.read", file=one.source, title=one.law.title, count=len(one.law.articles)))
        _tell(one.source, one.law.remarks)
    put([laws_document(imports, keys or spoken().lang)], output)
    return 0


#: What `negcli laws` can do, in the order in which help shows it.
ACTIONS: dict[str, Callable[..., int]] = {
    "list": list_laws,
    "show": show_law,
    "check": check_text,
    "import": import_laws,
}


def _told(reading: Reading, day: str, format: str, output: Path | None) -> str:
    """What is said of a citation that was judged by the law of ``day``."""
    from negcli.export.judged import judged_json
    from negcli.report.judged import judged_report

    words = spoken()
    data, report = partial(judged_json, reading, day, words.lang), partial(judged_report, reading, day, words)
    return in_format(format, output, data, report)


def catalogue_of(folder: Path) -> Catalogue:
    """The laws that a register in ``folder`` knows, or the delivered ones where there is none."""
    return delivered().with_register(_register(folder))


def _register(folder: Path) -> Register:
    """The register in ``folder``; one that says nothing where there is none."""
    from negcli.lists.register import load_register

    try:
        return load_register(find_root(folder))
    except Failure:
        return Register({}, (), ())


def named(catalogue: Catalogue, title: str) -> list[Law]:
    """The laws of that title; one that it names carelessly. Failure ``no-such-law`` with the nearest titles."""
    laws = catalogue.all_of(title) or list(filter(None, [catalogue.loose(title)]))
    if laws:
        return laws
    near = [law.title for law in catalogue.nearest(title)]
    raise Failure("near-laws", title=title, near=near) if near else Failure("no-such-law", title=title)


def _is_meant(law: Law, text: str, kind: str | None) -> bool:
    names = (law.title, *law.aliases)
    return (not kind or kind in law.kind) and any(normalise(text) in normalise(name) for name in names)


def _overview(laws: list[Law]) -> Report:
    from negcli.law.store import about
    from negcli.report.laws import overview_report

    return overview_report(laws, [law for law in laws if law.origin.file], about()["known_until"], spoken())


def _shown(laws: list[Law], full: bool, report: Callable[[], Report], format: str, output: Path | None) -> str:
    from negcli.export.laws import laws_json

    return in_format(format, output, partial(laws_json, laws, full), report)


def _tell(file: str, remarks: Iterable[Remark]) -> None:
    for row in remarks:
        what = spoken()(f"laws.remark-{row.code}", what=row.what)
        key = "laws.remark" if row.line else "laws.remark-whole"
        remark("  " + spoken()(key, file=file, line=row.line, what=what))

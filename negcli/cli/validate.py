"""`negcli validate`: what is wrong in a register."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import click
import typer

from negcli.check.stages import STAGES
from negcli.cli.checking import Wanted, checked
from negcli.cli.chosen import names_of, one_root
from negcli.cli.options import (
    Every,
    Folder,
    Ignore,
    Lang,
    NoCache,
    Output,
    Plain,
    Quiet,
    Select,
    Since,
    Today,
)
from negcli.cli.screen import put
from negcli.cli.shown import Form, shown, told_as
from negcli.cli.spoken import told
from negcli.cli.weighed import WEIGHTS, FailOn, FindingsFormat

if TYPE_CHECKING:
    from negcli.check.watch import Memory


def validate(
    paths: Annotated[
        list[Path] | None, typer.Argument(help=told("validate.paths"), metavar=told("as.paths"), show_default=False)
    ] = None,
    format: FindingsFormat = "text",
    select: Select = None,
    ignore: Ignore = None,
    fail_on: FailOn = "warning",
    today: Today = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=told("validate.as-of"), metavar=told("as.date"))] = None,
    since: Since = None,
    stage: Annotated[
        str | None, typer.Option("--stage", help=told("validate.stage"), click_type=click.Choice(STAGES))
    ] = None,
    no_cache: NoCache = False,
    every: Every = False,
    statistics: Annotated[bool, typer.Option("--statistics", help=told("validate.statistics"))] = False,
    thorough: Annotated[bool, typer.Option("--thorough", help=told("validate.thorough"))] = False,
    watch: Annotated[bool, typer.Option("--watch", help=told("validate.watch"))] = False,
    no_baseline: Annotated[bool, typer.Option("--no-baseline", help=told("validate.no-baseline"))] = False,
    mend: Annotated[bool, typer.Option("--fix", help=told("validate.fix"))] = False,
    unsafe: Annotated[bool, typer.Option("--unsafe", help=told("fix.unsafe"))] = False,
    diff: Annotated[bool, typer.Option("--diff", help=told("fix.diff"))] = False,
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Check a register; the sentences of its help are `cli.validate.*`."""
    if diff:
        return _fixed(paths, unsafe, True, select, ignore, today, since, folder, quiet)
    if mend:
        _fixed(paths, unsafe, False, select, ignore, today, since, folder, True)
    root = one_root(paths or [folder])
    rules = names_of(select), names_of(ignore)
    wanted = Wanted(
        tuple(paths or ()), *rules, today, as_of, thorough, not no_baseline, since, stage, quiet, not no_cache
    )
    form = Form(told_as(format, quiet), output, every, statistics, watch)
    check = partial(_check, root, wanted, form, WEIGHTS[fail_on])
    return _keep_watching(root, check) if watch else check(None)


def _check(root: Path, wanted: Wanted, form: Form, limit: int, memory: "Memory | None") -> int:
    """Check once and show what was found; 1 where something weighs as much as ``limit``."""
    result = checked(root, wanted, memory)
    if memory:
        memory.found = result.found
    put(shown(result, form), form.output, mark=form.mark)
    return int(any(finding.severity >= limit for finding in result.found))


def _fixed(*how: Any) -> int:
    """`fix`, which few checks need, told what it takes in order."""
    from negcli.cli.fix import fix

    return fix(*how)


def _keep_watching(root: Path, check: "Callable[[Memory], object]") -> int:
    """`watch.keep_watching`, which few checks need."""
    from negcli.cli.watch import keep_watching

    return keep_watching(root, check)

"""`negcli validate`: what is wrong in a register."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import click
import typer

from negcli.allowances import Allowed
from negcli.check import choose_rules, examine
from negcli.cli.display import drawn, look_of, plain_wanted
from negcli.cli.options import Folder, Ignore, Lang, Output, Plain, Quiet, Select, Today
from negcli.cli.progress import watched
from negcli.cli.screen import put, remark
from negcli.cli.spoken import spoken, told
from negcli.errors import Failure
from negcli.files import find_root, read_files
from negcli.finding import Finding, Severity
from negcli.loader import collector_off
from negcli.model import Register
from negcli.register import build_register, load_files
from negcli.rules import Context, Past, Rule

if TYPE_CHECKING:
    from negcli.watch import Memory


class Checked(NamedTuple):
    """A register at its root, what was found in it, and what of it is ``allowed``.

    ``before``: what had been found the last time, where it is watched.
    """

    root: Path
    register: Register
    found: list[Finding]
    allowed: list[Allowed]
    before: list[Finding] | None = None


class Wanted(NamedTuple):
    """What is to be checked: the paths (all when none), the rules, and the days, as written.

    And how: as thoroughly as can be, and without what the baseline holds (``by_baseline``).
    """

    paths: tuple[Path, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    today: str | None
    thorough: bool
    by_baseline: bool
    as_of: str | None


class _Form(NamedTuple):
    """How findings are wanted.

    ``output``: the file to write; ``every`` one is to be listed; their numbers are enough (``statistics``); JSON has a
    line for each check (``lines``).
    """

    format: str
    output: Path | None
    every: bool
    statistics: bool
    lines: bool


_FORMATS = ["text", "json", "md", "html", "csv", "sarif", "github", "gitlab", "junit"]
#: What a file of a format begins with: without it, Excel does not read CSV as UTF-8.
_MARKS = {"csv": "\ufeff"}
_WEIGHTS = {**Severity.__members__, "never": 99}


def validate(
    paths: Annotated[
        list[Path] | None, typer.Argument(help=told("validate.paths"), metavar=told("as.paths"), show_default=False)
    ] = None,
    format: Annotated[
        str, typer.Option("--format", help=told("option.format"), click_type=click.Choice(_FORMATS))
    ] = "text",
    select: Select = None,
    ignore: Ignore = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", help=told("validate.fail-on"), click_type=click.Choice(list(_WEIGHTS)))
    ] = "warning",
    today: Today = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=told("validate.as-of"), metavar=told("as.date"))] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=told("validate.no-cache"))] = False,
    every: Annotated[bool, typer.Option("--all", help=told("validate.all"))] = False,
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
    if mend or diff:
        from negcli.cli.fix import fix

        code = fix(paths, unsafe, diff, select, ignore, today, folder, quiet or not diff)
        if diff:
            return code
    root = one_root(paths or [folder])
    wanted = Wanted(tuple(paths or ()), names_of(select), names_of(ignore), today, thorough, not no_baseline, as_of)
    form = _Form("briefly" if quiet and format == "text" else format, output, every, statistics, watch)

    def once(memory: Memory | None) -> int:
        checked = _checked(root, wanted, memory, quiet)
        if memory:
            memory.found = checked.found
        put(_shown(checked, form), output, mark=_MARKS.get(format, ""))
        return int(any(finding.severity >= _WEIGHTS[fail_on] for finding in checked.found))

    if watch:
        from negcli.cli.watch import keep_watching

        return keep_watching(root, once)
    return once(None)


def _checked(root: Path, wanted: Wanted, memory: Memory | None, quiet: bool) -> Checked:
    """Read the register at ``root``, out of ``memory`` where it can be, and check it."""
    day, as_of = day_of(wanted.today), day_of(wanted.as_of) if wanted.as_of else None
    register = _read(root, memory, quiet)
    rules = choose_rules(register, wanted.select, wanted.ignore)
    past = _past(root, rules, memory, quiet)
    found, allowed = examine(register, rules, Context(register, day, past, wanted.thorough, as_of))
    found = _beyond_baseline(found, root, rules, quiet) if wanted.by_baseline else found
    if wanted.paths:
        parts = parts_of(wanted.paths, root, register, quiet)
        found = [finding for finding in found if lies_in(root / finding.file, parts)]
        allowed = [each for each in allowed if lies_in(root / each.finding.file, parts)]
    return Checked(root, register, found, allowed, memory.found if memory else None)


def _beyond_baseline(found: list[Finding], root: Path, rules: list[Rule], quiet: bool) -> list[Finding]:
    """``found`` without what the register's baseline hides, if there is one; how much it hides is said."""
    from negcli.baseline import beyond, read_baseline, shrunk, size

    old = read_baseline(root)
    if old is None:
        return found
    left = beyond(found, old)
    cured = size(old) - size(shrunk(old, found, {rule.name for rule in rules}))
    if not quiet:
        remark(spoken()("cli.validate.baseline", hidden=len(found) - len(left), cured=cured))
    return left


def day_of(text: str | None) -> date:
    """The day that an option names, or today; Failure ``not-a-day``."""
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise Failure("not-a-day", text=text) from None


def names_of(options: Iterable[str] | None) -> tuple[str, ...]:
    """Rule names, given one by one or separated by commas."""
    return tuple(name for option in options or () for name in option.replace("，", ",").split(",") if name)


def one_root(paths: list[Path]) -> Path:
    """The root that all ``paths`` have; Failure ``several-registers``."""
    roots = {find_root(path) for path in paths}
    if len(roots) > 1:
        raise Failure("several-registers", roots=[str(root) for root in sorted(roots)])
    return roots.pop()


def _read(root: Path, memory: Memory | None, quiet: bool) -> Register:
    outside: list[str] = []
    files = memory.files(root) if memory else read_files(root, outside=outside)
    if outside and not quiet:
        remark(spoken()("cli.validate.links-outside", links=outside))
    if not files:
        raise Failure("no-register", path=str(root))
    if memory:
        return build_register(tuple(map(memory.source, files)))
    size = sum(len(file.text) for file in files)
    with collector_off():
        register = build_register(load_files(watched(files, size, told("validate.reading"), quiet)))
        gc.freeze()  # it stays to the end: the collector need not go through it
    return register


def _past(root: Path, rules: list[Rule], memory: Memory | None, quiet: bool) -> Past | None:
    """What the history knows, where there is a full one and a rule asks for it."""
    if not any(rule.name == "reused-id" for rule in rules):
        return None
    from negcli.past import past_of

    past, why = memory.past(root) if memory else past_of(root)
    if why and not quiet:
        remark(spoken()("cli.validate.no-history", why=spoken()(f"failures.{why.code}", **why.args_)))
    return past


def parts_of(paths: Sequence[Path], root: Path, register: Register, quiet: bool) -> list[Path]:
    """``paths`` made absolute; those that hold nothing of the register are named, for they are not checked."""
    parts = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100 - links are not followed
    files = [root / source.file for source in register.sources]
    for part in () if quiet else parts:
        if not any(lies_in(file, [part]) for file in files):
            remark(spoken()("cli.validate.not-ours", path=part.name))
    return parts


def lies_in(file: Path, paths: list[Path]) -> bool:
    """Whether ``file`` is one of ``paths`` or below one."""
    return any(path in (file, *file.parents) for path in paths)


def _shown(checked: Checked, form: _Form) -> Iterator[str]:
    return _counted(checked, form) if form.statistics else _SHOWN[form.format](checked, form)


def _as_json(checked: Checked, form: _Form) -> Iterator[str]:
    from negcli.export.findings import findings_json

    yield _json(findings_json(checked.found, spoken().lang, checked.register, len(checked.allowed)), form)


def _as_text(checked: Checked, form: _Form) -> Iterator[str]:
    if plain_wanted():
        return _aloud(checked, form)
    from negcli.report.findings import render_findings

    look = look_of(checked.root, form.output, form.every)
    return render_findings(checked.found, checked.register, spoken(), look, len(checked.allowed))


def _aloud(checked: Checked, form: _Form) -> Iterator[str]:
    """All findings in sentences; only what is new where there was a check before."""
    from negcli.report.findings_aloud import narrate_findings, narrate_news

    if checked.before is None:
        return narrate_findings(checked.found, checked.register, spoken(), form.every, len(checked.allowed))
    return narrate_news(checked.found, checked.before, checked.register, spoken())


def _briefly(checked: Checked, form: _Form) -> Iterator[str]:
    from negcli.report.findings import render_briefly

    return render_briefly(checked.found, spoken())


def _counted(checked: Checked, form: _Form) -> Iterator[str]:
    """How often each rule was broken, in place of the findings."""
    if form.format == "json":
        from negcli.export.findings import statistics_json

        yield _json(statistics_json(checked.found, spoken().lang, checked.register, len(checked.allowed)), form)
        return
    from negcli.report.statistics import statistics_report

    report = statistics_report(checked.found, checked.register, spoken(), len(checked.allowed))
    yield drawn(report, "text", form.output)


def _json(data: object, form: _Form) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=None if form.lines else 2) + "\n"


def _as_page(checked: Checked, form: _Form) -> Iterator[str]:
    from negcli.report.findings_page import findings_report

    report = findings_report(checked.found, checked.register, spoken(), len(checked.allowed))
    yield drawn(report, form.format, form.output)


def _as_sarif(checked: Checked, form: _Form) -> Iterator[str]:
    from negcli.export.sarif import sarif

    yield sarif(checked.found, checked.register, spoken(), checked.allowed)


def _for_services(checked: Checked, form: _Form) -> Iterator[str]:
    from negcli.export.services import SERVICES

    yield SERVICES[form.format](checked.found, checked.register, spoken())


_SHOWN = {
    "text": _as_text,
    "json": _as_json,
    "briefly": _briefly,
    "sarif": _as_sarif,
    **dict.fromkeys(("md", "html"), _as_page),
    **dict.fromkeys(("csv", "github", "gitlab", "junit"), _for_services),
}

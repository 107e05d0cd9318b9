"""`negcli diff`: what changed between two versions, and which way secrecy moved."""

from collections.abc import Collection, Mapping
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import click
import typer

from negcli.cli.compared import Asked, Compared, Named, compare_upstream, compare_versions, narrowed, pair
from negcli.cli.display import drawn, settings
from negcli.cli.options import Agencies, Folder, Lang, NoCache, Output, Plain, Quiet, TwiceInForce, TwiceKnown
from negcli.cli.screen import put, remark
from negcli.cli.spoken import spoken, told
from negcli.record.version import Version
from negcli.record.versions import Versions
from negcli.source.files import find_root

if TYPE_CHECKING:
    from negcli.report.value import Report

#: What makes `--fail-on` end with 1: at least this much less openness.
_FAIL_ON = {
    "restricts": {"restricts"},
    "mixed": {"restricts", "mixed"},
    "undetermined": {"restricts", "mixed", "undetermined"},
}
#: (`--stat`, `--summary`) → what is shown; the shorter of the two where both are asked for.
_VIEWS = {(True, False): "stat", (False, True): "summary", (True, True): "summary"}


class View(NamedTuple):
    """How a comparison is shown: ``full``, ``stat`` or ``summary``; old and new ``beside`` each other, or in one."""

    name: str
    beside: bool


class _Wish(NamedTuple):
    """What is to be compared, what of that is asked for, and how it is to be shown."""

    named: Named
    upstream: bool
    asked: Asked
    format: str
    view: View
    output: Path | None


def _view(stat: bool, summary: bool, beside: bool) -> View:
    return View(_VIEWS.get((stat, summary), "full"), beside)


def _take_more(context: typer.Context, wanted: bool) -> bool:
    """Let more arguments follow than two versions, where git gives them."""
    context.allow_extra_args = wanted
    return wanted


def diff(
    a: Annotated[str | None, typer.Argument(help=told("diff.a"), metavar=told("as.older"), show_default=False)] = None,
    b: Annotated[str | None, typer.Argument(help=told("diff.b"), metavar=told("as.newer"), show_default=False)] = None,
    in_force: TwiceInForce = None,
    known: TwiceKnown = None,
    agency: Agencies = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help=told("diff.kind"), metavar=told("as.kind-of-change"))
    ] = None,
    effect: Annotated[
        list[str] | None, typer.Option("--effect", help=told("diff.effect"), metavar=told("as.effect"))
    ] = None,
    id: Annotated[list[str] | None, typer.Option("--id", help=told("diff.id"), metavar=told("as.entry"))] = None,
    stat: Annotated[bool, typer.Option("--stat", help=told("diff.stat"))] = False,
    summary: Annotated[bool, typer.Option("--summary", help=told("diff.summary"))] = False,
    side_by_side: Annotated[bool, typer.Option("--side-by-side", "-y", help=told("diff.side-by-side"))] = False,
    upstream: Annotated[bool, typer.Option("--upstream", help=told("diff.upstream"))] = False,
    format: Annotated[
        str,
        typer.Option("--format", help=told("option.format"), click_type=click.Choice(["text", "json", "md", "html"])),
    ] = "text",
    exit_code: Annotated[bool, typer.Option("--exit-code", help=told("diff.exit-code"))] = False,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", help=told("diff.fail-on"), click_type=click.Choice(list(_FAIL_ON)))
    ] = None,
    git_driver: Annotated[
        bool, typer.Option("--git-driver", help=told("diff.git-driver"), callback=_take_more, is_eager=True)
    ] = False,
    no_cache: NoCache = False,
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Compare two versions; the sentences of its help are `cli.diff.*`."""
    if git_driver:
        return _served(a, b)
    versions = Versions(find_root(folder), cached=not no_cache)
    named = Named(tuple(filter(None, (a, b))), tuple(in_force or ()), tuple(known or ()))
    asked = Asked(*(tuple(names or ()) for names in (agency, kind, effect, id)))
    shown = _remembered(versions, _Wish(named, upstream, asked, format, _view(stat, summary, side_by_side), output))
    put([shown["text"]], output, quiet)
    if quiet and shown["lost"]:
        remark(spoken()("cli.diff.not-compared", files=sorted({file for _, file in shown["lost"]})))
    return int(_fails(shown["effects"], exit_code, fail_on) or (bool(shown["lost"]) and bool(exit_code or fail_on)))


def _remembered(versions: Versions, wish: _Wish) -> Mapping[str, Any]:
    """What is `_told`; of two commits as it was told before."""
    make = partial(_told, versions, wish)
    commits = [] if wish.upstream or any(wish.named[1:]) else versions.commits(pair(versions, wish.named.names))
    if not commits:
        return make()
    name = repr(("diff", commits, wish[:-1], settings(wish.output)))
    kept: Mapping[str, Any] = versions.repository.remembered(name, make)
    return kept


def _told(versions: Versions, wish: _Wish) -> Mapping[str, Any]:
    """The text of the comparison, the effects that there are, and what could not be compared: (side, file)."""
    compare = compare_upstream if wish.upstream else compare_versions
    compared = narrowed(compare(versions, wish.named), wish.asked)
    effects = sorted({change.effect.value for change in compared.found.changes})
    return {"text": _shown(compared, wish), "effects": effects, "lost": _unreadable(compared)}


def _served(*names: str | None) -> int:
    """Answer git, whose first two arguments are ``names``."""
    from negcli.cli.gitdriver import serve_git

    serve_git([*filter(None, names), *click.get_current_context().args])
    return 0


def _fails(effects: Collection[str], exit_code: bool, fail_on: str | None) -> bool:
    """Whether what changed is to be answered with 1; what could not be compared always is, for it may restrict."""
    if fail_on is not None:
        return not _FAIL_ON[fail_on].isdisjoint(effects)
    return exit_code and bool(effects)


def _unreadable(compared: Compared) -> list[tuple[str, str]]:
    """(``a`` or ``b``, file) of what could not be read."""
    sides = {"a": compared.older, "b": compared.newer}
    return [(side, file) for side, version in sides.items() for file, _ in version.unreadable]


def _about(version: Version) -> dict[str, str | None]:
    return {"label": version.label, "commit": version.commit, "date": version.date or None}


def _shown(compared: Compared, wish: _Wish) -> str:
    if wish.format == "json":
        import json

        from negcli.export import changes

        a, b, found = _about(compared.older), _about(compared.newer), compared.found
        data = changes.Compared(a, b, found.changes, _unreadable(compared), found.doubts)
        return json.dumps(changes.diff_json(data, spoken()), ensure_ascii=False, indent=2) + "\n"
    return drawn(_report(compared, wish.view, wish.format), wish.format, wish.output)


def _report(compared: Compared, view: View, format: str) -> "Report":
    from negcli.report.changes import Shown, changes_report

    older, newer, found, note, total = compared
    names = {**older.agency_names, **newer.agency_names}
    labels = (older.label, newer.label)
    shown = Shown(labels, found.changes, _unreadable(compared), names, found.doubts, note, total)
    if view.name != "full":
        from negcli.report import overview

        return overview.REPORTS[view.name](shown, spoken())
    if format != "html":
        return changes_report(shown, spoken(), view.beside)
    from negcli.report.page import Approval, changes_page

    approvals = [Approval(key, older.number(key), rows.edition.values) for key, rows in newer.lists.items()]
    return changes_page(shown, sorted(approvals, key=attrgetter("key")), spoken(), view.beside)

"""`negcli diff`: what changed between two versions, and which way secrecy moved."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.change import Change
from negcli.cli.display import drawn
from negcli.cli.options import Folder, Lang, Output, Plain, Quiet, TwiceInForce, TwiceKnown
from negcli.cli.screen import put, remark
from negcli.cli.spoken import spoken, told
from negcli.compare import Comparison, look_closely
from negcli.effect import Effect
from negcli.files import find_root
from negcli.version import Version
from negcli.versions import Versions, comparable

#: What makes `--fail-on` end with 1: at least this much less openness.
_FAIL_ON = {
    "restricts": {Effect.RESTRICTS},
    "mixed": {Effect.RESTRICTS, Effect.MIXED},
    "undetermined": {Effect.RESTRICTS, Effect.MIXED, Effect.UNDETERMINED},
}


def diff(
    a: Annotated[str | None, typer.Argument(help=told("diff.a"), metavar=told("as.older"), show_default=False)] = None,
    b: Annotated[str | None, typer.Argument(help=told("diff.b"), metavar=told("as.newer"), show_default=False)] = None,
    in_force: TwiceInForce = None,
    known: TwiceKnown = None,
    format: Annotated[
        str,
        typer.Option("--format", help=told("option.format"), click_type=click.Choice(["text", "json", "md", "html"])),
    ] = "text",
    exit_code: Annotated[bool, typer.Option("--exit-code", help=told("diff.exit-code"))] = False,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", help=told("diff.fail-on"), click_type=click.Choice(list(_FAIL_ON)))
    ] = None,
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Compare two versions; the sentences of its help are `cli.diff.*`."""
    versions = Versions(find_root(folder))
    older, newer = _named(versions, (a, b), in_force or [], known or [])
    names = {**older.agency_ids, **newer.agency_ids}
    found = look_closely(*comparable(older, newer), between=versions.between(older, newer), names=names)
    put(_shown(older, newer, found, format, output), output, quiet)
    lost = _unreadable(older, newer)
    if lost and quiet:
        remark(spoken()("cli.diff.not-compared", files=sorted({file for _, file in lost})))
    return int(_fails(found.changes, exit_code, fail_on) or bool(lost and (exit_code or fail_on)))


def _named(
    versions: Versions, names: tuple[str | None, str | None], in_force: list[str], known: list[str]
) -> tuple[Version, Version]:
    """The versions that are named, by the days that are given before others."""
    if in_force or known:
        from negcli.editions.times import versions_at

        return versions_at(versions, in_force, known, list(filter(None, names)))
    return versions.find_both(names[0] or "rev:HEAD", names[1] or "worktree")


def _fails(changes: Sequence[Change], exit_code: bool, fail_on: str | None) -> bool:
    """Whether what changed is to be answered with 1; what could not be compared always is, for it may restrict."""
    if fail_on is not None:
        return any(change.effect in _FAIL_ON[fail_on] for change in changes)
    return exit_code and bool(changes)


def _unreadable(older: Version, newer: Version) -> list[tuple[str, str]]:
    """(``a`` or ``b``, file) of what could not be read."""
    return [("a", file) for file, _ in older.unreadable] + [("b", file) for file, _ in newer.unreadable]


def _about(version: Version) -> dict[str, str | None]:
    return {"label": version.label, "commit": version.commit, "date": version.date or None}


def _shown(older: Version, newer: Version, found: Comparison, format: str, output: Path | None) -> Iterator[str]:
    unreadable = _unreadable(older, newer)
    if format == "json":
        from negcli.export.changes import Compared, diff_json

        compared = Compared(_about(older), _about(newer), found.changes, unreadable, found.doubts)
        yield json.dumps(diff_json(compared, spoken()), ensure_ascii=False, indent=2) + "\n"
        return
    from negcli.report.changes import Shown, changes_report

    names = {**older.agency_names, **newer.agency_names}
    shown = Shown((older.label, newer.label), found.changes, unreadable, names, found.doubts)
    yield drawn(changes_report(shown, spoken()), format, output)

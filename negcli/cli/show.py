"""`negcli show`: one entry, as it is now or was at some time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from negcli.cli.display import in_format
from negcli.cli.lives import missed, read_lives
from negcli.cli.options import (
    At,
    Folder,
    Format,
    InForce,
    Kind,
    Known,
    Lang,
    NoCache,
    OneEntry,
    Output,
    Plain,
    Quiet,
    cache_of,
)
from negcli.cli.screen import put
from negcli.cli.spoken import spoken
from negcli.cli.values import kinds_of
from negcli.editions.life import Lives
from negcli.editions.naming import Name, names_in, resolve
from negcli.editions.times import times_of
from negcli.editions.view import Shown, View, view_of
from negcli.errors import Failure
from negcli.record.versions import Versions
from negcli.source.files import find_root


def show(
    entry: OneEntry,
    kind: Kind = None,
    at: At = "worktree",
    in_force: InForce = None,
    known: Known = None,
    no_cache: NoCache = False,
    format: Format = "text",
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Show an entry; the sentences of its help are `cli.show.*`."""
    from negcli.export.entries import show_json
    from negcli.report.entries import show_report

    root = find_root(folder)
    view = view_of(Versions(root, cached=not no_cache), at, times_of(in_force, known))
    shown = _shown(view, _name(view, entry, kind, partial(read_lives, root, cache_of(no_cache))))
    data, report = lambda: show_json(view, shown), lambda: show_report(view, shown, spoken())
    put([in_format(format, output, data, report)], output, quiet)
    return 0


def _name(view: View, entry: str, kind: str | None, lives: Callable[[], Lives]) -> Name:
    """The name of ``entry`` in ``view``; Failure as `resolve` and `missed`."""
    try:
        return resolve(entry, frozenset(names_in(view.lists.values())), view.version.agency_ids, *kinds_of(kind))
    except Failure as failure:
        raise missed(failure, entry, kind, view, lives) from failure


def _shown(view: View, name: Name) -> Shown:
    """The entry ``name``; Failure ``entry-not-public`` where it may only be counted."""
    named = (shown for shown in view.entries() if (shown.entry.kind, shown.entry.key) == name)
    found = next(named, None)
    if found is None:
        raise Failure("entry-not-public", entry=name[1])
    return found

"""`negcli merge`: two versions of a file into one, by entry and field; git's merge driver."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from negcli.atomic import write_file
from negcli.cli.options import Folder, Lang, Output, Quiet
from negcli.cli.screen import remark
from negcli.cli.spoken import spoken, told
from negcli.commits.gitrun import run
from negcli.errors import Failure
from negcli.lists.blocks import has_kind_line
from negcli.merge import Doubt, Piece, conflicts_in, merged, written_like
from negcli.merge.lines import merged_lines
from negcli.merge.trio import Trio
from negcli.report.conflicts import marked, why

#: What git takes for a driver that could not do its work: it then fails, and leaves everything as it was.
_REFUSED = 129


def merge(
    base: Annotated[Path, typer.Argument(help=told("merge.base"), metavar=told("as.base"))],
    ours: Annotated[Path, typer.Argument(help=told("merge.ours"), metavar=told("as.ours"))],
    theirs: Annotated[Path, typer.Argument(help=told("merge.theirs"), metavar=told("as.theirs"))],
    size: Annotated[
        int, typer.Argument(help=told("merge.size"), metavar=told("as.size"), show_default=False, min=1)
    ] = 7,
    name: Annotated[
        str | None, typer.Argument(help=told("merge.name"), metavar=told("as.called"), show_default=False)
    ] = None,
    output: Output = None,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Merge two versions; the sentences of its help are `cli.merge.*`. 0 when clean, 1 when something is left open."""
    try:
        outcome = _merged(Trio(base, ours, theirs), size, name or str(ours))
        write_file(output or ours, outcome.data)
    except Failure as failure:
        remark(spoken()("cli.cannot", why=spoken()(f"failures.{failure.code}", **failure.args_)))
        return _REFUSED
    if outcome.remarks and not quiet:
        remark("\n".join(outcome.remarks))
    return int(outcome.is_open)


class Outcome(NamedTuple):
    """A merged file, what is to be said about it, and whether something is left to people."""

    data: bytes
    remarks: Sequence[str]
    is_open: bool


def _merged(paths: Trio[Path], size: int, name: str) -> Outcome:
    files = paths.map(_read)
    pieces = _by_entries(files)
    if pieces is None:
        return _by_lines(paths, files, size, name)
    words, conflicts = spoken(), conflicts_in(pieces)
    has_base = bool(conflicts) and _style() in ("diff3", "zdiff3")
    data = written_like(files, marked(pieces, words, size, has_base))
    rows = [words("merge.row", why=why(conflict, words)) for conflict in conflicts]
    head = [words("merge.open", file=name, count=len(conflicts))] if conflicts else []
    return Outcome(data, head + rows, bool(conflicts))


def _read(path: Path) -> bytes:
    """What is in a file; Failure ``cannot-read``, for a missing version is no empty one."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Failure("cannot-read", path=str(path), why=error) from error


def _by_entries(files: Trio[bytes]) -> tuple[Piece, ...] | None:
    """The versions merged by what they say; None where that cannot be done."""
    try:
        return merged(*files)
    except Doubt:
        return None
    except Exception:  # a mistake of ours must not cost anybody a merge: git's own way is still there
        return None


def _by_lines(paths: Trio[Path], files: Trio[bytes], size: int, name: str) -> Outcome:
    """The versions merged as git does without us; that is said where they are ours."""
    words = spoken()
    labels = [words("merge.ours-alone"), words("merge.base"), words("merge.theirs")]
    data, count = merged_lines((paths.ours, paths.base, paths.theirs), labels, size, _style())
    remarks = [words("merge.by-lines", file=name)] if has_kind_line(files.ours) else []
    return Outcome(data, remarks, count > 0)


def _style() -> str:
    """git's `merge.conflictStyle` here; nothing where git does not know."""
    try:
        return run(".", "config", "merge.conflictStyle").stdout.decode().strip()
    except Failure:
        return ""

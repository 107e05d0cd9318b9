"""`negcli fmt`: files in one canonical layout."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.atomic import write_file
from negcli.cli.differences import painted_difference, said_cures
from negcli.cli.options import Folder, Lang, Quiet
from negcli.cli.screen import put, remark
from negcli.cli.spoken import spoken, told
from negcli.errors import Failure
from negcli.fmt.files import Formatted, Formatter
from negcli.report.cells import safe
from negcli.source.document import Slip
from negcli.source.files import files_below, find_root, no_register


def fmt(
    paths: Annotated[
        list[Path] | None, typer.Argument(help=told("fmt.paths"), metavar=told("as.paths"), show_default=False)
    ] = None,
    check: Annotated[bool, typer.Option("--check", help=told("fmt.check"))] = False,
    diff: Annotated[bool, typer.Option("--diff", help=told("fmt.diff"))] = False,
    keys: Annotated[
        str | None, typer.Option("--keys", help=told("fmt.keys"), click_type=click.Choice(["zh", "en"]))
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help=told("fmt.encoding"), metavar=told("as.encoding"))
    ] = None,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Format files; the sentences of its help are `cli.fmt.*`."""
    formatter = Formatter(keys, encoding)
    how = "diff" if diff else "check" if check else "write"
    became = _format_paths(paths, formatter, how, quiet) if paths else _format_root(folder, formatter, how, quiet)
    counts = Counter(became)
    put([_summary(how, counts)], quiet=quiet)
    return _code(how, counts)


def _format_paths(paths: Iterable[Path], formatter: Formatter, how: str, quiet: bool) -> Iterator[str]:
    """What becomes of every file; where there is none of ours at or below a path, that is said."""
    for path in paths:
        became = _format_below(path, formatter, how, quiet)
        yield from became
        if not (became or quiet):
            remark(spoken()("cli.fmt.not-ours", path=safe(path.name or str(path))))


def _format_root(folder: Path, formatter: Formatter, how: str, quiet: bool) -> list[str]:
    """What becomes of the files of the register that ``folder`` is in; Failure ``no-register`` where there are none."""
    root = find_root(folder)
    became = _format_below(root, formatter, how, quiet)
    if not became:
        raise no_register(root)
    return became


def _summary(how: str, counts: Mapping[str, int]) -> str:
    what = "done" if how == "write" else "found"
    return spoken()(f"cli.fmt.{what}", **{name: counts[name] for name in ("changed", "clean", "cannot")}) + "\n"


def _code(how: str, counts: Mapping[str, int]) -> int:
    """2 when a file could not be formatted, 1 when one was only found to need it."""
    return 2 if counts["cannot"] else int(how != "write" and counts["changed"] > 0)


def _format_below(path: Path, formatter: Formatter, how: str, quiet: bool) -> list[str]:
    files = map(_near, files_below(path))
    return list(filter(None, (_format(file, formatter, how, quiet) for file in files)))


def _near(file: Path) -> Path:
    """``file`` as one gets to it from here; as it is where it stands on another drive."""
    try:
        return Path(os.path.relpath(file))
    except ValueError:
        return file


def _format(path: Path, formatter: Formatter, how: str, quiet: bool) -> str:
    """Format one file and say so: ``changed``, ``clean``, ``cannot``; nothing where it is none of ours."""
    try:
        result = formatter.format(path)
        if result is None or not result.is_changed:
            return "clean" if result else ""
        if how == "write":
            write_file(Path(os.path.realpath(path)), result.after.encode())
    except Failure as failure:
        remark(spoken()("cli.cannot", why=_why(failure)))
        return "cannot"
    put(_difference(path, result) if how == "diff" else [_line(path, result, how)], quiet=quiet)
    return "changed"


def _why(failure: Failure) -> str:
    """Why a file cannot be formatted; of a slip, what its rule says about it."""
    words, args = spoken(), dict(failure.args_)
    if isinstance(slip := args.get("why"), Slip):
        from negcli.rules import card

        args["why"] = card(slip.name).say("message", words.lang, dict(slip.args))
    return words(f"failures.{failure.code}", **args)


def _difference(path: Path, result: Formatted) -> Iterator[str]:
    return painted_difference(path.as_posix(), result.before, result.after, result.cured)


def _line(path: Path, result: Formatted, how: str) -> str:
    words = spoken()
    cured = said_cures(result.cured)
    what = "write" if how == "write" else "would"
    return words(f"cli.fmt.{what}{'-cured' * bool(cured)}", path=safe(path.as_posix()), cured=cured) + "\n"

"""`negcli diff --git-driver`: what git calls for a file, with one argument to have it as text, with seven to compare.

git gives up on a driver that ends with another code than 0. So whatever cannot be read as a register is shown as it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from negcli.cli.screen import colour, put
from negcli.cli.spoken import spoken
from negcli.report.cells import safe
from negcli.report.ink import painter
from negcli.source.encoding import decode
from negcli.source.files import read_bytes

#: What git sets for a driver that compares, also where it has no two files for it, but one that is not merged yet.
_COMPARING = "GIT_DIFF_PATH_COUNTER"
_INKS = {"": "strong", "-": "before", "+": "after", "@": "muted"}


def serve_git(arguments: Sequence[str]) -> None:
    """Show what git asks for: a file, or what changed in one.

    git gives the file, or path, old file, its hex and mode, new file, its hex and mode, and the new path if it was
    moved. Of a path that is not merged, it gives nothing but the name.
    """
    if len(arguments) > 1:
        put(_comparison([arguments[0], *arguments[7:8]], arguments[1], arguments[4]))
    elif _COMPARING in os.environ:
        put([spoken()("merge.unmerged", path=arguments[0]) + "\n"])
    else:
        put([_as_text(_text(arguments[0]))])


def _text(name: str) -> str:
    """The text of a file; nothing for what git names where there is none."""
    return decode(read_bytes(Path(name)))[0].replace("\r\n", "\n")


def _as_text(text: str) -> str:
    try:
        from negcli.report.listing import as_text

        return as_text(text, spoken())
    except Exception:  # Doubt, or a mistake of ours: git shows nothing at all without a text
        return text


def _comparison(paths: Sequence[str], old: str, new: str) -> Iterator[str]:
    """What changed in a file, below its name, or the names that it had and has; and a blank line."""
    paint = painter(colour() or _is_paged())
    yield paint(safe(" → ".join(paths)), "strong") + "\n"
    for sign, text in _lines(paths[-1], _text(old), _text(new)):
        yield paint(safe(sign + text), _INKS.get(sign, "")) + "\n"
    yield "\n"


def _lines(path: str, old: str, new: str) -> Sequence[tuple[str, str]]:
    try:
        from negcli.report.filechanges import file_changes

        lines = list(file_changes(old, new, spoken()))
        return lines or [("", spoken()("merge.layout"))] * (old != new)
    except Exception:  # as above
        from negcli.report.difference import difference

        return [(line[:1], line[1:]) for line in difference(path, old, new)]


def _is_paged() -> bool:
    """Whether git shows what we write page by page on a terminal that has colour."""
    return "GIT_PAGER_IN_USE" in os.environ and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")

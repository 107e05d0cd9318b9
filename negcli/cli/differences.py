"""What a command would change in a file, shown without changing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from negcli.cli.screen import colour
from negcli.cli.spoken import spoken
from negcli.report.cells import safe
from negcli.report.difference import difference
from negcli.report.ink import painter

#: What is put right in a file's bytes: a name in `cli.fmt.*`, and arguments.
Cures = Iterable[tuple[str, Mapping[str, Any]]]

_INKS = {"-": "before", "+": "after", "@": "muted"}


def said_cures(cures: Cures) -> list[str]:
    """``cures`` in words."""
    return [spoken()(f"cli.fmt.{name}", **args) for name, args in cures]


def painted_difference(name: str, before: str, after: str, cures: Cures) -> Iterator[str]:
    """A unified diff between two texts of the file ``name``, line by line; above it what cannot be seen in one."""
    paint = painter(colour())
    yield from (paint(f"# {safe(name)}: {cure}", "muted") + "\n" for cure in said_cures(cures))
    yield from (paint(safe(line), _INKS.get(line[:1], "")) + "\n" for line in difference(name, before, after))

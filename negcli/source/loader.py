"""YAML → plain data, from libyaml's events.

Scalars stay the text that was written (``0777``, ``no``, ``2025-07-01``, ``12:30``); a repeated key is a slip and its
first value stands; an alias, a tag or a mapping as key is refused before anything can multiply or be built. The garbage
collector is off while loading: the loader makes only containers that live, and collecting among them takes twice the
time of reading.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import SourceFileLoader
from pathlib import Path as FilePath
from types import CodeType, ModuleType
from typing import Any, NamedTuple

from negcli.place import Place

#: Plain scalars that mean "nothing is written here".
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
#: The line ends that libyaml counts.
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
#: Those of them that a text of today has not.
_RARE_ENDS = "\r\x85\u2028\u2029"


class Slip(NamedTuple):
    """A slip of syntax: the name of its rule, its place, and arguments for the message.

    ``breaks`` when the document that it stands in could not be read to its end and is left out. ``further`` lines (from
    0) that the same slip spoils, as they should be.
    """

    name: str
    place: Place
    args: tuple[tuple[str, Any], ...] = ()
    breaks: bool = False
    further: tuple[tuple[int, str], ...] = ()


@contextmanager
def collector_off() -> Iterator[None]:
    """Switch the garbage collector off for a while."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def lines_of(text: str) -> list[str]:
    """``text`` line by line, as libyaml counts them, without line ends."""
    return LINE_END.split(text) if any(end in text for end in _RARE_ENDS) else text.split("\n")


def load_plain(text: str) -> Any:
    """The data of the first document of ``text``, one of our own files; ValueError when a key in it is repeated."""
    from negcli.source.builder import Builder

    builder = Builder()
    with collector_off():
        builder.read(text)
    if builder.slips:
        raise ValueError(f"{builder.slips[0].name} at {builder.slips[0].place}")
    return builder.documents[0].data if builder.documents else None


class _Table(SourceFileLoader):
    """A file of plain data as Python knows its own modules: kept compiled beside it, and compiled anew when changed."""

    def source_to_code(  # type: ignore[override]
        self, data: Any, path: Any, *, _optimization: int = -1
    ) -> CodeType:
        """``DATA``, and what the file says."""
        return compile(f"DATA = {load_plain(bytes(data).decode())!r}", path, "exec", optimize=_optimization)


def load_table(path: FilePath) -> Any:
    """The data of a file of our own, of which no module has the name; libyaml reads it once, until it changes."""
    module = ModuleType(path.stem)
    _Table(path.stem, str(path)).exec_module(module)
    return module.__dict__["DATA"]

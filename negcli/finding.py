"""What a rule finds: a code, a place and arguments, never a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any, NamedTuple

from negcli.place import Place


class Severity(IntEnum):
    """How much a finding weighs; a larger number weighs more."""

    info = 1
    warning = 2
    error = 3


class Edit(NamedTuple):
    """Replace the text at ``place`` by ``text``."""

    place: Place
    text: str


class Fix(NamedTuple):
    """Edits that cure a finding; ``safe`` when no value can come to mean something else.

    ``at`` says what is meant to change and nothing else: the ``value`` or the ``key`` at the finding's pointer, which
    comes to be ``becomes``; a ``line`` that was misread; or the ``file``'s encoding, by writing it anew in UTF-8.
    """

    edits: tuple[Edit, ...]
    safe: bool
    at: str = "value"
    becomes: str = ""


def fingerprint(*parts: str | None) -> str:
    """What stands for the agency, list, entry, field and name of a finding: 16 hexadecimal digits."""
    from hashlib import sha256  # loads OpenSSL

    return sha256("\0".join(part or "" for part in parts).encode()).hexdigest()[:16]


class Finding(NamedTuple):
    """One thing that is wrong, in one place.

    ``file`` is relative to the register's root, with forward slashes; ``document`` counts from 1 within the file;
    ``pointer`` is a JSON Pointer into that document as its keys are written; ``agency``, ``list``, ``entry``,
    ``title`` and ``field`` are None where they do not apply; ``args`` fill the blanks of the rule's message.
    """

    code: str
    name: str
    category: str
    severity: Severity
    file: str
    document: int | None
    place: Place | None
    pointer: str | None
    agency: str | None
    list: str | None
    entry: str | None
    title: str | None
    field: str | None
    args: Mapping[str, Any]
    fix: Fix | None = None

    def __hash__(self) -> int:
        return hash((self.code, self.file, self.place, self.pointer))

    @property
    def fingerprint(self) -> str:
        """What stays the same when lines move: agency, list, entry, field and name, hashed (16 hex digits)."""
        return fingerprint(self.agency, self.list, self.entry, self.field, self.name)

    @property
    def line_put_right(self) -> str:
        """The whole line as it should be written, with its indentation, where a slip of syntax has one certain cure."""
        return str(self.args.get("instead") or "") if self.category == "syntax" and self.pointer is None else ""

    @property
    def args_beside_line(self) -> Mapping[str, Any]:
        """What fills the blanks of the sentences where the line put right is shown beside them."""
        hint = "rest" if self.args.get("hint") == "lines" else "shown"
        return {**self.args, "hint": hint} if self.line_put_right else self.args

    @property
    def order(self) -> tuple[Any, ...]:
        """The order in which findings are shown: by file, then from top to bottom."""
        place = self.place or Place(0, 0, 0, 0)
        return (self.file, place.line, place.column, self.code, self.pointer or "")

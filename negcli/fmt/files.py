"""Files put into canonical layout, each with the agencies of the register that it belongs to."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from negcli.errors import Failure
from negcli.fmt import formatted
from negcli.lists.register import build_register, load_files
from negcli.place import Place
from negcli.source.document import Slip
from negcli.source.encoding import decode, decode_as
from negcli.source.files import KIND_LINE, find_root, oversize, read_bytes, read_text, register_files

_ODD_ENDS = (Slip("line-ends", Place(1, 1, 1, 1)),)


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file before and after: its bytes, its text, the slips of its encoding (cured), its text in canonical layout."""

    data: bytes = field(repr=False)
    before: str = field(repr=False)
    slips: tuple[Slip, ...]
    after: str = field(repr=False)

    @property
    def is_changed(self) -> bool:
        """Whether the file is not yet as it should be."""
        return self.data != self.after.encode()

    @property
    def cured(self) -> list[tuple[str, Mapping[str, Any]]]:
        """What was put right that no diff shows: ``byte-order-mark``, ``not-utf8`` or ``line-ends``, and arguments."""
        slips = [slip for slip in self.slips if slip.name != "mixed-line-ends"]
        return [(slip.name, dict(slip.args)) for slip in (*slips, *_ODD_ENDS * ("\r" in self.before))]


class Formatter:
    """Formats files; ``keys`` is the language of their keys, ``encoding`` what to read them in where that is unclear.

    Failure ``unknown-encoding`` when there is no such encoding.
    """

    def __init__(self, keys: str | None = None, encoding: str | None = None) -> None:
        self._keys = keys
        self._encoding = _known(encoding) if encoding else ""
        self._agencies: dict[Path, Mapping[str, str]] = {}
        self._roots: dict[Path, Path] = {}

    def format(self, path: Path) -> Formatted | None:
        """What the file ``path`` should be; None when it is not ours.

        Failure ``cannot-read``, ``not-formatted`` or ``would-change`` when that cannot be said.
        """
        if slip := oversize(path):
            _refuse_ours(path, slip)
            return None
        data = read_bytes(path)
        text, slips = decode_as(data, self._encoding) if self._encoding else decode(data)
        if not KIND_LINE.search(text):
            return None
        lost = next((slip for slip in slips if slip.breaks), None)
        if lost:
            raise Failure("not-formatted", path=str(path), line=lost.place.line, why=lost)
        return Formatted(data, text, slips, formatted(str(path), text, self._agency_ids(path.parent), self._keys))

    def _agency_ids(self, folder: Path) -> Mapping[str, str]:
        """The ids, by every name of an agency, of the register that ``folder`` belongs to."""
        if folder not in self._roots:
            root = self._roots[folder] = find_root(folder)
            if root not in self._agencies:
                self._agencies[root] = build_register(load_files(register_files(root))).agency_ids
        return self._agencies[self._roots[folder]]


def _refuse_ours(path: Path, slip: Slip) -> None:
    """Failure ``not-formatted`` for a file of too many bytes that is ours."""
    if KIND_LINE.search(read_text(path)[0]):
        raise Failure("not-formatted", path=str(path), line=1, why=slip)


def _known(encoding: str) -> str:
    """``encoding`` when it is one of text; Failure ``unknown-encoding``."""
    try:
        codecs.lookup(encoding)
        "".encode(encoding)
    except (LookupError, ValueError):
        raise Failure("unknown-encoding", name=encoding) from None
    return encoding

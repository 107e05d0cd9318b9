"""A register that is looked at again whenever its files change; only what changed is read anew.

Files are asked for their stamps some twenty times a second: that works on network drives too, where systems report
nothing, and costs next to nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from negcli.errors import Failure
from negcli.finding import Finding
from negcli.lists.register import load_file
from negcli.record.past import head_of, past_of
from negcli.rules import Past
from negcli.source.document import Slip, Source
from negcli.source.files import Aside, Stamp, TextFile, read_files, read_text, stamp_of, stamps

#: Seconds between two looks, at least, and how many times longer than a look that pause is.
_PAUSE = 0.04
_EASE = 10
#: Seconds for which files must stay as they are: editors write in several steps, and clocks of disks tick slowly.
_QUIET = 0.02


def changes(root: Path) -> Iterator[None]:
    """Come back at once, and then whenever files of the register at ``root`` are other than before. Never ends."""
    seen: dict[str, Stamp] | None = None
    while True:
        start = time.perf_counter()
        now = _looked(root)
        if now != seen:
            seen = _settled(root, now)
            yield
        else:
            time.sleep(max(_PAUSE, _EASE * (time.perf_counter() - start)))


def _settled(root: Path, now: dict[str, Stamp]) -> dict[str, Stamp]:
    """The stamps once they stay as they are."""
    while True:
        time.sleep(_QUIET)
        then, now = now, _looked(root)
        if then == now:
            return now


def _looked(root: Path) -> dict[str, Stamp]:
    try:
        return stamps(root)
    except Failure:  # checking will say so
        return {}


class Memory:
    """What was read of a register so far, by file; each is read again when its stamp is another.

    ``found`` is what the last check found, None before the first.
    """

    def __init__(self) -> None:
        self.found: list[Finding] | None = None
        self._texts: dict[Path, tuple[Stamp, tuple[str, tuple[Slip, ...]]]] = {}
        self._sources: dict[str, Source] = {}
        self._past: tuple[str, tuple[Past | None, Failure | None]] | None = None

    def files(self, root: Path, aside: Aside | None = None) -> list[TextFile]:
        """The register's files as they are now; what is not read is noted in ``aside``."""
        return read_files(root, self._read, aside)

    def source(self, file: TextFile) -> Source:
        """The documents of ``file``."""
        kept = self._sources.get(file.name)
        if kept is None or kept.text is not file.text:
            kept = self._sources[file.name] = load_file(file)
        return kept

    def past(self, root: Path) -> tuple[Past | None, Failure | None]:
        """What the history knows, read again when there is another last commit; why it is not known is told once."""
        head = head_of(root)
        if self._past and self._past[0] == head:
            return self._past[1][0], None
        self._past = (head, past_of(root))
        return self._past[1]

    def _read(self, path: Path) -> tuple[str, tuple[Slip, ...]]:
        stamp = stamp_of(path)
        kept = self._texts.get(path)
        if kept is None or kept[0] != stamp:
            kept = self._texts[path] = (stamp, read_text(path))
        return kept[1]

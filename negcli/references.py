"""References between lists, ``ID`` or ``AGENCY/ID``: which lead nowhere, and what was meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from negcli.model import Register
from negcli.place import Path
from negcli.rules import Hit, Subject
from negcli.similar_ids import Neighbours, near, neighbours


class Lookup:
    """Looks references up among the entries of lists of some ``kinds``.

    Where some file of the register could not be read to its end nothing is called unknown: it may stand there.
    """

    def __init__(self, register: Register, kinds: tuple[str, ...]) -> None:
        self._register = register
        self._kinds = kinds
        self._by_id: dict[str, list[str]] | None = None
        self._near: dict[str, Neighbours] = {}

    def unknown(self, path: Path, written: Any, agency: str) -> Iterator[tuple[Path, str]]:
        """The references in ``written`` (one or a list, standing at ``path``) that lead nowhere, each with its path.

        ``agency`` is the one from which an ``ID`` alone is seen; empty when it may be any agency's.
        """
        if written is None or self._register.incomplete:
            return
        parts = enumerate(written) if isinstance(written, list) else ((None, written),)
        for position, reference in parts:
            if isinstance(reference, str) and reference and not self._leads_somewhere(reference, agency):
                yield path if position is None else (*path, position), reference

    def hit(self, path: Path, reference: str, agency: str, subject: Subject) -> Hit:
        """The finding for ``reference`` at ``path`` of ``subject``, with the entries that may be meant."""
        likely = tuple(self._bearers(reference)[:3]) or near(reference, self._index(agency))
        instead = likely[0] if len(likely) == 1 else None
        args = {"reference": reference, "near": likely or ("—",)}
        return Hit(path, args, (0, len(reference)), subject=subject, instead=instead)

    def _leads_somewhere(self, reference: str, agency: str) -> bool:
        agency = self._register.agency_ids.get(agency, agency)
        if any(self._register.find(kind, reference, agency) for kind in self._kinds):
            return True
        return not agency and bool(self._bearers(reference))

    def _bearers(self, name: str) -> list[str]:
        """The entries of whatever agency whose id is ``name``, as ``AGENCY/ID``."""
        if self._by_id is None:
            self._by_id = {}
            for key in self._keys():
                self._by_id.setdefault(key.rpartition("/")[2], []).append(key)
        return self._by_id.get(name, [])

    def _keys(self) -> Iterator[str]:
        """``AGENCY/ID`` of every entry of the kinds."""
        for kind in self._kinds:
            yield from self._register.entries_by_key.get(kind, {})

    def _index(self, agency: str) -> Neighbours:
        """What may be meant, seen from ``agency``: its own entries by ID alone, others as ``AGENCY/ID``."""
        if agency not in self._near:
            own = self._register.agency_ids.get(agency, agency) + "/"
            self._near[agency] = neighbours({key.removeprefix(own) for key in self._keys()})
        return self._near[agency]

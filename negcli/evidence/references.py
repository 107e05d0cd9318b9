"""References between lists, ``ID`` or ``AGENCY/ID``: which lead nowhere, and what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from negcli.evidence.scan import parts
from negcli.evidence.similar_ids import Neighbours, near, neighbours
from negcli.lists.model import Register
from negcli.near import closest
from negcli.place import Path
from negcli.rules import Hit, Subject


def is_unknown(agency: str, register: Register) -> bool:
    """Whether an ``agency`` is named that the register does not have, nor a file that could not be read to its end."""
    return bool(agency) and agency not in register.agency_ids and not register.may_hide(agency)


def agency_meant(name: str, register: Register) -> tuple[Mapping[str, str], str | None]:
    """The agency that ``name`` comes near to, as arguments, and again where it differs by one letter only."""
    likely = closest(name, register.agency_ids)
    args = {"near": likely or "—", "known": "near" if likely else "none"}
    return args, likely if likely in near(name, neighbours(register.agency_ids)) else None


class Lookup:
    """Looks references up among the entries of lists of some ``kinds``."""

    def __init__(self, register: Register, kinds: tuple[str, ...]) -> None:
        self._register = register
        self._kinds = kinds
        self._near: dict[str, Neighbours] = {}

    def unknown(self, path: Path, written: Any, agency: str) -> Iterator[tuple[Path, str]]:
        """The references in ``written`` (one or a list, standing at ``path``) that lead nowhere, each with its path.

        ``agency`` is the one from which an ``ID`` alone is seen; empty when it may be any agency's.
        """
        for at, reference in parts(path, written):
            if isinstance(reference, str) and not self.knows(reference, agency):
                yield at, reference

    def hits(self, path: Path, written: Any, agency: str, subject: Subject) -> Iterator[Hit]:
        """The findings for the references in ``written``, at ``path`` of ``subject``, that lead nowhere."""
        for at, reference in self.unknown(path, written, agency):
            yield self._hit(at, reference, agency, subject)

    def _hit(self, path: Path, reference: str, agency: str, subject: Subject) -> Hit:
        """The finding for ``reference`` at ``path`` of ``subject``, with the entries that may be meant."""
        likely = self._bearers(reference) or near(reference, self._index(agency))
        instead = likely[0] if len(likely) == 1 else None
        known = self._known(reference, agency, likely)
        advice = "list" if known == "no-list" else "id"
        args = {"reference": reference, "near": likely or ("—",), "known": known, "advice": advice}
        return Hit(path, args, (0, len(reference)), subject=subject, instead=instead)

    def _known(self, reference: str, agency: str, likely: Sequence[str]) -> str:
        """Whether entries are ``near``, or ``none`` is; ``no-list``: the agency has no such list at all."""
        if likely:
            return "near"
        owner = reference.rpartition("/")[0] or agency
        owner = self._register.agency_ids.get(owner, owner)
        has_list = any(rows.kind in self._kinds and owner in ("", rows.agency) for rows in self._register.lists)
        return "none" if has_list else "no-list"

    def knows(self, reference: str, agency: str) -> bool:
        """Whether ``reference``, seen from ``agency``, leads to an entry; of whatever agency where that is empty.

        What stands in a file that could not be read to its end is taken for known.
        """
        owner, _, name = reference.rpartition("/")
        owner = owner or agency
        owners = self._owners.get(name, [])
        meant = owners if not owner else [self._register.agency_ids.get(owner, owner)]
        return not set(owners).isdisjoint(meant) or self._register.may_hide(name)

    @cached_property
    def _owners(self) -> dict[str, list[str]]:
        """Id of every entry of the kinds → the agencies that have one of that id."""
        owners: dict[str, list[str]] = {}
        for rows in self._register.lists:
            if rows.kind in self._kinds:
                for entry in rows.every:
                    owners.setdefault(entry.id, []).append(rows.agency)
        return owners

    def _bearers(self, name: str) -> tuple[str, ...]:
        """The first entries whose id is ``name``, as ``AGENCY/ID``."""
        return tuple(f"{agency}/{name}" for agency in self._owners.get(name, ())[:3])

    def _index(self, agency: str) -> Neighbours:
        """What may be meant, seen from ``agency``: its own entries by ID alone, others as ``AGENCY/ID``."""
        if agency not in self._near:
            self._near[agency] = neighbours(set(self._names_from(self._register.agency_ids.get(agency, agency))))
        return self._near[agency]

    def _names_from(self, agency: str) -> Iterator[str]:
        for name, owners in self._owners.items():
            yield from (name if owner == agency else f"{owner}/{name}" for owner in owners)

"""A list or an allowance of an agency that the register does not have."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.model import EntryList, Register, text
from negcli.near import closest
from negcli.rules import Context, Hit, Subject


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every agency that a list or an allowance names and the register does not.

    Silent without a register document, and where a broken file may hold the agency.
    """
    if register.where is None or register.incomplete:
        return
    named = [*_of_lists(register.lists), *_of_allowances(register)]
    unknown = [row for row in named if row[2] and row[2] not in register.agency_ids]
    for subject, path, name in unknown:
        likely = closest(name, register.agency_ids)
        args = {"agency": name, "near": likely or "—"}
        yield Hit(path, args, (0, len(name)), subject=subject, instead=likely)


def _of_lists(lists: tuple[EntryList, ...]) -> Iterator[tuple[Subject, tuple[str | int, ...], str]]:
    for rows in lists:
        yield rows, ("agency",), text(rows.values, "agency")


def _of_allowances(register: Register) -> Iterator[tuple[Subject, tuple[str | int, ...], str]]:
    for kind, values, where in register.others:
        rows = values.get("entries") if kind == "allowances" else None
        for position, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, dict):
                yield where, ("entries", position, "agency"), text(row, "agency")

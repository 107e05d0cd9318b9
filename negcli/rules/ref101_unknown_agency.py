"""A list or an allowance of an agency that the register does not have."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.model import EntryList, Register, text
from negcli.references import agency_meant
from negcli.rules import Context, Hit, Subject


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every agency that a list or an allowance names and the register does not.

    Silent without a register document, and for one that a broken file names.
    """
    if register.where is None:
        return
    named = [*_of_lists(register.lists), *_of_allowances(register)]
    unknown = [row for row in named if row[2] and _is_unknown(row[2], register)]
    for subject, path, name in unknown:
        near, instead = agency_meant(name, register)
        yield Hit(path, {"agency": name, "near": near}, (0, len(name)), subject=subject, instead=instead)


def _is_unknown(name: str, register: Register) -> bool:
    return name not in register.agency_ids and not register.may_hide(name)


def _of_lists(lists: tuple[EntryList, ...]) -> Iterator[tuple[Subject, tuple[str | int, ...], str]]:
    for rows in lists:
        yield rows, ("agency",), text(rows.values, "agency")


def _of_allowances(register: Register) -> Iterator[tuple[Subject, tuple[str | int, ...], str]]:
    for kind, values, where in register.others:
        rows = values.get("entries") if kind == "allowances" else None
        for position, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, dict):
                yield where, ("entries", position, "agency"), text(row, "agency")

"""A list or an allowance of an agency that the register does not have."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.references import agency_meant, is_unknown
from negcli.evidence.scan import rows_of
from negcli.lists.model import Register, text
from negcli.place import Path
from negcli.rules import Context, Hit, Subject


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every agency that a list or an allowance names and the register does not.

    Silent without a register document, and for one that a broken file names.
    """
    named = [*_of_lists(register), *_of_allowances(register)] if register.where else []
    for subject, path, name in named:
        if is_unknown(name, register):
            near, instead = agency_meant(name, register)
            yield Hit(path, {"agency": name, **near}, (0, len(name)), subject=subject, instead=instead)


def _of_lists(register: Register) -> Iterator[tuple[Subject, Path, str]]:
    for rows in register.lists:
        yield rows, ("agency",), text(rows.values, "agency")


def _of_allowances(register: Register) -> Iterator[tuple[Subject, Path, str]]:
    for where, path, row in rows_of(register, "allowances"):
        yield where, (*path, "agency"), text(row, "agency")

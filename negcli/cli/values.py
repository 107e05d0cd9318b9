"""Agencies, kinds and listed values as people name them on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from negcli.cli.spoken import spoken
from negcli.errors import Failure
from negcli.lists.vocabulary import LIST_KINDS, kind_spellings, spell_value, value_spellings, values
from negcli.near import agency_called
from negcli.report.spell import kind_label

if TYPE_CHECKING:
    from negcli.editions.view import View


def agency_ids(names: Iterable[str] | None, view: View) -> tuple[str, ...]:
    """The ids of agencies that are called by id or name; Failure ``no-such-agency``."""
    known = {agency: agency for agency, _ in view.lists} | dict(view.version.agency_ids)
    return tuple(agency_called(name, known) for name in names or ())


def kinds_of(name: str | None) -> tuple[str, ...]:
    """The kind of list that ``name`` means in either language; none for None. Failure ``no-such-kind``."""
    if name is None:
        return ()
    kind = kind_spellings().get(name, name)
    if kind not in LIST_KINDS:
        raise Failure("no-such-kind", kind=name, known=[kind_label(kind, spoken().lang) for kind in LIST_KINDS])
    return (kind,)


def values_of(enum: str, name: str | None) -> tuple[str, ...]:
    """The value of ``enum`` that ``name`` means in either language; none for None. Failure ``no-such-value``."""
    if name is None:
        return ()
    known = value_spellings(enum)
    if name not in known:
        raise Failure("no-such-value", name=name, known=known_values(enum))
    return (known[name],)


def known_values(enum: str) -> list[str]:
    """The values of ``enum`` in the language that is spoken; in quotation marks where they have commas in them."""
    names = (spell_value(enum, value, spoken().lang) for value in values(enum))
    return [f"“{name}”" if "、" in name else name for name in names]

"""A field for dates that holds none, or a date in another spelling than YYYY-MM-DD."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any

from negcli.dates import iso_date, meant_date, real_date, serial_date, spelt_date
from negcli.evidence.scan import column, entries_where, inner_column, parts
from negcli.lists.model import EntryList, Register
from negcli.lists.vocabulary import Type, entry_map, fields
from negcli.place import Path
from negcli.rules import Context, Hit

_Faulty = tuple[Path, str]


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every such field of the register itself and of its documents that are no lists."""
    for kind, values, subject in (("register", register.values, register), *register.others):
        for path, value in _walk(kind, values, ()):
            yield _hit(path, value, subject)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every such field of the edition and of the entries."""
    yield from (_hit(path, text) for path, text in _walk("edition", rows.edition.values, ("edition",)))
    for path, kind in _leaves(entry_map(rows.kind)):
        for entry, text in entries_where(rows, _column(rows, context, *path), _DATES[kind.name]):
            yield _hit(path, text, entry)


def _column(rows: EntryList, context: Context, field: str, inner: str = "") -> list[Any]:
    return inner_column(rows, context, field, inner) if inner else column(rows, context, field)


@cache
def _leaves(name: str) -> tuple[tuple[tuple[str, ...], Type], ...]:
    """The paths to the dates of an entry of the map ``name``: one key, or two; none stands in a list."""
    leaves: list[tuple[tuple[str, ...], Type]] = []
    for key, kind in _dated(name):
        inner = _leaves(kind.of) if kind.name == "map" else (((), kind),)
        leaves += [((key, *path), leaf) for path, leaf in inner]
    return tuple(leaves)


def _hit(path: Path, value: str, subject: Any = None) -> Hit:
    serial = serial_date(value)
    meant = serial or meant_date(value)
    day = meant.isoformat() if meant else None
    advice = "period" if path[-1] == "until" else "day"
    args = {"value": value, "problem": _problem(value), "advice": advice, "day": day}
    return Hit(path, args, (0, len(value)), subject=subject, instead=day, safe=not serial)


def _problem(value: str) -> str:
    """Whether it is a spreadsheet's number, the calendar has no such month, or no such day, or the form is wrong."""
    if serial_date(value):
        return "serial"
    year, month, day = spelt_date(value) or (1, 1, 1)
    if not 1 <= month <= 12:
        return "month"
    return "form" if real_date(year, month, day) else "day"


def _walk(name: str, values: Any, path: Path) -> Iterator[_Faulty]:
    """What is faulty in ``values``, a mapping of the map ``name`` that stands at ``path``."""
    for key, kind in _dated(name) if isinstance(values, dict) else ():
        if key in values:
            yield from _check(kind, values[key], (*path, key))


def _check(kind: Type, value: Any, path: Path) -> Iterable[_Faulty]:
    is_faulty = _DATES.get(kind.name)
    if is_faulty is None:
        return chain.from_iterable(_walk(kind.of, item, at) for at, item in parts(path, value))
    return ((path, value),) if isinstance(value, str) and is_faulty(value) else ()


def _is_no_date(text: str) -> bool:
    return iso_date(text) is None


def _spells_no_date(text: str) -> bool:
    """Where words may stand too, only what spells a date is judged."""
    return iso_date(text) is None and (serial_date(text) or spelt_date(text)) is not None


@cache
def _dated(name: str) -> tuple[tuple[str, Type], ...]:
    """The fields of the map ``name`` that are dates, or hold dates further inside."""
    return tuple((key, field.type) for key, field in fields(name).by_key.items() if _holds_dates(field.type))


def _holds_dates(kind: Type) -> bool:
    return kind.name in _DATES or (kind.name in ("map", "list-map") and bool(_dated(kind.of)))


#: The types of a date → what is wrong in a field of it.
_DATES = {"date": _is_no_date, "date-or-text": _spells_no_date}

"""A field for dates that holds none, or a date in another spelling than YYYY-MM-DD."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from negcli.dates import iso_date, real_date, spelt_date
from negcli.model import EntryList, Register
from negcli.place import Path
from negcli.rules import Context, Hit
from negcli.vocabulary import Type, entry_map, fields

_DATES = ("date", "date-or-text")
_Faulty = tuple[Path, str]


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every such field of the register itself and of its documents that are no lists."""
    if register.where:
        yield from (_hit(path, value) for path, value in _walk("register", register.values, ()))
    for kind, values, where in register.others:
        for path, value in _walk(kind, values, ()):
            yield _hit(path, value, where)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every such field of the edition and of the entries."""
    yield from (_hit(path, text) for path, text in _walk("edition", rows.edition.values, ("edition",)))
    for name, kind in _dated(entry_map(rows.kind)):
        fine: set[str] = set()
        for entry in rows.entries:
            value: Any = entry.values.get(name)
            if value is None or (value.__class__ is str and value in fine):
                continue
            faulty = tuple(_check(kind, value, (name,)))
            if value.__class__ is str and not faulty:
                fine.add(value)
            yield from (_hit(path, written, entry) for path, written in faulty)


def _hit(path: Path, value: str, subject: Any = None) -> Hit:
    numbers = spelt_date(value)
    meant = real_date(*numbers) if numbers else None
    instead = meant.isoformat() if meant else None
    return Hit(path, {"value": value}, (0, len(value)), subject=subject, instead=instead, safe=True)


def _walk(name: str, values: Any, path: Path) -> Iterator[_Faulty]:
    """What is faulty in ``values``, a mapping of the map ``name`` that stands at ``path``."""
    for key, kind in _dated(name) if isinstance(values, dict) else ():
        if key in values:
            yield from _check(kind, values[key], (*path, key))


def _check(kind: Type, value: Any, path: Path) -> Iterable[_Faulty]:
    if kind.name in _DATES:
        return ((path, value),) if isinstance(value, str) and not _fine(value, kind) else ()
    if isinstance(value, list):
        return (bad for position, item in enumerate(value) for bad in _walk(kind.of, item, (*path, position)))
    return _walk(kind.of, value, path)


def _fine(value: str, kind: Type) -> bool:
    """Whether ``value`` may stand in a field of ``kind``; where words may stand, only what spells a date is judged."""
    return iso_date(value) is not None or (kind.name == "date-or-text" and spelt_date(value) is None)


@cache
def _dated(name: str) -> tuple[tuple[str, Type], ...]:
    """The fields of the map ``name`` that are dates, or hold dates further inside."""
    return tuple((key, field.type) for key, field in fields(name).by_key.items() if _holds_dates(field.type))


def _holds_dates(kind: Type) -> bool:
    return kind.name in _DATES or (kind.name in ("map", "list-map") and bool(_dated(kind.of)))

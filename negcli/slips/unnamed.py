"""Sections that lost the line which names them: what stands below shows which field it is of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, filterfalse
from operator import attrgetter

from negcli.lists.canonical import keys_of
from negcli.lists.vocabulary import Field, Type
from negcli.near import is_chinese
from negcli.slips.levels import Level, is_item_of
from negcli.slips.lookalikes import is_setting
from negcli.slips.rows import Row

#: The rows above and below one.
_Around = tuple[Sequence[Row], Sequence[Row]]


def lost_section(levels: Sequence[Level], row: Row, around: Callable[[], _Around]) -> tuple[Level, Field] | None:
    """The innermost of ``levels`` with a field that ``row`` can only be of, and that stands nowhere; and that field.

    ``around`` gives the rows above, as far as they count, and those below up to the next item.
    """
    maps = filterfalse(attrgetter("is_list"), reversed(levels))
    found = chain.from_iterable(_of(level, row) for level in maps if _is_left_of(level, row))
    return next((pair for pair in found if not _stands(*pair, around())), None)


def _is_left_of(level: Level, row: Row) -> bool:
    """Whether ``row`` can stand below a field of ``level``, by where they begin."""
    return row.indent >= (level.starts or [0])[0]


def _of(level: Level, row: Row) -> Iterator[tuple[Level, Field]]:
    """The fields of ``level`` that ``row`` can be the first line of."""
    fields = {field.key: field for field in level.known.values() if _holds(field.type, row)}
    return ((level, field) for field in sorted(fields.values(), key=lambda field: not field.need))


def _stands(level: Level, field: Field, around: _Around) -> bool:
    """Whether ``level`` has ``field``, before or further down, or behind another one in its line."""
    above, below = around
    names = (field.key, field.zh, *field.also)
    is_swallowed = any(f" {name}:" in row.value for row in above for name in names)
    return is_swallowed or not {row.key for row in (*level.rows, *below)}.isdisjoint(names)


def _holds(kind: Type, row: Row) -> bool:
    """Whether ``row`` can only be the first line of a value of ``kind``."""
    if not row.key:
        return is_item_of(kind, row) is True
    if kind.name == "table" and is_setting(row.value):
        return not (row.dash or keys_of(kind))
    return kind.name in (("list-map", "citations") if row.dash else ("map", "table")) and row.key in keys_of(kind)


def opener(level: Level, field: Field, row: Row) -> Row:
    """The line that was lost above ``row``, in the language of keys around it."""
    around = next((other.key for other in level.rows if other.key), row.key)
    name = field.spelling("zh" if is_chinese(around) else "en")
    return Row(row.number, f"{name}:", None, (level.starts or [0])[0], "", name, "")

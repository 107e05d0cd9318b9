"""Looking for words in the texts of many entries at once, and telling own words from quoted ones."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate, chain
from typing import Any, NamedTuple

from negcli.lists.model import Entry, EntryList, Register, Where, items
from negcli.place import Path
from negcli.rules import Context

#: Stands between joined texts. A pattern that is searched for in them must not match across it.
SEPARATOR = "\0"
#: Titles within titles that are read: 《…〈…《…》…〉…》.
_DEEPEST = 4
#: A quotation or title with none inside it.
_QUOTED = r"《[^《》]*》|〈[^〈〉]*〉|“[^“”]*”|‘[^‘’]*’|「[^「」]*」|『[^『』]*』|\"[^\"]*\""


class Joined(NamedTuple):
    """Many texts in one, to be searched by one search."""

    texts: list[str]
    joined: str
    starts: list[int]

    def holding(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The positions, in order, of the texts in which ``pattern`` is found."""
        match = pattern.search(self.joined)
        while match:
            position = bisect_right(self.starts, match.start()) - 1
            yield position
            match = pattern.search(self.joined, self.starts[position + 1])


def join(texts: list[str]) -> Joined:
    """``texts``, to be searched all at once."""
    starts = [0, *accumulate([len(text) + 1 for text in texts])]
    return Joined(texts, SEPARATOR.join(texts) + SEPARATOR, starts)


def column(rows: EntryList, context: Context, field: str) -> list[Any]:
    """What every entry of ``rows`` writes in ``field``, None where nothing; kept for the rules that come after."""
    key = (id(rows), field)
    if key not in context.kept:
        context.kept[key] = [entry.values.get(field) for entry in rows.entries]
    values: list[Any] = context.kept[key]
    return values


def texts_in(values: Iterable[Any]) -> set[str]:
    """The texts among ``values``, one by one or in lists."""
    lists = (value for value in values if value.__class__ is list)
    return _texts(values) | _texts(chain.from_iterable(lists))


def _texts(values: Iterable[Any]) -> set[str]:
    return {value for value in values if value.__class__ is str}


def entries_where(
    rows: EntryList, values: Iterable[Any], faulty: Callable[[str], object]
) -> Iterator[tuple[Entry, str]]:
    """The entries of ``rows`` whose text among ``values``, a column, is ``faulty``; what recurs is judged once."""
    bad = set(filter(faulty, _texts(values)))
    pairs = zip(rows.entries, values, strict=True) if bad else ()
    return (pair for pair in pairs if pair[1].__class__ is str and pair[1] in bad)


def mappings(values: Any, name: str) -> list[tuple[int, Mapping[str, Any]]]:
    """The mappings in the list ``name`` of ``values``, each with its position; what is no mapping is left out."""
    return [(at, row) for at, row in enumerate(items(values, name)) if isinstance(row, dict)]


def parts(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    """The parts of ``value``, which stands at ``path`` and may be one or a list of them, each with its path."""
    if value.__class__ is not list:
        return iter([(path, value)])
    return (((*path, position), part) for position, part in enumerate(value))


def rows_of(register: Register, kind: str, name: str = "entries") -> Iterator[tuple[Where, Path, Mapping[str, Any]]]:
    """The mappings in the list ``name`` of the documents of ``kind`` that are no lists: document, path, mapping."""
    for _, values, where in filter(lambda document: document[0] == kind, register.others):
        for position, row in mappings(values, name):
            yield where, (name, position), row


def path_of(entry: Entry, field: str, otherwise: Path) -> Path:
    """The path to ``field`` where ``entry`` writes it, and the path that is meant ``otherwise``."""
    return (field,) if field in entry.values else otherwise


def inner_column(rows: EntryList, context: Context, field: str, inner: str) -> list[Any]:
    """What every entry of ``rows`` writes in the field ``inner`` of the mapping in ``field``, None where nothing."""
    values = column(rows, context, field)
    return [value.get(inner) if value.__class__ is dict else None for value in values]


def own_words(text: str, blank: str = " ") -> str:
    """``text`` with what stands inside 《》 or quotation marks filled with ``blank``; the rest keeps its position."""
    for _ in range(_DEEPEST):
        text, count = re.subn(_QUOTED, lambda match: blank * len(match[0]), text)
        if not count:
            break
    return text

"""Which entry of the newer version is which of the older: first what adjustments say, then by id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import NamedTuple

from negcli.compare.declared import Declared, Key, Lists
from negcli.lists.model import Entry, EntryList

#: An id, and how many entries of that id stand before: the second of an id meets the second.
Place = tuple[str, int]
#: Adjustments that may leave an entry standing beside what it became, or what was added to it.
_MERGED, _SPLIT = "merged", "split"


class Pair(NamedTuple):
    """What an entry was and is: ``state`` as in `kinds.Facts`; ``news`` are all the entries that ``olds`` became."""

    state: str
    olds: tuple[Entry, ...]
    new: Entry | None
    news: tuple[Entry, ...] = ()

    @property
    def named(self) -> Entry:
        """The entry by which the change is called: the newer, or the older when it is gone."""
        return self.new or self.olds[0]


def match(old: Lists, new: Lists, editions: Sequence[Sequence[Declared]], spoken: Collection[Key]) -> Iterator[Pair]:
    """Every entry that is new, gone, moved or differs, and those that ``spoken`` names though they do not.

    ``editions`` are the adjustments of each edition between the two versions, the oldest first.
    """
    moved = _moved(_origins(editions), old, new)
    left = set(map(_key, chain.from_iterable(pair.olds for pair in moved)))
    reached = {_key(pair.named) for pair in moved}
    yield from moved
    for key in sorted(old.keys() | new.keys()):
        if spoken or old.get(key) is not new.get(key):
            yield from _by_id(_unmatched(old.get(key), left), _unmatched(new.get(key), reached), spoken)


def _key(entry: Entry) -> Key:
    return entry.kind, entry.key


def _index(lists: Lists) -> Mapping[Key, Entry]:
    index: dict[Key, Entry] = {}
    for rows in lists.values():
        for entry in rows.entries:
            index.setdefault((rows.kind, entry.key), entry)
    return index


def _origins(editions: Iterable[Sequence[Declared]]) -> Mapping[Key, tuple[Key, ...]]:
    """Each entry that adjustments name → what it was at the very beginning, through all of ``editions``."""
    origins: dict[Key, tuple[Key, ...]] = {}
    for rows in editions:
        origins |= {key: tuple(sources) for key, sources in _step(rows, origins).items()}
    return origins


def _step(rows: Sequence[Declared], origins: Mapping[Key, tuple[Key, ...]]) -> Mapping[Key, Iterable[Key]]:
    """The origins of the entries that one edition names, each once, where ``origins`` are those before it."""
    moved_away = set(chain.from_iterable(row.from_ for row in rows if row.kind not in (_MERGED, _SPLIT)))
    step: dict[Key, dict[Key, None]] = {}
    for row in rows:
        for entry, from_ in _sources(row, moved_away):
            for name in from_:
                key = (row.list, name)
                step.setdefault((row.list, entry), {}).update(dict.fromkeys(origins.get(key, (key,))))
    return step


def _sources(row: Declared, moved_away: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What each entry of ``row`` was: one by one where as many are named on both sides, else all that are named.

    What was split may stand on; what took in others was itself before.
    """
    if row.kind == _MERGED:
        return ((entry, _with_itself(entry, row.from_, moved_away)) for entry in row.entries if row.from_)
    if row.kind == _SPLIT:
        return chain(zip(row.entries, repeat(row.from_)), _left_standing(row))
    if len(row.entries) == len(row.from_):
        return zip(row.entries, zip(row.from_), strict=True)
    return zip(row.entries, repeat(row.from_))


def _left_standing(split: Declared) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((name, (name,)) for name in split.from_ if name not in split.entries)


def _with_itself(entry: str, from_: tuple[str, ...], moved_away: Collection[str]) -> tuple[str, ...]:
    return from_ if entry in from_ or entry in moved_away else (entry, *from_)


def _moved(origins: Mapping[Key, tuple[Key, ...]], old: Lists, new: Lists) -> list[Pair]:
    """The pairs that ``origins`` make where both sides are there."""
    return list(_pairs(origins, _index(old), _index(new))) if origins else []


def _pairs(
    origins: Mapping[Key, tuple[Key, ...]], old: Mapping[Key, Entry], new: Mapping[Key, Entry]
) -> Iterator[Pair]:
    """The same, by the entries' names; what only stayed itself is left to its id."""
    found = {target: list(filter(old.__contains__, names)) for target, names in origins.items() if target in new}
    became = _inverted(found)
    for target, sources in found.items():
        others = dict.fromkeys(chain.from_iterable(map(became.__getitem__, sources)))
        only_stayed = sources == list(others) == [target]
        if sources and not only_stayed:
            sources.sort(key=lambda source: source != target)  # what bore the same name comes first
            yield Pair("moved", _named(sources, old), new[target], _named(others, new))


def _named(keys: Iterable[Key], entries: Mapping[Key, Entry]) -> tuple[Entry, ...]:
    return tuple(map(entries.__getitem__, keys))


def _inverted(sources: Mapping[Key, Iterable[Key]]) -> Mapping[Key, list[Key]]:
    """What each source became."""
    became: dict[Key, list[Key]] = {}
    for target, names in sources.items():
        for name in names:
            became.setdefault(name, []).append(target)
    return became


def _by_id(old: Mapping[Place, Entry], new: Mapping[Place, Entry], spoken: Collection[Key]) -> Iterator[Pair]:
    """Pairs of one list's entries under the same id."""
    for place, entry in new.items():
        was = old.get(place)
        if was is None:
            yield Pair("new", (), entry)
        elif was.values != entry.values or _is_among(entry, spoken):
            yield Pair("kept", (was,), entry)
    for place in old.keys() - new.keys():
        yield Pair("gone", (old[place],), None)


def _is_among(entry: Entry, keys: Collection[Key]) -> bool:
    return bool(keys) and _key(entry) in keys


def _unmatched(rows: EntryList | None, matched: Collection[Key]) -> Mapping[Place, Entry]:
    """The entries of ``rows`` that are not ``matched`` yet, by place."""
    places: dict[Place, Entry] = {}
    counts: Counter[str] = Counter()
    for entry in rows.entries if rows else ():
        if not _is_among(entry, matched):
            places[entry.id, counts[entry.id]] = entry
        counts[entry.id] += 1
    return places

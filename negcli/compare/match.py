"""Which entry of the newer version is which of the older: first what adjustments say, then by id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from negcli.compare.declared import Declared, Key, Lists
from negcli.model import Entry, EntryList

#: An id, and how many entries of that id stand before: the second of an id meets the second.
Place = tuple[str, int]
#: Adjustments that may leave an entry standing beside what it became, or what was added to it.
_MERGED, _SPLIT = "merged", "split"


@dataclass(frozen=True, slots=True)
class Pair:
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
    moved = _moved(_origins(editions), _index(old), _index(new)) if any(editions) else []
    left = {_key(entry) for pair in moved for entry in pair.olds}
    reached = {_key(pair.named) for pair in moved}
    yield from moved
    for key in sorted(old.keys() | new.keys()):
        if key in old and old[key] is new.get(key) and not spoken:
            continue
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
        step: dict[Key, dict[Key, None]] = {}
        moved_away = {name for row in rows if row.kind not in (_MERGED, _SPLIT) for name in row.from_}
        for row in rows:
            for entry, from_ in _steps(row, moved_away):
                sources = [source for name in from_ for source in origins.get((row.list, name), ((row.list, name),))]
                step.setdefault((row.list, entry), {}).update(dict.fromkeys(sources))
        origins |= {entry: tuple(sources) for entry, sources in step.items()}
    return origins


def _steps(row: Declared, moved_away: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What each entry of ``row`` was; a split entry that stands on and one that took in others are themselves too."""
    if row.kind not in (_MERGED, _SPLIT) and len(row.entries) == len(row.from_):
        yield from zip(row.entries, zip(row.from_), strict=True)
        return
    for entry in row.entries if row.from_ else ():
        itself = row.kind == _MERGED and entry not in row.from_ and entry not in moved_away
        yield entry, (*((entry,) if itself else ()), *row.from_)
    if row.kind == _SPLIT:
        yield from ((name, (name,)) for name in row.from_ if name not in row.entries)


def _moved(origins: Mapping[Key, tuple[Key, ...]], old: Mapping[Key, Entry], new: Mapping[Key, Entry]) -> list[Pair]:
    """The pairs that ``origins`` make where both sides are there; what only stayed itself is left to its id."""
    found = {
        target: sources
        for target, named in origins.items()
        if target in new and (sources := tuple(source for source in named if source in old))
    }
    became: dict[Key, list[Key]] = {}
    for target, sources in found.items():
        for source in sources:
            became.setdefault(source, []).append(target)
    pairs = []
    for target, sources in found.items():
        others = list(dict.fromkeys(name for source in sources for name in became[source]))
        if sources != (target,) or len(others) > 1:
            olds = tuple(old[source] for source in _first(target, sources))
            pairs.append(Pair("moved", olds, new[target], tuple(new[name] for name in others)))
    return pairs


def _first(target: Key, sources: tuple[Key, ...]) -> list[Key]:
    """``sources``, the one of the target's own name first."""
    return sorted(sources, key=lambda source: source != target)


def _by_id(old: Mapping[Place, Entry], new: Mapping[Place, Entry], spoken: Collection[Key]) -> Iterator[Pair]:
    """Pairs of one list's entries under the same id."""
    for place, entry in new.items():
        was = old.get(place)
        if was is None:
            yield Pair("new", (), entry)
        elif (was.values is not entry.values and was.values != entry.values) or _key(entry) in spoken:
            yield Pair("kept", (was,), entry)
    for place in old.keys() - new.keys():
        yield Pair("gone", (old[place],), None)


def _unmatched(rows: EntryList | None, matched: Collection[Key]) -> Mapping[Place, Entry]:
    """The entries of ``rows`` that are not ``matched`` yet, by place."""
    places: dict[Place, Entry] = {}
    counts: Counter[str] = Counter()
    for entry in rows.entries if rows else ():
        if not matched or _key(entry) not in matched:
            places[entry.id, counts[entry.id]] = entry
        counts[entry.id] += 1
    return places

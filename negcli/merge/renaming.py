"""Items that go by another name in one version, and are the same all the same: an entry that was given another id."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from itertools import chain
from typing import Any

from negcli.merge.part import Part

Named = Mapping[Hashable, Part]
#: Fields in which hardly two items say the same.
_OWN = frozenset({"title", "information", "name", "reason", "duty", "text"})
#: What more items than these say tells none of them apart.
_COMMON = 20


def is_alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two items are likely the same one: half of their fields agree, and a text of its own among them.

    (Ground, basis, unit and dates are the same in many entries.)
    """
    fields = one.keys() | other.keys()
    same = {field for field in fields if one.get(field) == other.get(field)}
    return 2 * len(same) >= len(fields) and not same.isdisjoint(_OWN)


def called_as_before(base: Named, side: Named, other: Named) -> dict[Hashable, Part]:
    """The items of ``side`` by the names that they had in ``base``, where they are likely the same.

    A name that ``other`` has as well stays what it is, for it may be another item; unless that, too, is alike the one
    that was so renamed.
    """
    pairs = dict(_pairs(_only(base, side), _only(side, base)))
    former = {name: before for name, before in pairs.items() if _is_free(name, before, base, other)}
    return {former.get(name, name): part for name, part in side.items()}


def _only(one: Named, other: Named) -> Named:
    """The items of ``one`` that ``other`` has none by the name of."""
    return {name: part for name, part in one.items() if name not in other}


def _is_free(name: Hashable, before: Hashable, base: Named, other: Named) -> bool:
    """Whether ``name`` means nothing else on the other side."""
    return name not in other or (before not in other and is_alike(base[before].data, other[name].data))


def _pairs(gone: Named, new: Named) -> Iterator[tuple[Hashable, Hashable]]:
    """(Name now, name before) of each of the ``new`` that is alike one of those ``gone``; every name once."""
    index, left = _by_value(new), dict(new)
    for before, part in gone.items():
        votes = Counter(chain.from_iterable(index.get(key, ()) for key in _keys(part)))
        likely = (name for name, _ in votes.most_common() if name in left)
        found = next(filter(lambda name: is_alike(part.data, new[name].data), likely), None)
        if found is not None:
            del left[found]
            yield found, before


def _by_value(new: Named) -> Mapping[str, list[Hashable]]:
    """What an item says in a field → the names of those that say it; what many say is left out."""
    index: dict[str, list[Hashable]] = defaultdict(list)
    for name, part in new.items():
        for key in _keys(part):
            index[key].append(name)
    return {key: names for key, names in index.items() if len(names) <= _COMMON}


def _keys(part: Part) -> Iterator[str]:
    return (f"{field}\0{value}" for field, value in part.data.items())

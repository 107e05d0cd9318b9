"""Looking laws up by title: in the delivered catalogue, and in the `laws` documents of a register before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from negcli.law import store
from negcli.law.law import Law, LawVersion
from negcli.law.names import normalise
from negcli.law.store import LOOSE, OFFICIAL

if TYPE_CHECKING:
    from negcli.lists.model import Register, Values

__all__ = ["Catalogue", "delivered", "normalise"]


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """All laws that are known. ``own``: normalised title → (rank, law) of those that a register tells of."""

    own: Mapping[str, tuple[tuple[int, Law], ...]] = field(default_factory=dict)

    def with_register(self, register: Register) -> Catalogue:
        """This catalogue, with what the `laws` documents of ``register`` say before it."""
        if not any(kind == "laws" for kind, _, _ in register.others):
            return self
        from negcli.law.own import own_laws, own_names

        return Catalogue(own_names(own_laws(register, self.find)))

    def with_laws(self, documents: Iterable[Values]) -> Catalogue:
        """This catalogue, with what `laws` documents that stand nowhere now say before it."""
        from negcli.law.own import laws_in, own_names

        return Catalogue(own_names(laws_in(((values, None) for values in documents), self.find)))

    def find(self, title: str) -> Law | None:
        """The law of that official or accepted title; the newest where several have it."""
        found = self.all_of(title)
        return found[0] if found else None

    def knows(self, title: str) -> bool:
        """Whether there is a law of that official or accepted title."""
        name = normalise(title)
        return _accepted(name) or any(rank < LOOSE for rank, _ in self.own.get(name, ()))

    def all_of(self, title: str) -> list[Law]:
        """All laws of that title, the newest first: an official title goes before a short one."""
        ranks = list(self._named(title))
        best = min((rank for rank, _ in ranks), default=LOOSE)
        return _newest_first(law for rank, law in ranks if rank == best < LOOSE)

    def loose(self, title: str) -> Law | None:
        """The law that ``title`` names carelessly, the newest of that title; None when laws of several titles fit."""
        found = _newest_first(law for rank, law in self._named(title) if rank == LOOSE)
        return found[0] if len({law.title for law in found}) == 1 else None

    def nearest(self, title: str, most: int = 3, matter: str = "") -> list[Law]:
        """Up to ``most`` laws whose titles look like ``title``, the nearest first.

        ``matter``: words of which they must share half.
        """
        ranked = sorted(_alike(normalise(title), filter(_about(matter), self._titles())), reverse=True)
        laws = [law for _, name in ranked[: most * 2] for law in self.all_of(name)]
        return list({law.title: law for law in laws}.values())[:most]

    def ends_with(self, name: str) -> bool:
        """Whether the normalised ``name`` is how a longer title ends, as that of a place's regulations does."""
        return any(title.endswith(name) and title != name for title in self._titles())

    def laws(self) -> Iterator[Law]:
        """Every law: the register's, then the delivered ones that it does not replace, in the catalogue's order."""
        own = {law.title: law for _, law in chain.from_iterable(self.own.values())}
        yield from own.values()
        yield from (law for law in map(law_at, _offsets()) if law.title not in own)

    def _named(self, title: str) -> Iterator[tuple[int, Law]]:
        name = normalise(title)
        own = self.own.get(name, ())
        yield from own
        replaced = {law.title for _, law in own}
        for rank, offset in store.meanings(name):
            law = law_at(offset)
            if law.title not in replaced:
                yield rank, law

    def _titles(self) -> Iterator[str]:
        yield from self.own
        yield from store.names()


@cache
def delivered() -> Catalogue:
    """The catalogue as delivered."""
    return Catalogue()


@lru_cache(maxsize=1024)
def law_at(offset: int) -> Law:
    """The law whose record begins at ``offset``."""
    return read_law(store.record_at(offset))


@cache
def _offsets() -> tuple[int, ...]:
    found = chain.from_iterable(map(store.read_meanings, store.names().values()))
    return tuple(sorted({offset for rank, offset in found if rank == OFFICIAL}))


def _accepted(name: str) -> bool:
    """Whether a delivered law may be cited by that normalised title."""
    return store.names().get(name, str(LOOSE))[0] != str(LOOSE)


def read_law(record: Mapping[str, Any]) -> Law:
    """The law that a record tells of."""
    return Law(
        title=record["title"],
        kind=record["kind"],
        versions=tuple(map(_version, record["versions"])),
        aliases=tuple(record.get("aliases", ())),
        loose=tuple(record.get("loose", ())),
        region=record.get("region", ""),
        issuer=record.get("issuer", ""),
        known_until=record.get("known_until", ""),
        maps=tuple(record.get("maps", ())),
        prints=record.get("prints"),
    )


def _version(record: Mapping[str, Any]) -> LawVersion:
    return LawVersion(**(dict(record) | {"uncertain": tuple(record.get("uncertain", ()))}))


def _newest_first(laws: Iterable[Law]) -> list[Law]:
    return sorted(laws, key=lambda law: law.versions[-1].begins, reverse=True)


def _about(matter: str) -> Callable[[str], bool]:
    """Whether half of the pairs of characters of ``matter`` stand in a title."""
    wanted = _pairs(matter)
    return lambda title: 2 * sum(pair in title for pair in wanted) >= len(wanted)


def _alike(name: str, titles: Iterable[str]) -> Iterator[tuple[float, str]]:
    """How alike each title is to ``name``: the pairs of neighbouring characters that they share (Dice)."""
    wanted = _pairs(name)
    for title in titles:
        pairs = _pairs(title)
        shared = len(wanted & pairs)
        if shared and 2 * shared >= 0.4 * (len(wanted) + len(pairs)):
            yield 2 * shared / (len(wanted) + len(pairs)), title


@lru_cache(maxsize=8192)
def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[at : at + 2] for at in range(len(name) - 1))

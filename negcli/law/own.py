"""The laws that a register tells of itself (`kind: laws`): added to the delivered catalogue, or in its place.

A law of a title that the catalogue knows is added to it: a version of the same day takes the other's place, an alias is
one more. What a register says of a version is trusted as text that was read: whoever wrote it answers for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, groupby, repeat, starmap
from operator import itemgetter
from typing import Any

from negcli.law.law import DELIVERED, UNVERIFIED, Law, LawVersion, Origin
from negcli.law.names import normalise
from negcli.law.ownprints import read_own_prints
from negcli.law.store import ACCEPTED, OFFICIAL
from negcli.law.structure import decode
from negcli.lists.model import Register, Values, Where, items, mapping, text, texts

#: Stands before the token of an inserted article (第N条之一) in the structure that a register writes.
INSERTED = "+"
#: Looks up what is known of a title.
Find = Callable[[str], Law | None]


def own_names(laws: Iterable[Law]) -> dict[str, tuple[tuple[int, Law], ...]]:
    """Normalised title → (rank, law) of ``laws`` that a register tells of."""
    own: dict[str, tuple[tuple[int, Law], ...]] = {}
    for law in laws:
        titles = {normalise(alias): ACCEPTED for alias in law.aliases} | {normalise(law.title): OFFICIAL}
        for name, rank in titles.items():
            own[name] = (*own.get(name, ()), (rank, law))
    return own


def own_laws(register: Register, find: Find) -> Iterator[Law]:
    """The laws that ``register`` tells of, each joined with what ``find`` knows of its title."""
    documents = ((values, where) for kind, values, where in register.others if kind == "laws")
    return laws_in(documents, find)


def laws_in(documents: Iterable[tuple[Values, Where | None]], find: Find) -> Iterator[Law]:
    """The same of `laws` ``documents``, each with where it was read, as far as that is known."""
    return chain.from_iterable(_laws(values, _origin(where), find) for values, where in documents)


def _laws(values: Values, origin: Origin, find: Find) -> Iterator[Law]:
    """The laws of a document that stands at ``origin``."""
    for at, row in enumerate(items(values, "laws")):
        if isinstance(row, dict) and text(row, "title"):
            yield _law(row, origin._replace(position=at), find)


def _origin(where: Where | None) -> Origin:
    return Origin(where.document.file, where.document.number) if where else DELIVERED


def _law(row: Values, origin: Origin, find: Find) -> Law:
    title = text(row, "title").strip("《》 ")
    base = _known(title, find)
    versions = _in_order([*base.versions, *_versions(row, title)]) or (LawVersion(f"{title}@", verified=UNVERIFIED),)
    checked = [text(version, "checked_on") for version in _rows(row, "versions")]
    law = base._replace(
        kind=text(row, "kind") or base.kind,
        issuer=text(row, "issuer") or base.issuer,
        aliases=tuple(dict.fromkeys([*base.aliases, *texts(row, "aliases")])),
        versions=versions,
        known_until=max([base.known_until, versions[-1].begins, *checked]),
        origin=origin,
        prints=read_own_prints(_rows(row, "versions"), base.prints, _ids(row, title)),
    )
    return law._replace(maps=(*base.maps, *_maps(row, versions)))


def _known(title: str, find: Find) -> Law:
    """What is known of the law of that very title; of another one of which it is a short title, nothing."""
    known = find(title)
    return known if known and normalise(known.title) == normalise(title) else Law(title, "", ())


def _rows(values: Values, name: str) -> list[Values]:
    return [row for row in items(values, name) if isinstance(row, dict)]


def _ids(row: Values, title: str) -> list[str]:
    return [version_id(title, version) for version in _rows(row, "versions")]


def version_id(title: str, version: Values) -> str:
    """The id of a version that a register tells of: the title and the day on which it was passed, or begins."""
    return f"{title.replace('中华人民共和国', '')}@{text(version, 'passed') or text(version, 'effective')}"


def _versions(row: Values, title: str) -> Iterator[LawVersion]:
    for version in _rows(row, "versions"):
        structure, inserted = _apart(text(version, "structure"))
        count = version.get("articles")
        yield LawVersion(
            version_id(title, version),
            text(version, "passed"),
            text(version, "effective"),
            text(version, "ended"),
            number=text(version, "document"),
            source=text(version, "source"),
            last_article=len(decode(structure)) or (count if isinstance(count, int) else None),
            structure=structure,
            inserted=inserted,
        )


def _apart(written: str) -> tuple[str, Mapping[str, str]]:
    """The structure of the numbered articles, and of those inserted after them; nothing of what cannot be read."""
    try:
        tokens = list(chain.from_iterable(map(_tokens, written.split())))
    except ValueError:
        return "", {}
    numbers = accumulate(not is_inserted for is_inserted, _ in tokens)
    placed = [(str(int(number)), *token) for number, token in zip(numbers, tokens, strict=True)]
    inserted = groupby(filter(itemgetter(1), placed), key=itemgetter(0))
    main = " ".join(token for is_inserted, token in tokens if not is_inserted)
    return main, {number: " ".join(map(itemgetter(2), same)) for number, same in inserted}


def _tokens(run: str) -> Iterator[tuple[bool, str]]:
    """Whether the articles that ``run`` tells of were inserted, and their tokens. ValueError for what tells of none."""
    return zip(repeat(run.startswith(INSERTED)), decode(run.removeprefix(INSERTED)), strict=False)


def _in_order(versions: Sequence[LawVersion]) -> tuple[LawVersion, ...]:
    """``versions`` by the day on which each begins, a later one of a day in place of an earlier; each ends the last."""
    by_day = {version.begins: version for version in versions}
    ordered = [by_day[day] for day in sorted(by_day)]
    following = [*ordered[1:], None]
    return tuple(map(_ended, ordered, following))


def _ended(version: LawVersion, following: LawVersion | None) -> LawVersion:
    if following is None or version.ended:
        return version
    return version._replace(ended=following.begins, superseded_by=following.id)


def _maps(row: Values, versions: Sequence[LawVersion]) -> Iterator[Mapping[str, Any]]:
    for table in _rows(row, "maps"):
        ends = {end: _named(text(table, end), versions) for end in ("from", "to")}
        if all(ends.values()):
            yield {**ends, "rows": list(starmap(_map_row, mapping(table, "articles").items()))}


def _named(written: str, versions: Sequence[LawVersion]) -> str:
    """The id of the version that a year or a day means; empty where none fits."""
    if not written:
        return ""
    exact = (version.id for version in versions if written in (version.passed, version.effective))
    in_year = (version.id for version in versions if version.begins.startswith(written))
    return next(chain(exact, in_year), "")


def _map_row(old: str, new: Any) -> list[Any]:
    successors = re.findall(r"\d+(?:-\d+)?", new) if isinstance(new, str) else []
    return [old, successors, [None] * len(successors), "", 1]

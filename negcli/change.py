"""What became of an entry between two versions: a kind, an effect and values, never a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, starmap
from operator import attrgetter
from typing import Any, NamedTuple

from negcli.effect import Effect


class Revision(NamedTuple):
    """A law that was revised: on which day, from when and by which document the newer text is in force.

    Days are YYYY-MM-DD, empty where not known. ``articles``: what each article that was cited is now, by their numbers
    (``9``; ``120-1`` for 第一百二十条之一). ``corrected``: the newer text was not put in force between the two
    editions, or nobody knows: an outdated number was corrected. Else only the revision changed the number.
    """

    law: str
    passed: str
    effective: str
    document: str
    articles: tuple[tuple[str, tuple[str, ...]], ...]
    corrected: bool = False


class FieldChange(NamedTuple):
    """One field that differs: ``old`` and ``new`` are canonical values, None where the field is absent.

    Of what may be written as one or several, one is bare and several are a list. ``revisions`` are the laws whose being
    renumbered explains all of a changed basis; none where anything else changed it.
    """

    field: str
    old: Any
    new: Any
    effect: Effect
    revisions: tuple[Revision, ...] = ()


class Elsewhere(NamedTuple):
    """The other end of an entry's way, in another notice: ``way`` (``from``, ``to``), ``entry`` as ``AGENCY/ID``."""

    way: str
    entry: str
    published: str
    document: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one entry.

    ``agency``, ``list`` (a kind), ``entry`` and ``title`` are those of the newer version (of the older when removed);
    ``from_`` and ``to`` name the entries it came from or went to as ``AGENCY/ID`` (transferred, renamed, merged …);
    ``fields`` are those that differ, in the vocabulary's order; of an entry that came or went, all that it says; of
    entries merged into one, what differs from each of ``from_`` in turn. ``reason``, ``basis`` and ``document`` are
    what the edition's `adjustments` say. ``publicity`` is the narrowest of the versions' (`full`, `title`, `none`):
    what of the entry may be shown in public. ``elsewhere`` says in which other notices the entry came or went.
    """

    agency: str
    list: str
    entry: str
    title: str
    kind: str
    effect: Effect
    from_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    reason: str | None = None
    basis: Any = None
    document: str | None = None
    publicity: str = "full"
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def came(self) -> bool:
        """Whether the older version had no such entry, so that its fields are all that it says."""
        return any(part.field == "title" and part.old is None for part in self.fields)

    @property
    def count(self) -> int:
        """How many entries it is about: a list that is renumbered is one change, ``from_`` and ``to`` run in step."""
        return max(len(self.to), 1) if self.kind == "renumbered" else 1

    @property
    def id(self) -> str:
        """Sixteen hex digits made of what changed, never of wording: one change has one id in every language."""
        import json
        from hashlib import sha256  # loads OpenSSL

        fields = [[part.field, part.old, part.new] for part in self.fields]
        parts = [self.agency, self.list, self.entry, self.kind, self.from_, self.to, fields]
        data = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(data.encode()).hexdigest()[:16]

    @property
    def order(self) -> tuple[str, str, str]:
        """The order in which changes are shown: by agency, list and entry."""
        return (self.agency, self.list, self.entry)


class Doubt(NamedTuple):
    """Something about a comparison that a person should look at; nothing in the changes rests on it.

    ``code`` names its sentence in `data/words/doubts.yaml`, ``args`` fill the sentence's blanks: texts, kinds and
    effects as the vocabulary's codes, entries as ``AGENCY/ID``. ``agency``, ``list`` and ``entry`` say what it is
    about, as called in the newer version.
    """

    code: str
    agency: str
    list: str
    entry: str
    args: Mapping[str, str]


def write_change(change: Change) -> list[Any]:
    """``change`` in plain values, for `read_change`."""
    fields = [[part.field, part.old, part.new, part.effect.value, part.revisions] for part in change.fields]
    return [*_NAMES(change), change.effect.value, fields, *_TUPLES(change), change.elsewhere, *_SAID(change)]


def read_change(row: Sequence[Any]) -> Change:
    """The change that `write_change` wrote, read from JSON."""
    agency, kind_of_list, entry, title, kind, effect, fields, from_, to, elsewhere, *said = row
    parts = (FieldChange(name, old, new, Effect(way), _revisions(rows)) for name, old, new, way, rows in fields)
    ways = tuple(from_), tuple(to)
    change = Change(agency, kind_of_list, entry, title, kind, Effect(effect), *ways, tuple(parts), *said)
    return replace(change, elsewhere=tuple(starmap(Elsewhere, elsewhere)))


_NAMES = attrgetter("agency", "list", "entry", "title", "kind")
_TUPLES = attrgetter("from_", "to")
_SAID = attrgetter("reason", "basis", "document", "publicity")


def _revisions(rows: Iterable[Sequence[Any]]) -> tuple[Revision, ...]:
    return tuple(
        Revision(law, passed, effective, document, tuple((old, tuple(new)) for old, new in articles), corrected)
        for law, passed, effective, document, articles, corrected in rows
    )


def in_order(changes: Iterable[Change]) -> list[Change]:
    """``changes`` in the order in which they are shown; several of one entry by their ids."""
    groups = groupby(sorted(changes, key=_order), key=_order)
    return [change for _, group in groups for change in _by_id(list(group))]


_order = attrgetter("order")


def _by_id(changes: list[Change]) -> list[Change]:
    return sorted(changes, key=attrgetter("id")) if len(changes) > 1 else changes


def balance(changes: Iterable[Change]) -> Mapping[str, int]:
    """How many changes restrict, open, are mixed, neutral, undetermined."""
    counts = {effect.value: 0 for effect in Effect}
    for change in changes:
        counts[change.effect.value] += 1
    return counts


def totals(changes: Iterable[Change]) -> Mapping[str, int]:
    """How many entries ``changes`` of each kind are about, by kind."""
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.kind] = counts.get(change.kind, 0) + change.count
    return dict(sorted(counts.items()))


def balances(changes: Iterable[Change], *by: str) -> Mapping[tuple[str, ...], Mapping[str, int]]:
    """The balance of the changes of each agency, or each list (``by``: names of fields), in order."""
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        groups.setdefault(tuple(getattr(change, name) for name in by), []).append(change)
    return {key: balance(groups[key]) for key in sorted(groups)}

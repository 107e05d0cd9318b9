"""A pair of entries → the change that it is: its fields, its kind, its effect, and what people say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from negcli.change import Change, FieldChange
from negcli.compare.declared import Declared, Key, Lists, Said, said
from negcli.compare.kinds import MOVES, SILENT, Facts, decide
from negcli.compare.match import Pair
from negcli.compare.own import Own
from negcli.compare.values import Renames, contents, differences
from negcli.dates import iso_date
from negcli.effect import Effect, combine, entry_added, ruled
from negcli.lists.model import Entry, EntryList
from negcli.public import narrowest, publicity

_Spoken = Mapping[Key, Sequence[Declared]]


class Study(NamedTuple):
    """A change with what it was made of: the entries, what the data say of them, and what people say."""

    change: Change
    pair: Pair
    facts: Facts
    said: Said
    #: What the data decide of the effect, whatever people say.
    by_data: Effect


class Legal(NamedTuple):
    """Two versions, for asking by which day's law a list stood in each; ``own``: the laws the register tells of."""

    old: Lists
    new: Lists
    own: Own

    def days(self, pair: Pair) -> tuple[str, str]:
        """The days (YYYY-MM-DD) of the older and newer edition of the entry of ``pair``; empty where none is said."""
        old, new = pair.olds[0], pair.named
        return _day(self.old.get((old.agency, old.kind))), _day(self.new.get((new.agency, new.kind)))


def _day(rows: EntryList | None) -> str:
    written = map(rows.edition.text, ("effective", "approved", "published")) if rows else ()
    return next(filter(iso_date, written), "")


def studied(pairs: Sequence[Pair], spoken: _Spoken, legal: Legal) -> Iterator[Study]:
    """Those of ``pairs`` that are a change, each with the adjustments among ``spoken`` that are about it."""
    renames = _renames(pairs)
    for pair in pairs:
        fields = _fields(pair, renames)
        words = said(_rows(pair, spoken))
        facts = _facts(pair, fields)
        kind = _kind(facts, words)
        if kind:
            fields = _grounded(pair, fields, legal)
            parts = _effects(pair, fields, kind)
            yield Study(_change(pair, fields, kind, words, parts), pair, facts, words, combine(parts))


def _renames(pairs: Iterable[Pair]) -> Renames:
    """What entries that became just one other are called now."""
    moved = [pair for pair in pairs if pair.state == "moved" and len(pair.news) == 1]
    return {(old.kind, old.key): pair.named.key for pair in moved for old in pair.olds}


def _kind(facts: Facts, words: Said) -> str:
    """The kind of a change; empty where there is none."""
    if facts.state == "kept" and not facts.changed:
        return next(filter(SILENT.__contains__, words.kinds), "")
    return decide(facts, words.kinds)


def _fields(pair: Pair, renames: Renames) -> tuple[FieldChange, ...]:
    """What differs; where several entries were merged, from each of them in turn."""
    if pair.new is None:
        return contents(pair.olds[0], gone=True)
    if not pair.olds:
        return contents(pair.new)
    return tuple(field for old in pair.olds for field in differences(old, pair.new, renames))


def _grounded(pair: Pair, fields: tuple[FieldChange, ...], legal: Legal) -> tuple[FieldChange, ...]:
    """``fields``, a basis with what the law says of it: which revision moved its articles, or what force it has."""
    return tuple(map(partial(_with_law, legal, pair), fields)) if pair.olds and pair.new else fields


def _with_law(legal: Legal, pair: Pair, field: FieldChange) -> FieldChange:
    if field.field != "basis":
        return field
    from negcli.compare.bases import basis_change  # the law is read where a basis changed

    effect, revisions = basis_change(field.old, field.new, legal.days(pair), legal.own)
    is_ground = pair.named.kind == "negative-list"
    return field._replace(effect=effect if is_ground else Effect.NEUTRAL, revisions=revisions)


def _rows(pair: Pair, spoken: _Spoken) -> Sequence[Declared]:
    """The adjustments about ``pair``: those that name the newer entry, else those that name what it was."""
    entries = filter(None, (pair.new, *pair.olds))
    return next(filter(None, (_rows_about(entry, pair.new is None, spoken) for entry in entries)), ())


def _rows_about(entry: Entry, is_gone: bool, spoken: _Spoken) -> Sequence[Declared]:
    """The adjustments that name ``entry`` as what is listed; of one that ``is_gone`` any that name it."""
    rows = spoken.get((entry.kind, entry.key), [])
    if is_gone:  # its name may have been given to another one, of which some of the rows are
        return [row for row in rows if not row.from_ or entry.key in row.from_]
    return [row for row in rows if entry.key in row.entries]


def _facts(pair: Pair, fields: Iterable[FieldChange]) -> Facts:
    entry = pair.named
    return Facts(
        pair.state,
        frozenset(field.field for field in fields),
        len(pair.olds),
        len(pair.news),
        any(old.agency != entry.agency for old in pair.olds),
        any(old.id != entry.id for old in pair.olds),
    )


def _change(pair: Pair, fields: tuple[FieldChange, ...], kind: str, words: Said, parts: Sequence[Effect]) -> Change:
    entry = pair.named
    return Change(
        entry.agency,
        entry.kind,
        entry.id,
        entry.title,
        kind,
        _effect(pair, parts, words),
        tuple(old.key for old in pair.olds) if pair.state == "moved" else (),
        _destinations(pair),
        fields,
        words.reason,
        words.basis,
        words.document,
        narrowest(filter(None, (*pair.olds, pair.new))),
    )


def _destinations(pair: Pair) -> tuple[str, ...]:
    """What an entry that moved became; others that may not be published at all are not named beside it."""
    return tuple(entry.key for entry in pair.news if entry is pair.new or publicity(entry) != "none")


def _effect(pair: Pair, parts: Sequence[Effect], words: Said) -> Effect:
    """What the data decide; a person rules on what they leave open."""
    if pair.state == "kept" and not parts and words.ruling is not Effect.UNDETERMINED:
        return words.ruling  # an act that left no trace: only people know
    return ruled(parts, words.ruling)


def _effects(pair: Pair, fields: Iterable[FieldChange], kind: str) -> list[Effect]:
    if pair.new is None:
        return [_listed(pair, kind).mirror]
    if not pair.olds:
        return [_listed(pair, kind)]
    return [field.effect for field in fields]


def _listed(pair: Pair, kind: str) -> Effect:
    """The effect of an entry that came into a list; where it is said to come from another one, that is not known."""
    added = entry_added(pair.named.kind)
    return Effect.UNDETERMINED if kind in MOVES and added is not Effect.NEUTRAL else added

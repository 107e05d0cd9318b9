"""Two versions of a register's lists → what became of their entries.

`match` says which entry is which, `values` in which fields they differ, `declared` what people say about it, `kinds`
what kind of change it is, and `effect` which way secrecy moves. One intended change is one change: a transfer is not a
removal and an addition, and what only looks different (order, files, key language, one text or a list of one) is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from negcli.change import Change, FieldChange, in_order
from negcli.compare.declared import Declared, Key, Lists, Said, read_adjustments, said
from negcli.compare.kinds import MOVES, SILENT, Facts, decide
from negcli.compare.match import Pair, match
from negcli.compare.values import Renames, contents, differences
from negcli.effect import Effect, entry_added, ruled
from negcli.model import Edition, Entry, EntryList
from negcli.public import narrowest, publicity

__all__ = ["Lists", "compare", "lists_by_key"]


def compare(
    old: Lists, new: Lists, *, between: Iterable[EntryList] = (), names: Mapping[str, str] | None = None
) -> list[Change]:
    """What became of every entry from ``old`` to ``new``, both (agency, kind) → list; one change an entry, in order.

    ``between`` are the editions that came after ``old`` and before ``new``, the oldest first: what they say of renamed,
    transferred, merged and split entries leads from the old names to the new. ``names`` leads from the names of
    agencies to their ids, where adjustments write names.
    """
    editions = list(_editions(old, (*between, *new.values()), names or {}))
    spoken = _spoken(editions)
    pairs = list(match(old, new, editions, spoken))
    renames = _renames(pairs)
    changes = [change for pair in pairs for change in _changes(pair, spoken, renames)]
    return in_order(changes)


def _editions(old: Lists, later: Iterable[EntryList], names: Mapping[str, str]) -> Iterator[list[Declared]]:
    """The adjustments of each of ``later``, held against the edition of the same list before it."""
    last = dict(old)
    for rows in later:
        before = last.get(rows.key)
        yield [] if before is rows else read_adjustments(rows, before, names)
        last[rows.key] = rows


def lists_by_key(lists: Iterable[EntryList]) -> Lists:
    """``lists`` by agency and kind; of several of one agency and kind entries and adjustments are put together."""
    result: dict[tuple[str, str], EntryList] = {}
    for rows in lists:
        first = result.get(rows.key)
        result[rows.key] = _joined(first, rows) if first else rows
    return result


def _joined(one: EntryList, other: EntryList) -> EntryList:
    adjustments = [*one.edition.adjustments, *other.edition.adjustments]
    edition = Edition({**one.edition.values, "adjustments": adjustments}) if adjustments else one.edition
    return replace(one, edition=edition, entries=one.entries + other.entries)


def _spoken(editions: Sequence[Sequence[Declared]]) -> Mapping[Key, list[Declared]]:
    """Entry → the adjustments that name it, those of the newest edition first."""
    spoken: dict[Key, list[Declared]] = {}
    for rows in reversed(editions):
        for row in rows:
            for name in dict.fromkeys((*row.entries, *row.from_)):
                spoken.setdefault((row.list, name), []).append(row)
    return spoken


def _renames(pairs: Iterable[Pair]) -> Renames:
    """What entries that became just one other are called now."""
    moved = [pair for pair in pairs if pair.state == "moved" and len(pair.news) == 1]
    return {(old.kind, old.key): pair.named.key for pair in moved for old in pair.olds}


def _changes(pair: Pair, spoken: Mapping[Key, list[Declared]], renames: Renames) -> Iterable[Change]:
    """The change that ``pair`` is, if it is one."""
    fields = _fields(pair, renames)
    words = said(_rows(pair, spoken))
    kind = _kind(pair, fields, words)
    if kind:
        yield _change(pair, fields, kind, words)


def _kind(pair: Pair, fields: tuple[FieldChange, ...], words: Said) -> str:
    """The kind of the change that ``pair`` is; empty where it is none."""
    if pair.state == "kept" and not fields:
        return next(filter(SILENT.__contains__, words.kinds), "")
    return decide(_facts(pair, fields), words.kinds)


def _fields(pair: Pair, renames: Renames) -> tuple[FieldChange, ...]:
    """What differs; where several entries were merged, from each of them in turn."""
    if pair.new is None:
        return contents(pair.olds[0], gone=True)
    if not pair.olds:
        return contents(pair.new)
    return tuple(field for old in pair.olds for field in differences(old, pair.new, renames))


def _rows(pair: Pair, spoken: Mapping[Key, list[Declared]]) -> Sequence[Declared]:
    """The adjustments about ``pair``: those that name the newer entry, else those that name what it was."""
    entries = filter(None, (pair.new, *pair.olds))
    return next(filter(None, (_rows_about(entry, pair.new is None, spoken) for entry in entries)), ())


def _rows_about(entry: Entry, is_gone: bool, spoken: Mapping[Key, list[Declared]]) -> Sequence[Declared]:
    """The adjustments that name ``entry`` as what is listed; of one that ``is_gone`` any that name it."""
    rows = spoken.get((entry.kind, entry.key), [])
    named = [row for row in rows if entry.key in row.entries]
    return named or (rows if is_gone else [])


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


def _change(pair: Pair, fields: tuple[FieldChange, ...], kind: str, words: Said) -> Change:
    entry = pair.named
    return Change(
        entry.agency,
        entry.kind,
        entry.id,
        entry.title,
        kind,
        _effect(pair, fields, kind, words),
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


def _effect(pair: Pair, fields: Iterable[FieldChange], kind: str, words: Said) -> Effect:
    """What the data decide; a person rules on what they leave open."""
    parts = _effects(pair, fields, kind)
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

"""Lists that are to be published next, each held against the last edition of it that is public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from negcli.change import Change, Doubt
from negcli.compare import compare_each, look_closely
from negcli.compare.declared import Declared, read_adjustments
from negcli.compare.values import plain_part
from negcli.effect import Effect
from negcli.lists.model import Entry, EntryList, Register
from negcli.lists.moment import Key, joined
from negcli.rules import Context

Found = TypeVar("Found", Change, Doubt)
#: Fields of an edition that say what was of it alone: how it was approved and made public, and what it came to.
OF_ONE_EDITION = ("approved", "effective", "published", "document", "summary", "interpretation", "totals")
#: Those that no other edition says in the same way.
_TELLING = frozenset({"approved", "published", "document", "totals"})
#: What nobody may do to openness without saying why.
IN_NEED = frozenset({Effect.RESTRICTS, Effect.MIXED, Effect.UNDETERMINED})


class Known(NamedTuple):
    """What was public before: the last edition of each list, and every number that its editions had.

    ``between``: editions since, in the order of publication, that are public with the draft but not before it.
    """

    last: Mapping[Key, EntryList]
    numbers: Mapping[Key, frozenset[str]]
    between: tuple[EntryList, ...] = ()


class Draft(NamedTuple):
    """A list as it is now: ``rows`` are all of it, ``head`` its first part, where it stands in several files.

    ``before`` is its last public edition, None where it has none, ``numbers`` those that all its editions had;
    ``changes`` are all since then, entry by entry, with the ``doubts`` about them. ``is_one_step``: no other edition
    comes between.
    """

    rows: EntryList
    head: EntryList
    before: EntryList | None
    numbers: frozenset[str]
    changes: tuple[Change, ...]
    doubts: tuple[Doubt, ...]
    is_one_step: bool

    @property
    def is_kept(self) -> bool:
        """Whether the list still carries the number of its last public edition."""
        return self.before is not None and self.before.edition.number == self.rows.edition.number

    @property
    def is_next(self) -> bool:
        """Whether it is another edition of a list that has a public one: its changes are to be accounted for."""
        return self.before is not None and not self.is_kept

    @property
    def is_open(self) -> bool:
        """Whether the list is not public as it is now."""
        return not self.is_kept or bool(self.changes and self.rewritten)

    @property
    def is_copied(self) -> bool:
        """Whether only another number was written above what the last public edition says of itself."""
        old = self.before.edition.values if self.before else {}
        return self.is_next and _TELLING & old.keys() <= set(left_over(self.before, self.rows))

    @property
    def gone(self) -> set[str]:
        """The entries, by their full names, that its last public edition has and it has no more."""
        before = {entry.key for entry in self.before.entries} if self.before else set()
        return before.difference(entry.key for entry in self.rows.entries)

    @property
    def rewritten(self) -> list[str]:
        """What the public reads otherwise than in the last public edition: entries, and fields of the edition."""
        entries = [change.entry for change in self.changes if _is_seen(change)]
        return [*entries, *_differing(self.before, self.rows)] if self.before else []


def drafts_of(register: Register, known: Known) -> dict[Key, Draft]:
    """Every list of ``register`` as a draft."""
    parts: dict[Key, list[EntryList]] = {}
    for rows in register.lists:
        parts.setdefault(rows.key, []).append(rows)
    new = {key: joined(rows) for key, rows in parts.items()}
    laws = [register.values, *(values for kind, values, _ in register.others if kind == "laws")]
    how: dict[str, Any] = {"between": known.between, "names": register.agency_ids, "laws": laws}
    changes = _by_list(compare_each(known.last, new, **how))
    doubts = _by_list(look_closely(known.last, new, **how).doubts)
    passed = {rows.key for rows in known.between}
    return {
        key: Draft(
            rows, parts[key][0], known.last.get(key), known.numbers.get(key, frozenset()),
            changes.get(key, ()), doubts.get(key, ()), key not in passed,
        )
        for key, rows in new.items()
    }  # fmt: skip


def _by_list(rows: Iterable[Found]) -> dict[Key, tuple[Found, ...]]:
    """Changes or doubts, which are in order, by list."""
    return {key: tuple(group) for key, group in groupby(rows, key=attrgetter("agency", "list"))}


def _differing(old: EntryList, new: EntryList) -> list[str]:
    """The fields of the edition itself that differ."""
    before, after = (plain_part("edition", each.edition.values, each.agency) for each in (old, new))
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


def left_over(old: EntryList | None, new: EntryList) -> list[str]:
    """The fields of ``new``'s edition that say what was of the edition ``old`` alone, as they did there."""
    before, after = old.edition.values if old else {}, new.edition.values
    return [name for name in OF_ONE_EDITION if name in before and after.get(name) == before[name]]


def _is_seen(change: Change) -> bool:
    """Whether the public sees that the entry changed; of one that is public by its title, only that counts."""
    is_named = change.kind in ("added", "removed") or "title" in [part.field for part in change.fields]
    return change.publicity == "full" or (change.publicity == "title" and is_named)


def draft_of(rows: EntryList, context: Context) -> Draft | None:
    """The draft that ``rows`` are the head of, where drafts are judged."""
    draft = (context.drafts or {}).get(rows.key)
    return draft if draft and draft.head is rows else None


def next_of(rows: EntryList, context: Context) -> Draft | None:
    """The draft that ``rows`` are a part of, where it is the next edition of a public list."""
    draft = (context.drafts or {}).get(rows.key)
    return draft if draft and draft.is_next else None


def changed_entries(rows: EntryList, context: Context) -> Iterator[tuple[Entry, Change]]:
    """The entries of ``rows`` that changed, and how, as far as the public may see it."""
    draft = next_of(rows, context)
    entries = {entry.id: entry for entry in reversed(rows.entries)}
    for change in draft.changes if draft else ():
        if change.entry in entries and change.publicity != "none":
            yield entries[change.entry], change


def in_need(changes: Iterable[Change], field: str) -> list[str]:
    """The entries whose changes restrict, or may, and bear nothing in ``field`` (`reason`, `basis`, `document`)."""
    needy = (change for change in changes if change.effect in IN_NEED)
    return [change.entry for change in needy if not getattr(change, field)]


def accounts(rows: EntryList, context: Context) -> Iterator[tuple[int, Declared, list[Change]]]:
    """Each adjustment of ``rows``, counted from 0, and the changes that it speaks of."""
    draft = next_of(rows, context)
    if draft:
        said = read_adjustments(rows, None, context.register.agency_ids)
        changes = {_key(change): change for change in draft.changes}
        for position, row in enumerate(said):
            yield position, row, [changes[name] for name in row.entries if name in changes]


def moved_away(context: Context) -> frozenset[str]:
    """Every entry, by its full name, that went into another one: of its own list or of any other."""
    if "moved-away" not in context.kept:
        changes = chain.from_iterable(draft.changes for draft in (context.drafts or {}).values())
        context.kept["moved-away"] = frozenset(chain.from_iterable(change.from_ for change in changes))
    found: frozenset[str] = context.kept["moved-away"]
    return found


def contradictions(rows: EntryList, context: Context, code: str) -> Iterator[tuple[int, Declared, Doubt]]:
    """What adjustments of ``rows``, counted from 0, declare against the data: doubts of that ``code``."""
    draft = next_of(rows, context)
    doubts = [doubt for doubt in draft.doubts if doubt.code == code] if draft else []
    every = accounts(rows, context) if doubts else iter(())
    return ((position, row, doubt) for position, row, _ in every for doubt in _about(row, doubts))


def _about(row: Declared, doubts: Iterable[Doubt]) -> list[Doubt]:
    """The first of ``doubts`` that is about what ``row`` says."""
    named = (doubt for doubt in doubts if f"{doubt.agency}/{doubt.entry}" in row.entries)
    return [doubt for doubt in named if doubt.args["said"] in (row.kind, row.effect.value)][:1]


def _key(change: Change) -> str:
    return f"{change.agency}/{change.entry}"

"""What an edition still lacks, drafted from the comparison for people to complete."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, filterfalse
from typing import NamedTuple

from negcli.change import Change
from negcli.editions.lines import Row
from negcli.editions.revise import Wish, revised
from negcli.effect import Effect
from negcli.fmt.spelling import prevailing
from negcli.lists.model import EntryList, Register, Values, texts
from negcli.lists.moment import Key
from negcli.record.drafts import Draft, left_over
from negcli.words import Words

#: Changes that are made in bulk, for one reason: one adjustment names all of a kind.
_IN_BULK = frozenset({"basis-changed", "element-changed", "renumbered"})
#: What a row leaves open, by the change's effect; else only the reason.
_EMPTY = {
    Effect.UNDETERMINED: ("effect", "reason", "basis"),
    **dict.fromkeys((Effect.RESTRICTS, Effect.MIXED), ("reason", "basis")),
}
_YEARLY = re.compile(r"(\d{4})-(\d+)")
_COUNTED = re.compile(r"(.*?)(\d+)(\D*)")


class Planned(NamedTuple):
    """What is to be written into one part of a list."""

    rows: EntryList
    wish: Wish


def plan(register: Register, drafts: Mapping[Key, Draft], today: date) -> list[Planned]:
    """What every edition that changes something still lacks; notes are in the language of the file's keys."""
    parts = (Planned(rows, _wish(rows, drafts[rows.key], today, _words(rows))) for rows in register.lists)
    return [part for part in parts if not part.wish.is_empty]


def _words(rows: EntryList) -> Words:
    return Words(prevailing(rows.where.document.source.documents) if rows.where else "en")


def written(register: Register, planned: Iterable[Planned]) -> dict[str, str]:
    """File → its text with what is ``planned``; Failure as `revised`."""
    sources = {source.file: source for source in register.sources}
    by_file: dict[str, list[tuple[EntryList, Wish]]] = {}
    for part in planned:
        if part.rows.where:
            by_file.setdefault(part.rows.where.document.file, []).append((part.rows, part.wish))
    return {file: revised(sources[file], wishes) for file, wishes in by_file.items()}


def renumbered(rows: EntryList, draft: Draft, today: date) -> Wish:
    """The next number for a list that changed under that of a public edition; what was of that edition goes away.

    It goes away too where people changed the number alone.
    """
    is_new = _needs_number(draft, rows.edition.number)
    number = {"number": next_number(draft.numbers, today)} if is_new else {}
    return Wish(number, frozenset(left_over(draft.before, rows) if is_new or draft.is_copied else ()))


def next_number(numbers: frozenset[str], today: date) -> str:
    """The number after ``numbers``: the next of the year where they are like 2025-1, else the last one's successor."""
    yearly = list(filter(None, map(_YEARLY.fullmatch, numbers)))
    counted = list(filter(None, map(_COUNTED.fullmatch, numbers)))
    if yearly or not counted:
        return _next_of_year([(int(match[1]), int(match[2])) for match in yearly], today.year)
    last = max(counted, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1}{last[3]}"


def _next_of_year(numbers: list[tuple[int, int]], this_year: int) -> str:
    """The number after those (year, number), in this year or a later one that was begun."""
    year, number = max([(this_year, 0), *numbers])
    return f"{year}-{number + 1}"


def _needs_number(draft: Draft, number: str) -> bool:
    return not number or (draft.is_kept and bool(draft.changes) and bool(draft.rewritten))


def _wish(rows: EntryList, draft: Draft, today: date, words: Words) -> Wish:
    wish = renumbered(rows, draft, today)
    if draft.before is None or not (draft.is_next or wish.put):
        return wish
    drafted = tuple(_drafted(rows, draft, words))
    new = _new_adjustments(rows, draft)
    if wish.is_empty or len(new) == len(rows.edition.adjustments):
        return wish._replace(rows=drafted)
    own = (Row(row, "") for row in new)
    return wish._replace(drop=wish.drop | {"adjustments"}, rows=(*own, *drafted))


def _drafted(rows: EntryList, draft: Draft, words: Words) -> Iterator[Row]:
    """An adjustment for every change of these ``rows`` that nothing is said about, one for several that are alike."""
    alike: dict[str, list[Change]] = {}
    for change in _silent(rows, draft):
        alike.setdefault(_common(change), []).append(change)
    return (_row(group, draft, words) for group in sorted(alike.values(), key=lambda group: len(group) > 1))


def _silent(rows: EntryList, draft: Draft) -> list[Change]:
    """The changes that are to be told with these ``rows`` and are not, as far as they may be."""
    named, here = frozenset(_named(rows, draft)), {entry.id for entry in rows.entries}
    mine = (change for change in draft.changes if _belongs(change, rows, draft, here))
    return [change for change in mine if _is_silent(change) and change.entry not in named]


def _named(rows: EntryList, draft: Draft) -> Iterator[str]:
    """The ids of entries that adjustments of this edition name."""
    new = chain.from_iterable(texts(row, "entries") for row in _new_adjustments(rows, draft))
    return (_short(name, rows.agency) for name in new)


def _new_adjustments(rows: EntryList, draft: Draft) -> list[Values]:
    """The adjustments of ``rows`` that were not those of the last public edition."""
    old = draft.before.edition.adjustments if draft.before else ()
    return list(filterfalse(old.__contains__, rows.edition.adjustments))


def _is_silent(change: Change) -> bool:
    return change.reason is None and change.publicity != "none"


def _belongs(change: Change, rows: EntryList, draft: Draft, here: set[str]) -> bool:
    """Whether ``change`` is to be told in this part of the list: the first tells of entries that are gone."""
    return change.entry in here or (draft.head is rows and change.kind == "removed")


def _common(change: Change) -> str:
    """What changes that one adjustment can name have in common: their kind, or that they are the same in all fields."""
    if change.effect is Effect.NEUTRAL and change.kind in _IN_BULK:
        return change.kind
    same = [(part.field, part.old, part.new) for part in change.fields]
    return change.id if change.from_ else f"{change.kind} {same}"


def _row(changes: list[Change], draft: Draft, words: Words) -> Row:
    first = changes[0]
    values = {
        "entries": _alone([change.entry for change in changes]),
        "from": _alone([_short(name, first.agency) for change in changes for name in change.from_]),
        "kind": first.kind,
        **dict.fromkeys(_EMPTY.get(first.effect, ("reason",))),
    }
    return Row({name: value for name, value in values.items() if value != []}, _note(changes, draft, words))


def _alone(names: list[str]) -> str | list[str]:
    """One name is no list."""
    return names[0] if len(names) == 1 else names


def _short(name: str, agency: str) -> str:
    return name.removeprefix(f"{agency}/")


def _note(changes: list[Change], draft: Draft, words: Words) -> str:
    """What changed, for whoever completes the row; and which entry it may have been."""
    first = changes[0]
    said = {"title": first.title, "count": len(changes), "kind": words(f"changes.{first.kind}")}
    parts = [words("adjust.note-bulk" if len(changes) > 1 else "adjust.note", **said)]
    parts += [words("adjust.rule")] * (first.effect is Effect.UNDETERMINED)
    return "".join([*parts, *_likely(first, draft, words)])


def _likely(change: Change, draft: Draft, words: Words) -> Iterator[str]:
    """Which entries the changed one may have been, where that is likely."""
    doubts = [each for each in draft.doubts if each.entry == change.entry and each.code.startswith("likely")]
    for code in dict.fromkeys(doubt.code for doubt in doubts):
        yield words(f"adjust.{code}", old=words.join([each.args["old"] for each in doubts if each.code == code]))

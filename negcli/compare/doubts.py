"""What a person should look at beside the changes: likely moves, ids given to another matter, wrong declarations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, filterfalse, repeat, starmap
from operator import attrgetter
from typing import Any

from negcli.change import Doubt
from negcli.compare.kinds import decide, fits
from negcli.compare.study import Study
from negcli.compare.values import plain_values
from negcli.effect import Effect
from negcli.lists.model import Entry

#: Texts that share less than this part of their letter pairs are of different matters.
_ALIKE = 0.2
#: The fields that tell one matter from another.
_TELLING = ("title", "information")
#: One of these must be another as well, where an id is to have been given to another matter.
_REST = frozenset({"information", "basis"})


def doubts(studies: Sequence[Study], steps: Counter[tuple[str, str]]) -> list[Doubt]:
    """The doubts about what became of entries, by agency, list and entry.

    ``steps``: how many editions of each list, by (agency, kind), lie between. Where there are several, what an edition
    says is true of its own part of the way, which is not seen here.
    """
    reused = list(filter(_is_another, studies))
    gone = map(_before, chain(filter(_has_gone, studies), reused))
    come = map(_now, chain(filter(_has_come, studies), reused))
    of_one_step = (study for study in studies if steps[_now(study).agency, _now(study).kind] < 2)
    contradictions = chain.from_iterable(map(_contradictions, of_one_step))
    found = chain(_likely(list(gone), list(come)), map(_reused, reused), contradictions)
    return sorted(found, key=attrgetter("agency", "list", "entry", "code"))


def _likely(gone: Sequence[Entry], come: Sequence[Entry]) -> Iterable[Doubt]:
    if not gone or not come:
        return ()
    from negcli.compare.gathered import split  # seldom anything goes and comes at once
    from negcli.compare.likeness import likely

    were_merged = [(old, new) for new, old in split(come, gone)]
    were_split = list(split(gone, come))
    told = set(map(id, chain.from_iterable((*were_merged, *were_split))))
    left = ([entry for entry in some if id(entry) not in told] for some in (gone, come))
    moved = ((_moved_code(*pair), pair) for pair in likely(*left))
    rows = chain(zip(repeat("likely-merged"), were_merged), zip(repeat("likely-split"), were_split), moved)
    return starmap(_likely_doubt, rows)


def _has_gone(study: Study) -> bool:
    return study.pair.state == "gone"


def _has_come(study: Study) -> bool:
    return study.pair.state == "new"


def _before(study: Study) -> Entry:
    return study.pair.olds[0]


def _now(study: Study) -> Entry:
    return study.pair.named


def _moved_code(old: Entry, new: Entry) -> str:
    return "likely-renumbered" if old.agency == new.agency else "likely-transferred"


def _likely_doubt(code: str, pair: tuple[Entry, Entry]) -> Doubt:
    old, new = pair
    return _doubt(code, new, {"old": old.key, "new": new.key, "title": old.title})


def _reused(study: Study) -> Doubt:
    new = _now(study)
    return _doubt("reused-id", new, {"id": new.id, "before": _before(study).title, "now": new.title})


def _doubt(code: str, entry: Entry, args: Mapping[str, str]) -> Doubt:
    return Doubt(code, entry.agency, entry.kind, entry.id, args)


def _is_another(study: Study) -> bool:
    """Whether an id that stayed now names another matter, and nobody says anything of it."""
    is_untold = study.pair.state == "kept" and not study.said.kinds
    is_renamed = "title" in study.facts.changed and not _REST.isdisjoint(study.facts.changed)
    return is_untold and is_renamed and not _are_alike(_before(study), _now(study))


def _are_alike(old: Entry, new: Entry) -> bool:
    """Whether two entries share some of the letter pairs of what tells them from others (Dice)."""
    before, after = plain_values(old), plain_values(new)
    return any(_share(before.get(name), after.get(name)) >= _ALIKE for name in _TELLING)


def _share(one: Any, other: Any) -> float:
    from negcli.evidence.alike_texts import letter_pairs

    pairs, others = letter_pairs(str(one or "")), letter_pairs(str(other or ""))
    return 2 * len(pairs & others) / max(len(pairs) + len(others), 1)


def _contradictions(study: Study) -> Iterator[Doubt]:
    """Where people declare another kind, or rule on another effect, than the data show."""
    for kind in _unfitting(study):
        yield _doubt("kind-contradicts-data", _now(study), {"said": kind, "found": decide(study.facts)})
    if _is_overruled(study):
        args = {"said": study.said.ruling.value, "found": study.by_data.value}
        yield _doubt("effect-contradicts-data", _now(study), args)


def _unfitting(study: Study) -> Iterable[str]:
    declared = filter(None, dict.fromkeys(study.said.kinds))
    return filterfalse(lambda kind: fits(kind, study.facts), declared)


def _is_overruled(study: Study) -> bool:
    return study.by_data is not Effect.UNDETERMINED and study.said.ruling not in (
        Effect.UNDETERMINED,
        study.change.effect,
    )

"""Which way secrecy moves, seen from the public: the only place that knows.

Every field that has an order is compared by it; what has none and says what is withheld (`information`, `released`) is
undetermined until a person rules; everything else is neutral. The orders are partial: what cannot be compared is
undetermined too. A limit that is not written does not limit: no `until` is 长期, no `stages` are all of them, no
`extent` is the whole, no `publicity` is full, and what no `openness` arranges is open on request.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Any

from negcli.dates import meant_date, real_date

Values = Mapping[str, Any]


class Effect(Enum):
    """What a change does to openness."""

    RESTRICTS = "restricts"
    OPENS = "opens"
    MIXED = "mixed"
    NEUTRAL = "neutral"
    UNDETERMINED = "undetermined"

    @property
    def mirror(self) -> Effect:
        """The effect of the change taken back."""
        return {Effect.RESTRICTS: Effect.OPENS, Effect.OPENS: Effect.RESTRICTS}.get(self, self)


def combine(effects: Iterable[Effect]) -> Effect:
    """The effect of several changes together: what one of them leaves undetermined stays so."""
    seen = set(effects) - {Effect.NEUTRAL}
    if Effect.UNDETERMINED in seen:
        return Effect.UNDETERMINED
    if not seen:
        return Effect.NEUTRAL
    return seen.pop() if len(seen) == 1 else Effect.MIXED


def ruled(effects: Iterable[Effect], ruling: Effect) -> Effect:
    """What ``effects`` come to when a person rules on those that are undetermined; the determined ones stand."""
    return combine(ruling if effect is Effect.UNDETERMINED else effect for effect in effects)


def entry_added(kind: str) -> Effect:
    """The effect of an entry that a list of ``kind`` did not have: more is withheld only where the list is negative."""
    return Effect.RESTRICTS if kind == "negative-list" else Effect.NEUTRAL


def field_effect(kind: str, field: str, old: Values, new: Values) -> Effect:
    """The effect of what became of ``field`` in an entry of a list of ``kind``, from values ``old`` to ``new``.

    The entry's canonical values are given whole: what `released` says depends on `extent`.
    """
    compare = _FIELDS.get((kind, field))
    return compare(old, new) if compare else Effect.NEUTRAL


def articles_effect(old: Iterable[int], new: Iterable[int]) -> Effect:
    """The effect of citing ``new`` articles of the 2019 条例 as grounds in place of ``old`` ones, by their force.

    Where either cites none that gives a ground (14 to 16), the other laws cited have no order: neutral.
    """
    before, after = _strongest(old), _strongest(new)
    return _by_order(before, after) if before and after else Effect.NEUTRAL


def _strongest(articles: Iterable[int]) -> int:
    return max((ARTICLES.get(article, 0) for article in articles), default=0)


#: Every stage of the five opennesses (五公开).
STAGES = ("decision", "execution", "management", "service", "result")
#: Article of the 2019 条例 behind each ground → its force: 14 must not, 15 must not unless, 16 may.
_MUST, _CONDITIONAL, _MAY = 3, 2, 1
#: The same articles by their numbers.
ARTICLES: Mapping[int, int] = MappingProxyType({14: _MUST, 15: _CONDITIONAL, 16: _MAY})
FORCE: Mapping[str, int] = MappingProxyType(
    {
        "state-secret": _MUST,
        "forbidden-by-law": _MUST,
        "national-security": _MUST,
        "public-security": _MUST,
        "economic-security": _MUST,
        "social-stability": _MUST,
        "trade-secret": _CONDITIONAL,
        "personal-privacy": _CONDITIONAL,
        "internal-affairs": _MAY,
        "process-information": _MAY,
        "enforcement-file": _MAY,
    }
)
_EXTENTS = {"part": 1, "whole": 2}
_PUBLICITIES = {"full": 1, "title": 2, "none": 3}
_STATUSES = {"proactive": 1, "on-request": 2, "": 2, "withheld": 3}
#: Ends that never come, in the words people use.
_FOREVER = re.compile(
    "(长期|永久|永远|无限期|不定期限?)(不予?公开|保密|有效)?|permanent(ly)?|indefinite(ly)?|forever", re.IGNORECASE
)

#: What may stand around a day without making it another, and a month or a year as people write them.
_AROUND = re.compile("^(?:截至|截止到?|至|到|until|till|by)|(?:为止|止|之前|以前|前)$", re.IGNORECASE)
_MONTH = re.compile("(?P<year>[12][0-9]{3})(?:年|(?:年|-)(?P<month>1[0-2]|0?[1-9])月?)?[底末]?")


def _by_order(old: int | None, new: int | None) -> Effect:
    """From ``old`` to ``new`` on a scale of how much is withheld; None has no place on it."""
    if old is None or new is None:
        return Effect.UNDETERMINED
    if old == new:
        return Effect.NEUTRAL
    return Effect.RESTRICTS if new > old else Effect.OPENS


def _by_set(old: Iterable[str], new: Iterable[str]) -> Effect:
    """Each thing that ``new`` has more of is withheld, each that it has less of is opened."""
    more, less = set(new) - set(old), set(old) - set(new)
    return combine([Effect.RESTRICTS] * bool(more) + [Effect.OPENS] * bool(less))


def _extent(old: Values, new: Values) -> Effect:
    return _by_order(_EXTENTS.get(_word(old, "extent", "whole")), _EXTENTS.get(_word(new, "extent", "whole")))


def _publicity(old: Values, new: Values) -> Effect:
    before, after = _word(old, "publicity", "full"), _word(new, "publicity", "full")
    return _by_order(_PUBLICITIES.get(before), _PUBLICITIES.get(after))


def _stages(old: Values, new: Values) -> Effect:
    return _by_set(_texts(old, "stages") or STAGES, _texts(new, "stages") or STAGES)


def _ground(old: Values, new: Values) -> Effect:
    """Several grounds have the force of the strongest; an unknown one cannot be compared."""
    return _by_order(_force(_texts(old, "ground")), _force(_texts(new, "ground")))


def _force(grounds: tuple[str, ...]) -> int | None:
    are_known = FORCE.keys() >= set(grounds)
    return max(map(FORCE.__getitem__, grounds), default=None) if are_known else None


def _until(old: Values, new: Values) -> Effect:
    """A later date restricts, and 长期 is later than anything; an event has no place among dates or other events."""
    before, after = _end(old.get("until")), _end(new.get("until"))
    if date.max in (before, after):
        return _by_order(before == date.max, after == date.max)
    if isinstance(before, date) and isinstance(after, date):
        return _by_order(before.toordinal(), after.toordinal())
    return _by_words(before, after)


def _end(until: Any) -> date | str:
    """The day on which withholding ends, the latest day of all where it never does, or the event in plain words."""
    words = _plain(until)
    if not words or _FOREVER.fullmatch(words):
        return date.max
    return _day(words) or words


def _day(words: str) -> date | None:
    """The day that ``words`` mean, if any; of a month or a year alone (2027年6月, 2027年底) the last."""
    plain = _AROUND.sub("", words)
    match = _MONTH.fullmatch(plain)
    if match is None:
        return meant_date(plain)
    after = int(match["year"]) * 12 + int(match["month"] or 12)  # months before the one that follows
    first = real_date(after // 12, after % 12 + 1, 1)
    return first and first - timedelta(days=1)


def _information(old: Values, new: Values) -> Effect:
    return _by_words(old.get("information"), new.get("information"))


def _released(old: Values, new: Values) -> Effect:
    """Where `extent` changes it has said already whether a part is released; else only people can tell."""
    if _extent(old, new) is not Effect.NEUTRAL:
        return Effect.NEUTRAL
    return _by_words(old.get("released"), new.get("released"))


def _by_words(old: Any, new: Any) -> Effect:
    """The same words in another typing say the same; other words cannot be compared."""
    return Effect.NEUTRAL if _plain(old) == _plain(new) else Effect.UNDETERMINED


def _openness(old: Values, new: Values) -> Effect:
    """Stage by stage, what becomes of its status."""
    before, after = _statuses(old), _statuses(new)
    return combine(_status(before.get(stage, ""), after.get(stage, "")) for stage in before.keys() | after.keys())


def _statuses(values: Values) -> Mapping[str, str]:
    """Stage → status; empty where none is written."""
    plan = _mapping(values, "openness")
    return {stage: _word(_mapping(plan, stage), "status", "") for stage in plan}


def _status(old: str, new: str) -> Effect:
    """Proactive is more open than on request, and that more than withheld; what is not arranged is open on request.

    (条例 art. 13 and 27: what no ground withholds can be asked for.) A stage that is said not to apply has no place in
    the order: whether there is nothing to open or something is kept back, only people can tell.
    """
    if old == new or {old, new} == {"", "not-applicable"}:
        return Effect.NEUTRAL
    return _by_order(_STATUSES.get(old), _STATUSES.get(new))


def _plain(value: Any) -> str:
    """A text without what typing alone makes different: white space and the width of characters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", value)) if isinstance(value, str) else str(value or "")


def _word(values: Values, name: str, absent: str) -> str:
    """The text ``name``, ``absent`` where it is not written; what is no text is a word that nobody knows."""
    return str(values.get(name) or absent)


def _mapping(values: Values, name: str) -> Values:
    value = values.get(name)
    return value if isinstance(value, dict) else {}


def _texts(values: Values, name: str) -> tuple[str, ...]:
    value = values.get(name)
    parts = value if isinstance(value, list) else [value]
    return tuple(part for part in parts if isinstance(part, str))


_Compare = Callable[[Values, Values], Effect]
#: (kind of list, field) → what compares it; fields that are not named are neutral.
_FIELDS: Mapping[tuple[str, str], _Compare] = MappingProxyType(
    {
        ("negative-list", "extent"): _extent,
        ("negative-list", "stages"): _stages,
        ("negative-list", "until"): _until,
        ("negative-list", "ground"): _ground,
        ("negative-list", "information"): _information,
        ("negative-list", "released"): _released,
        ("negative-list", "publicity"): _publicity,
        ("power-list", "openness"): _openness,
    }
)

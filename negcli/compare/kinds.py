"""The kinds of change: a table with one row a kind.

A row says of which facts its kind can be declared (`fits`), when the data alone decide for it (`decides`; never for
kinds that only people can know), and which kind the same change is when it is taken back. Rows stand in the order in
which they are asked. What a kind means, how it is told and why it has no mirror is said in `data/words/changes.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

#: What says how much is withheld, and why.
SCOPE = frozenset({"information", "ground", "extent", "released", "stages", "until"})
#: What says how openly a matter, or the entry itself, is dealt with.
OPENNESS = frozenset({"openness", "publicity"})
#: What weighs more than a name.
_WEIGHTY = SCOPE | OPENNESS | {"basis", "type"}


class Facts(NamedTuple):
    """What the data say of a change.

    ``state`` is ``new`` or ``gone`` where only one version has the entry, ``kept`` where both have it under one id,
    ``moved`` where an adjustment says what it was; ``olds`` and ``news`` count the entries it was and became.
    """

    state: str
    changed: frozenset[str] = frozenset()
    olds: int = 1
    news: int = 1
    other_agency: bool = False
    other_id: bool = False

    @property
    def there(self) -> bool:
        """Whether both versions have it."""
        return self.state in ("kept", "moved")


Test = Callable[[Facts], bool]


class Kind(NamedTuple):
    """A row: ``mirror`` is the kind of the change taken back; None where its card says why there is none.

    ``silent``: can happen to an entry without a trace in its fields.
    """

    name: str
    fits: Test
    decides: Test | None = None
    mirror: str | None = None
    silent: bool = False


def _state(*states: str) -> Test:
    return lambda facts: facts.state in states


def _changed(fields: Iterable[str]) -> Test:
    names = frozenset(fields)
    return lambda facts: facts.there and not names.isdisjoint(facts.changed)


def _moved_or(state: str, test: Test) -> Test:
    """Among the register's entries, by ``test``; to or from a list outside it, by ``state``."""
    return lambda facts: test(facts) if facts.state == "moved" else facts.state == state


_is_new, _is_gone = _state("new"), _state("gone")


def _merged(facts: Facts) -> bool:
    return facts.state == "moved" and facts.olds > 1


def _split(facts: Facts) -> bool:
    return facts.state == "moved" and facts.news > 1


def _transferred(facts: Facts) -> bool:
    return facts.state == "moved" and facts.other_agency


def _crossed(facts: Facts) -> bool:
    """Came from, or went to, another list: of the register or outside it."""
    return _transferred(facts) or facts.state in ("new", "gone")


def _stayed(facts: Facts) -> bool:
    """One entry of one list became one of the same list."""
    return facts.there and facts.olds == 1 and facts.news <= 1 and not facts.other_agency


def _renumbered(facts: Facts) -> bool:
    return _stayed(facts) and facts.other_id


def _renamed(facts: Facts) -> bool:
    return _stayed(facts) and ("title" in facts.changed or facts.other_id)


def _mainly_renamed(facts: Facts) -> bool:
    return "title" in facts.changed and _renamed(facts) and (facts.other_id or facts.changed.isdisjoint(_WEIGHTY))


def _left_or_kept(facts: Facts) -> bool:
    return facts.state in ("gone", "kept", "moved")


def _came_or_kept(facts: Facts) -> bool:
    return facts.state in ("new", "kept", "moved")


def _there(facts: Facts) -> bool:
    return facts.there


KINDS: tuple[Kind, ...] = (
    Kind("added", _is_new, _is_new, "removed"),
    Kind("removed", _is_gone, _is_gone, "added"),
    Kind("merged", _moved_or("gone", _merged), _merged, "split"),
    Kind("split", _moved_or("new", _split), _split, "merged"),
    Kind("transferred", _crossed, _transferred, "transferred"),
    Kind("renamed", _renamed, _mainly_renamed, "renamed"),
    Kind("renumbered", _renumbered, _renumbered, "renumbered"),
    Kind("retyped", _changed({"type", "ground"}), _changed({"type"}), "retyped"),
    Kind("scope-changed", _changed(SCOPE), _changed(SCOPE), "scope-changed"),
    Kind("openness-changed", _changed(OPENNESS), _changed(OPENNESS), "openness-changed"),
    Kind("basis-changed", _changed({"basis"}), _changed({"basis"}), "basis-changed"),
    Kind("element-changed", lambda facts: facts.there and bool(facts.changed - _WEIGHTY), _there, "element-changed"),
    Kind("taken-over", _came_or_kept),
    Kind("devolved", _left_or_kept, mirror="recalled", silent=True),
    Kind("recalled", _came_or_kept, mirror="devolved", silent=True),
    Kind("delegated", _there, silent=True),
    Kind("partly-removed", _there),
    Kind("made-internal", _left_or_kept),
    Kind("made-filing", _left_or_kept, silent=True),
    Kind("suspended", _left_or_kept, silent=True),
    Kind("procedure-changed", _there, mirror="procedure-changed", silent=True),
    Kind("corrected", lambda facts: True, mirror="corrected"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
#: Kinds that can happen to an entry without a trace in its fields.
SILENT = frozenset(kind.name for kind in KINDS if kind.silent)
#: Kinds that say where an entry went or came from: it was neither opened nor closed by that.
MOVES = frozenset({"transferred", "merged", "split"})


def decide(facts: Facts, declared: Iterable[str] = ()) -> str:
    """The kind of a change: what the data decide, unless people ``declared`` another kind that fits ``facts``."""
    by_data = next(kind.name for kind in KINDS if kind.decides and kind.decides(facts))
    fitting = [name for name in declared if fits(name, facts)]
    return min(fitting, key=by_data.__ne__, default=by_data)  # the same kind, else the first


def fits(name: str, facts: Facts) -> bool:
    """Whether a change of which the data say ``facts`` may be declared to be of the kind ``name``."""
    return name in BY_NAME and BY_NAME[name].fits(facts)

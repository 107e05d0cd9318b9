"""The algebra of effects: what holds for every value, not only for examples."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, product
from typing import Any

import pytest
from entry_values import DATES, GROUNDS, MAPS, NEGATIVE, STATUSES, entries
from hypothesis import given
from hypothesis import strategies as st

from negcli.effect import FORCE, STAGES, Effect, combine, entry_added, field_effect, ruled
from negcli.lists.vocabulary import LIST_KINDS, fields, values

R, P, M, N, U = Effect.RESTRICTS, Effect.OPENS, Effect.MIXED, Effect.NEUTRAL, Effect.UNDETERMINED
EFFECTS = st.sampled_from(list(Effect))
FIELDS = [(kind, field) for kind, of in MAPS.items() for field in of]


def one(field: str, old: Any, new: Any, kind: str = "negative-list") -> Effect:
    return field_effect(kind, field, *({field: value} if value is not None else {} for value in (old, new)))


@pytest.mark.parametrize("kind", MAPS)
@given(data=st.data())
def test_taken_back_is_mirrored_and_nothing_is_neutral(kind: str, data: st.DataObject) -> None:
    old, new = data.draw(entries(kind)), data.draw(entries(kind))
    for field in MAPS[kind]:
        assert field_effect(kind, field, new, old) is field_effect(kind, field, old, new).mirror
    same = [field_effect(kind, field, old, old) for field in MAPS[kind] if not _nowhere(field, old)]
    assert combine(same) is N


def _nowhere(field: str, values: dict[str, Any]) -> bool:
    """Whether a value has no place in its order, so that it cannot even be held against itself."""
    return {
        "extent": values.get("extent") == "一半",
        "publicity": values.get("publicity") == "保密",
        "ground": "ground" not in values or "不宜公开" in values["ground"],
        "released": values.get("extent") == "一半",
    }.get(field, False)


@given(EFFECTS, EFFECTS, EFFECTS)
def test_combining_is_an_algebra(a: Effect, b: Effect, c: Effect) -> None:
    assert combine([a, b]) is combine([b, a])
    assert combine([combine([a, b]), c]) is combine([a, combine([b, c])]) is combine([a, b, c])
    assert combine([a, a]) is combine([a]) is combine([a, N]) is a
    assert combine([a, U]) is U
    assert combine([a.mirror, b.mirror]) is combine([a, b]).mirror
    assert a.mirror.mirror is a


@pytest.mark.parametrize(
    ("parts", "whole"),
    [((), N), ((R, N), R), ((R, P), M), ((P, M), M), ((R, U), U), ((N, N), N), ((M, U), U), ((P, P), P)],
)
def test_combining(parts: tuple[Effect, ...], whole: Effect) -> None:
    assert combine(parts) is whole


@given(st.lists(EFFECTS), EFFECTS)
def test_a_ruling_only_settles_what_is_open(parts: list[Effect], ruling: Effect) -> None:
    settled = [part for part in parts if part is not U]
    if len(settled) == len(parts):
        assert ruled(parts, ruling) is combine(parts)
    else:
        assert ruled(parts, ruling) is combine([*settled, ruling])


@pytest.mark.parametrize("kind", LIST_KINDS)
def test_only_a_negative_list_withholds_by_growing(kind: str) -> None:
    assert entry_added(kind) is (R if kind == "negative-list" else N)


ORDERED = {
    "extent": st.sampled_from(["whole", "part", None]),
    "until": st.one_of(DATES, st.sampled_from(["长期", None])),
    "ground": GROUNDS.filter(lambda grounds: "不宜公开" not in grounds),
    "publicity": st.sampled_from(["full", "title", "none", None]),
}


@pytest.mark.parametrize("field", ORDERED)
@given(data=st.data())
def test_a_chain_agrees_with_its_net(field: str, data: st.DataObject) -> None:
    a, b, c = (data.draw(ORDERED[field]) for _ in "abc")
    net = one(field, a, c)
    assert net in (R, P, N)
    _agrees(one(field, a, b), one(field, b, c), net)


@given(*[st.one_of(STATUSES.filter(lambda status: status != "not-applicable"), st.none()) for _ in "abc"])
def test_a_chain_of_statuses_agrees_with_its_net(a: str | None, b: str | None, c: str | None) -> None:
    steps = [{"result": {"status": status}} if status else None for status in (a, b, c)]
    first, second = (one("openness", *pair, "power-list") for pair in pairwise(steps))
    assert U not in (first, second)
    _agrees(first, second, one("openness", steps[0], steps[2], "power-list"))


def _agrees(first: Effect, second: Effect, net: Effect) -> None:
    """Two steps one way lead that way; a step that changes nothing leaves the other as it is."""
    if {first, second} != {R, P}:
        assert net is combine([first, second])


@given(*[st.sets(st.sampled_from(STAGES), min_size=1) for _ in "abc"])
def test_a_chain_of_stages_never_says_the_opposite(a: set[str], b: set[str], c: set[str]) -> None:
    steps = combine([one("stages", sorted(a), sorted(b)), one("stages", sorted(b), sorted(c))])
    net = one("stages", sorted(a), sorted(c))
    assert net in {R: (R,), P: (P,), N: (N,), M: (R, P, M, N)}[steps]


@given(DATES, DATES)
def test_later_dates_restrict(old: str, new: str) -> None:
    order = (date.fromisoformat(old) < date.fromisoformat(new)) - (date.fromisoformat(old) > date.fromisoformat(new))
    assert one("until", old, new) is {1: R, 0: N, -1: P}[order]


FORCES = [
    ("state-secret", 3),
    ("social-stability", 3),
    ("trade-secret", 2),
    ("personal-privacy", 2),
    ("enforcement-file", 1),
]


@pytest.mark.parametrize(("old", "new"), list(product(FORCES, FORCES)))
def test_grounds_by_force(old: tuple[str, int], new: tuple[str, int]) -> None:
    expected = R if new[1] > old[1] else P if new[1] < old[1] else N
    assert one("ground", old[0], new[0]) is one("ground", [old[0]], [new[0], "enforcement-file"]) is expected


def test_the_orders_know_the_vocabulary() -> None:
    assert set(FORCE) == set(values("ground"))
    assert set(STAGES) == set(values("stage"))
    for kind, field in FIELDS:
        assert field in fields({"negative-list": "negative-entry", "power-list": "power-entry"}[kind]).by_key


@given(st.sampled_from(sorted(fields("negative-entry").by_key)), st.one_of(*NEGATIVE.values()), st.text())
def test_what_is_wrongly_written_never_breaks(field: str, old: Any, new: str) -> None:
    for broken in ([[old]], {"x": old}, [{"a": new}], new, 5, True):
        assert isinstance(one(field, old, broken), Effect)
        assert isinstance(one("openness", broken, {"result": broken}, "power-list"), Effect)


@pytest.mark.parametrize("field", sorted(set(fields("negative-entry").by_key) - set(NEGATIVE)))
def test_all_other_fields_are_neutral(field: str) -> None:
    assert one(field, "甲", "乙") is N

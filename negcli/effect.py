"""Which way secrecy moves, seen from the public: the only place that knows."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


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

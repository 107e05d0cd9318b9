"""Three states of one thing, and which of them holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
U = TypeVar("U")


class Trio(NamedTuple, Generic[T]):
    """A thing in the common ancestor, on our side and on theirs."""

    base: T
    ours: T
    theirs: T

    def map(self, do: Callable[[T], U]) -> Trio[U]:
        """What ``do`` makes of each."""
        return Trio(do(self.base), do(self.ours), do(self.theirs))

    @property
    def settled(self) -> tuple[T, ...]:
        """What holds: the side that changed it, or what both say. Nothing where both changed it differently."""
        if self.ours == self.theirs or self.theirs == self.base:
            return (self.ours,)
        return (self.theirs,) if self.ours == self.base else ()

    @property
    def either(self) -> T:
        """What holds; ours where both changed it differently."""
        return next(iter(self.settled), self.ours)

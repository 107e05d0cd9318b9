"""Which edition each field of an entry comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from negcli.change import Change
from negcli.editions.life import Step


class Origin(NamedTuple):
    """A field as it stands, and the step in the entry's life that made it so."""

    field: str
    value: Any
    step: Step


def origins(values: Mapping[str, Any], steps: Sequence[Step]) -> Iterator[Origin]:
    """Where each of an entry's ``values`` comes from, by its life, of which the first step is the oldest.

    There is at least one step.
    """
    for field, value in values.items():
        made = [step for step in reversed(steps) if _makes(step.change, field)]
        yield Origin(field, value, (*filter(partial(_leaves, field, value), made), *made, *steps)[0])


def _makes(change: Change, field: str) -> bool:
    """Whether ``change`` gave the field its value: it differs from that of every entry that this one came from."""
    return [part.field for part in change.fields].count(field) >= max(len(change.from_), 1)


def _leaves(field: str, value: Any, step: Step) -> bool:
    return (field, value) in [(part.field, part.new) for part in step.change.fields]

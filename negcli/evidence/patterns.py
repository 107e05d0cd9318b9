"""Which pattern an entry could be written by: its ground, and the kind of body that keeps the list.

The patterns themselves are sentences (`data/words/patterns.yaml`); here they are chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from negcli.evidence.grounds import ground_of
from negcli.lists.model import Entry
from negcli.resources import data_path
from negcli.rules import Context, Hit
from negcli.source.loader import load_table


def pattern_for(entry: Entry, context: Context) -> dict[str, str]:
    """The pattern for ``entry``, as arguments of a finding: ``ground`` and ``body``, each ``any`` where unknown."""
    name = context.register.agency_names.get(entry.agency, "")
    return {"ground": ground_of(entry), "body": body_of(name)}


def marked(entry: Entry, context: Context, field: str, span: tuple[int, int], name: str = "words") -> Hit:
    """The hit on the characters ``span`` of ``field``: what stands there as argument ``name``, and the pattern."""
    words = entry.text(field)[slice(*span)].strip()
    return Hit((field,), {name: words, **pattern_for(entry, context)}, span, subject=entry)


@cache
def body_of(name: str) -> str:
    """The kind of body that is called ``name``: ``any`` where the name does not tell."""
    fitting = (kind for kind, words in _bodies().items() if any(word in name for word in words.split()))
    return next(fitting, "any")


@cache
def _bodies() -> Mapping[str, str]:
    kinds: Mapping[str, str] = load_table(data_path("bodies.yaml"))
    return kinds

"""The chain: every edition's hash contains that of the edition of its list before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from negcli.editions.content import digest, public_content
from negcli.lists.moment import Key
from negcli.record.chronicle import PublicEdition


@dataclass(frozen=True)
class Link:
    """An edition in its list's chain; ``before`` is the link of the edition before it."""

    edition: PublicEdition
    before: Link | None

    @property
    def content(self) -> Mapping[str, Any]:
        """What the edition says to the public."""
        return public_content(self.edition.rows, self.before.edition.rows if self.before else None)

    @property
    def previous(self) -> str:
        """The hash before; empty for a list's first edition."""
        return self.before.hash if self.before else ""

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON of the content with the hash before it as ``previous``: 64 hex digits."""
        return digest({**self.content, "previous": self.previous})


def links(editions: Iterable[PublicEdition]) -> Sequence[Link]:
    """The links of ``editions``, which are in order; every list has a chain of its own."""
    return list(_links(editions))


def _links(editions: Iterable[PublicEdition]) -> Iterator[Link]:
    last: dict[Key, Link] = {}
    for edition in editions:
        last[edition.key] = link = Link(edition, last.get(edition.key))
        _ = link.hash  # so that no hash is worked out through a long chain at once
        yield link

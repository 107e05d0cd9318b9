"""The laws that a register tells of itself, made into a catalogue where a changed basis asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from negcli.law.catalogue import Catalogue
    from negcli.lists.model import Values


class Own:
    """``documents``: what `laws` documents say."""

    def __init__(self, documents: Sequence[Values]) -> None:
        self.documents = documents

    @cached_property
    def catalogue(self) -> Catalogue:
        """The delivered catalogue, with these laws before it."""
        from negcli.law.catalogue import delivered

        return delivered().with_laws(self.documents) if self.documents else delivered()


#: No laws but the delivered ones.
NONE = Own(())

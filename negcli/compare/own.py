"""What a register itself says of laws, made into a catalogue where a changed basis asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from negcli.law.catalogue import Catalogue
    from negcli.lists.model import Values


class Own:
    """``documents``: what `laws` documents say, and the register document with the short titles that it declares."""

    def __init__(self, documents: Sequence[Values]) -> None:
        self.documents = documents

    @cached_property
    def catalogue(self) -> Catalogue:
        """The delivered catalogue, with these laws before it."""
        from negcli.law.catalogue import delivered

        return delivered().with_laws(self.documents) if self.documents else delivered()

    @cached_property
    def short(self) -> Mapping[str, str]:
        """The short titles that are declared → full titles."""
        from negcli.evidence.citing import short_titles

        return {short: title for values in self.documents for short, title in short_titles(values).items()}


#: No laws but the delivered ones.
NONE = Own(())

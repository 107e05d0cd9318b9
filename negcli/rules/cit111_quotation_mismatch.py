"""A quotation that stands in another article, or in another law, and never stood here."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence import citing
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every such citation among the bases of the entries of ``rows``."""
    return citing.hits(rows, context, "quotation-mismatch")

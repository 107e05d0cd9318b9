"""A law that is named so that it could be one of many: an undeclared 《条例》, 本法, an article without a law."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence import citing
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every such citation among the bases of the entries of ``rows``."""
    return citing.hits(rows, context, "ambiguous-law")

"""A title that the catalogue does not know. It need not be wrong: few rules of departments and places are in it."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence import citing
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every such citation among the bases of the entries of ``rows``."""
    return citing.hits(rows, context, "unknown-law")

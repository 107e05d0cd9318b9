"""A citation that can be read, in another than the official form."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence import citing
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every such part of a citation among the bases of ``rows``; never anything that is quoted."""
    return citing.informal(rows, context)

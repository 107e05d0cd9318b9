"""An article whose content, as quoted or as the ground has it, stood at this number in an earlier text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap

from negcli.evidence import citing, formerly
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every such citation among the bases of the entries of ``rows``."""
    yield from citing.hits(rows, context, "moved-article")
    yield from starmap(citing.marked, formerly.outdated(rows, context))

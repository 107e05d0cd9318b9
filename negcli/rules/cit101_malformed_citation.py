"""A basis from which no law and no document can be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import filterfalse

from negcli import citing
from negcli.blank import names_nothing
from negcli.model import Entry, EntryList, texts
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every such citation among the bases of the entries of ``rows``, but for bases of which `no-basis` tells."""
    return filterfalse(_is_told, citing.hits(rows, context, "malformed-citation"))


def _is_told(hit: Hit) -> bool:
    """Whether the whole basis that ``hit`` stands in names nothing: it is one fault, not one of each part."""
    basis = texts(hit.subject.values, "basis") if isinstance(hit.subject, Entry) and hit.path[0] == "basis" else ()
    return bool(basis) and all(map(names_nothing, basis))

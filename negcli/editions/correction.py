"""Whether a later edition openly corrects what was changed under the number of a published one.

An erratum either names every entry that was changed in adjustments of the kind `corrected`, or says in its `summary`
that it corrects the edition of that number; of the edition's own fields only the summary can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from negcli.change import Change
from negcli.compare.declared import read_adjustments
from negcli.lists.model import EntryList
from negcli.record.chronicle import PublicEdition

#: How the summary of an edition says that it corrects another.
_CORRECTS = re.compile("勘误|更正|改正|correct|errat", re.IGNORECASE)


class Rewritten(NamedTuple):
    """The number under which a list was changed, and its ``changes`` and ``fields`` that read otherwise."""

    number: str
    changes: tuple[Change, ...]
    fields: tuple[str, ...]


def correction(row: Rewritten, later: Iterable[PublicEdition], names: Mapping[str, str]) -> str:
    """The number of the first of the ``later`` editions that openly corrects ``row``; empty where none does.

    ``names`` leads from names of agencies to their ids.
    """
    return next((each.number for each in later if _says_so(row, each.rows) or _names_all(row, each.rows, names)), "")


def _says_so(row: Rewritten, edition: EntryList) -> bool:
    said = edition.edition.text("summary")
    number = rf"(?<![0-9A-Za-z-]){re.escape(row.number)}(?![0-9A-Za-z-])"
    return bool(re.search(number, said) and _CORRECTS.search(said))


def _names_all(row: Rewritten, edition: EntryList, names: Mapping[str, str]) -> bool:
    errata = (each for each in read_adjustments(edition, None, names) if each.kind == "corrected")
    named = set(chain.from_iterable((*each.entries, *each.from_) for each in errata))
    seen = (change for change in row.changes if change.publicity != "none")
    return bool(named) and not row.fields and not any(map(named.isdisjoint, map(_names, seen)))


def _names(change: Change) -> set[str]:
    return {f"{change.agency}/{change.entry}", *change.from_, *change.to}

"""An entry that still says word by word what `negcli init` wrote as a model.

Asked only at the stage of publication.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from negcli.lists.model import Entry, EntryList
from negcli.rules import Context, Hit
from negcli.words import LANGUAGES, Words

#: What is an agency's own from the beginning.
_OWN = ("id", "power")


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` that is a model as it was, whatever was added to it."""
    for entry in rows.entries:
        if any(all(_says(entry, *part) for part in sample.items()) for sample in _samples(rows.kind)):
            yield Hit(("id",), {"entry": entry.id}, subject=entry)


def _says(entry: Entry, name: str, value: Any) -> bool:
    said = entry.values.get(name)
    return bool(said == value or [said] == value)


@cache
def _samples(kind: str) -> list[Mapping[str, Any]]:
    from negcli.setup.start import model_entry

    models = (model_entry(kind, "", Words(lang)) for lang in LANGUAGES)
    return [{name: value for name, value in model.items() if name not in _OWN} for model in models]

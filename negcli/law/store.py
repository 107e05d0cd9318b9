"""The files of the delivered catalogue (`data/law/`), read piece by piece.

``names.tsv``: normalised title and, for each law that it may mean, ``RANK:OFFSET``: 0 official, 1 accepted short title,
2 loose; and where the law's record begins.
``laws.jsonl``: a record a law. ``prints.bin``: fingerprints, a head of JSON and the numbers of each law; ``held.bin``:
which laws hold a number (`holders`).
``about.json``: sources, and until when each kind of law is known. `scripts/build_laws.py` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from struct import Struct
from typing import Any

from negcli.resources import data_path

#: Lengths, in bytes, of the head and of the numbers of a law's fingerprints.
LENGTHS = Struct("<II")
OFFICIAL, ACCEPTED, LOOSE = range(3)


@cache
def names() -> Mapping[str, str]:
    """Normalised title → what `meanings` reads: the laws that it may mean."""
    return dict(line.split("\t") for line in _table().splitlines() if line)


@cache
def _table() -> str:
    """The names as they stand in the file, each after a line end."""
    return "\n" + data_path("law/names.tsv").read_text(encoding="utf-8")


@lru_cache(maxsize=4096)
def meanings(name: str) -> list[tuple[int, int]]:
    """(rank, offset of the record) of each law that a normalised title may mean; found without reading the others."""
    table, wanted = _table(), f"\n{name}\t"
    at = table.find(wanted)
    return read_meanings(table[at + len(wanted) : table.find("\n", at + 1)]) if at >= 0 else []


def read_meanings(row: str) -> list[tuple[int, int]]:
    """(rank, offset) of each law that a row of `names` tells of."""
    told = (part.split(":") for part in row.split())
    return [(int(rank), int(offset)) for rank, offset in told]


def record_at(offset: int) -> dict[str, Any]:
    """The record of the law that begins at ``offset``."""
    with data_path("law/laws.jsonl").open("rb") as file:
        file.seek(offset)
        record: dict[str, Any] = json.loads(file.readline())
    return record


def records() -> Iterator[tuple[int, dict[str, Any]]]:
    """Every record, and where it begins."""
    offset = 0
    with data_path("law/laws.jsonl").open("rb") as file:
        for line in file:
            yield offset, json.loads(line)
            offset += len(line)


def prints_at(offset: int) -> tuple[dict[str, Any], bytes]:
    """Head and numbers of the fingerprints that begin at ``offset``."""
    with data_path("law/prints.bin").open("rb") as file:
        file.seek(offset)
        head, numbers = LENGTHS.unpack(file.read(LENGTHS.size))
        return json.loads(file.read(head)), file.read(numbers)


@cache
def about() -> Mapping[str, Any]:
    """Sources of the catalogue, and until when it knows each kind of law."""
    table: Mapping[str, Any] = json.loads(data_path("law/about.json").read_bytes())
    return table

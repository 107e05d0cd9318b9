"""Both tables of what became of articles as the catalogue keeps them; `build_laws.py` puts them to their laws.

A record: ``from``, ``to`` (ids of versions), ``rows`` (article, its successors, their scores, subject, 1 where a person
compared both texts) and ``subjects`` (what articles of the newer version are about).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from negcli.source.loader import load_plain

Record = dict[str, Any]


def read_maps(folder: Path) -> list[Record]:
    """The maps of both tables; where both tell of the same two versions, the one that people reviewed."""
    lines = (folder / "renumber.jsonl").read_text(encoding="utf-8").splitlines()
    reviewed = load_plain((folder / "article_maps.yaml").read_text(encoding="utf-8"))["maps"]
    found = {(table["from"], table["to"]): _measured(table) for table in map(json.loads, lines)}
    found |= {(table["from"], table["to"]): _reviewed(table) for table in reviewed}
    return [found[pair] for pair in sorted(found)]


def _measured(table: Mapping[str, Any]) -> Record:
    rows = [_row(old, [new[0]], [new[1]]) if new else _row(old, [], []) for old, new in table["map"].items()]
    return {"from": table["from"], "to": table["to"], "rows": rows}


def _row(old: str, new: list[str], scores: list[float | None], subject: str = "", reviewed: bool = False) -> list[Any]:
    return [old, new, scores, subject, int(reviewed)]


def _reviewed(table: Mapping[str, Any]) -> Record:
    rows = [_reviewed_row(row) for row in table["rows"]]
    return {"from": table["from"], "to": table["to"], "rows": rows, "subjects": table["new_subjects"]}


def _reviewed_row(row: Mapping[str, Any]) -> list[Any]:
    kept = row.get("kept", [])
    scores: list[float | None] = [None] * len(row["new"])
    if len(kept) == len(scores):
        scores = [float(share) for share in kept]
    return _row(row["old"], row["new"], scores, row["subject"], row["reviewed"] == "true")

"""The sample of `golden/sample.yaml` as the values that reports are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from negcli.change import Change, FieldChange, balance
from negcli.effect import Effect
from negcli.finding import Finding, Severity
from negcli.lists.model import Register
from negcli.lists.register import build_register
from negcli.place import Place
from negcli.record.history import Notice, Record
from negcli.source.document import load_source
from negcli.words import fill

GOLDEN = Path(__file__).parent / "golden"


@cache
def sample() -> Any:
    return yaml.safe_load((GOLDEN / "sample.yaml").read_text(encoding="utf-8"))


def change(name: str) -> Change:
    row = dict(sample()["changes"][name])
    fields = tuple(FieldChange(key, old, new, Effect(eff)) for key, (old, new, eff) in row.pop("fields", {}).items())
    row["from_"] = tuple(row.pop("from", ()))
    return Change(**row | {"effect": Effect(row["effect"]), "fields": fields})


def changes(names: list[str]) -> tuple[Change, ...]:
    return tuple(change(name) for name in names)


def record() -> Record:
    notices, title = tuple(map(_notice, sample()["notices"])), "示范市政务公开清单名录"
    return Record(notices, changes(sample()["unpublished"]), agency_names=sample()["agencies"], title=title)


def _notice(row: dict[str, Any]) -> Notice:
    these = changes(row["changes"])
    kinds = [one.kind for one in these]
    editions = tuple(tuple(edition) for edition in row["editions"])
    totals = {kind: kinds.count(kind) for kind in kinds}
    first = frozenset((agency, kind) for agency, kind in row.get("first", ()))
    told = {"editions": editions, "changes": these, "totals": totals, "balance": balance(these), "first": first}
    return Notice(**row | told)


def register() -> Register:
    return build_register((load_source(sample()["file"], sample()["text"]),))


def findings() -> list[Finding]:
    lines = sample()["text"].split("\n")
    return sorted((_finding(lines, *row) for row in sample()["findings"]), key=lambda finding: finding.order)


def _finding(lines: list[str], code: str, name: str, severity: str, line: int, words: str, *owner: Any) -> Finding:
    start = lines[line - 1].index(words) + 1
    place = Place(line, start, line, start + len(words))
    about = ("edu", "negative-list", *owner, "information")
    return Finding(
        code, name, "any", Severity[severity], sample()["file"], 1, place, "/entries/0", *about, {"words": words}
    )


@dataclass(frozen=True)
class Card:
    """What `rules.Card` says."""

    name: str

    def say(self, part: str, lang: str, args: dict[str, Any]) -> str:
        return fill(sample()["cards"][self.name][part][lang], args, lang)

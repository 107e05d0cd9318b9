"""What the editions say about their changes: `adjustments`, with every entry by its full name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from negcli.compare.values import plain_citations
from negcli.effect import Effect, combine
from negcli.model import EntryList, Values, text, texts

#: (kind of list, ``AGENCY/ID``): an entry's full name.
Key = tuple[str, str]
Lists = Mapping[tuple[str, str], EntryList]


@dataclass(frozen=True, slots=True)
class Declared:
    """An adjustment: what ``entries`` were before (``from_``), and in ``row`` what people say about it."""

    list: str
    entries: tuple[str, ...]
    from_: tuple[str, ...]
    row: Values

    @property
    def kind(self) -> str:
        """The kind of change that it declares, or an empty text."""
        return text(self.row, "kind")

    @property
    def effect(self) -> Effect:
        """The ruling on the effect: undetermined where there is none."""
        written = text(self.row, "effect")
        return Effect(written) if written in Effect._value2member_map_ else Effect.UNDETERMINED


def read_adjustments(rows: EntryList, before: EntryList | None, names: Mapping[str, str]) -> list[Declared]:
    """The adjustments of the edition of ``rows`` that are news where ``before`` was known.

    Rows that the edition had already are none; rows left over from the edition before name no earlier entries again.
    ``names`` leads from names of agencies to their ids.
    """
    if not rows.edition.adjustments or (before and rows.edition.values is before.edition.values):
        return []
    had = {_spelt(row) for row in before.edition.adjustments} if before else set()
    same_edition = before is not None and before.edition.number == rows.edition.number
    result = []
    for row in rows.edition.adjustments:
        known = _spelt(row) in had
        if not (known and same_edition):
            from_ = () if known else _keys(rows.agency, texts(row, "from"), names)
            result.append(Declared(rows.kind, _keys(rows.agency, texts(row, "entries"), names), from_, row))
    return result


def _spelt(row: Values) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def _keys(agency: str, references: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(_key(agency, reference, names) for reference in references)


def _key(agency: str, reference: str, names: Mapping[str, str]) -> str:
    owner, slash, entry = reference.rpartition("/")
    return f"{names.get(owner, owner) if slash else agency}/{entry}"


@dataclass(frozen=True, slots=True)
class Said:
    """What several adjustments together say about one change."""

    kinds: tuple[str, ...] = ()
    ruling: Effect = Effect.UNDETERMINED
    reason: str | None = None
    basis: Any = None
    document: str | None = None


def said(rows: Iterable[Declared]) -> Said:
    """What ``rows`` say together: their kinds in order, one ruling, reasons line by line, bases in one list."""
    rows = list(rows)
    rulings = [row.effect for row in rows if row.row.get("effect")]
    return Said(
        tuple(row.kind for row in rows),
        combine(rulings) if rulings else Effect.UNDETERMINED,
        "\n".join(_distinct(text(row.row, "reason") for row in rows)) or None,
        _one_or_many([part for row in rows for part in plain_citations(row.row.get("basis"))]),
        "、".join(_distinct(text(row.row, "document") for row in rows)) or None,
    )


def _distinct(parts: Iterable[str]) -> list[str]:
    return [part for part in dict.fromkeys(parts) if part]


def _one_or_many(parts: list[Any]) -> Any:
    distinct = [part for place, part in enumerate(parts) if part not in parts[:place]]
    return distinct[0] if len(distinct) == 1 else distinct or None

"""What the editions say about their changes: `adjustments`, with every entry by its full name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from negcli.compare.kinds import SILENT
from negcli.compare.values import plain_citations
from negcli.effect import Effect, combine
from negcli.lists.model import Edition, EntryList, Values, text, texts

#: Kinds that change what is said to be withheld: where one of several bears no ruling, nothing is ruled.
_IN_NEED = frozenset({"scope-changed", "partly-removed", "corrected", "merged", "split"})
#: (kind of list, ``AGENCY/ID``): an entry's full name.
Key = tuple[str, str]
Lists = Mapping[tuple[str, str], EntryList]


class Declared(NamedTuple):
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

    Rows that the edition had already, or another one made public by the same document on the same day, are none, nor
    are those of an edition published earlier; rows left over from the edition before name no earlier entries again, and
    no act without a trace a second time. ``names`` leads from names
    of agencies to their ids.
    """
    read = [_read(rows, row, names) for row in rows.edition.adjustments]
    return _news(read, rows.edition, before.edition) if before else read


def _news(read: list[Declared], edition: Edition, before: Edition) -> list[Declared]:
    if "" < edition.published < before.published:
        return []
    had = frozenset(map(_spelt, before.adjustments))
    if edition.number == before.number or _notice(edition) == _notice(before):
        return [row for row in read if _spelt(row.row) not in had]
    left = [(row, _spelt(row.row) in had) for row in read]
    return [row._replace(from_=()) if is_old else row for row, is_old in left if not (is_old and row.kind in SILENT)]


def _read(rows: EntryList, row: Values, names: Mapping[str, str]) -> Declared:
    entries, from_ = (_keys(rows.agency, texts(row, field), names) for field in ("entries", "from"))
    return Declared(rows.kind, entries, from_, row)


def _notice(edition: Edition) -> tuple[str, ...]:
    """By what, and when, an edition was made public; of one that does not say so its number alone."""
    said = edition.text("document"), edition.published
    return said if all(said) else (edition.number,)


def _spelt(row: Values) -> str:
    import json  # few editions that are compared have had adjustments before

    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def _keys(agency: str, references: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(_key(agency, reference, names) for reference in references)


def _key(agency: str, reference: str, names: Mapping[str, str]) -> str:
    owner, slash, entry = reference.rpartition("/")
    return f"{names.get(owner, owner) if slash else agency}/{entry}"


class Said(NamedTuple):
    """What several adjustments together say about one change."""

    kinds: tuple[str, ...] = ()
    ruling: Effect = Effect.UNDETERMINED
    reason: str | None = None
    basis: Any = None
    document: str | None = None


_NOTHING = Said()


def said(rows: Sequence[Declared]) -> Said:
    """What ``rows`` say together: their kinds in order, one ruling, reasons line by line, bases in one list."""
    if not rows:
        return _NOTHING
    basis = chain.from_iterable(plain_citations(row.row.get("basis")) for row in rows)
    return Said(
        tuple(row.kind for row in rows),
        _ruling(rows),
        _joined("\n", "reason", rows),
        _one_or_many(list(basis)),
        _joined("、", "document", rows),
    )


def _ruling(rows: Iterable[Declared]) -> Effect:
    rulings = [row.effect for row in rows if row.row.get("effect") or row.kind in _IN_NEED]
    return combine(rulings) if rulings else Effect.UNDETERMINED


def _joined(separator: str, field: str, rows: Iterable[Declared]) -> str | None:
    """The distinct texts that ``rows`` have in ``field``."""
    distinct = dict.fromkeys(text(row.row, field) for row in rows)
    return separator.join(filter(None, distinct)) or None


def _one_or_many(parts: list[Any]) -> Any:
    distinct = [part for place, part in enumerate(parts) if part not in parts[:place]]
    return distinct[0] if len(distinct) == 1 else distinct or None

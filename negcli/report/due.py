"""What `due` shows: by agency and unit, what must be looked at again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from negcli.due import Due, Known, Span
from negcli.report.value import Block, Heading, Paragraph, Report, Table, Text, plain
from negcli.words import Words


def due_report(rows: Sequence[Due], span: Span, known: Known, agency_names: Mapping[str, str], words: Words) -> Report:
    """``rows`` of the days in ``span``; ``known`` is how far that reaches."""
    blocks: list[Block] = [Paragraph(plain(_summary(rows, span, known, words)))]
    blocks += (Paragraph(plain(sentence)) for sentence in lacking(known, words))
    blocks.append(Paragraph(plain(_knowledge(span.today, known.laws_until, words), "muted")))
    for agency, found in groupby(rows, key=lambda row: row.agency):
        blocks.append(Heading(2, agency_names.get(agency, agency)))
        blocks += _units(list(found), span, words)
    return Report(words("due.title"), tuple(blocks))


def lacking(known: Known, words: Words) -> Iterator[str]:
    """What could not be looked at, in sentences."""
    if known.undated:
        yield words("due.undated", count=known.undated)
    if known.broken:
        yield words("due.broken", files=list(known.broken))


def _summary(rows: Sequence[Due], span: Span, known: Known, words: Words) -> str:
    entries = {(row.agency, row.kind, row.entry) for row in rows}
    key = "summary" if rows else "nothing-readable" if known.lacks else "nothing"
    return words(f"due.{key}", count=len(rows), entries=len(entries), before=span.before.isoformat())


def _knowledge(today: date, known_until: str, words: Words) -> str:
    days = (today - date.fromisoformat(known_until)).days
    return words("due.knowledge" if days > 0 else "due.knows-all", date=known_until, days=days)


def _units(rows: Sequence[Due], span: Span, words: Words) -> Iterator[Block]:
    columns = tuple(words(f"due.{name}") for name in ("entry", "day", "what", "proposal"))
    for unit, found in groupby(rows, key=lambda row: row.unit):
        yield Table(unit or words("due.no-unit"), columns, tuple(_row(row, span, words) for row in found))


def _row(row: Due, span: Span, words: Words) -> tuple[Text, ...]:
    proposal = words.join(list(row.args.get("proposal", ())))
    named = f"{row.entry} {row.title}"
    return plain(named), plain(row.day), plain(reason_text(row, span.today, words)), plain(proposal)


def reason_text(row: Due, today: date, words: Words) -> str:
    """Why an entry is due, in a sentence."""
    days = row.days(today)
    late = "late" if days < 0 else "soon"
    key = f"due.{row.reason}-{late}" if words.has(f"due.{row.reason}-{late}") else f"due.{row.reason}"
    said = words(key, days=abs(days), **row.args)
    return said + (words("due.unverified") if row.args.get("trust") == "unverified" else "")

"""The citations of a register's bases: each distinct text read and judged once for all rules that ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from negcli.dates import iso_date
from negcli.finding import Severity
from negcli.model import Entry, EntryList, Register, text
from negcli.place import Path
from negcli.rules import Context, Hit
from negcli.scan import column, mappings, parts, texts_in

if TYPE_CHECKING:  # the law is read only when something cites it
    from negcli.law.judge import Judged, Question, Verdict

#: The fields of a basis written as a mapping, what is put around each to read it, and the part of a citation it is.
_FIELDS = (
    *(("law", "《{}》"), ("version", "（{}）"), ("article", "第{}条"), ("paragraph", "第{}款"), ("item", "第{}项")),
    *(("point", "第{}目"), ("quote", "：“{}”")),
)
#: A field that is written in full.
_COMPLETE = re.compile(r"[《第笫（(“]|.*[条款项目]$")
_INSERTED = re.compile(r"(\d+)-(\d{1,2})")
_VERDICTS = attrgetter("verdicts")


class Reading(NamedTuple):
    """A basis as read: its citations, judged; what is wrong with it; and, for a mapping, where its fields stand."""

    judged: tuple[Judged, ...]
    verdicts: tuple[Verdict, ...]
    fields: tuple[tuple[str, int, int], ...] = ()


class Basis(NamedTuple):
    """A part of an entry's basis, where it stands, and what was read from it."""

    entry: Entry
    path: Path
    reading: Reading


def hits(rows: EntryList, context: Context, name: str) -> Iterator[Hit]:
    """What the rule ``name`` finds in the bases of ``rows``."""
    for basis, verdict in _faulty(rows, context).get(name, ()):
        yield _hit(basis, verdict)


def bases(rows: EntryList, context: Context) -> list[Basis]:
    """Every part of every basis of ``rows``, those of duties included."""
    key = ("bases", id(rows))
    if key not in context.kept:
        context.kept[key] = list(_bases(rows, context))
    found: list[Basis] = context.kept[key]
    return found


def day_of(rows: EntryList, context: Context) -> str:
    """The day by whose law ``rows`` are judged: asked for, or the edition's `effective`, else `approved`, or today."""
    said = (rows.edition.text("effective"), rows.edition.text("approved"))
    written = next(filter(None, map(iso_date, said)), None)
    return str(context.as_of or written or context.today)


def _faulty(rows: EntryList, context: Context) -> Mapping[str, list[tuple[Basis, Verdict]]]:
    key = ("verdicts", id(rows))
    if key not in context.kept:
        table: dict[str, list[tuple[Basis, Verdict]]] = {}
        for basis in bases(rows, context) if _may_be_faulty(rows, context) else ():
            for verdict in basis.reading.verdicts:
                table.setdefault(verdict.name, []).append((basis, verdict))
        context.kept[key] = table
    found: Mapping[str, list[tuple[Basis, Verdict]]] = context.kept[key]
    return found


def _may_be_faulty(rows: EntryList, context: Context) -> bool:
    """Whether anything is wrong with one of the distinct texts, or a basis is written otherwise than as text."""
    values = column(rows, context, "basis")
    return (
        _any_text_faulty(rows, context, values)
        or any(map(_holds_mapping, values))
        or any(map(_has_duties, rows.entries))
    )


def _any_text_faulty(rows: EntryList, context: Context, values: list[Any]) -> bool:
    readings = map(_reader(rows, context), filter(None, texts_in(values)))
    return any(map(_VERDICTS, readings))


def _has_duties(entry: Entry) -> bool:
    return "duties" in entry.values


def _holds_mapping(basis: Any) -> bool:
    return basis.__class__ is dict or (basis.__class__ is list and dict in map(type, basis))


def _bases(rows: EntryList, context: Context) -> Iterator[Basis]:
    read = _reader(rows, context)
    for entry in rows.entries:
        written = chain(parts(("basis",), entry.values.get("basis")), _of_duties(entry))
        yield from (Basis(entry, path, read(part)) for path, part in filter(_is_written, written))


def _is_written(part: tuple[Path, Any]) -> bool:
    return part[1].__class__ in (str, dict) and bool(part[1])


def _of_duties(entry: Entry) -> Iterator[tuple[Path, Any]]:
    for position, duty in mappings(entry.values, "duties"):
        yield from parts(("duties", position, "basis"), duty.get("basis"))


def _reader(rows: EntryList, context: Context) -> Any:
    """Reads a basis, each text once for every day by which it is judged."""
    day = day_of(rows, context)
    known: dict[str, Reading] = context.kept.setdefault(("readings", day), {})

    def read(part: Any) -> Reading:
        written, fields = (part, ()) if isinstance(part, str) else spelt(part)
        if written not in known:
            known[written] = read_text(written, _question(context, day))
        return known[written]._replace(fields=fields) if fields else known[written]

    return read


def _question(context: Context, day: str) -> Question:
    from negcli.law.catalogue import delivered
    from negcli.law.judge import Question

    return Question(
        delivered(), day, str(context.today), _short(context.register), context.kept.setdefault("titles", {})
    )


def _short(register: Register) -> Mapping[str, str]:
    """The short titles that a register declares → full titles."""
    rows = (row for _, row in mappings(register.values, "abbreviations"))
    return {text(row, "short").strip("《》 "): text(row, "title").strip("《》 ") for row in rows}


def read_text(written: str, question: Question) -> Reading:
    """What ``written`` cites, and what is wrong with it."""
    from negcli.law.judge import Verdict, judge
    from negcli.law.usual import parse

    def known(title: str) -> bool:
        return title in question.short or question.catalogue.find(title) is not None

    citations = parse(written, known)
    if not citations:
        return Reading((), (Verdict("malformed-citation", (0, len(written)), {"basis": written}),))
    judged = judge(citations, question)
    return Reading(judged, tuple(verdict for one in judged for verdict in one.verdicts))


def spelt(part: Mapping[str, Any]) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """A basis in fields as one text, and from where to where each field stands in it."""
    written, fields = "", []
    for name, around in _FIELDS:
        value = str(part.get(name) or "").strip()
        if value:
            piece = _around(value, around)
            fields.append((name, len(written), len(written) + len(piece)))
            written += piece
    return written, tuple(fields)


def _around(value: str, around: str) -> str:
    """``value`` with what belongs around it, where it is not written itself: 253-1 → 第253条之1."""
    if _COMPLETE.match(value):
        return value
    return _INSERTED.sub(r"第\1条之\2", value) if _is_inserted(value, around) else around.format(value)


def _is_inserted(value: str, around: str) -> bool:
    """Whether ``value`` is the number of an inserted article (253-1), and not a range (19-21)."""
    figures = [int(figure) for match in _INSERTED.finditer(value) for figure in match.groups()]
    return "条" in around and figures == sorted(figures, reverse=True) != []


def _hit(basis: Basis, verdict: Verdict) -> Hit:
    severity = _severity(verdict)
    if not basis.reading.fields:
        span, instead = verdict.span, verdict.instead
        return Hit(basis.path, verdict.args, span, "value", basis.entry, instead, verdict.safe, severity)
    path = (*basis.path, _field_at(basis.reading.fields, verdict.span[0]))
    return Hit(path, verdict.args, subject=basis.entry, severity=severity)


def _field_at(fields: tuple[tuple[str, int, int], ...], at: int) -> str:
    """The field of a mapping whose text holds the character ``at``."""
    return next((name for name, start, end in fields if start <= at < end), "law")


def _severity(verdict: Verdict) -> Severity | None:
    """Less than an error where the facts are not certain."""
    return Severity.warning if not verdict.certain and _weighed(verdict.name) else None


def _weighed(name: str) -> bool:
    """Whether a rule is an error where the facts are certain, and a warning where they are not."""
    return name.startswith("no-such-") or name in ("law-not-in-force", "wrong-law-title", "moved-article")


def cited(found: Iterable[Basis]) -> Iterator[tuple[Basis, Judged]]:
    """Every citation in ``found``, and in which of them it stands."""
    return ((basis, one) for basis in found for one in basis.reading.judged)

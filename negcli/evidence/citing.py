"""The citations of a register's bases: each distinct text read and judged once for all rules that ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from negcli.dates import iso_date
from negcli.evidence.scan import column, mappings, parts, texts_in
from negcli.finding import Severity
from negcli.lists.model import Entry, EntryList, Register, Values, text
from negcli.place import Path
from negcli.rules import Context, Hit, card

if TYPE_CHECKING:  # the law is read only when something cites it
    from negcli.law.bare import Known
    from negcli.law.verdict import Judged, Question, Verdict

#: The fields of a basis written as a mapping, what is put around each to read it, and the part of a citation it is.
_FIELDS = (
    *(("law", "《{}》"), ("version", "（{}）"), ("article", "第{}条"), ("paragraph", "第{}款"), ("item", "第{}项")),
    *(("point", "第{}目"), ("quote", "：“{}”")),
)
#: A field that is written in full.
_COMPLETE = re.compile(r"[《第笫（(“]|.*[条款项目]$")
_INSERTED = re.compile(r"(\d+)-(\d{1,2})")
#: Rules that are errors on certain facts only, as those of what does not exist are.
_WEIGHED = ("law-not-in-force", "wrong-law-title", "moved-article", "forbidden-by-lower-rule")
_VERDICTS = attrgetter("verdicts")


class Reading(NamedTuple):
    """A basis as read: its text, its citations, judged; what is wrong with it; where the fields of a mapping stand."""

    text: str
    judged: tuple[Judged, ...]
    verdicts: tuple[Verdict, ...]
    fields: tuple[tuple[str, int, int], ...] = ()


class Basis(NamedTuple):
    """A part of a basis of an entry, or of a list's adjustments: where it stands, and what was read from it."""

    subject: Entry | EntryList
    path: Path
    reading: Reading


def hits(rows: EntryList, context: Context, name: str) -> Iterator[Hit]:
    """What the rule ``name`` finds in the bases of ``rows``."""
    for basis, verdict in _faulty(rows, context).get(name, ()):
        yield marked(basis, verdict)


def informal(rows: EntryList, context: Context) -> Iterator[Hit]:
    """The parts of citations in the bases of ``rows`` that official papers write otherwise; those in fields are not."""
    forms = _forms(rows, context)
    for basis in bases(rows, context) if _any_is(forms, rows, context) else ():
        yield from (marked(basis, verdict) for verdict in forms(basis.reading))


def _forms(rows: EntryList, context: Context) -> Callable[[Reading], tuple[Verdict, ...]]:
    """What is not official in a reading, each text looked at once."""
    known = _question(context, day_of(rows, context)).knows
    found: dict[str, tuple[Verdict, ...]] = context.kept.setdefault("forms", {})

    def forms(reading: Reading) -> tuple[Verdict, ...]:
        if not reading.fields and reading.text not in found:
            found[reading.text] = _form(reading, known)
        return () if reading.fields else found[reading.text]

    return forms


def _form(reading: Reading, known: Known) -> tuple[Verdict, ...]:
    from negcli.law.usual import is_official

    if is_official(reading.text):
        return ()
    from negcli.law.form import informal  # few registers have any

    return informal(reading.text, reading.judged, known)


def bases(rows: EntryList, context: Context) -> list[Basis]:
    """Every part of every basis of ``rows``, those of duties and of the edition's adjustments included."""
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
        for basis in bases(rows, context) if _any_is(_VERDICTS, rows, context) else ():
            for verdict in basis.reading.verdicts:
                table.setdefault(verdict.name, []).append((basis, verdict))
        context.kept[key] = table
    found: Mapping[str, list[tuple[Basis, Verdict]]] = context.kept[key]
    return found


def _any_is(wanted: Callable[[Reading], object], rows: EntryList, context: Context) -> bool:
    """Whether one of the distinct texts is as ``wanted``, or a basis stands or is written where it was not looked."""
    values = column(rows, context, "basis")
    readings = map(reader(rows, context), filter(None, texts_in(values)))
    elsewhere = any(map(_holds_mapping, values)) or any(map(_has_duties, rows.entries))
    return elsewhere or bool(rows.edition.adjustments) or any(map(wanted, readings))


def _has_duties(entry: Entry) -> bool:
    return "duties" in entry.values


def _holds_mapping(basis: Any) -> bool:
    return basis.__class__ is dict or (basis.__class__ is list and dict in map(type, basis))


def _bases(rows: EntryList, context: Context) -> Iterator[Basis]:
    read = reader(rows, context)
    for entry in rows.entries:
        written = chain(parts(("basis",), entry.values.get("basis")), _in_rows(entry.values, ("duties",)))
        yield from (Basis(entry, path, read(part)) for path, part in filter(is_written, written))
    adjusted = _in_rows(rows.edition.values, ("edition", "adjustments"))
    yield from (Basis(rows, path, read(part)) for path, part in filter(is_written, adjusted))


def is_written(part: tuple[Path, Any]) -> bool:
    """Whether a part of a basis, with its path, is a text or a mapping that says anything."""
    return part[1].__class__ in (str, dict) and bool(part[1])


def _in_rows(values: Values, path: Path) -> Iterator[tuple[Path, Any]]:
    """The parts of the bases of the rows that stand in ``values`` at the end of ``path``."""
    for position, row in mappings(values, str(path[-1])):
        yield from parts((*path, position, "basis"), row.get("basis"))


def reader(rows: EntryList, context: Context) -> Callable[[Any], Reading]:
    """Reads a part of a basis in ``rows`` (a text or a mapping), each text once for every day by which it is judged."""
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
    from negcli.law.verdict import Question

    kept, register = context.kept, context.register
    if "laws" not in kept:
        kept["laws"] = delivered().with_register(register), declared(register)
    return Question(kept["laws"][0], day, str(context.today), kept["laws"][1], kept.setdefault("titles", {}))


def declared(register: Register) -> Mapping[str, str]:
    """The short titles that ``register`` declares → full titles."""
    rows = (row for _, row in mappings(register.values, "abbreviations"))
    return {text(row, "short").strip("《》 "): text(row, "title").strip("《》 ") for row in rows}


def read_text(written: str, question: Question) -> Reading:
    """What ``written`` cites, and what is wrong with it."""
    from negcli.law.judge import judge
    from negcli.law.usual import parse
    from negcli.law.verdict import Verdict

    citations = parse(written, question.knows)
    if not citations:
        return Reading(written, (), (Verdict("malformed-citation", (0, len(written)), {"basis": written}),))
    judged = judge(citations, question)
    return Reading(written, judged, tuple(verdict for one in judged for verdict in one.verdicts))


def spelt(part: Mapping[str, Any]) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """A basis in fields (``part``) as one text, and from where to where each field stands in it."""
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


def marked(basis: Basis, verdict: Verdict) -> Hit:
    """The hit on the part of ``basis`` that ``verdict`` is about."""
    severity = _severity(verdict)
    if not basis.reading.fields:
        span, instead = verdict.span, verdict.instead
        return Hit(basis.path, verdict.args, span, "value", basis.subject, instead, verdict.safe, severity)
    path = (*basis.path, _field_at(basis.reading.fields, verdict.span[0]))
    return Hit(path, verdict.args, subject=basis.subject, severity=severity)


def _field_at(fields: tuple[tuple[str, int, int], ...], at: int) -> str:
    """The field of a mapping whose text holds the character ``at``."""
    return next((name for name, start, end in fields if start <= at < end), "law")


def weight(verdict: Verdict) -> Severity:
    """How much ``verdict`` weighs."""
    return _severity(verdict) or card(verdict.name).severity


def _severity(verdict: Verdict) -> Severity | None:
    """Less than an error where the facts are not certain."""
    return Severity.warning if not verdict.certain and _weighed(verdict.name) else None


def _weighed(name: str) -> bool:
    """Whether a rule is an error where the facts are certain, and a warning where they are not."""
    return name.startswith("no-such-") or name in _WEIGHED


def cited(found: Iterable[Basis]) -> Iterator[tuple[Basis, Judged]]:
    """Every citation in ``found``, and in which of them it stands."""
    return ((basis, one) for basis in found for one in basis.reading.judged)

"""The citations of a register's bases: each distinct text read and judged once for all rules that ask."""

from __future__ import annotations

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
    from negcli.law.mapped import Field
    from negcli.law.verdict import Judged, Question, Verdict

_VERDICTS = attrgetter("verdicts")


class Reading(NamedTuple):
    """A basis as read: its text, its citations, judged; what is wrong with it; where the fields of a mapping stand."""

    text: str
    judged: tuple[Judged, ...]
    verdicts: tuple[Verdict, ...]
    fields: tuple[Field, ...] = ()


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
    """The parts of citations in the bases of ``rows`` that are written otherwise in official papers, or in fields."""
    forms = forms_in(rows, context)
    for basis in bases(rows, context) if _any_is(forms, rows, context) else ():
        yield from (marked(basis, verdict) for verdict in forms(basis.reading))


def forms_in(rows: EntryList, context: Context) -> Callable[[Reading], tuple[Verdict, ...]]:
    """Says what is not official in a reading of ``rows``, each text looked at once."""
    known = _question(context, day_of(rows, context)).knows
    found: dict[str, tuple[Verdict, ...]] = context.kept.setdefault("forms", {})

    def forms(reading: Reading) -> tuple[Verdict, ...]:
        if reading.fields:
            return _in_fields(reading.fields)
        if reading.text not in found:
            found[reading.text] = _form(reading, known)
        return found[reading.text]

    return forms


def _in_fields(fields: tuple[Field, ...]) -> tuple[Verdict, ...]:
    from negcli.law.mapped import informal_fields  # few bases are mappings
    from negcli.law.verdict import Verdict

    found = (((one.start, one.end), {"written": one.written, "right": right}) for one, right in informal_fields(fields))
    return tuple(Verdict("citation-form", span, args, "form", True, args["right"], True) for span, args in found)


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
    value = part[1]
    return bool(value.strip()) if value.__class__ is str else value.__class__ is dict and any(value.values())


def _in_rows(values: Values, path: Path) -> Iterator[tuple[Path, Any]]:
    """The parts of the bases of the rows that stand in ``values`` at the end of ``path``."""
    for position, row in mappings(values, str(path[-1])):
        yield from parts((*path, position, "basis"), row.get("basis"))


def reader(rows: EntryList, context: Context) -> Callable[[Any], Reading]:
    """Reads a part of a basis in ``rows`` (a text or a mapping), each text once for every day by which it is judged."""
    day = day_of(rows, context)
    known: dict[str, Reading] = context.kept.setdefault(("readings", day), {})

    def read(part: Any) -> Reading:
        written, fields = (part, ()) if isinstance(part, str) else _spelt(part)
        if written not in known:
            known[written] = read_text(written, _question(context, day))
        return known[written]._replace(fields=fields) if fields else known[written]

    return read


def _spelt(part: Mapping[str, Any]) -> tuple[str, tuple[Field, ...]]:
    from negcli.law.mapped import spelt

    return spelt(part)


def _question(context: Context, day: str) -> Question:
    from negcli.law.catalogue import delivered
    from negcli.law.verdict import Question

    kept, register = context.kept, context.register
    if "laws" not in kept:
        kept["laws"] = delivered().with_register(register), declared(register)
    return Question(kept["laws"][0], day, str(context.today), kept["laws"][1], kept.setdefault("titles", {}))


def declared(register: Register) -> Mapping[str, str]:
    """The short titles that ``register`` declares → full titles."""
    return short_titles(register.values)


def short_titles(values: Values) -> Mapping[str, str]:
    """The short titles that a register document declares → full titles."""
    rows = (row for _, row in mappings(values, "abbreviations"))
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


def marked(basis: Basis, verdict: Verdict) -> Hit:
    """The hit on the part of ``basis`` that ``verdict`` is about."""
    subject, severity = basis.subject, weight(verdict)
    if not basis.reading.fields:
        span, instead = verdict.span, verdict.instead
        return Hit(basis.path, verdict.args, span, "value", subject, instead, verdict.safe, severity, verdict.over)
    from negcli.law.mapped import field_at

    field = field_at(basis.reading.fields, verdict.span[0])
    path, instead = (*basis.path, field.name), _instead_in(field, verdict)
    return Hit(path, verdict.args, None, "value", subject, instead, verdict.safe, severity)


def _instead_in(field: Field, verdict: Verdict) -> str | None:
    """What would be right in ``field``; None where more than that would change, or nobody knows."""
    from negcli.law.mapped import as_field

    alone = (verdict.over or verdict.span) == (field.start, field.end)
    return as_field(field.name, verdict.instead) or None if alone and verdict.instead else None


def weight(verdict: Verdict) -> Severity:
    """How much ``verdict`` weighs: nothing is an error where the facts are not certain."""
    heaviest = Severity.error if verdict.certain else Severity.warning
    return min(card(verdict.name).severity, heaviest)


def cited(found: Iterable[Basis]) -> Iterator[tuple[Basis, Judged]]:
    """Every citation in ``found``, and in which of them it stands."""
    return ((basis, one) for basis in found for one in basis.reading.judged)

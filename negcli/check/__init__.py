"""The main path: a register → findings.

Slips of the files, then what the schema says, then the rules; each is stamped with its rule's code and severity, put in
its place, and left out where an earlier cause in the same place explains it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import chain, starmap
from operator import attrgetter, ne
from typing import Any, NamedTuple

from negcli.check.allowances import Allowed, allow, unused
from negcli.check.sharing import Work
from negcli.check.stages import UNSAID, not_asked
from negcli.check.stages import weights as stage_weights
from negcli.errors import Failure
from negcli.finding import Finding, Fix, Severity
from negcli.lists.canonical import repeated_spellings, written_path
from negcli.lists.model import Agency, Entry, EntryList, Register, Values, Where, mapping, text, texts
from negcli.lists.register import kind_of
from negcli.place import Path, Place, pointer
from negcli.rules import Context, Hit, Past, Rule, Subject, all_rules, card, rules_called
from negcli.schema import violations
from negcli.source.document import Document, Source, documents_of
from negcli.source.edits import key_fix, line_fix, slip_fix, value_fix
from negcli.source.places import key_place, value_place

#: Categories of rules on the law that is cited.
_LAW = ("citation", "ground")


class Outcome(NamedTuple):
    """What was found, and what was found but is allowed, both in the order of files and lines."""

    findings: list[Finding]
    allowed: list[Allowed]


def check(
    register: Register,
    rules: Iterable[Rule],
    today: date,
    past: Past | None = None,
    thorough: bool = False,
    as_of: date | None = None,
) -> list[Finding]:
    """What ``rules`` find in ``register`` as of ``today``, in the order of files and lines.

    ``past`` is what the register's history knows, for the rules that look into it; they are silent without;
    ``thorough`` lets texts be compared fuzzily too; ``as_of`` is the day by whose law bases are judged, each edition's
    own without it.
    """
    return examine(register, rules, Context(register, today, past, thorough, as_of)).findings


def examine(
    register: Register,
    rules: Iterable[Rule],
    context: Context,
    complete: Callable[[list[Finding]], list[Finding]] = list,
    within: Callable[[], list[Finding]] | None = None,
) -> Outcome:
    """As `check`, with what allowances take from the list beside it.

    ``complete`` makes of what was found in what was read what is found in all of the register; ``within`` gives what
    was found in its lists and files one by one, where that was begun while it was read.
    """
    chosen = {rule.name: rule for rule in rules}
    work = work_of(chosen.values(), context)
    found = [*_slips(register, chosen), *work.across(), *(within or work.within)()]
    found = complete(list(_of_written(found, register.sources)))
    found += _unused_allowances(found, context, chosen)
    weights = {**_severities(register, chosen), **stage_weights(chosen, context.stage)}
    found = [_weighed(finding, weights) for finding in found]
    return Outcome(*allow(sorted(_first_causes(found), key=lambda finding: finding.order), register, context.today))


def work_of(rules: Iterable[Rule], context: Context) -> Work:
    """What ``rules`` have to look for in ``context``."""
    chosen = {rule.name: rule for rule in rules}
    return Work(context, list(chosen.values()), partial(_formal, chosen), _placed)


def _formal(rules: Mapping[str, Rule], register: Register) -> Iterator[Finding]:
    return chain(_repeated_keys(register.sources, rules), _schema(register, rules))


def choose_rules(
    register: Register, select: Iterable[str] = (), ignore: Iterable[str] = (), stage: str = UNSAID
) -> list[Rule]:
    """The rules that hold: those named by code, name or category in ``select`` (all when empty), less ``ignore``.

    The register's own `rules` settings come first. What is not asked at ``stage`` does not hold; where none is named,
    a rule that is selected by its own name does. Failure ``unknown-rule`` for a name that is no rule's.
    """
    wanted = tuple(select) or _set(register, "select")
    unwanted = (*ignore, *(() if select else _set(register, "ignore")))
    chosen = _named(wanted) if wanted else set(all_rules())
    chosen -= _named(unwanted) | not_asked(chosen - (_single(select) if stage == UNSAID else set()), stage)
    return [rule for name, rule in all_rules().items() if name in chosen]


def _set(register: Register, key: str) -> tuple[str, ...]:
    """The rules that the register's own settings name under ``key``; of a file with slips, those that there are."""
    names = texts(_settings(register), key)
    has_slips = register.where is not None and register.where.document.source.slips
    return tuple(filter(rules_called, names)) if has_slips else names


def _named(names: Iterable[str]) -> set[str]:
    """The names of the rules that ``names`` (codes, names, titles, categories) mean; Failure ``unknown-rule``."""
    chosen: set[str] = set()
    for name in names:
        meant = rules_called(name)
        if not meant:
            raise Failure("unknown-rule", name=name)
        chosen |= {rule.name for rule in meant}
    return chosen


def _single(names: Iterable[str]) -> set[str]:
    """The names of the rules that are named one by one among ``names``."""
    meant = map(rules_called, names)
    return {rules[0].name for rules in meant if len(rules) == 1}


def _settings(register: Register) -> Values:
    return mapping(register.values, "rules")


def _slips(register: Register, rules: Mapping[str, Rule]) -> Iterator[Finding]:
    sources = filter(attrgetter("slips"), register.sources)
    return chain.from_iterable(_slips_of(source, register.agency_ids, rules) for source in sources)


def _slips_of(source: Source, agency_ids: Mapping[str, str], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    from negcli.slips.owner import owners  # needed only for files with slips

    known = owners(source, agency_ids)
    for slip in source.slips:
        if slip.name in rules:
            bare = _bare(rules[slip.name], source.file, slip.place, dict(slip.args), slip_fix(source, slip))
            yield bare._replace(**known.get(slip.place.line, {}))


def _bare(rule: Rule, file: str, place: Place, args: Mapping[str, Any], fix: Fix | None = None) -> Finding:
    weight = card(rule.name).severity
    nothing = (None,) * 5
    return Finding(rule.code, rule.name, rule.category, weight, file, None, place, None, *nothing, args, fix)


def _repeated_keys(sources: Iterable[Source], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """Keys repeated in another spelling; the reader itself finds those that are repeated letter by letter."""
    if rule := rules.get("repeated-key"):
        for document in documents_of(sources):
            yield from _second_spellings(document, rule)


def _second_spellings(document: Document, rule: Rule) -> Iterator[Finding]:
    kind = kind_of(document)
    for path, first in repeated_spellings(kind, document.data) if kind else ():
        yield _bare(rule, document.file, key_place(document, path), {"key": path[-1], "first": first, "hint": "none"})


def _schema(register: Register, rules: Mapping[str, Rule]) -> Iterator[Finding]:
    for name, subject, hit in violations(register):
        if name in rules and not _is_gap(name, subject, hit):
            yield _placed(rules[name], subject, hit)


def _is_gap(name: str, subject: Subject | Where, hit: Hit) -> bool:
    """Whether a field is missing only because what stands there could not be read."""
    return name == "missing-field" and hit.args["key"] in _where(subject).document.source.gaps


def _unused_allowances(found: list[Finding], context: Context, rules: Mapping[str, Rule]) -> Iterator[Finding]:
    if rule := rules.get("unused-allowance"):
        yield from (_placed(rule, hit.subject or context.register, hit) for hit in unused(found, context, rules))


def _placed(rule: Rule, subject: Subject | Where, hit: Hit) -> Finding:
    """The finding that ``hit`` in ``subject`` makes."""
    where = _where(subject)
    document, path = where.document.whole, where.path + hit.path
    written = written_path(kind_of(document) or "register", document, path)
    span = hit.span if len(written) == len(path) else None
    place = key_place(document, written) if hit.at == "key" else value_place(document, written, span)
    return Finding(
        rule.code,
        rule.name,
        rule.category,
        hit.severity or card(rule.name).severity,
        document.file,
        document.number,
        place,
        pointer(written),
        *_owner(subject, hit.path),
        dict(hit.args),
        _fix(rule, hit, document, written, place) if len(written) == len(path) else None,
    )


def _where(subject: Subject | Where) -> Where:
    """Where ``subject`` stands; ValueError when it was not read from a file."""
    where = subject if isinstance(subject, Where) else subject.where
    if where is None:
        raise ValueError(f"{subject!r} was not read from a file")
    return where


def _fix(rule: Rule, hit: Hit, document: Document, path: Path, place: Place) -> Fix | None:
    """What cures ``hit`` at ``path`` (as written): the text that it knows to be right, or the line."""
    safe = hit.safe or card(rule.name).fix == "safe"
    if hit.instead is None:
        return line_fix(document.source.lines, place, hit.args)
    if hit.at == "key":
        return key_fix(document, path, hit.instead, safe)
    return value_fix(document, path, hit.over or hit.span, hit.instead, safe)


def _owner(subject: Subject | Where, path: Path) -> tuple[str | None, str | None, str | None, str | None, str | None]:
    """Agency, list, entry, title and field of a finding."""
    if isinstance(subject, Entry):
        return _said(subject.agency), subject.kind, _said(subject.id), _said(subject.title), _field(path[:1])
    if isinstance(subject, EntryList):
        return _said(subject.agency), subject.kind, None, None, _field(path)
    if isinstance(subject, Agency):
        return _said(subject.id), None, None, None, _field(path)
    return None, None, None, None, _field(path)


def _said(name: str) -> str | None:
    return name or None


def _field(path: Path) -> str | None:
    """The last key of ``path``: what a list's or a register's finding is about."""
    return next((part for part in reversed(path) if isinstance(part, str)), None)


def _of_written(findings: list[Finding], sources: Iterable[Source]) -> Iterable[Finding]:
    """``findings`` without those in lines that have a slip and were read as they should be: one finding is enough.

    In lines that were only moved with those above they are told of, where they stand.
    """
    mended = {source.file: source for source in sources if source.mended}
    return filter(None, (_as_written(finding, mended) for finding in findings)) if mended else findings


def _as_written(finding: Finding, mended: Mapping[str, Source]) -> Finding | None:
    """``finding`` in its file as written; None where the line is told of already, or what it says was put right."""
    source, place = mended.get(finding.file), finding.place
    if source is None or place is None or _is_slip(finding):
        return finding
    lines = range(place.line - 1, place.end_line)
    if source.mended.keys().isdisjoint(lines):
        return finding
    return None if _is_told(source, lines) else _moved(finding, place, source)


def _is_slip(finding: Finding) -> bool:
    return finding.category == "syntax" and finding.pointer is None


def _is_told(source: Source, lines: range) -> bool:
    """Whether one of the ``lines`` (from 0), or what it says, was put right."""
    slips = {slip.place.line - 1 for slip in source.slips}
    pairs = (map(str.lstrip, text[lines.start : lines.stop]) for text in (source.lines, source.lines_read))
    return not slips.isdisjoint(lines) or any(starmap(ne, zip(*pairs, strict=True)))


def _moved(finding: Finding, place: Place, source: Source) -> Finding:
    """``finding`` in a line that was only moved, where it is written."""
    written, read = source.lines[place.line - 1], source.lines_read[place.line - 1]
    return finding._replace(place=place.indented(len(written) - len(read)), fix=None)


def _severities(register: Register, rules: Mapping[str, Rule]) -> Mapping[str, Severity]:
    """The register's own severities: rule name → severity."""
    written = mapping(_settings(register), "severity")
    weights: dict[str, Severity] = {}
    for name in written:
        if level := Severity.__members__.get(text(written, name)):
            weights |= dict.fromkeys([rule.name for rule in rules_called(name) if rule.name in rules], level)
    return weights


def _weighed(finding: Finding, weights: Mapping[str, Severity]) -> Finding:
    if finding.name not in weights:
        return finding
    return finding._replace(severity=weights[finding.name])


def _first_causes(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding of a category in one place: the first cause in the order of codes silences what follows from it.

    A citation and the ground that rests on it are one matter, of which the graver finding speaks.
    """
    kept: dict[tuple[str, int | None, str | None, str], list[Finding]] = {}
    for finding in sorted(findings, key=_cause):
        matter = "law" if finding.category in _LAW else finding.category
        spot = (finding.file, finding.document, finding.pointer, matter)
        others = kept.setdefault(spot, [])
        if not any(_overlap(finding.place, other.place) and finding.name != other.name for other in others):
            others.append(finding)
            yield finding


def _cause(finding: Finding) -> tuple[int, str]:
    """By what findings are ordered that may have one cause."""
    return -finding.severity if finding.category in _LAW else 0, finding.code


def _overlap(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None:
        return True
    starts_before = (one.line, one.column) < (other.end_line, other.end_column)
    return starts_before and (other.line, other.column) < (one.end_line, one.end_column)

"""Findings as text for a terminal: by file, each with its place, the words it means and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from negcli.finding import Finding, Severity
from negcli.lists.model import Register
from negcli.place import Place
from negcli.report.advice import advice
from negcli.report.cells import columns, pad, safe, wrap
from negcli.report.excerpt import Lines, corrected, excerpt
from negcli.report.ink import Paint, bare, linked, painter
from negcli.report.look import Address, Look
from negcli.report.totals import checked_text, cures_text, not_listed, severity_text, totals_text
from negcli.rules import card
from negcli.tally import NONE, Unlisted, first_few, tallies
from negcli.words import Words

_INDENT = "    "
#: How many further lines put right are shown.
_MOST_FURTHER = 3


class _Page(NamedTuple):
    """What every finding is shown with: the files' lines by name, the language, the width, the inks, the addresses."""

    lines: Mapping[str, Sequence[str]]
    words: Words
    width: int
    paint: Paint
    address: Address | None


def render_findings(
    findings: Sequence[Finding], register: Register, words: Words, look: Look, unlisted: Unlisted = NONE
) -> Iterator[str]:
    """``findings``, in their order, as chunks of text for a screen of ``look``; a summary per rule and totals last.

    Of a rule with very many, only the first few are listed, unless every one is wanted. The ``unlisted`` are counted.
    """
    page = _Page(Lines(register), words, look.width, painter(look.colour), look.address)
    shown, extra = first_few(findings, look.every)
    for file, group in groupby(shown, key=lambda finding: finding.file):
        yield _clickable(page.paint(safe(file), "strong"), file, None, page) + "\n"
        for finding in group:
            yield "\n".join(_finding(finding, page)) + "\n\n"
    yield from _not_listed(extra, page)
    yield from render_summary(findings, register, words, look, unlisted)


def render_briefly(findings: Iterable[Finding], words: Words) -> Iterator[str]:
    """One line for each finding and nothing else: ``FILE:LINE:COLUMN: CODE name severity: message``."""
    for finding in findings:
        message = " ".join(safe(_say(finding, "message", words)).split("\n"))
        yield f"{spot(finding)}: {finding.code} {finding.name} {severity_text(finding.severity, words)}: {message}\n"


def render_summary(
    findings: Sequence[Finding], register: Register, words: Words, look: Look, unlisted: Unlisted = NONE
) -> Iterator[str]:
    """How often each rule was broken, and the totals."""
    paint, checked = painter(look.colour), checked_text(register, words, unlisted)
    if not findings:
        yield from _side_by_side(paint(words("report.no-findings"), "opens"), checked, look.width)
        return
    yield words("report.by-rule") + "\n"
    yield from _counts(findings, words, look)
    texts = zip(totals_text(findings, words), reversed(Severity), strict=True)
    parts = [paint(text, level.name) for text, level in texts]
    yield from _side_by_side(words("report.total", count=len(findings), parts=parts), checked, look.width)
    yield from (line + "\n" for text in cures_text(findings, words) for line in wrap(text, look.width))


def _side_by_side(left: str, right: str, width: int) -> Iterator[str]:
    """Two sentences in one line where there is room, each in its own otherwise."""
    fits = columns(bare(left)) + 2 + columns(right) <= width
    yield f"{left}  {right}\n" if fits else f"{left}\n{right.strip()}\n"


def _counts(findings: Sequence[Finding], words: Words, look: Look) -> Iterator[str]:
    rows = sorted(tallies(findings), key=lambda tally: tally.code)
    paint = painter(look.colour)
    figures = len(str(max(row.count for row in rows)))
    names = max(len(row.name) for row in rows)
    margin = figures + names + len(rows[0].code) + 8
    for row in rows:
        first, *more = wrap(card(row.name).say("title", words.lang, {}), look.width - margin)
        yield f"{row.count:>{figures + 2}}  {paint(row.code, 'muted')}  {row.name:<{names}}  {first}\n"
        yield from (" " * margin + line + "\n" for line in more)


def _not_listed(extra: Sequence[Finding], page: _Page) -> Iterator[str]:
    """What is said of findings that are only counted."""
    lines = [line for sentence in not_listed(extra, page.words) for line in wrap(sentence, page.width)]
    yield from (page.paint(line, "info") + "\n" for line in lines)
    yield from ["\n"] if lines else []


def _finding(finding: Finding, page: _Page) -> Iterator[str]:
    yield from _head(finding, page)
    owner = safe("  ".join(filter(None, (finding.entry, finding.title))).replace("\n", " "))
    if owner:
        yield from (f"{_INDENT}{line}" for line in wrap(owner, page.width - len(_INDENT)))
    yield from _excerpt(finding, page)
    yield from _labelled("", _say(finding, "message", page.words), page)
    yield from _labelled(page.words("report.instead"), advice(finding, page.words, beside_line=True), page)


def _head(finding: Finding, page: _Page) -> Iterator[str]:
    """Where a finding is, and of which rule and weight: in one line where there is room.

    The name of the file is never broken by us: it is there to be clicked and copied.
    """
    severity = page.paint(severity_text(finding.severity, page.words), finding.severity.name)
    rule = f"{finding.code} {page.paint(finding.name, 'strong')}  {severity}"
    fits = columns(spot(finding)) + columns(bare(rule)) + 4 <= page.width
    where = _clickable(spot(finding), finding.file, finding.place, page)
    yield f"  {where}" + (f"  {rule}" if fits else f"\n{_INDENT}{rule}")


def _clickable(text: str, file: str, place: Place | None, page: _Page) -> str:
    return linked(text, page.address(file, place)) if page.address else text


def spot(finding: Finding) -> str:
    """Where ``finding`` is: ``FILE:LINE:COLUMN``."""
    place = finding.place
    return safe(finding.file) + (f":{place.line}:{place.column}" if place else "")


def _say(finding: Finding, part: str, words: Words) -> str:
    return card(finding.name).say(part, words.lang, finding.args_beside_line)


def _excerpt(finding: Finding, page: _Page) -> Iterator[str]:
    if finding.place is None:
        return
    gutter = len(str(finding.place.end_line))
    room = max(page.width - len(_INDENT) - gutter - 3, 20)
    for number, text, carets in excerpt(page.lines[finding.file], finding.place, room):
        yield f"{_INDENT}{page.paint(f'{number:>{gutter}} |', 'muted')} {text}"
        yield f"{_INDENT}{page.paint(' ' * gutter + ' |', 'muted')} {page.paint(carets, 'mark')}"
    yield from _corrected(finding, page, gutter, room)


def _corrected(finding: Finding, page: _Page, gutter: int, room: int) -> Iterator[str]:
    """The line put right, and the first of the further ones that the same slip spoils, with their numbers."""
    own = [("+", finding.place, line) for line in finding.line_put_right.split("\n")]
    further = _further(finding)
    for number, place, line in (*own, *further[:_MOST_FURTHER]):
        if place and (text := corrected(page.lines[finding.file], place, line, room)):
            yield f"{_INDENT}{page.paint(number.rjust(gutter) + ' |', 'muted')} {page.paint(text, 'after')}"
    if len(further) > _MOST_FURTHER:
        yield f"{_INDENT}{page.paint(' ' * gutter + ' |', 'muted')} …"


def _further(finding: Finding) -> list[tuple[str, Place, str]]:
    """Number, place and text of the further lines that a slip spoils, put right."""
    edits = finding.fix.edits[1:] if finding.fix and finding.line_put_right else ()
    return [(str(edit.place.line), edit.place, edit.text) for edit in edits]


def _labelled(label: str, text: str, page: _Page) -> Iterator[str]:
    """``text`` wrapped beside ``label``; nothing for an empty text."""
    text = safe(text.strip())
    margin = columns(label)
    for number, line in enumerate(wrap(text, page.width - len(_INDENT) - margin) if text else ()):
        yield _INDENT + (page.paint(label, "info") if number == 0 else pad("", margin)) + line

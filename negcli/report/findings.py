"""Findings as text for a terminal: by file, each with its place, the words it means and what to write instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from negcli.finding import Finding, Severity
from negcli.model import Register
from negcli.report.cells import columns, pad, safe, wrap
from negcli.report.excerpt import excerpt
from negcli.report.ink import Paint, painter
from negcli.rules import card
from negcli.vocabulary import spell_value
from negcli.words import Words

_INDENT = "    "


class _Page(NamedTuple):
    """What every finding is shown with: the files' lines by name, the language, the width and the inks."""

    lines: Mapping[str, Sequence[str]]
    words: Words
    width: int
    paint: Paint


def render_findings(
    findings: Sequence[Finding], register: Register, words: Words, width: int, colour: bool
) -> Iterator[str]:
    """``findings``, in their order, as chunks of text within ``width`` cells; a summary per rule and totals last."""
    page = _Page(_Lines(register), words, width, painter(colour))
    for file, group in groupby(findings, key=lambda finding: finding.file):
        yield page.paint(safe(file), "strong") + "\n"
        for finding in group:
            yield "\n".join(_finding(finding, page)) + "\n\n"
    yield from render_summary(findings, register, words, colour)


def render_briefly(findings: Iterable[Finding], words: Words) -> Iterator[str]:
    """One line for each finding and nothing else: ``FILE:LINE:COLUMN: CODE name severity: message``."""
    for finding in findings:
        message = " ".join(safe(_say(finding, "message", words)).split("\n"))
        yield f"{_spot(finding)}: {finding.code} {finding.name} {_severity(finding.severity, words)}: {message}\n"


def render_summary(findings: Sequence[Finding], register: Register, words: Words, colour: bool) -> Iterator[str]:
    """How often each rule was broken, and the totals."""
    paint = painter(colour)
    entries = sum(len(rows.entries) for rows in register.lists)
    checked = words("report.checked", files=len(register.sources), entries=entries)
    if not findings:
        yield paint(words("report.no-findings"), "opens") + f"  {checked}\n"
        return
    yield words("report.by-rule") + "\n"
    yield from _counts(findings, words, paint)
    totals = Counter(finding.severity for finding in findings)
    parts = [paint(_total(level, totals[level], words), level.name) for level in reversed(Severity)]
    yield words("report.total", count=len(findings), parts=parts) + f"  {checked}\n"


def _counts(findings: Sequence[Finding], words: Words, paint: Paint) -> Iterator[str]:
    counts = Counter((finding.code, finding.name) for finding in findings)
    figures = len(str(max(counts.values())))
    names = max(len(name) for _, name in counts)
    for (code, name), count in sorted(counts.items()):
        title = card(name).say("title", words.lang, {})
        yield f"{count:>{figures + 2}}  {paint(code, 'muted')}  {name:<{names}}  {title}\n"


def _total(level: Severity, count: int, words: Words) -> str:
    return words(f"report.total-{level.name}", count=count)


def _severity(level: Severity, words: Words) -> str:
    return spell_value("severity", level.name, words.lang)


def _finding(finding: Finding, page: _Page) -> Iterator[str]:
    severity = page.paint(_severity(finding.severity, page.words), finding.severity.name)
    yield f"  {_spot(finding)}  {finding.code} {page.paint(finding.name, 'strong')}  {severity}"
    owner = safe("  ".join(filter(None, (finding.entry, finding.title))).replace("\n", " "))
    if owner:
        yield from (f"{_INDENT}{line}" for line in wrap(owner, page.width - len(_INDENT)))
    yield from _excerpt(finding, page)
    yield from _labelled("", _say(finding, "message", page.words), page)
    yield from _labelled(page.words("report.instead"), _say(finding, "instead", page.words), page)


def _spot(finding: Finding) -> str:
    place = finding.place
    return safe(finding.file) + (f":{place.line}:{place.column}" if place else "")


def _say(finding: Finding, part: str, words: Words) -> str:
    return card(finding.name).say(part, words.lang, finding.args)


def _excerpt(finding: Finding, page: _Page) -> Iterator[str]:
    if finding.place is None:
        return
    gutter = len(str(finding.place.end_line))
    room = page.width - len(_INDENT) - gutter - 3
    for number, text, carets in excerpt(page.lines[finding.file], finding.place, max(room, 20)):
        yield f"{_INDENT}{page.paint(f'{number:>{gutter}} |', 'muted')} {text}"
        yield f"{_INDENT}{page.paint(' ' * gutter + ' |', 'muted')} {page.paint(carets, 'mark')}"


def _labelled(label: str, text: str, page: _Page) -> Iterator[str]:
    """``text`` wrapped beside ``label``; nothing for an empty text."""
    text = safe(text.strip())
    margin = columns(label)
    for number, line in enumerate(wrap(text, page.width - len(_INDENT) - margin) if text else ()):
        yield _INDENT + (page.paint(label, "info") if number == 0 else pad("", margin)) + line


class _Lines(dict[str, Sequence[str]]):
    """File → its lines, split when first asked for; a file that was not read has none."""

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._sources = {source.file: source for source in register.sources}

    def __missing__(self, file: str) -> Sequence[str]:
        source = self._sources.get(file)
        self[file] = source.lines if source else ()
        return self[file]

"""Findings as sentences for whoever hears them: where, what is wrong, which words are meant, what to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from negcli.finding import Finding
from negcli.lists.model import Register
from negcli.report.advice import right_text
from negcli.report.aloud import said
from negcli.report.excerpt import Lines, words_meant
from negcli.report.spell import field_name
from negcli.report.totals import checked_text, cures_text, not_listed, severity_text, totals_text
from negcli.rules import card
from negcli.tally import NONE, Unlisted, first_few, tallies
from negcli.words import Words


def narrate_findings(
    findings: Sequence[Finding], register: Register, words: Words, every: bool, unlisted: Unlisted = NONE
) -> Iterator[str]:
    """``findings`` in their order: first how many there are, then each in a few sentences, then how many of each rule.

    Of a rule with very many, only the first few are told, unless ``every`` one is wanted. The ``unlisted`` are counted.
    """
    yield from _opening(findings, register, words, unlisted)
    shown, extra = first_few(findings, every)
    lines = Lines(register)
    for number, finding in enumerate(shown, 1):
        yield "\n" + "".join(line + "\n" for line in _told(number, finding, lines, words))
    yield from ["\n"] if findings else []
    yield from (sentence + "\n" for sentence in not_listed(extra, words))
    yield from (_counted(tally.name, tally.count, words) for tally in tallies(findings))


def narrate_news(
    findings: Sequence[Finding], before: Sequence[Finding], register: Register, words: Words
) -> Iterator[str]:
    """What is new in ``findings`` since ``before``, and how many are gone; one that only moved is neither."""
    known, lines = set(map(_identity, before)), Lines(register)
    fresh = [finding for finding in findings if _identity(finding) not in known]
    gone = len(known - set(map(_identity, findings)))
    yield words("aloud.news", fresh=len(fresh), gone=gone, total=len(findings)) + "\n"
    for number, finding in enumerate(fresh, 1):
        yield "\n" + "".join(line + "\n" for line in _told(number, finding, lines, words))


def _identity(finding: Finding) -> tuple[str, ...]:
    """What stays the same when the lines of a file move."""
    parts = (finding.name, finding.file, finding.agency, finding.list, finding.entry, finding.field, finding.args)
    return tuple(map(str, parts))


def _opening(findings: Sequence[Finding], register: Register, words: Words, unlisted: Unlisted) -> Iterator[str]:
    told = words("report.total", count=len(findings), parts=totals_text(findings, words)) + words("aloud.stop")
    yield (told if findings else words("report.no-findings")) + "\n"
    yield checked_text(register, words).strip("（）()").capitalize() + words("aloud.stop") + "\n"
    yield from (text + "\n" for text in cures_text(findings, words))
    yield from (words(f"aloud.{why}", count=count) + "\n" for why, count in unlisted.reasons.items())


def _told(number: int, finding: Finding, lines: Mapping[str, Sequence[str]], words: Words) -> Iterator[str]:
    message = _say(finding, "message", words)
    severity, title = severity_text(finding.severity, words), _say(finding, "title", words)
    yield words("aloud.finding", number=number, severity=severity, title=title, name=finding.name, code=finding.code)
    yield words("aloud.where", parts=words("report.separator").join(_where(finding, words)))
    meant = words_meant(lines[finding.file], finding.place) if finding.place else ""
    if meant and meant not in message:
        yield words("aloud.words", words=meant)
    yield message
    if text := _say(finding, "instead", words):
        yield words("aloud.instead", text=text)
    yield from (_line_told(line, words) for line in finding.line_put_right.splitlines())
    if text := right_text(finding):
        yield words("aloud.fix", text=said(text, words))


def _where(finding: Finding, words: Words) -> Iterator[str]:
    """The parts of a place: file, line, column, entry, title, field."""
    place = finding.place
    parts = {
        "file": finding.file,
        "line": place and place.line,
        "column": place and place.column,
        "entry": finding.entry,
        "title": finding.title,
        "field": finding.field and field_name(finding.list, finding.field, words.lang),
    }
    return (words(f"aloud.{name}", value=said(str(value), words)) for name, value in parts.items() if value)


def _line_told(line: str, words: Words) -> str:
    """A whole line as it should be, with the number of spaces before its first word, which nobody hears."""
    text = line.lstrip(" ")
    spaces = len(line) - len(text)
    kind = "aloud.right" if spaces else "aloud.right-at-margin"
    return words(kind, spaces=spaces, text=said(text, words))


def _say(finding: Finding, part: str, words: Words) -> str:
    return said(card(finding.name).say(part, words.lang, finding.args_beside_line), words)


def _counted(name: str, count: int, words: Words) -> str:
    title = card(name).say("title", words.lang, {})
    return words("aloud.counted", title=title, name=name, count=count) + "\n"

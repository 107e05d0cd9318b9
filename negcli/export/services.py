"""Findings as other programs read them: GitHub's annotations, GitLab's code quality, JUnit, spreadsheets."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

from negcli.export.sarif import sarif
from negcli.export.told import fingerprints, instead, message, title
from negcli.finding import Finding, Severity
from negcli.lists.model import Register
from negcli.report.advice import advice
from negcli.report.cells import safe
from negcli.report.spell import field_name, kind_label, title_of
from negcli.report.totals import severity_text
from negcli.words import Words

_ANNOTATIONS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}
_QUALITY = {Severity.error: "major", Severity.warning: "minor", Severity.info: "info"}
#: What would end a command of GitHub's or one of its properties.
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def github(findings: Sequence[Finding], register: Register, words: Words) -> str:
    """``findings`` as commands that GitHub turns into annotations, one a line."""
    return "".join(_annotation(finding, words) for finding in findings)


def _annotation(finding: Finding, words: Words) -> str:
    properties = {"file": finding.file, **_lines(finding), "title": f"{finding.code} {title(finding, words)}"}
    told = ",".join(f"{name}={str(value).translate(_IN_PROPERTY)}" for name, value in properties.items())
    text = f"{message(finding, words)}\n{instead(finding, words)}".translate(_IN_TEXT)
    return f"::{_ANNOTATIONS[finding.severity]} {told}::{text}\n"


def _lines(finding: Finding) -> Mapping[str, int]:
    """Where a finding is; columns are told only within a line, as GitHub wants it."""
    place = finding.place
    if place is None:
        return {}
    lines = {"line": place.line, "endLine": place.end_line}
    return lines if place.line != place.end_line else {**lines, "col": place.column, "endColumn": place.end_column}


def gitlab(findings: Sequence[Finding], register: Register, words: Words) -> str:
    """``findings`` as GitLab's code quality report."""
    rows = [_issue(*pair, words) for pair in zip(findings, fingerprints(findings), strict=True)]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _issue(finding: Finding, mark: str, words: Words) -> dict[str, Any]:
    lines = {"begin": finding.place.line, "end": finding.place.end_line} if finding.place else {"begin": 1}
    return {
        "description": message(finding, words),
        "check_name": finding.name,
        "fingerprint": mark,
        "severity": _QUALITY[finding.severity],
        "location": {"path": finding.file, "lines": lines},
    }


def junit(findings: Sequence[Finding], register: Register, words: Words) -> str:
    """``findings`` as a JUnit report: a suite a file, a case a finding; a file without findings is one case passed.

    What is only to be noted is a case left out, not one failed.
    """
    by_file = {file: list(group) for file, group in groupby(findings, key=lambda finding: finding.file)}
    files = sorted({*by_file, *(source.file for source in register.sources)})
    suites = ElementTree.Element("testsuites", {"name": "negcli"})
    for file in files:
        _suite(suites, file, by_file.get(file, []), words)
    for name in _COUNTED:
        suites.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=False) + "\n"


#: What a suite, and all together, count.
_COUNTED = ("tests", "failures", "skipped")


def _counts(findings: Sequence[Finding]) -> dict[str, str]:
    """How many cases a suite has, which is one without findings; how many failed, and how many were left out."""
    notes = sum(finding.severity is Severity.info for finding in findings)
    numbers = (len(findings) or 1, len(findings) - notes, notes)
    return dict(zip(_COUNTED, map(str, numbers), strict=True))


def _suite(suites: ElementTree.Element, file: str, findings: Sequence[Finding], words: Words) -> None:
    suite = ElementTree.SubElement(suites, "testsuite", {"name": safe(file), **_counts(findings)})
    if not findings:
        ElementTree.SubElement(suite, "testcase", {"classname": safe(file), "name": "negcli"})
    for finding in findings:
        _case(suite, finding, words)


def _case(suite: ElementTree.Element, finding: Finding, words: Words) -> None:
    line = str(finding.place.line if finding.place else 1)
    name = _joined(f"{finding.code} {finding.name}", finding.entry, finding.field)
    about = {"classname": safe(finding.file), "name": name, "file": safe(finding.file), "line": line}
    case = ElementTree.SubElement(suite, "testcase", about)
    said = safe(message(finding, words))
    if finding.severity is Severity.info:
        ElementTree.SubElement(case, "skipped", {"message": said})
    else:
        failure = ElementTree.SubElement(case, "failure", {"message": said, "type": finding.severity.name})
        failure.text = f"{safe(finding.file)}:{line}\n{safe(instead(finding, words))}"


def _joined(*parts: str | None) -> str:
    return safe(" ".join(filter(None, parts)))


def spreadsheet(findings: Sequence[Finding], register: Register, words: Words) -> str:
    """``findings`` as CSV (RFC 4180), the columns named in the language of the words; for spreadsheets."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([words(f"report.csv-{name}") for name in _COLUMNS])
    names = register.agency_names
    writer.writerows([cell(part) for part in _parts(finding, names, words)] for finding in findings)
    return text.getvalue()


_COLUMNS = (
    "file", "line", "column", "severity", "code", "name", "agency", "list", "entry", "title", "field", "message",
    "instead",
)  # fmt: skip


def _parts(finding: Finding, names: Mapping[str, str], words: Words) -> tuple[str | int | None, ...]:
    """What stands in a row; in Chinese the rule by its title, the list and the field in words."""
    line, column = (finding.place.line, finding.place.column) if finding.place else (None, None)
    return (
        finding.file, line, column, severity_text(finding.severity, words), finding.code, title_of(finding.name, words),
        names.get(finding.agency or "", finding.agency), *_spelt(finding, words),
        message(finding, words), advice(finding, words),
    )  # fmt: skip


def _spelt(finding: Finding, words: Words) -> tuple[str | None, ...]:
    """The list, the entry, its title and the field."""
    kind, field = finding.list, finding.field
    if words.lang == "zh":
        kind, field = kind and kind_label(kind, "zh"), field and field_name(finding.list, field, "zh")
    return kind, finding.entry, finding.title, field


def cell(value: str | int | None) -> str | int:
    """``value`` so that no spreadsheet takes it for a formula."""
    if isinstance(value, int):
        return value
    return f"'{value}" if value and value[0] in "=+-@\t\r" else value or ""


#: Format → what writes findings of a register in it, in the language of the words.
SERVICES: Mapping[str, Callable[[Sequence[Finding], Register, Words], str]] = {
    "csv": spreadsheet,
    "sarif": sarif,
    "github": github,
    "gitlab": gitlab,
    "junit": junit,
}

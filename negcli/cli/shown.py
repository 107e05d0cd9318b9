"""What was found, in the format that is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from negcli.cli.checking import Checked
from negcli.cli.display import drawn, look_of, plain_wanted
from negcli.cli.spoken import spoken
from negcli.finding import Finding


class Form(NamedTuple):
    """How findings are wanted.

    ``output``: the file to write; ``every`` one is to be listed; their numbers are enough (``statistics``); JSON has a
    line for each check (``lines``).
    """

    format: str
    output: Path | None
    every: bool
    statistics: bool
    lines: bool

    @property
    def mark(self) -> str:
        """What a file of the format begins with: without it, Excel does not read CSV as UTF-8."""
        return "\ufeff" if self.format == "csv" else ""


def told_as(format: str, quiet: bool) -> str:
    """The format, where ``quiet`` text is one line a finding."""
    return "briefly" if quiet and format == "text" else format


def shown(checked: Checked, form: Form) -> Iterator[str]:
    """What was found, as ``form`` says."""
    return _counted(checked, form) if form.statistics else _SHOWN[form.format](checked, form)


def _as_json(checked: Checked, form: Form) -> Iterator[str]:
    from negcli.export.findings import findings_json

    yield _json(findings_json(checked.found, spoken().lang, checked.register, checked.unlisted), form)


def _as_text(checked: Checked, form: Form) -> Iterator[str]:
    if plain_wanted():
        return _aloud(checked, form)
    from negcli.report.findings import render_findings

    look = look_of(checked.root, form.output, form.every)
    return render_findings(checked.found, checked.register, spoken(), look, checked.unlisted)


def _aloud(checked: Checked, form: Form) -> Iterator[str]:
    """All findings in sentences; only what is new where there was a check before."""
    from negcli.report.findings_aloud import narrate_findings, narrate_news

    if checked.before is None:
        return narrate_findings(checked.found, checked.register, spoken(), form.every, checked.unlisted)
    return narrate_news(checked.found, checked.before, checked.register, spoken())


def _briefly(checked: Checked, form: Form) -> Iterator[str]:
    from negcli.report.findings import render_briefly

    return render_briefly(checked.found, spoken())


def _counted(checked: Checked, form: Form) -> Iterator[str]:
    """How often each rule was broken, in place of the findings."""
    if form.format == "json":
        from negcli.export.findings import statistics_json

        yield _json(statistics_json(checked.found, spoken().lang, checked.register, checked.unlisted), form)
        return
    from negcli.report.statistics import statistics_report

    report = statistics_report(checked.found, checked.register, spoken(), checked.unlisted)
    yield drawn(report, "text", form.output)


def _json(data: object, form: Form) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=None if form.lines else 2) + "\n"


def _as_page(checked: Checked, form: Form) -> Iterator[str]:
    from negcli.report.findings_page import findings_report

    report = findings_report(checked.found, checked.register, spoken(), checked.unlisted)
    yield drawn(report, form.format, form.output)


def _as_sarif(checked: Checked, form: Form) -> Iterator[str]:
    from negcli.export.sarif import sarif

    found, held = (_from_top(findings, checked.root) for findings in (checked.found, checked.held))
    files = _from_top([each.finding for each in checked.allowed], checked.root)
    allowed = [each._replace(finding=finding) for each, finding in zip(checked.allowed, files, strict=True)]
    yield sarif(found, checked.register, spoken(), allowed, held)


def _for_services(checked: Checked, form: Form) -> Iterator[str]:
    from negcli.export.services import SERVICES

    yield SERVICES[form.format](checked.found, checked.register, spoken())


def _for_reviews(checked: Checked, form: Form) -> Iterator[str]:
    """For services that show findings beside the lines of a change: they name files from the repository's top."""
    return _for_services(checked._replace(found=_from_top(checked.found, checked.root)), form)


def _from_top(findings: list[Finding], root: Path) -> list[Finding]:
    """``findings`` with their files as the repository names them in which the register lies."""
    from negcli.setup.pipelines import folder_in_repository

    folder = folder_in_repository(root)
    return [finding._replace(file=folder + finding.file) for finding in findings]


_SHOWN: Mapping[str, Callable[[Checked, Form], Iterator[str]]] = {
    "text": _as_text,
    "json": _as_json,
    "briefly": _briefly,
    "sarif": _as_sarif,
    **dict.fromkeys(("md", "html"), _as_page),
    **dict.fromkeys(("csv", "junit"), _for_services),
    **dict.fromkeys(("github", "gitlab"), _for_reviews),
}

"""`negcli gate`: what is wrong with what is to be published next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from negcli.change import balance
from negcli.check import Outcome, examine
from negcli.cli.checking import Checked
from negcli.cli.chosen import names_of
from negcli.cli.day import day_of
from negcli.cli.options import (
    WEIGHTS,
    FailOn,
    FindingsFormat,
    Folder,
    Ignore,
    Lang,
    Output,
    Plain,
    Quiet,
    Select,
    Today,
)
from negcli.cli.screen import put, remark
from negcli.cli.shown import Form, shown
from negcli.cli.spoken import spoken, told
from negcli.commits.repository import open_repository
from negcli.editions.gate import read_known
from negcli.errors import Failure
from negcli.lists.model import Register
from negcli.lists.moment import Key
from negcli.lists.register import load_register
from negcli.record.drafts import Draft, drafts_of
from negcli.report.matter import balance_text
from negcli.rules import Context, Rule, all_rules, rules_called
from negcli.source.files import find_root

#: Where pipelines (GitHub's, GitLab's, Jenkins's, Bitbucket's) say into which branch the one that is checked is to go.
PIPELINES = [
    "GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CHANGE_TARGET", "BITBUCKET_PR_DESTINATION_BRANCH",
]  # fmt: skip
Against = Annotated[
    str,
    typer.Option(
        "--against", help=told("gate.against"), metavar=told("as.reference"), show_default=False,
        envvar=PIPELINES, show_envvar=False,
    ),
]  # fmt: skip
#: What says whether an edition may be published.
_RULES = ("syntax", "missing-field", "change", "bad-document-number", "no-approver", "dates-out-of-order")


def gate(
    against: Against = "HEAD",
    format: FindingsFormat = "text",
    select: Select = None,
    ignore: Ignore = None,
    fail_on: FailOn = "warning",
    today: Today = None,
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Judge what is to be published; the sentences of its help are `cli.gate.*`."""
    root = find_root(folder)
    register = load_register(root)
    if not register.sources:
        raise Failure("no-register", path=str(root))
    drafts = drafts_of(register, read_known(open_repository(root), against))
    rules = gate_rules(names_of(select), names_of(ignore))
    found, allowed = judged(register, drafts, day_of(today), rules)
    form = Form("briefly" if quiet and format == "text" else format, output, True, False, False)
    put(shown(Checked(root, register, found, allowed, []), form), output, mark=form.mark)
    if not quiet:
        _tell(drafts)
    return int(any(finding.severity >= WEIGHTS[fail_on] for finding in found))


def judged(register: Register, drafts: Mapping[Key, Draft], day: date, rules: list[Rule]) -> Outcome:
    """What ``rules`` find in editions and their changes; what single entries lack is for `validate` to tell."""
    found, allowed = examine(register, rules, Context(register, day, drafts=drafts))
    return Outcome([each for each in found if each.name != "missing-field" or each.entry is None], allowed)


def gate_rules(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[Rule]:
    """The rules that say whether lists may be published, less those that are not wanted."""
    chosen = _named(_RULES) & (_named(select) if select else _named(_RULES)) - _named(ignore)
    return [rule for name, rule in all_rules().items() if name in chosen]


def _named(names: tuple[str, ...]) -> set[str]:
    """The names of the rules that ``names`` mean."""
    return {rule.name for name in names for rule in rules_called(name)}


def _tell(drafts: Mapping[Key, Draft]) -> None:
    """Say how much is to be published, and which way it moves openness."""
    changes = list(chain.from_iterable(draft.changes for draft in drafts.values()))
    if not changes:
        remark(spoken()("cli.gate.nothing"))
        return
    said = "".join(span.text for span in balance_text(balance(changes), spoken()))
    remark(spoken()("cli.gate.changes", count=len(changes), balance=said))

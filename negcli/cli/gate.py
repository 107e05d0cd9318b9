"""`negcli gate`: what is wrong with what is to be published next."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from negcli.change import balance
from negcli.check.release import holds_back, is_about_editions, judged, leads_nowhere, release_rules
from negcli.cli.checking import Checked
from negcli.cli.chosen import names_of, register_at
from negcli.cli.day import day_of
from negcli.cli.options import (
    Every,
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
from negcli.cli.shown import Form, shown, told_as
from negcli.cli.spoken import spoken, told
from negcli.cli.weighed import WEIGHTS, FailOn, FindingsFormat
from negcli.commits.repository import open_repository
from negcli.editions.gate import read_known
from negcli.finding import Finding
from negcli.lists.moment import Key
from negcli.record.drafts import Draft, drafts_of
from negcli.record.past import past_of
from negcli.report.matter import balance_text
from negcli.rules import Context
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


def gate(
    against: Against = "HEAD",
    format: FindingsFormat = "text",
    select: Select = None,
    ignore: Ignore = None,
    fail_on: FailOn = "warning",
    today: Today = None,
    every: Every = False,
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Judge what is to be published; the sentences of its help are `cli.gate.*`."""
    root = find_root(folder)
    register = register_at(root)
    drafts = drafts_of(register, read_known(open_repository(root), against))
    rules = release_rules(register, names_of(select), names_of(ignore))
    context = Context(register, day_of(today), past_of(root, cached=True)[0], drafts=drafts)
    found, allowed = judged(root, rules, context)
    ids = register.agency_ids
    found = [each for each in found if _matters(each, drafts) or leads_nowhere(each, drafts.values(), ids)]
    form = Form(told_as(format, quiet), output, every, False, False)
    put(shown(Checked(root, register, found, allowed, []), form), output, mark=form.mark)
    if not quiet:
        _tell(drafts)
    return int(any(finding.severity >= WEIGHTS[fail_on] for finding in found))


def _matters(finding: Finding, drafts: Mapping[Key, Draft]) -> bool:
    """Whether ``finding`` is about an edition, or keeps a list from being published that is not public as it is."""
    if is_about_editions(finding.name) and (finding.entry is None or finding.category == "change"):
        return True
    return holds_back(finding) and _may_become_public(finding, drafts)


def _may_become_public(finding: Finding, drafts: Mapping[Key, Draft]) -> bool:
    """Whether ``finding`` is of no list, or of one that is not public as it is."""
    draft = drafts.get((finding.agency or "", finding.list or ""))
    return draft is None or draft.is_open


def _tell(drafts: Mapping[Key, Draft]) -> None:
    """Say how much is to be published, and which way it moves openness."""
    changes = list(chain.from_iterable(draft.changes for draft in drafts.values()))
    if not changes:
        remark(spoken()("cli.gate.nothing"))
        return
    said = "".join(span.text for span in balance_text(balance(changes), spoken()))
    remark(spoken()("cli.gate.changes", count=len(changes), balance=said))

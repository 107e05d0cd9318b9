"""`negcli publish`: editions made public as one act, or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.check.release import holds_back, judged, leads_nowhere, release_rules
from negcli.cli.adjust import need_whole
from negcli.cli.checking import Checked
from negcli.cli.chosen import agencies_of, register_at
from negcli.cli.day import day_of
from negcli.cli.display import drawn
from negcli.cli.options import Agencies, Every, Folder, Lang, Plain, Quiet, Today
from negcli.cli.screen import put, remark, writable
from negcli.cli.shown import Form, shown, told_as
from negcli.cli.spoken import spoken, told
from negcli.commits.repository import Repository, open_repository
from negcli.editions.gitwrite import Act, altered, branch_of, may_commit, stay_on_main, stray_tag
from negcli.editions.publish import Particulars, Ready, as_in_files, from_top, make_ready, tag_message, tag_name
from negcli.editions.publish import publish as carry_out
from negcli.errors import Failure
from negcli.finding import Finding, Severity
from negcli.lists.model import Register
from negcli.record.past import past_of
from negcli.rules import Context
from negcli.source.files import find_root

Published = Annotated[str | None, typer.Option("--published", help=told("publish.published"), metavar=told("as.date"))]
Approved = Annotated[str | None, typer.Option("--approved", help=told("publish.approved"), metavar=told("as.date"))]
Document = Annotated[
    str, typer.Option("--document", help=told("publish.document"), metavar=told("as.text"), show_default=False)
]
Approver = Annotated[
    str, typer.Option("--approver", help=told("publish.approver"), metavar=told("as.text"), show_default=False)
]
RecordIn = Annotated[
    str, typer.Option("--record", help=told("publish.record"), metavar=told("as.folder"), show_default=False)
]
Dry = Annotated[bool, typer.Option("--dry-run", help=told("publish.dry-run"))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=told("publish.yes"))]
Sign = Annotated[bool, typer.Option("--sign", help=told("publish.sign"))]

#: How people say yes and no, whatever the language of the question; the full-width letters are those of Chinese typing.
_AGREES, _REFUSES = ("y", "yes", "是", "ｙ"), ("n", "no", "否", "ｎ")


def publish(
    agency: Agencies = None,
    published: Published = None,
    approved: Approved = None,
    document: Document = "",
    approver: Approver = "",
    record: RecordIn = "record",
    sign: Sign = False,
    dry_run: Dry = False,
    yes: Yes = False,
    today: Today = None,
    every: Every = False,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Make editions public; the sentences of its help are `cli.publish.*`."""
    root, day = find_root(folder), day_of(today)
    repository = _repository(root)
    may_commit(repository.top)
    stay_on_main(repository.top)
    said = Particulars(_day(published), _day(approved), document, approver)
    register = register_at(root)
    mine = agencies_of(register, agency)
    need_whole(register, mine)
    ready = make_ready(register, repository, mine, said, day)
    if not ready.lists:
        remark(spoken()("adjust.nothing-to-publish"))
        return 0
    form = Form(told_as("text", quiet), None, every, False, False)
    if not _may_become_public(root, register, ready, day_of(published or today), form):
        return 1
    texts = {**{name: text.encode() for name, text in ready.texts.items()}, **_record_files(ready, record)}
    act = _act(ready, texts, root, repository, sign)
    put([_plan(ready, act)], quiet=quiet and yes)
    return _dry() if dry_run else _perform(root, repository, texts, act, yes)


def _repository(root: Path) -> Repository:
    try:
        return open_repository(root)
    except Failure as failure:
        raise Failure("nowhere-to-publish", path=root) if failure.code == "not-in-git" else failure from failure


def _day(text: str | None) -> str:
    return day_of(text).isoformat() if text else ""


def _may_become_public(root: Path, register: Register, ready: Ready, day: date, form: Form) -> bool:
    """Tell what is wrong with the lists: whether none of it keeps them from being published.

    ``register`` is as its files are. Failure ``needs-approval`` while nobody has approved.
    """
    found = _found(root, ready, day)
    held = any(map(holds_back, found))
    _need_approval(found)
    if found:
        told = Checked(root, register, as_in_files(found, register, ready.texts), [], [])
        put(shown(told, form))
        remark(spoken()("adjust.held" if held else "adjust.look-at"))
    return not held


def _found(root: Path, ready: Ready, day: date) -> list[Finding]:
    """What is wrong with the lists that are to become public, with what belongs to no list, and with what they leave
    without the entry that it refers to; notes left out."""
    rules = release_rules(ready.register, stage="publish")
    past = past_of(root, cached=True)[0]
    context = Context(ready.register, day, past, drafts=ready.drafts, stage="publish")
    found = judged(root, rules, context).findings
    return [each for each in found if _is_of(ready, each) and (holds_back(each) or each.severity >= Severity.warning)]


def _is_of(ready: Ready, finding: Finding) -> bool:
    return ready.speaks_of(finding) or leads_nowhere(finding, ready.drafts.values(), ready.register.agency_ids)


def _need_approval(found: Iterable[Finding]) -> None:
    """Failure ``needs-approval``, with the options that would say what editions lack."""
    lacking = [each for each in found if each.name == "unapproved-edition" and holds_back(each)]
    missing = dict.fromkeys(chain.from_iterable(each.args["missing"] for each in lacking))
    if missing:
        files = list(dict.fromkeys(each.file for each in lacking))
        raise Failure("needs-approval", paths=files, options=[f"--{name}" for name in missing])


def _record_files(ready: Ready, folder: str) -> Mapping[str, bytes]:
    """The public record as it will be, as files."""
    from negcli.record.history import build_record, grouped
    from negcli.report import render
    from negcli.report.record import record_report

    record = build_record(ready.chronicle)
    report = record_report(grouped(record, "notice"), record, spoken())
    return {f"{folder}/changelog.{form}": render(report, form, spoken()).encode() for form in ("md", "html")}


def _act(ready: Ready, texts: Mapping[str, bytes], root: Path, repository: Repository, sign: bool) -> Act:
    """What is to be committed; Failure ``tag-exists``. A tag that an act that was killed left behind gives way."""
    tag = tag_name(ready.lists.values())
    stray = stray_tag(repository.top, tag)
    if stray:
        remark(spoken()("adjust.stray-tag", tag=tag))
    message = spoken()("adjust.message-text", what=tag.removeprefix("edition/"), count=len(ready.lists))
    lists = altered(repository.top, from_top(root, repository.top, ready.files))
    files = {*from_top(root, repository.top, texts), *lists}
    return Act(tuple(sorted(files)), message, tag, tag_message(message, ready.chronicle, ready.lists), sign, stray)


def _plan(ready: Ready, act: Act) -> str:
    from negcli.report.plan import plan_report

    names = ready.register.agency_names
    return drawn(plan_report(ready.lists, ready.drafts.values(), act, names, spoken()), "text")


def _dry() -> int:
    remark(spoken()("adjust.dry"))
    return 0


def _perform(root: Path, repository: Repository, texts: Mapping[str, bytes], act: Act, yes: bool) -> int:
    """Ask, then do it; and say what is next."""
    if not yes and not agrees():
        remark(spoken()("adjust.not-published"))
        return 1
    commit = carry_out(root, repository.top, texts, act)
    branch, remote = branch_of(repository.top)
    record = next(Path(name).parent.as_posix() for name in texts if name.endswith("changelog.md"))
    put([spoken()("adjust.done", commit=commit[:8], tag=act.tag) + "\n"])
    step = "next" if remote else "next-alone"
    put([spoken()(f"adjust.{step}", remote=remote, branch=branch, tag=act.tag, record=record)])
    return 0


def agrees() -> bool:
    """Whether whoever sits at the terminal agrees; Failure ``needs-yes`` where nobody can be asked."""
    if not sys.stdin.isatty():
        raise Failure("needs-yes")
    kinds = click.Choice([*_AGREES, *_REFUSES], case_sensitive=False)
    answer = typer.prompt(
        writable(spoken()("adjust.sure")), default="n", type=kinds, show_choices=False, show_default=False
    )
    return answer in _AGREES

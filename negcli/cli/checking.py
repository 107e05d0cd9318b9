"""From what `validate` is told on the command line to what was found."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from negcli.check import Outcome, choose_rules, examine, work_of
from negcli.check.allowances import Allowed
from negcli.check.sharing import Loaded, Work, load_many
from negcli.check.stages import UNSAID
from negcli.cli.chosen import lies_within, remark_on_others
from negcli.cli.day import day_of
from negcli.cli.progress import watched
from negcli.cli.screen import remark
from negcli.cli.spoken import spoken, told
from negcli.finding import Finding
from negcli.lists.model import Far, Register
from negcli.lists.register import build_register
from negcli.rules import Context, Past, Rule
from negcli.source.files import Aside, no_register, read_files
from negcli.source.loader import collector_off
from negcli.tally import Unlisted

if TYPE_CHECKING:
    from negcli.check.known import Known
    from negcli.check.watch import Memory


class Wanted(NamedTuple):
    """What is to be checked: the paths (all when none), the rules, and the days, as written.

    And how: as thoroughly as can be, without what the baseline holds (``by_baseline``), only what came ``since`` an
    earlier version, by what must hold at a ``stage``; ``quiet`` without remarks.
    """

    paths: tuple[Path, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    today: str | None
    as_of: str | None
    thorough: bool
    by_baseline: bool
    since: str | None
    stage: str | None
    quiet: bool
    #: Whether what was worked out before may be used.
    cached: bool


class Checked(NamedTuple):
    """A register at its root and what was found in it.

    Not listed are findings ``allowed``, those ``held`` by the baseline, and as many as were there before
    (``untouched``). ``before``: what had been found the last time, where it is watched.
    """

    root: Path
    register: Register
    found: list[Finding]
    allowed: list[Allowed]
    held: list[Finding]
    untouched: int = 0
    before: list[Finding] | None = None

    @property
    def unlisted(self) -> Unlisted:
        """How many findings are not listed."""
        return Unlisted(len(self.allowed), len(self.held), self.untouched)


def checked(root: Path, wanted: Wanted, memory: Memory | None) -> Checked:
    """Read the register at ``root``, out of ``memory`` where it can be, and check it."""
    known = _known(root, wanted) if memory is None else None
    try:
        context, rules, (found, allowed) = _examined(root, wanted, memory, known)
    except Far:
        known = _known(root, wanted, forgotten=True)
        context, rules, (found, allowed) = _examined(root, wanted._replace(quiet=True), memory, known)
    register = known.whole(context.register, found) if known else context.register
    left, held = _apart(found, root, register, rules, wanted)
    is_meant = lies_within(wanted.paths, root)
    mine = list(filter(is_meant, left))
    listed = _news(mine, root, wanted, context, rules)
    remark_on_others(() if wanted.quiet else wanted.paths, root, register)
    return Checked(
        root,
        register,
        listed,
        [each for each in allowed if is_meant(each.finding)],
        list(filter(is_meant, held)),
        len(mine) - len(listed),
        memory.found if memory else None,
    )


def _known(root: Path, wanted: Wanted, forgotten: bool = False) -> Known | None:
    """What is known of the register, where that may be used."""
    if not wanted.cached or wanted.thorough or wanted.since:
        return None
    from negcli.check.known import Known

    asked = (wanted.stage or UNSAID, *wanted.select, "-", *wanted.ignore)
    return Known(root, asked, str(day_of(wanted.today)), wanted.as_of or "", forgotten)


def _examined(
    root: Path, wanted: Wanted, memory: Memory | None, known: Known | None
) -> tuple[Context, list[Rule], Outcome]:
    """Read the register and check it, without what is ``known`` of it; `Far` where that is not enough."""
    day, as_of = day_of(wanted.today), day_of(wanted.as_of) if wanted.as_of else None
    stage = wanted.stage or UNSAID

    def prepare(register: Register) -> Work:
        rules = choose_rules(register, wanted.select, wanted.ignore, stage)
        past = _past(root, rules, memory, wanted)
        return work_of(rules, Context(register, day, past, wanted.thorough, as_of, stage))

    register, (context, rules, *_), within = _read(root, memory, wanted.quiet, known, prepare)
    register = known.complete(register, context.past) if known else register
    settled = known is not None and known.is_settled(register)
    context = replace(context, register=register, settled=settled)
    outcome = examine(register, rules, context, partial(known.found, register) if known else list, within)
    return context, list(rules), outcome


def _apart(
    found: list[Finding], root: Path, register: Register, rules: list[Rule], wanted: Wanted
) -> tuple[list[Finding], list[Finding]]:
    """What the register's baseline does not hold of what was ``found``, and what it does; how much is said."""
    from negcli.check.baseline import apart, followed, read_baseline, shrunk, size

    kept = read_baseline(root) if wanted.by_baseline else None
    if kept is None:
        return found, []
    old = followed(kept, register)
    left, held = apart(found, old)
    cured = size(old) - size(shrunk(old, found, {rule.name for rule in rules}))
    remarks = {"baseline": len(held), "baseline-cured": cured}
    for what in filter(remarks.get, remarks):
        _say(wanted, what, hidden=len(held), cured=cured)
    return left, held


def _news(found: list[Finding], root: Path, wanted: Wanted, context: Context, rules: Sequence[Rule]) -> list[Finding]:
    """What of ``found`` came since an earlier version, where one is named; what was compared is said."""
    if wanted.since is None:
        return found
    from negcli.check.since import news, read_before

    def judge(register: Register) -> list[Finding]:
        return examine(register, rules, replace(context, register=register, kept={})).findings

    told = news(found, read_before(root, wanted.since), context.register, judge)
    _say(wanted, "compared", version=wanted.since, changed=len(told.changed))
    return told.found


def _say(wanted: Wanted, what: str, **blanks: object) -> None:
    """A remark, unless nobody wants any."""
    if not wanted.quiet:
        remark(spoken()(f"cli.validate.{what}", **blanks))


def _read(
    root: Path, memory: Memory | None, quiet: bool, known: Known | None, prepare: Callable[[Register], Work]
) -> Loaded:
    aside = Aside([], [])
    files = memory.files(root, aside) if memory else read_files(root, known.read if known else None, aside)
    files = sorted((*files, *aside.unread))
    if aside.outside and not quiet and not memory:
        remark(spoken()("cli.validate.links-outside", links=aside.outside))
    if not files:
        raise no_register(root)
    if memory:
        register = build_register(tuple(map(memory.source, files)))
        return Loaded(register, prepare(register))
    size = sum(len(file.text) for file in files)
    with collector_off():
        shared = known is None or known.is_new
        loaded = load_many(files, prepare, lambda mine: watched(mine, size, told("validate.reading"), quiet), shared)
        gc.freeze()  # it stays to the end: the collector need not go through it
    return loaded


def _past(root: Path, rules: list[Rule], memory: Memory | None, wanted: Wanted) -> Past | None:
    """What the history knows, where there is a full one and a rule asks for it."""
    if not any(rule.name == "reused-id" for rule in rules):
        return None
    from negcli.record.past import past_of

    past, why = memory.past(root) if memory else past_of(root, wanted.cached)
    if why and not wanted.quiet:
        remark(spoken()("cli.validate.no-history", why=spoken()(f"failures.{why.code}", **why.args_)))
    return past

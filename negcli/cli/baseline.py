"""`negcli baseline`: begin with what is wrong today; from then on it can only shrink."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from negcli.atomic import write_file
from negcli.check import choose_rules, examine
from negcli.check.baseline import (
    FILE,
    baseline_of,
    beyond,
    committed_baseline,
    followed,
    read_baseline,
    shrunk,
    size,
    written,
)
from negcli.cli.chosen import register_at
from negcli.cli.day import day_of
from negcli.cli.options import Folder, Lang, Quiet, Today
from negcli.cli.screen import put
from negcli.cli.spoken import spoken
from negcli.errors import Failure
from negcli.finding import Finding
from negcli.lists.model import Register
from negcli.record.past import past_of
from negcli.rules import Context, Rule
from negcli.source.files import find_root


def baseline(
    today: Today = None,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Write the first baseline, or take out of it what is cured; the sentences of its help are `cli.baseline.*`."""
    root = find_root(folder)
    register = register_at(root)
    if any(source.unread for source in register.sources):
        raise Failure("baseline-unread")
    rules = choose_rules(register)
    found = examine(register, rules, Context(register, day_of(today), past_of(root)[0])).findings
    put([_renewed(root, register, rules, found) + "\n"], None, quiet)
    return 0


def _renewed(root: Path, register: Register, rules: Sequence[Rule], found: Sequence[Finding]) -> str:
    """Write what the baseline is after ``rules`` have ``found`` so much; what is to be said of it."""
    kept = read_baseline(root)
    held = committed_baseline(root) if kept is None else kept
    old = None if held is None else followed(held, register)
    new = baseline_of(found) if old is None else shrunk(old, found, {rule.name for rule in rules})
    write_file(root / FILE, written(new))
    counts = {"held": size(new), "cured": size(old or new) - size(new), "open": len(beyond(found, new))}
    return spoken()("cli.baseline.begun" if old is None else "cli.baseline.shrunk", file=FILE, **counts)

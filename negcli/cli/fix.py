"""`negcli fix`: findings cured by their own fixes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from negcli.atomic import write_texts
from negcli.check import check, choose_rules
from negcli.check.fixing import Mended, mend
from negcli.check.since import news, read_before
from negcli.cli.chosen import lies_within, names_of, one_root
from negcli.cli.day import day_of
from negcli.cli.differences import painted_difference
from negcli.cli.options import Folder, Ignore, Lang, Quiet, Select, Today
from negcli.cli.screen import put
from negcli.cli.spoken import spoken, told
from negcli.finding import Finding
from negcli.lists.model import Register
from negcli.lists.register import build_register, load_files
from negcli.record.past import past_of
from negcli.report.cells import safe
from negcli.report.spell import title_of
from negcli.rules import Past
from negcli.source.files import TextFile, no_register, read_files


def fix(
    paths: Annotated[
        list[Path] | None, typer.Argument(help=told("fix.paths"), metavar=told("as.paths"), show_default=False)
    ] = None,
    unsafe: Annotated[bool, typer.Option("--unsafe", help=told("fix.unsafe"))] = False,
    diff: Annotated[bool, typer.Option("--diff", help=told("fix.diff"))] = False,
    select: Select = None,
    ignore: Ignore = None,
    today: Today = None,
    since: Annotated[str | None, typer.Option("--since", help=told("fix.since"), metavar=told("as.version"))] = None,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Cure findings; the sentences of its help are `cli.fix.*`."""
    root = one_root(paths or [folder])
    files = read_files(root)
    if not files:
        raise no_register(root)
    before = read_before(root, since) if since else None
    asked = tuple(paths or ()), names_of(select), names_of(ignore), day_of(today)
    judge = _Judge(root, *asked, past_of(root)[0], before)
    mended = mend(files, judge, unsafe)
    put(_differences(files, mended) if diff else _written(root, mended), quiet=quiet)
    left = judge(build_register(load_files(_after(files, mended))))
    put([_summary("would" if diff else "done", mended, left, unsafe)], quiet=quiet)
    return int(diff and bool(mended.texts))


@dataclass(frozen=True)
class _Judge:
    """What finds: in which files, by which rules, as of which day, beside which past, since which earlier version."""

    root: Path
    paths: tuple[Path, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    day: date
    past: Past | None
    before: Register | None = None

    def __call__(self, register: Register) -> list[Finding]:
        """What is found in ``register``."""
        found = list(filter(lies_within(self.paths, self.root), self._all(register)))
        return news(found, self.before, register, self._all).found if self.before else found

    def _all(self, register: Register) -> list[Finding]:
        return check(register, choose_rules(register, self.select, self.ignore), self.day, self.past)


def _written(root: Path, mended: Mended) -> list[str]:
    """Write the files that were mended, all or none; what is said of each."""
    write_texts(root, mended.texts)
    return [_line(name, group) for name, group in _by_file(mended)]


def _line(file: str, cured: list[Finding]) -> str:
    counts = Counter(finding.name for finding in cured)
    what = [spoken()("cli.fix.times", name=title_of(name, spoken()), count=count) for name, count in counts.items()]
    return spoken()("cli.fix.file", path=safe(file), what=what) + "\n"


def _by_file(mended: Mended) -> Iterator[tuple[str, list[Finding]]]:
    cured = sorted(mended.cured, key=lambda finding: finding.file)
    return ((file, list(group)) for file, group in groupby(cured, key=lambda finding: finding.file))


def _differences(files: list[TextFile], mended: Mended) -> Iterator[str]:
    """What would change in every file, as a unified diff."""
    for file in files:
        if file.name in mended.texts:
            cures = [(slip.name, dict(slip.args)) for slip in file.slips]
            yield from painted_difference(file.name, file.text, mended.texts[file.name], cures)


def _after(files: list[TextFile], mended: Mended) -> list[TextFile]:
    """The files as they are when what was mended has been written."""
    return [TextFile(file.name, mended.texts[file.name]) if file.name in mended.texts else file for file in files]


def _summary(how: str, mended: Mended, left: list[Finding], unsafe: bool) -> str:
    """How many findings were cured, how many are left, and of how many of those a person should look at the fix."""
    how = how if mended.cured else "none" if left else "clean"
    counts = spoken()(f"cli.fix.{how}", cured=len(mended.cured), files=len(mended.texts), left=len(left))
    more = 0 if unsafe else len(list(filter(_is_unsafe, left)))
    return f"{counts}\n" + (spoken()("cli.fix.more", more=more) + "\n" if more else "")


def _is_unsafe(finding: Finding) -> bool:
    """Whether ``finding`` has a fix that a person should look at."""
    return finding.fix is not None and not finding.fix.safe

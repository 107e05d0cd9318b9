"""What of a register is to be checked: which one, which of its files, by which rules."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from negcli.cli.screen import remark
from negcli.cli.spoken import spoken
from negcli.errors import Failure
from negcli.finding import Finding
from negcli.lists.model import Register
from negcli.lists.register import load_register
from negcli.near import agency_called
from negcli.source.files import find_root, no_register


def register_at(root: Path) -> Register:
    """The register at ``root``; Failure ``no-register`` where there is nothing of one."""
    register = load_register(root)
    if not register.sources:
        raise no_register(root)
    return register


def agencies_of(register: Register, names: Iterable[str] | None) -> list[str]:
    """The ids of the agencies of ``register`` that are called by id or name; Failure ``no-such-agency``."""
    return [agency_called(name, register.agency_ids) for name in names or ()]


def names_of(options: Iterable[str] | None) -> tuple[str, ...]:
    """Rule names, given one by one or separated by commas."""
    return tuple(name for option in options or () for name in option.replace("，", ",").split(",") if name)


def one_root(paths: list[Path]) -> Path:
    """The root that all ``paths`` have; Failure ``several-registers``."""
    roots = {find_root(path) for path in paths}
    if len(roots) > 1:
        raise Failure("several-registers", roots=[str(root) for root in sorted(roots)])
    return roots.pop()


def lies_within(paths: Sequence[Path], root: Path) -> Callable[[Finding], bool]:
    """Whether a finding in the register at ``root`` lies in or below one of ``paths``; all do where there are none."""
    parts = [Path(os.path.abspath(path)) for path in paths or [root]]  # noqa: PTH100 - links are not followed
    return lambda finding: _lies_in(root / finding.file, parts)


def remark_on_others(paths: Iterable[Path], root: Path, register: Register) -> None:
    """Name those of ``paths`` that hold nothing of the register, for they are not checked."""
    files = [root / source.file for source in register.sources]
    for path in paths:
        part = Path(os.path.abspath(path))  # noqa: PTH100 - links are not followed
        if not any(_lies_in(file, [part]) for file in files):
            remark(spoken()("cli.validate.not-ours", path=part.name))


def _lies_in(file: Path, paths: list[Path]) -> bool:
    """Whether ``file`` is one of ``paths`` or below one."""
    return any(path in (file, *file.parents) for path in paths)

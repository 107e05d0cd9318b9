"""What whole processes cost: CPU time (user and system, children included) and peak memory."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Command:
    """A command line, run in ``folder``; ``codes`` are the exit codes with which it has done its work.

    ``cores``: how many it may use; 0 is all.
    """

    argv: Sequence[str]
    folder: Path
    codes: Sequence[int] = (0,)
    cores: int = 0


@dataclass(frozen=True)
class Cost:
    """CPU seconds and peak memory (MB) of a process, and the seconds that it took by the clock."""

    seconds: float
    megabytes: float
    elapsed: float


def median_costs(commands: Mapping[str, Command], runs: int) -> dict[str, Cost]:
    """The median cost of every command, each run ``runs`` times, one after the other in turn.

    Every command runs once more before, uncounted, so that none pays for reading files into memory or compiling.
    """
    for command in commands.values():
        cost_of(command)
    costs = [{name: cost_of(command) for name, command in commands.items()} for _ in range(runs)]
    return {name: _median([each[name] for each in costs]) for name in commands}


def _median(costs: Sequence[Cost]) -> Cost:
    parts = ([cost.seconds for cost in costs], [cost.megabytes for cost in costs], [cost.elapsed for cost in costs])
    return Cost(*map(statistics.median, parts))


def cost_of(command: Command) -> Cost:
    """Run ``command`` once, its output thrown away. RuntimeError when it fails."""
    began = time.monotonic()
    process = os.fork()
    if process == 0:
        _become(command)
    _, status, usage = os.wait4(process, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in command.codes:
        raise RuntimeError(f"{' '.join(command.argv)} ended with {code}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, time.monotonic() - began)


def _become(command: Command) -> None:
    """Turn this child into ``command``; what it prints is not part of the work."""
    try:
        os.chdir(command.folder)
        if command.cores:
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: command.cores])
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        os.execvpe(command.argv[0], list(command.argv), _environment())
    finally:
        os._exit(127)


def _environment() -> dict[str, str]:
    """Ours without what changes how Python works: compiled modules are kept, as wherever a tool is installed."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

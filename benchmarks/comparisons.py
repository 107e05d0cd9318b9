"""What is compared with what, and within which limits."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import citations
from benchmarks.entries import entry, spoilt
from benchmarks.inputs import Plan, list_folder, province, repository
from benchmarks.measure import Command, Cost, cost_of

BIN = Path(sys.executable).parent
SCHEMA = Path(__file__).parent.parent / "schemas" / "negative-list.en.schema.json"
#: yamllint without the rule that most lines of a list break: less to report, and so quicker.
NO_LINE_LENGTH = "{extends: default, rules: {line-length: disable}}"

#: ruamel.yaml reading a file with its comments and writing it.
ROUND_TRIP = (
    "import io, pathlib, sys, ruamel.yaml as r; y = r.YAML(); y.indent(mapping=2, sequence=4, offset=2); "
    "y.dump(y.load(pathlib.Path(sys.argv[1])), io.StringIO())"
)


VALIDATE = (str(BIN / "negcli"), "validate", "--today", "2025-09-01")
#: For what is measured without a limit.
NONE = float("inf")


@dataclass(frozen=True)
class Row:
    """A line of the table: a ratio, its limit, and the two costs as they are shown."""

    what: str
    ours: str
    peer: str
    ratio: float
    limit: float

    @property
    def holds(self) -> bool:
        """Whether the ratio is within the limit."""
        return self.ratio <= self.limit


@dataclass(frozen=True)
class Comparison:
    """Commands to run in turn: `negcli` and its peers, by name. The peer that costs least counts.

    ``limit`` is of CPU time (or time by the ``clock``) against the peers, in seconds where there are none;
    ``memory_limit`` of peak memory against the peer named with it. Every command has run once before it is measured:
    what `negcli` keeps for the next run is there, unless it is told to do without.
    """

    what: str
    commands: Mapping[str, Command]
    limit: float
    runs: int = 5
    memory_limit: tuple[str, float] | None = None
    clock: bool = False

    def rows(self, costs: Mapping[str, Cost]) -> Iterator[Row]:
        """The lines that ``costs`` make: of time and, where there is a limit, of memory."""
        ours, other = costs["negcli"], self.memory_limit and self.memory_limit[0]
        peers = {self._time(costs[name]): name for name in costs if name not in ("negcli", other)} or {1.0: "a second"}
        seconds, mine = min(peers), self._time(ours)
        yield Row(self.what, f"{mine:.3f} s", f"{peers[seconds]} {seconds:.3f} s", mine / seconds, self.limit)
        if self.memory_limit:
            name, limit = self.memory_limit
            peak = costs[name].megabytes
            ratio = ours.megabytes / peak
            yield Row(f"{self.what}, memory", f"{ours.megabytes:.0f} MB", f"{name} {peak:.0f} MB", ratio, limit)

    def _time(self, cost: Cost) -> float:
        return cost.elapsed if self.clock else cost.seconds


def comparisons(folder: Path, wanted: Sequence[str]) -> Iterator[Comparison]:
    """The comparisons whose names hold one of ``wanted``, their input below ``folder`` when reached."""
    makers: Mapping[str, Callable[[Path], list[Comparison]]] = {
        "memory": _memory,  # before this process grows, for its children begin as large as it is
        "help": _help,
        "law": _law,
        "citations": _citations,
        "validate-50": _validate_50,
        "validate-10000": _validate_10000,
        "validate-faulty": _validate_faulty,
        "validate-again": _validate_again,
        "watch": _watch,
        "fmt": _fmt,
        "changelog-files": _changelog_of_many_files,
        "changelog-list": _changelog_of_one_list,
        "changelog-county": _changelog_of_a_county,
        "changelog-every": _changelog_where_every_commit_publishes,
        "diff-1": _diff_1,
        "diff-449": _diff_449,
        "processes": _processes,
    }
    for name, make in makers.items():
        if not wanted or any(word in name for word in wanted):
            yield from make(folder / name)
    if "git-history" in wanted:  # takes a quarter of an hour
        yield _beside_git_history(folder / "git-history")


def _tool(name: str) -> str:
    return str(BIN / name)


def _help(folder: Path) -> list[Comparison]:
    folder.mkdir()
    peer = Command([sys.executable, "-c", "pass"], folder)
    commands = {"negcli": Command([_tool("negcli"), "--help"], folder), "python -c pass": peer}
    return [Comparison("--help", commands, 7, runs=21)]


def _law(folder: Path) -> list[Comparison]:
    """One article of one law, looked up in a new process."""
    folder.mkdir()
    program = (
        "from negcli.law.catalogue import delivered\n"
        "law = delivered().find('政府信息公开条例')\n"
        "assert law.version_on('2024-01-01').article(14).status == 'exists'"
    )
    needed = "import dataclasses, json, pathlib, typing"  # what any program that reads a file by name imports
    peer = Command([sys.executable, "-c", needed], folder)
    commands = {"negcli": Command([sys.executable, "-c", program], folder), "its imports alone": peer}
    return [Comparison("one look-up of a law, cold", commands, 1.5, runs=21)]


def _citations(folder: Path) -> list[Comparison]:
    """40 µs a citation, the start of Python and the loading of a thousand laws included; and with quotations."""
    folder.mkdir()
    file = citations.write(folder / "citations.txt", 25_000)
    root = Path(__file__).parent.parent
    commands = {"negcli": Command([sys.executable, "-m", "benchmarks.citations", str(file)], root)}
    law, quotations = citations.write_quotations(folder / "quoted")
    quoting = {"negcli": Command([sys.executable, "-m", "benchmarks.citations", str(quotations), str(law)], root)}
    return [
        Comparison("25,000 citations judged, twice", commands, 2.0, 3),
        Comparison("22,500 quotations judged, twice", quoting, 7.0, 3),
    ]


def _linting(file: Path, codes: Sequence[int]) -> dict[str, Command]:
    lint = [_tool("yamllint"), "-f", "parsable"]
    return {
        "negcli": Command([*VALIDATE, "--no-cache"], file.parent, codes),
        "yamllint": Command([*lint, str(file)], file.parent, (0, 1)),
        "yamllint, any length": Command([*lint, "-d", NO_LINE_LENGTH, str(file)], file.parent, (0, 1)),
    }


def _validate_50(folder: Path) -> list[Comparison]:
    return [Comparison("validate 50 entries", _linting(list_folder(folder, 50, entry), (0,)), 0.8, runs=11)]


def _validate_10000(folder: Path) -> list[Comparison]:
    file = list_folder(folder, 10_000, entry)
    checked = Command([_tool("check-jsonschema"), "--schemafile", str(SCHEMA), str(file)], folder, (0, 1))
    commands = {**_linting(file, (0,)), "check-jsonschema": checked}
    return [Comparison("validate 10,000 entries", commands, 0.05, 3, ("check-jsonschema", 0.6))]


def _validate_faulty(folder: Path) -> list[Comparison]:
    file = list_folder(folder, 10_000, lambda number: entry(number) if number % 100 else spoilt(number))
    return [Comparison("validate 10,000 entries, 100 faulty", _linting(file, (1,)), 0.05, 3)]


def _validate_again(folder: Path) -> list[Comparison]:
    """After one entry was edited, with what is known from before; and where nothing is known."""
    list_folder(folder, 20_000, entry)
    cost_of(Command(VALIDATE, folder))
    list_folder(folder, 20_000, lambda number: entry(number, revision=int(number == 12_345)))
    forgetful = ["sh", "-c", 'rm -rf ../first && NEGCLI_CACHE_DIR=../first exec "$@"', "sh"]
    commands = {"negcli": Command(VALIDATE, folder), "the first time": Command([*forgetful, *VALIDATE], folder)}
    return [Comparison("validate 20,000 entries again", commands, 0.15, 3)]


def _watch(folder: Path) -> list[Comparison]:
    """0.3 s for a county that is checked again after a save, and what the first check takes."""
    shutil.copytree(Path(__file__).parent.parent / "examples" / "county" / "worktree", folder)
    argv = [sys.executable, "-m", "benchmarks.watching", str(folder), "教育局/负面清单.yaml", "20"]
    commands = {"negcli": Command(argv, Path(__file__).parent.parent)}
    return [Comparison("a county checked, and again after 20 saves", commands, 1.2 + 20 * 0.3, 3)]


def _fmt(folder: Path) -> list[Comparison]:
    """Every key is written anew in Chinese, and nothing is kept, so that every run does the same."""
    file = list_folder(folder, 3000, entry)
    commands = {
        "negcli": Command([_tool("negcli"), "fmt", "--check", "--keys", "zh"], folder, (1,)),
        "ruamel.yaml": Command([sys.executable, "-c", ROUND_TRIP, str(file)], folder),
    }
    return [Comparison("fmt 3,000 entries", commands, 0.15, 3)]


MANY_FILES = Plan(files=600, entries=15, commits=1000, edits=2)
ONE_LIST = Plan(files=1, entries=2000, commits=500)
#: What git-history takes for the rows of a list: texts, and what is none as one.
ROWS = (
    "return [{key: str(value) for key, value in row.items()} "
    "for row in yaml.load(content, Loader=yaml.CSafeLoader)['entries']]"
)
#: What does without anything kept.
ANEW = "--no-cache"


def _changelog_of_many_files(folder: Path) -> list[Comparison]:
    repository(folder, MANY_FILES)
    told, plain = _git(folder, "log", "-p"), _git(folder, "log", "--raw")
    return [
        _record(folder, "changelog of 1,000 commits, 600 files", 0.85, told, ANEW),
        _record(folder, "the same again", 10, plain),
        _life(folder, plain),
    ]


def _changelog_of_one_list(folder: Path) -> list[Comparison]:
    repository(folder, ONE_LIST)
    return [
        _record(folder, "changelog of 500 commits, 2,000 entries", 3, {}, ANEW),
        _record(folder, "the same again", 0.5, {}),
        _life(folder, {}),
    ]


def _beside_git_history(folder: Path) -> Comparison:
    """git-history writes every version of every entry into a database."""
    repository(folder, ONE_LIST)
    told = ("--id", "id", "--convert", ROWS, "--import", "yaml", "--silent")
    anew = ["sh", "-c", 'rm -f ../history.db && exec "$@"', "sh", _tool("git-history"), "file", "../history.db"]
    peer = {"git-history": Command([*anew, "agency-000/list.yaml", *told], folder)}
    return _record(folder, "changelog of 500 commits, 2,000 entries", 0.015, peer, ANEW, runs=1)


def _changelog_of_a_county(folder: Path) -> list[Comparison]:
    repository(folder, Plan(files=100, entries=200, commits=200))
    return [_record(folder, "changelog of 200 commits, 100 files of 200", 5, {}, ANEW)]


def _changelog_where_every_commit_publishes(folder: Path) -> list[Comparison]:
    repository(folder, Plan(files=600, entries=15, commits=1000, edits=2, every=1))
    return [_record(folder, "changelog of 1,000 publishing commits", NONE, _git(folder, "log", "-p"), ANEW)]


def _git(folder: Path, *arguments: str) -> dict[str, Command]:
    return {" ".join(("git", *arguments)): Command(["git", *arguments], folder)}


def _record(
    folder: Path, what: str, limit: float, peers: Mapping[str, Command], *options: str, runs: int = 3
) -> Comparison:
    """The public record of a history; without peers, ``limit`` is in seconds."""
    ours = Command([_tool("negcli"), "changelog", *options], folder)
    return Comparison(what, {"negcli": ours, **peers}, limit, runs)


def _life(folder: Path, peers: Mapping[str, Command]) -> Comparison:
    """The life of one entry, for people who asked for another one before."""
    ours = Command([_tool("negcli"), "history", "EDU-N-00003"], folder)
    return Comparison("history of one entry, again", {"negcli": ours, **peers}, NONE if peers else 0.5, runs=3)


def _memory(folder: Path) -> list[Comparison]:
    """The same lists and as many editions, with ten times the commits."""
    short, long = folder / "short", folder / "long"
    folder.mkdir()
    repository(short, Plan(files=60, entries=15, commits=400, edits=2, every=60))
    repository(long, Plan(files=60, entries=15, commits=4000, edits=2, every=600))
    argv = [_tool("negcli"), "changelog", ANEW]
    few = "negcli, 400 commits"
    commands = {"negcli": Command(argv, long), few: Command(argv, short)}
    return [Comparison("changelog of 4,000 commits", commands, NONE, 3, (few, 1.5))]


def _diff_1(folder: Path) -> list[Comparison]:
    return _diff(folder, 1)


def _diff_449(folder: Path) -> list[Comparison]:
    return _diff(folder, 449)


def _diff(folder: Path, commits: int) -> list[Comparison]:
    """Two versions that many drafts, and some editions, lie between."""
    last = 450
    old, new = repository(folder, Plan(files=1, entries=2000, commits=last), (last - commits, last))
    argv = [_tool("negcli"), "diff", f"HEAD~{commits}", "HEAD"]
    peer = {"csv-diff": Command([_tool("csv-diff"), str(old), str(new), "--key=id"], folder)}
    what = f"diff of 2,000 entries, {commits} commit{'s' if commits > 1 else ''} apart"
    return [
        Comparison(what, {"negcli": Command([*argv, ANEW], folder), **peer}, 0.7, runs=7),
        Comparison("the same again", {"negcli": Command(argv, folder), **peer}, 0.7, runs=7),
    ]


def _processes(folder: Path) -> list[Comparison]:
    """By the clock: with all cores, and with one."""
    province(folder, 600, 300)
    argv = [*VALIDATE, "--no-cache"]
    commands = {"negcli": Command(argv, folder), "negcli, one core": Command(argv, folder, cores=1)}
    return [Comparison("validate 600 files of 300, by the clock", commands, 0.6, runs=3, clock=True)]

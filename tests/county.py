"""The example county as its history leaves it: the snapshots laid over each other as `history.yaml` says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatch
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from negcli.lists.model import Register
from negcli.lists.register import build_register, load_files
from negcli.rules import Past
from negcli.source.document import load_plain
from negcli.source.encoding import decode
from negcli.source.files import KIND_LINE, TextFile

EXAMPLES = Path(__file__).parent.parent / "examples"
COUNTY = EXAMPLES / "county"

#: The files of a register: name → bytes.
Tree = dict[str, bytes]


@dataclass
class _Branches:
    """Branches as trees, the one that is worked on, and where each began."""

    trees: dict[str, Tree] = field(default_factory=lambda: {"main": {}})
    bases: dict[str, Tree] = field(default_factory=dict)
    current: str = "main"

    def take(self, step: dict[str, Any]) -> None:
        """Do what one step of the plan says."""
        if "branch" in step:
            self.trees[step["branch"]] = dict(self.trees[self.current])
            self.bases[step["branch"]] = dict(self.trees[self.current])
            self.current = step["branch"]
        self.current = step.get("switch", self.current)
        tree = self.trees[self.current]
        if "merge" in step:
            merged, base = self.trees[step["merge"]], self.bases[step["merge"]]
            tree.update({name: data for name, data in merged.items() if base.get(name) != data})
        for old, new in step.get("move", {}).items():
            tree[new] = tree.pop(old)
        for name in step.get("remove", []):
            del tree[name]
        if "snapshot" in step:
            lay(COUNTY / "snapshots" / step["snapshot"], tree, step.get("only", ["*"]))


def lay(folder: Path, tree: Tree, only: list[str]) -> None:
    """Put those files of ``folder`` into ``tree`` whose names match one of ``only``."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and any(fnmatch(name, pattern) for pattern in only):
            tree[name] = path.read_bytes()


def states() -> Iterator[tuple[date, Tree]]:
    """What the main branch holds after each step of the plan, with the step's day."""
    branches = _Branches()
    for step in load_plain((COUNTY / "history.yaml").read_text(encoding="utf-8"))["steps"]:
        branches.take(step)
        if branches.current == "main" and "at" in step:
            yield date.fromisoformat(step["at"][:10]), dict(branches.trees["main"])


def register_of(tree: Tree) -> Register:
    """The register that the files of ``tree`` make up."""
    files = [TextFile(name, *decode(data)) for name, data in sorted(tree.items()) if name.endswith(".yaml")]
    return build_register(load_files(file for file in files if KIND_LINE.search(file.text)))


@cache
def history() -> tuple[tuple[date, Register], ...]:
    """The register after each step of the plan on the main branch."""
    return tuple((day, register_of(tree)) for day, tree in states())


@cache
def past() -> Past:
    """The titles of entries that stood in a list of the main branch and later did not."""
    gone: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for (_, before), (_, after) in pairwise(history()):
        left = _titles(before)
        for key in left.keys() - _titles(after).keys():
            gone[key] = (*gone.get(key, ()), left[key])
    return Past(gone)


def _titles(register: Register) -> dict[tuple[str, str, str], str]:
    return {(entry.kind, entry.agency, entry.id): entry.title for rows in register.lists for entry in rows.entries}


@cache
def work_tree() -> Register:
    """The last published state with the planted mistakes on top."""
    *_, (_, tree) = states()
    lay(COUNTY / "worktree", tree, ["*"])
    return register_of(tree)

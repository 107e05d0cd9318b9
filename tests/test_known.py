"""With what is known from an earlier run, `validate` says the same as without, byte for byte."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from county import COUNTY

from negcli.cache import Cache
from negcli.check import known
from negcli.check.known import Known
from negcli.cli.main import run
from negcli.lists.model import Register
from negcli.lists.register import load_register
from negcli.rules import Past
from negcli.source.document import load_plain

TABLE = load_plain((Path(__file__).parent / "cases" / "known.yaml").read_text(encoding="utf-8"))
FILES = {name: text for name, text in TABLE.items() if name.endswith(".yaml")}
TODAY = ("--today", "2025-09-01")


@pytest.fixture(autouse=True)
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What of the register was read by runs that used what they knew: ids, and last of a run, which may fail, `all`."""
    seen: list[Any] = []
    complete = Known.complete

    def noting(self: Known, register: Register, past: Past | None) -> Register:
        seen.append([entry.id for rows in register.lists for entry in rows.entries] if self._short else "all")
        return complete(self, register, past)

    monkeypatch.setattr(Known, "complete", noting)
    monkeypatch.setattr(known, "_SHARE", 1.0)
    monkeypatch.setattr(known, "_SMALL", 0)
    yield seen


def check(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    code = run(["validate", "-C", str(root), *options])
    return code, *capsys.readouterr()


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["what"])
def test_what_changes_is_found_and_nothing_else_is_read(
    case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str], read: list[Any]
) -> None:
    write(tmp_path, FILES)
    check(tmp_path, capsys, *TODAY)
    file = tmp_path / case.get("file", "list.yaml")
    text = file.read_text(encoding="utf-8")
    for old, new in case["edit"]:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    read.clear()
    with_known = check(tmp_path, capsys, *TODAY, "--all")
    assert with_known == check(tmp_path, capsys, *TODAY, "--all", "--no-cache")
    assert read[-1] == case["read"]


@pytest.mark.parametrize(
    "options", [["--select", "leak"], ["--as-of", "2030-01-01"], ["--stage", "draft"], ["--ignore", "SPC"]]
)
def test_what_was_asked_before_is_no_answer_to_another_question(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], read: list[Any]
) -> None:
    write(tmp_path, FILES)
    check(tmp_path, capsys, *TODAY)
    assert check(tmp_path, capsys, *TODAY, *options) == check(tmp_path, capsys, *TODAY, *options, "--no-cache")
    assert read == ["all", "all"]


def test_another_day_is_another_question(tmp_path: Path, capsys: pytest.CaptureFixture[str], read: list[Any]) -> None:
    write(tmp_path, FILES)
    check(tmp_path, capsys, *TODAY)
    later = ("--today", "2031-01-01")
    assert check(tmp_path, capsys, *later) == check(tmp_path, capsys, *later, "--no-cache")
    assert read == ["all", "all"]


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-5], lambda data: b"", lambda data: data.replace("其他".encode(), b"")]
)
def test_what_is_spoilt_is_not_believed(
    spoil: Callable[[bytes], bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str], read: list[Any]
) -> None:
    write(tmp_path, FILES)
    first = check(tmp_path, capsys, *TODAY)
    for path in Cache().kept():
        path.write_bytes(spoil(path.read_bytes()))
    assert check(tmp_path, capsys, *TODAY) == first


def mutations(random: Random) -> dict[str, Callable[[list[str]], list[str]]]:
    """Changes of the lines of an entry: each gives those that stand in their place."""
    at = random.randrange
    return {
        "gone": lambda lines: [],
        "twice": lambda lines: lines * 2,
        "word": lambda lines: [*lines[:-1], lines[-1] + random.choice(["等材料", " ", "，以及其他", "2018", ","])],
        "sign": lambda lines: [
            line[: (n := at(len(line) + 1))] + random.choice(" '\":#等") + line[n:] for line in lines
        ],
        "line": lambda lines: [*lines, random.choice(["", "    # 说明", "    备注: 联系人电话13800138000"])],
        "less": lambda lines: lines[:-1],
    }


def mutate(root: Path, random: Random) -> None:
    """One entry of one list of ``root`` is changed or changes its place."""
    file = random.choice(sorted(path for path in root.rglob("*.yaml") if "\n事项:" in path.read_text(encoding="utf-8")))
    head, *blocks = re.split(r"(?m)^(?= *- (?:编号|id):)", file.read_text(encoding="utf-8"))
    if not blocks:
        return
    position = random.randrange(len(blocks))
    lines = blocks.pop(position).rstrip("\n").split("\n")
    changes = mutations(random)
    changed = changes[random.choice(sorted(changes))](lines)
    there = random.choice([position, position, random.randrange(len(blocks) + 1)])
    blocks.insert(there, "".join(line + "\n" for line in changed))
    file.write_text(head + "".join(blocks), encoding="utf-8")


@pytest.mark.parametrize("seed", range(6))
def test_a_county_that_people_edit(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], read: list[Any]
) -> None:
    """The planted mistakes that can be read, edited again and again, shown in one format or another."""
    random = Random(seed)
    options = [*TODAY, *random.choice([[], ["--lang", "zh"], ["--select", "IDN,OVL,REF,LEK"], ["--format", "sarif"]])]
    readable_county(tmp_path)
    check(tmp_path, capsys, *options)
    for _ in range(3):
        mutate(tmp_path, random)
        assert check(tmp_path, capsys, *options) == check(tmp_path, capsys, *options, "--no-cache")
    assert any(ids != "all" for ids in read)


def readable_county(folder: Path) -> None:
    """The example's files as its people edit them, but for those with slips, which keep everything from being known."""
    shutil.copytree(COUNTY / "worktree", folder, dirs_exist_ok=True)
    for source in load_register(folder).sources:
        if source.slips or source.mended:
            (folder / source.file).unlink()

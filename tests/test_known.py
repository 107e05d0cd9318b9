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
DAYS = ("2025-09-01", "2025-09-01", "2025-09-11", "2025-08-20", "2026-01-02", "2026-12-31")


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


@pytest.mark.parametrize(
    ("first", "then", "again"),
    [
        ("2026-06-01", "2026-06-30", [["EDU-N-1", "FIN-P-1"]]),
        ("2026-06-01", "2026-07-02", [["EDU-N-1", "EDU-N-3", "FIN-P-1"]]),
        ("2026-07-02", "2026-06-01", [["EDU-N-1", "EDU-N-3", "FIN-P-1"]]),
        ("2025-02-01", "2025-01-02", [["EDU-N-1", "EDU-N-2", "EDU-N-3", "FIN-P-1"], "all"]),
        ("2025-09-01", "2031-01-01", [["EDU-N-1", "EDU-N-3", "FIN-P-1"], "all"]),
    ],
    ids=["nothing is between", "periods end", "back again", "the edition begins", "the law changes"],
)
def test_another_day_is_asked_of_what_it_bears_on(
    first: str, then: str, again: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str], read: list[Any]
) -> None:
    write(tmp_path, FILES)
    check(tmp_path, capsys, "--today", first)
    read.clear()
    found = check(tmp_path, capsys, "--today", then)
    assert found == check(tmp_path, capsys, "--today", then, "--no-cache")
    assert read == again


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
    texts = {path: path.read_bytes().decode("utf-8", "ignore") for path in root.rglob("*.yaml")}
    file = random.choice(sorted(path for path, text in texts.items() if "\n事项:" in text))
    head, *blocks = re.split(r"(?m)^(?= *- (?:编号|id):)", texts[file])
    if not blocks:
        return
    position = random.randrange(len(blocks))
    lines = blocks.pop(position).rstrip("\n").split("\n")
    changes = mutations(random)
    changed = changes[random.choice(sorted(changes))](lines)
    there = random.choice([position, position, random.randrange(len(blocks) + 1)])
    blocks.insert(there, "".join(line + "\n" for line in changed))
    file.write_text(head + "".join(blocks), encoding="utf-8")


@pytest.mark.parametrize("seed", range(8))
def test_a_county_that_people_edit(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], read: list[Any]
) -> None:
    """The planted mistakes, edited again and again, on one day or another, shown in one format or another."""
    random = Random(seed)
    options = random.choice([[], ["--lang", "zh"], ["--select", "IDN,OVL,REF,LEK"], ["--format", "sarif"]])
    county(tmp_path, broken=seed % 2 == 1)
    check(tmp_path, capsys, *TODAY, *options)
    for _ in range(3):
        mutate(tmp_path, random)
        asked = ["--today", random.choice(DAYS), *options]
        assert check(tmp_path, capsys, *asked) == check(tmp_path, capsys, *asked, "--no-cache")
    assert any(ids != "all" for ids in read)


def county(folder: Path, broken: bool) -> None:
    """The example's files as its people edit them, those with slips only where they are to be ``broken``."""
    shutil.copytree(COUNTY / "worktree", folder, dirs_exist_ok=True)
    for source in load_register(folder).sources:
        if (source.slips or source.mended) and not broken:
            (folder / source.file).unlink()

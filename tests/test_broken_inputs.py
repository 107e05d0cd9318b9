"""Broken inputs: each is told by its rule and line, and none makes the program raise, hang or end with a wrong code.

`cases/broken/good.yaml` holds good files, `faults.yaml` named faults in them. Beside those, faults are made by machine,
always the same ones: what is cut off, turned, lost, doubled or thrown in.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import negcli.source.files
from negcli.atomic import write_file
from negcli.check import check, choose_rules
from negcli.cli.main import run as command
from negcli.errors import Failure
from negcli.export.findings import findings_json
from negcli.finding import Finding, Severity
from negcli.lists.model import Register
from negcli.lists.register import load_register
from negcli.report.findings import render_findings
from negcli.report.look import Look
from negcli.source.document import load_plain
from negcli.source.files import Aside, find_root, read_files
from negcli.words import Words

FOLDER = Path(__file__).parent / "cases" / "broken"
GOOD: Mapping[str, str] = load_plain((FOLDER / "good.yaml").read_text(encoding="utf-8"))
SLIPS: list[Any] = load_plain((FOLDER / "slips.yaml").read_text(encoding="utf-8"))
FAULTS: list[Mapping[str, Any]] = load_plain((FOLDER / "faults.yaml").read_text(encoding="utf-8"))
TODAY = date(2025, 8, 1)
#: How long any input may take, in seconds of this process.
PATIENCE = 3.0


def lay_out(folder: Path, file: str = "list.yaml", content: bytes | None = None) -> Path:
    """The good files in ``folder``, ``file`` among them with other ``content``."""
    for name, text in GOOD.items():
        (folder / name).write_bytes(text.encode())
    if content is not None:
        (folder / file).write_bytes(content)
    return folder


def validate(folder: Path) -> tuple[list[Finding], Register]:
    """What `negcli validate` does, in this process, up to the text and the JSON that it would show."""
    start = time.process_time()
    register = load_register(find_root(folder))
    found = check(register, choose_rules(register), TODAY)
    for lang in ("zh", "en"):
        assert "".join(render_findings(found, register, Words(lang), Look(80, True)))
        json.dumps(findings_json(found, lang, register), ensure_ascii=False).encode()
    assert time.process_time() - start < PATIENCE
    return found, register


def exit_code(found: list[Finding]) -> int:
    return int(any(finding.severity >= Severity.warning for finding in found))


def faulty(fault: Mapping[str, Any]) -> bytes:
    """The content of the file that a named fault is in."""
    text = GOOD[fault.get("file", "list.yaml")] if "text" not in fault else fault["text"] or ""
    old = fault.get("old") or ""
    assert old in text
    if "byte" in fault:
        return text.encode().replace(old.encode(), bytes([int(fault["byte"])]) + old.encode(), 1)
    changed = text.replace(old, fault["new"] or "", 1) if old else text
    return changed.encode(fault.get("encoding", "utf-8"))


def test_the_good_files_are_good(tmp_path: Path) -> None:
    found, register = validate(lay_out(tmp_path))
    assert found == []
    assert len(register.lists) == 2


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["fault"])
def test_named_fault(fault: Mapping[str, Any], tmp_path: Path) -> None:
    found, register = validate(lay_out(tmp_path, fault.get("file", "list.yaml"), faulty(fault)))
    told = [f"{finding.name} {finding.place.line}" for finding in found if finding.category in ("syntax", "schema")]
    assert told == list(fault["finds"])
    assert exit_code(found) == int(fault.get("exit", "1"))
    if "lost" in fault:
        assert "list.yaml" not in {source.file for source in register.sources}


@pytest.mark.parametrize(
    "fault", [fault for fault in FAULTS if any(name in str(fault["finds"]) for name in ("tab", "yaml-error", "full"))]
)
def test_the_line_put_right_cures_the_fault(fault: Mapping[str, Any], tmp_path: Path) -> None:
    """Where the line as it should be is offered, writing it there makes the file readable again, or better."""
    file = fault.get("file", "list.yaml")
    found, _ = validate(lay_out(tmp_path, file, faulty(fault)))
    first = next(finding for finding in found if finding.category == "syntax")
    assert first.place is not None
    if not first.args.get("instead") or first.pointer:
        pytest.skip("no line is offered")
    lines = faulty(fault).decode().split("\n")
    lines[first.place.line - 1] = first.args["instead"]
    again, _ = validate(lay_out(tmp_path, file, "\n".join(lines).encode()))
    assert first.place not in [finding.place for finding in again if finding.name == first.name]
    later = [finding.place.line for finding in again if finding.category == "syntax" and finding.place]
    assert all(line >= first.place.line for line in later)


def test_one_break_gives_one_finding_and_the_other_files_are_checked(tmp_path: Path) -> None:
    lay_out(tmp_path, content=GOOD["list.yaml"].replace("第十四条]", "第十四条").encode())
    (tmp_path / "powers.yaml").write_text(GOOD["powers.yaml"].replace("type:", "tpye:"), encoding="utf-8")
    found, _ = validate(tmp_path)
    assert [(finding.file, finding.name) for finding in found] == [
        ("list.yaml", "yaml-error"),
        ("powers.yaml", "unknown-field"),
    ]


# Faults made by machine

Mutation = Callable[[str, random.Random], str | bytes]


def _cut(text: str, dice: random.Random) -> bytes:
    return text.encode()[: dice.randrange(len(text.encode()))]


def _flip(text: str, dice: random.Random) -> bytes:
    data = bytearray(text.encode())
    for _ in range(3):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def _lose_lines(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    return "\n".join(line for line in lines if dice.random() > 0.1)


def _swap_signs(text: str, dice: random.Random) -> str:
    signs = [at for at, sign in enumerate(text) if sign in "[]{}:-'\"|"]
    one, other = dice.sample(signs, 2)
    letters = list(text)
    letters[one], letters[other] = letters[other], letters[one]
    return "".join(letters)


ODD = ["\0", "\t", "\u3000", "：", "“", "－", "\ufeff", "\u202e", "\u2028", "\x85", "�", "𠮷", "👨‍👩‍👧"]
ODD += ["&a ", "*a", "!x ", "- ", ": ", "#", "\r"]


def _throw_in(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text))
    return text[:at] + dice.choice(ODD) + text[at:]


def _shift(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    lines[at] = " " * dice.randrange(1, 7) + lines[at].lstrip() if dice.random() < 0.7 else lines[at].lstrip()
    return "\n".join(lines)


def _shuffle(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    dice.shuffle(lines)
    return "kind: negative-list\n" + "\n".join(lines)


MUTATIONS: tuple[Mutation, ...] = (_cut, _flip, _lose_lines, _swap_signs, _throw_in, _shift, _shuffle)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__.strip("_"))
def test_files_spoilt_by_machine(mutation: Mutation, seed: int, tmp_path: Path) -> None:
    dice = random.Random(f"{mutation.__name__} {seed}")
    file = dice.choice(sorted(GOOD))
    spoilt = mutation(GOOD[file], dice)
    data = spoilt if isinstance(spoilt, bytes) else spoilt.encode()
    found, register = validate(lay_out(tmp_path, file, data))
    for finding in found:
        lines = next(source.lines for source in register.sources if source.file == finding.file)
        assert finding.place is not None
        assert 1 <= finding.place.line <= len(lines)
        assert finding.place.column <= len(lines[finding.place.line - 1]) + 1
        assert (finding.place.line, finding.place.column) <= (finding.place.end_line, finding.place.end_column)
    breaks = [slip for source in register.sources for slip in source.slips if slip.breaks]
    assert len({slip.place.line for slip in breaks}) == len(breaks)
    if breaks:
        assert exit_code(found) == 1


HEAD = "种类: 负面清单\n机构: edu\n版次: {版次号: 1}\n"
LAUGHS = "a0: &a0 [哈, 哈]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 64))
EXTREMES: Mapping[str, tuple[bytes, list[str]]] = {
    "line ends of old Macs": (GOOD["list.yaml"].replace("\n", "\r").encode(), []),
    "line ends of Windows": (GOOD["list.yaml"].replace("\n", "\r\n").encode(), []),
    "line ends of mainframes": (GOOD["list.yaml"].replace("\n", "\x85").encode(), []),
    "no line end at the end": (GOOD["list.yaml"].rstrip().encode(), []),
    "a text of a megabyte": ((HEAD + "事项: []\n上级清单: " + "甲" * 350_000).encode(), []),
    "a quoted text of a megabyte": ((HEAD + '事项: []\n上级清单: "' + "甲\\n" * 200_000 + '"').encode(), []),
    "an open quotation of a megabyte": (
        (HEAD + '上级清单: "' + "甲\n  " * 200_000).encode(),
        ["missing-field", "yaml-error"],
    ),
    "a line of a megabyte without a colon": ((HEAD + "甲" * 350_000 + "\n事项: []\n").encode(), ["yaml-error"]),
    "a million spaces": ((HEAD + "事项:" + " " * 10**6 + "x: y: z").encode(), ["yaml-error"]),
    "a key of a megabyte": ((HEAD + "事项: []\n" + "甲" * 350_000 + ": 1").encode(), ["yaml-error"]),
    "brackets without end": ((HEAD + "事项: " + "[" * 100_000).encode(), ["unsafe-yaml"]),
    "braces without end": ((HEAD + "事项: " + "{a: " * 50_000).encode(), ["unsafe-yaml"]),
    "items without end": ((HEAD + "事项:\n" + "- " * 50_000).encode(), ["unsafe-yaml"]),
    "steps without end": (
        (HEAD + "事项:\n" + "".join(" " * depth + "a:\n" for depth in range(1, 500))).encode(),
        ["unsafe-yaml"],
    ),
    "a thousand levels": (
        (HEAD + "事项:\n" + "".join(" " * depth + "a:\n" for depth in range(1, 2000))).encode(),
        ["unsafe-yaml"],
    ),
    "a billion laughs": ((HEAD + LAUGHS).encode(), ["unsafe-yaml"]),
    "an alias to itself": ((HEAD + "事项: &a [*a]\n").encode(), ["unsafe-yaml"]),
    "ten thousand documents": (b"---\n".join([HEAD.encode() + "事项: []\n".encode()] + [b"a: 1\n"] * 10_000), []),
    "a key written a thousand times": ((HEAD + "事项: []\n" * 1000).encode(), ["repeated-key"] * 999),
    "a thousand unknown fields": (
        (HEAD + "事项: []\n" + "".join(f"字段{n}: x\n" for n in range(1000))).encode(),
        ["unknown-field"] * 1000,
    ),
    "nothing but NULs after the kind": (
        b"kind: negative-list\n" + b"\0" * 1000,
        ["missing-field", "missing-field", "missing-field", "yaml-error"],
    ),
    "random bytes after the kind": (b"kind: negative-list\n" + random.Random(1).randbytes(2000), ["not-utf8"]),
    "letters from right to left": ((HEAD + "事项: []\n上级清单: \u202eتسيل\u202c\n").encode(), []),
    "combining signs": ((HEAD + "事项: []\n上级清单: e" + "\u0301" * 5000 + "\n").encode(), []),
}


@pytest.mark.parametrize("name", EXTREMES)
def test_extremes(name: str, tmp_path: Path) -> None:
    data, expected = EXTREMES[name]
    found, _ = validate(lay_out(tmp_path, content=data))
    assert [finding.name for finding in found if finding.category in ("syntax", "schema")] == expected
    assert exit_code(found) == int(bool(expected))


def test_there_are_enough_broken_inputs() -> None:
    assert len(FAULTS) >= 100
    assert len(FAULTS) + len(SLIPS) + len(MUTATIONS) * 12 + len(EXTREMES) >= 400
    assert len({fault["fault"] for fault in FAULTS}) == len(FAULTS)


# What is no file at all


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Failure) as failure:
        find_root(tmp_path / "nowhere")
    assert failure.value.code == "no-such-path"


def test_folders_links_and_pipes_with_the_names_of_files(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    (tmp_path / "lost.yaml").symlink_to(tmp_path / "nothing")
    (tmp_path / "outside.yaml").symlink_to("/etc/passwd")
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    found, register = validate(tmp_path)
    assert found == []
    assert {source.file for source in register.sources} == set(GOOD)


@pytest.mark.parametrize("args", [["validate", "--quiet"], ["fmt", "--check"], ["fix", "--diff"], ["list"]])
def test_a_link_in_circles_beside_the_register_hides_it_from_no_command(args: list[str], tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    (tmp_path / "sub").mkdir()
    assert find_root(tmp_path / "sub") == tmp_path
    assert command(["-C", str(tmp_path / "sub"), *args]) in (0, 1)


def test_a_link_out_of_the_register_is_told_and_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "register"
    root.mkdir()
    lay_out(root)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "list.yaml").write_text(GOOD["list.yaml"], encoding="utf-8")
    (root / "out.yaml").symlink_to(tmp_path / "elsewhere" / "list.yaml")
    (root / "folder").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    aside = Aside([], [])
    assert [file.name for file in read_files(root, aside=aside)] == sorted(GOOD)
    assert aside == Aside(["folder", "out.yaml"], [])
    assert "folder, out.yaml" in run(root).stderr


def test_a_file_that_is_too_large_is_told_and_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path)
    monkeypatch.setattr(negcli.source.files, "LARGEST", 800)
    found, register = validate(tmp_path)
    assert [(finding.file, finding.name) for finding in found] == [("list.yaml", "unsafe-yaml")]
    assert {source.file for source in register.sources} == set(GOOD)


def test_a_file_that_is_too_large_is_not_formatted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out(tmp_path)
    (tmp_path / "other.yaml").write_text("a: b\n" * 500, encoding="utf-8")
    monkeypatch.setattr(negcli.source.files, "LARGEST", 800)
    assert command(["-C", str(tmp_path), "fmt", "--check", "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "list.yaml" in told
    assert "other.yaml" not in told


def test_files_and_folders_that_vanish_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path)
    (tmp_path / "gone").mkdir()
    scandir, read_bytes = os.scandir, Path.read_bytes

    def without_folder(folder: Path) -> Any:
        if Path(folder).name == "gone":
            raise FileNotFoundError(2, "No such file or directory", str(folder))
        return scandir(folder)

    def without_list(path: Path) -> bytes:
        path.unlink() if path.name == "list.yaml" else None
        return read_bytes(path)

    monkeypatch.setattr(os, "scandir", without_folder)
    monkeypatch.setattr(Path, "read_bytes", without_list)
    assert [file.name for file in read_files(tmp_path)] == ["powers.yaml", "register.yaml"]


def test_what_may_not_be_read_is_said_in_the_readers_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out(tmp_path)

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert command(["-C", str(tmp_path), "validate", "--lang", "zh"]) == 1
    assert "没有权限" in capsys.readouterr().out


# The command itself


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "negcli", "validate", "--today", "2025-08-01", "--lang", "en", *args]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=False)


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (None, 0, ""),
        (GOOD["list.yaml"].replace("  情形: 国", "\t情形: 国").encode(), 1, "SYN103"),
        (GOOD["list.yaml"].encode("gb18030"), 1, "SYN101"),
        (b"kind: negative-list\n" + bytes(range(256)), 1, "SYN"),
        ((HEAD + "事项: " + "[" * 5000).encode(), 1, "SYN107"),
    ],
)
def test_the_command_ends_with_the_right_code(content: bytes | None, code: int, said: str, tmp_path: Path) -> None:
    done = run(lay_out(tmp_path, content=content))
    assert (done.returncode, said in done.stdout, "Traceback" in done.stdout + done.stderr) == (code, True, False)


def test_the_command_says_in_one_line_why_it_cannot(tmp_path: Path) -> None:
    done = run(tmp_path, "nowhere")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
def test_what_is_no_file_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(pipe, b"findings")
    assert (os.read(reader, 100), pipe.is_fifo()) == (b"findings", True)
    os.close(reader)

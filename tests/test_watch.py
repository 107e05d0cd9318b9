"""`negcli validate --watch`: a real process, files that are saved while it runs, and how long it takes."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import heed_interrupts
from test_console import bytes_on_terminal
from transcripts import EXAMPLES, perform

from negcli.check.watch import Memory
from negcli.errors import Failure
from negcli.source import files

LIST = "教育局/负面清单.yaml"
#: Seconds within which a busy machine, too, has checked again; a quiet one takes less than 0.3.
PATIENCE = 10.0

posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


class Watcher:
    """A running `validate --watch`, what it shows line by line, and how it ends."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "negcli", "validate", "--watch", "--today", "2025-08-01", *arguments]
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heed_interrupts
        )
        self._lines: queue.Queue[bytes] = queue.Queue()
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def findings(self) -> list[str]:
        """The names of what the next check finds."""
        return [finding["name"] for finding in json.loads(self.line())["findings"]]

    def wait_for(self, names: list[str]) -> None:
        """Wait for a check that finds just this; one before it may have met a file that was half written."""
        end, seen = time.monotonic() + PATIENCE, self.findings()
        while sorted(seen) != sorted(names):
            assert time.monotonic() < end, seen
            seen = self.findings()

    def line(self) -> str:
        return self._lines.get(timeout=PATIENCE).decode()

    def stopped(self) -> tuple[int, str]:
        """Its code and what it said, once it is interrupted."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        assert self.process.stderr is not None
        return code, self.process.stderr.read().decode()


@pytest.fixture
def school(tmp_path: Path) -> Path:
    perform("example school", tmp_path.resolve())
    return tmp_path.resolve()


@pytest.fixture
def watcher(school: Path) -> Iterator[Watcher]:
    one = Watcher(school, "--format", "json", "--lang", "en", "--ignore", "identity")
    yield one
    one.process.kill()
    one.process.wait()


@posix
def test_what_is_saved_is_checked_again_until_interrupted(watcher: Watcher, school: Path) -> None:
    before = watcher.findings()
    file = school / LIST
    text = file.read_text(encoding="utf-8")
    start = time.perf_counter()
    file.write_text(text + "    颜色: 红\n", encoding="utf-8")
    watcher.wait_for([*before, "unknown-field"])
    assert time.perf_counter() - start < PATIENCE
    _replace(file, text)  # as editors do that write beside and rename
    watcher.wait_for(before)
    (school / "新.yaml").write_text("种类: 负面请单\n", encoding="utf-8")
    watcher.wait_for([*before, "unknown-kind"])
    (school / "新.yaml").unlink()
    watcher.wait_for(before)
    code, told = watcher.stopped()
    assert (code, "Checked at " in told, "Traceback" in told) == (0, True, False)
    assert told.endswith("Stopped watching.\n")


@posix
def test_what_cannot_be_checked_for_now_is_said_and_waited_for(watcher: Watcher, school: Path) -> None:
    before = watcher.findings()
    (school / "教育局").rename(school.parent / "away")
    _replace(school / "名录.yaml", "nothing: here\n")
    time.sleep(0.5)
    (school.parent / "away").rename(school / "教育局")
    perform("example school", school)
    watcher.wait_for(before)
    code, told = watcher.stopped()
    assert code == 0
    assert "Traceback" not in told


@posix
def test_a_pipe_gets_no_sequences_and_a_terminal_is_cleared(school: Path) -> None:
    watcher = Watcher(school, "--lang", "en")
    shown = [watcher.line() for _ in range(4)]
    assert watcher.stopped()[0] == 0
    assert "\x1b" not in "".join(shown)
    command = ["validate", "--watch", "--lang", "en", "--today", "2025-08-01"]
    shown_there = bytes_on_terminal(command, school, 100, {"TERM": "xterm"}, stop_at=b"Findings: 4")
    assert shown_there.startswith(b"\x1b[2J\x1b[H")


@posix
def test_whoever_listens_is_told_what_is_new(school: Path) -> None:
    watcher = Watcher(school, "--lang", "zh", "--plain", "--ignore", "identity")
    while not watcher.line().startswith("兜底条款（catch-all）"):
        pass
    file = school / LIST
    text = file.read_text(encoding="utf-8")
    _replace(file, "# 下移一行\n" + text.replace("长期", "考试结束") + "    颜色: 红\n")
    assert watcher.line() == "新出现 1 个问题，消除 1 个，现在共有 3 个。\n"
    assert watcher.line() == "\n"
    assert watcher.line().startswith("第 1 个问题，级别为错误：没有这个字段")
    assert watcher.stopped()[0] == 0


def _replace(file: Path, text: str) -> None:
    beside = file.with_suffix(".tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def test_only_what_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    perform(f"example {EXAMPLES.joinpath('minimal-zh').name}", tmp_path)
    memory, read = Memory(), list[str]()
    real = files.read_text

    def noted(path: Path) -> Any:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr("negcli.check.watch.read_text", noted)
    first = [memory.source(file) for file in memory.files(tmp_path)]
    assert len(read) == len(first) == 2
    again = [memory.source(file) for file in memory.files(tmp_path)]
    assert (len(read), [one is other for one, other in zip(first, again, strict=True)]) == (2, [True, True])
    file = tmp_path / "负面清单.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# \n", encoding="utf-8")
    third = [memory.source(file) for file in memory.files(tmp_path)]
    assert read[2:] == ["负面清单.yaml"]
    assert [one is other for one, other in zip(first, third, strict=True)].count(False) == 1


def test_the_history_is_read_again_when_there_is_a_commit(school: Path) -> None:
    memory = Memory()
    past, why = memory.past(school)
    assert (past, isinstance(why, Failure)) == (None, True)
    assert memory.past(school) == (None, None)  # told once
    for command in ("git init -q -b main .", "git add .", "git commit -q -m 首次公布"):
        assert perform(command, school).code == 0
    first, _ = memory.past(school)
    assert first is not None
    assert memory.past(school)[0] is first
    assert perform("git commit -q --allow-empty -m 再", school).code == 0
    assert memory.past(school)[0] is not first

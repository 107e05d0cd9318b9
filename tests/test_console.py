"""What the terminal is like: its encoding, colours, links, and where words really stand on it."""

from __future__ import annotations

import codecs
import io
import json
import os
import re
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import Spawn, heed_interrupts
from transcripts import negcli, perform

from negcli.cli.display import link_form
from negcli.cli.screen import colour, writable
from negcli.cli.standin import settle_stand_ins, stand_in
from negcli.place import Place
from negcli.report.cells import columns, widen
from negcli.report.ink import bare, linked
from negcli.report.links import addresses

_TODAY = ("--today", "2025-08-01")
FILE = "file://{host}{path}"

posix = pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A terminal of which nothing is known."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    return monkeypatch


def settle(terminal: pytest.MonkeyPatch, settings: Mapping[str, str]) -> None:
    for name, value in settings.items():
        terminal.setenv(name, value)


# --- Colour and links ---------------------------------------------------------------

COLOURS = [
    ({}, True, True),
    ({}, False, False),
    ({"NO_COLOR": "1"}, True, False),
    ({"NO_COLOR": ""}, True, True),
    ({"TERM": "dumb"}, True, False),
    ({"CLICOLOR": "0"}, True, False),
    ({"FORCE_COLOR": "1"}, False, True),
    ({"CLICOLOR_FORCE": "1"}, False, True),
    ({"FORCE_COLOR": "0"}, False, False),
    ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
]


@pytest.mark.parametrize(("settings", "tty", "expected"), COLOURS)
def test_colour(settings: Mapping[str, str], tty: bool, expected: bool, terminal: pytest.MonkeyPatch) -> None:
    settle(terminal, settings)
    terminal.setattr(sys.stdout, "isatty", lambda: tty, raising=False)
    assert colour() is expected


LINKS = [
    ({}, ""),
    ({"TERM": "xterm-256color"}, ""),
    ({"TERM_PROGRAM": "Apple_Terminal"}, ""),
    ({"TERM_PROGRAM": "vscode"}, "vscode://file{path}:{line}:{column}"),
    ({"TERM_PROGRAM": "vscode", "VSCODE_IPC_HOOK_CLI": "/run/x.sock"}, ""),
    ({"TERM_PROGRAM": "iTerm.app"}, FILE),
    ({"TERM_PROGRAM": "WezTerm"}, FILE),
    ({"WT_SESSION": "0-0"}, FILE),
    ({"WT_SESSION": "0-0", "CI": "true"}, ""),
    ({"WT_SESSION": "0-0", "TERM": "dumb"}, ""),
    ({"VTE_VERSION": "7600"}, FILE),
    ({"VTE_VERSION": "7600", "TERM": "tmux-256color"}, ""),
    ({"VTE_VERSION": "5000"}, ""),
    ({"VTE_VERSION": "new"}, ""),
    ({"TERM": "xterm-kitty"}, FILE + "#{line}"),
    ({"TERM": "foot-extra"}, FILE),
    ({"FORCE_HYPERLINK": "1"}, FILE),
    ({"FORCE_HYPERLINK": "0", "WT_SESSION": "0-0"}, ""),
]


@pytest.mark.parametrize(("settings", "expected"), LINKS)
def test_links_only_where_they_are_known_to_work(
    settings: Mapping[str, str], expected: str, terminal: pytest.MonkeyPatch
) -> None:
    settle(terminal, settings)
    assert link_form() == expected


def test_no_link_goes_into_a_pipe(terminal: pytest.MonkeyPatch) -> None:
    settle(terminal, {"WT_SESSION": "0-0", "FORCE_HYPERLINK": "1"})
    terminal.setattr(sys.stdout, "isatty", lambda: False, raising=False)
    assert link_form() == ""


def test_an_address_leads_to_the_line(tmp_path: Path) -> None:
    address = addresses("vscode://file{path}:{line}:{column}", "here", Path("/r e/g"))
    assert address("局/单.yaml", Place(7, 3, 7, 9)) == "vscode://file/r%20e/g/%E5%B1%80/%E5%8D%95.yaml:7:3"
    assert addresses(FILE, "here", Path("/reg"))("a.yaml", None) == "file://here/reg/a.yaml"
    assert bare(linked("a.yaml:1:1", "file:///a.yaml")) == "a.yaml:1:1"


# --- Encodings ------------------------------------------------------------------------

STAND_INS = [
    ("“", '"'), ("…", "."), ("é", "e"), ("①", "1 "), ("，", ", "), ("（", " ("), ("）", ") "), ("《", " <"),
    ("Ａ", "A "), ("甲", "??"), ("😀", "??"), ("\u0301", ""), ("→", ">"),
    ("\ud800", "?"), ("、", ", "), ("％", "% "), ("\u200b", ""),
]  # fmt: skip


@pytest.mark.parametrize(("sign", "shown"), STAND_INS, ids=ascii)
def test_what_stands_in_is_as_wide(sign: str, shown: str) -> None:
    shown = shown.strip() if sign == "①" else shown
    assert stand_in(sign) == shown
    assert sign == "\ud800" or len(shown) == columns(sign)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk", "latin-1", "cp437", "big5"])
def test_every_character_can_be_written_somehow(encoding: str) -> None:
    text = "".join(chr(code) for code in range(0x20, 0x3000, 7)) + "\ud800甲（）“”…😀"
    assert text.encode(encoding, settle_stand_ins())
    assert codecs.lookup_error(settle_stand_ins())


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_carets_stay_in_place_where_chinese_cannot_be_written(encoding: str, tmp_path: Path, spawn: Spawn) -> None:
    perform("example school", tmp_path)
    settings = {"PYTHONIOENCODING": encoding, "LC_ALL": "zh_CN.UTF-8"}
    done = spawn("validate", "--select", "catch-all", *_TODAY, settings=settings)
    lines = done.stdout.decode(encoding).splitlines()
    good = spawn("validate", "--select", "catch-all", *_TODAY, "--lang", "en").stdout.decode().splitlines()
    assert [columns(line) for line in lines] == [columns(line) for line in good]
    assert [line for line in lines if "^" in line] == [line for line in good if "^" in line] != []
    assert b"--output" in done.stderr


def test_a_console_without_chinese_is_spoken_to_in_english(tmp_path: Path, spawn: Spawn) -> None:
    settings = {"PYTHONIOENCODING": "cp1252", "LC_ALL": "zh_CN.UTF-8"}
    assert b"There is no command" in spawn("nothing", settings=settings).stderr
    assert b"??" in spawn("nothing", "--lang", "zh", settings=settings).stderr
    assert "没有".encode("gbk") in spawn("nothing", settings=settings | {"PYTHONIOENCODING": "gbk"}).stderr


@pytest.mark.parametrize("arguments", [["--help"], ["laws", "--help"], ["changelog", "--help"]], ids=" ".join)
def test_help_is_written_in_the_characters_of_the_console(arguments: list[str], spawn: Spawn) -> None:
    settings = {"PYTHONIOENCODING": "ascii", "LC_ALL": "zh_CN.UTF-8"}
    done = spawn(*arguments, settings=settings)
    assert (done.returncode, done.stdout.isascii(), b"Usage: negcli" in done.stdout) == (0, True, True)
    assert "用法：negcli" in spawn(*arguments, settings=settings | {"PYTHONIOENCODING": "gbk"}).stdout.decode("gbk")


def test_a_question_is_asked_in_the_characters_of_the_console(monkeypatch: pytest.MonkeyPatch) -> None:
    for encoding, asked in (("ascii", '"????"? '), ("gbk", "“公布”？"), ("utf-8", "“公布”？")):
        monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
        assert writable("“公布”？") == asked


def test_signs_are_wide_on_consoles_of_chinese_code_pages() -> None:
    try:
        widen(True)
        assert (columns("“甲”…"), columns("a甲")) == (8, 3)
    finally:
        widen(False)
    assert (columns("“甲”…"), columns("a甲")) == (5, 3)


# --- A real terminal --------------------------------------------------------------------


def bytes_on_terminal(
    arguments: list[str], folder: Path, width: int, settings: Mapping[str, str], stop_at: bytes = b"\0"
) -> bytes:
    """What negcli writes on a terminal of ``width``; it is interrupted where it would go on after ``stop_at``."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 400, width, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1", **settings}
    command = [sys.executable, "-m", "negcli", *arguments]
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=theirs, stderr=subprocess.DEVNULL, preexec_fn=heed_interrupts
    )
    os.close(theirs)
    shown = b""
    while part := _read(ours):
        shown += part
        if stop_at in shown:
            process.send_signal(signal.SIGINT)
    os.close(ours)
    process.wait(60)
    return shown


def screen_of(arguments: list[str], folder: Path, width: int, settings: Mapping[str, str]) -> tuple[list[str], bytes]:
    """What such a terminal shows, line by line, cell by cell; and the bytes."""
    import pyte

    shown = bytes_on_terminal(arguments, folder, width, settings)
    screen = pyte.Screen(width, 400)
    pyte.ByteStream(screen).feed(shown)
    rows = ["".join(screen.buffer[line][cell].data or "\0" for cell in range(width)) for line in range(400)]
    return rows, shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other side is closed
        return b""


@posix
@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_real_terminal_carets_stand_under_the_words(width: int, lang: str, tmp_path: Path) -> None:
    perform("example school", tmp_path)
    arguments = ["validate", "--lang", lang, *_TODAY]
    rows, shown = screen_of(arguments, tmp_path, width, {"COLUMNS": "", "WT_SESSION": "0-0"})
    _, listed, _ = negcli([*arguments, "--format", "json"], tmp_path)
    words = [finding["args"].get("words") or finding["args"].get("value") for finding in json.loads(listed)["findings"]]
    under = [_above(rows, number) for number, row in enumerate(rows) if row.strip("| \0").startswith("^")]
    assert all(any(word in text.replace("\0", "") for text in under) for word in words if word)
    assert len(under) >= len(words) > 2
    assert b"\x1b]8;;file://" in shown
    assert b"\x1b[" in shown


def _above(rows: list[str], number: int) -> str:
    """The characters that stand right above the carets of a row."""
    start, end = rows[number].index("^"), rows[number].rindex("^") + 1
    return rows[number - 1][start:end]


@posix
def test_a_dumb_terminal_and_a_file_get_text_only(tmp_path: Path) -> None:
    perform("example school", tmp_path)
    _, shown = screen_of(["validate", *_TODAY], tmp_path, 80, {"TERM": "dumb", "WT_SESSION": "0-0"})
    assert b"\x1b" not in shown
    screen_of(["validate", *_TODAY, "-o", "out.txt"], tmp_path, 80, {"WT_SESSION": "0-0"})
    assert b"\x1b" not in (tmp_path / "out.txt").read_bytes()


# --- Widths, against another implementation ----------------------------------------------

#: What Chinese texts are written with: ASCII, punctuation, kana, characters, full-width forms, and rare ones beyond.
_BLOCKS = [(0x20, 0x7F), (0xA0, 0x17F), (0x2010, 0x2028), (0x2030, 0x205F), (0x2460, 0x24FF), (0x2E80, 0x2FD6),
           (0x3000, 0x303F), (0x3041, 0x3097), (0x3220, 0x3248), (0x4E00, 0x9FFD), (0xAC00, 0xD7A4), (0xF900, 0xFA6E),
           (0xFE30, 0xFE53), (0xFF01, 0xFF61), (0x20000, 0x2A6DE), (0x1F300, 0x1F321)]  # fmt: skip


@pytest.mark.parametrize(("first", "end"), _BLOCKS, ids=hex)
def test_widths_are_those_of_terminals(first: int, end: int) -> None:
    from wcwidth import wcwidth

    texts = [chr(code) for code in range(first, end) if unicodedata.category(chr(code)) not in ("Cn", "Cc", "Mc")]
    assert {text for text in texts if columns(text) != wcwidth(text)} == set()


@posix
@pytest.mark.parametrize("width", [80, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_real_terminal_columns_stand_under_each_other(width: int, lang: str, tmp_path: Path) -> None:
    perform("example school", tmp_path)
    rows, _ = screen_of(["validate", "--statistics", "--lang", lang, *_TODAY], tmp_path, width, {"COLUMNS": ""})
    rule = next(number for number, row in enumerate(rows) if row.startswith("---"))
    starts = [match.start() for match in re.finditer("-+", rows[rule])]
    table = [rows[rule - 1], *rows[rule + 1 : rule + 5]]
    assert len(starts) == 6
    for row in table:
        assert all(row[start - 1] == " " and row[start] != " " for start in starts[1:]), row


@posix
def test_a_terminal_of_the_c_locale(tmp_path: Path) -> None:
    perform("example school", tmp_path)
    settings = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "COLUMNS": ""}
    shown = bytes_on_terminal(["validate", "--select", "catch-all", *_TODAY], tmp_path, 80, settings)
    assert shown.isascii()
    assert b"names nothing and so has no boundary" in shown

"""Whatever the terminal, the encoding or the moment of an interruption: no traceback, no half-written file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from conftest import Spawn, heed_interrupts
from transcripts import EXAMPLES, negcli, perform

from negcli.atomic import _OURS, write_file
from negcli.report.cells import columns

#: A program that runs negcli after something in it was broken: `_prelude` changes it, the arguments follow.
_BROKEN = "import os, sys, time\n{prelude}\nfrom negcli.cli.main import main\nmain()"
_TODAY = ("--today", "2025-08-01")
TITLE = "高考命题人员名单"

posix = pytest.mark.skipif(os.name != "posix", reason="signals and permissions of POSIX")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A small register with four mistakes, and some history."""
    here = tmp_path.resolve()
    perform("example school", here)
    for command in ("git init -q -b main .", "git add .", "git commit -q -m 首次公布"):
        assert perform(command, here).code == 0
    return here


def broken(prelude: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", _BROKEN.format(prelude=prelude), *arguments]


def text(output: bytes) -> str:
    return output.decode("utf-8")


# --- Pipes, encodings, widths -----------------------------------------------------


@posix
@pytest.mark.parametrize(
    ("command", "code"),
    [("validate", 1), ("validate --fail-on never", 0), ("diff", 0), ("changelog", 0), ("schema negative-list", 0),
     ("--help", 0), ("--version", 0), ("fmt --check", 0), ("show", 2)],
)  # fmt: skip
def test_nobody_reads_the_output_and_the_code_tells_all_the_same(command: str, code: int, school: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "negcli", *command.split()],
        cwd=school,
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=60,
    )
    os.close(writer)
    assert (done.returncode, text(done.stderr).count("\n")) == (code, code // 2)


@posix
def test_work_is_done_though_nobody_reads_what_is_said_of_it(school: Path) -> None:
    file = school / "教育局" / "负面清单.yaml"
    file.write_text(file.read_text("utf-8").replace("种类: ", "种类:   "), encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "negcli", "fmt"]
    done = subprocess.run(command, cwd=school, stdout=writer, stderr=writer, timeout=60, check=False)
    os.close(writer)
    assert (done.returncode, "种类: 负面清单\n" in file.read_text("utf-8")) == (0, True)


@posix
def test_a_reader_that_has_seen_enough(school: Path) -> None:
    done = perform(f"{sys.executable} -m negcli schema negative-list | head -1", school)
    assert (done.code, done.shown) == (0, ("{",))


@posix
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_change_no_code(closed: str, school: Path) -> None:
    assert perform(f"{sys.executable} -m negcli validate {' '.join(_TODAY)} {closed}", school).code == 1
    assert perform(f"{sys.executable} -m negcli nothing {closed}", school).code == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["schema negative-list", "--help", "--version", "show --help"])
def test_a_full_disk_is_said_in_one_line(command: str, school: Path) -> None:
    done = perform(f"{sys.executable} -m negcli {command} > /dev/full", school)
    assert (done.code, len(done.shown)) == (2, 1)
    assert done.shown[0].startswith("! negcli: “stdout” cannot be written: ")


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("utf-8", TITLE), ("gbk", TITLE), ("gb18030", TITLE), ("cp1252", "?" * 8), ("ascii", "?" * 8)],
)
def test_every_encoding_of_a_terminal(encoding: str, shown: str, school: Path, spawn: Spawn) -> None:
    done = spawn("validate", "--lang", "zh", *_TODAY, settings={"PYTHONIOENCODING": encoding})
    assert done.returncode == 1
    assert shown in done.stdout.decode(encoding)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1", "zh_CN.GBK", "tlh"])
def test_what_goes_to_a_file_is_utf8_in_every_locale(locale: str, school: Path, spawn: Spawn) -> None:
    done = spawn("validate", *_TODAY, settings={"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"})
    assert done.returncode == 1
    assert TITLE in text(done.stdout)
    assert ("警告" in text(done.stdout)) == locale.startswith("zh")


_TEXTS = (["validate", *_TODAY], ["validate", "--statistics", *_TODAY], ["diff"], ["changelog", "--format", "text"])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("arguments", _TEXTS, ids=lambda value: " ".join(value[:2]))
def test_text_keeps_within_the_screen(arguments: Sequence[str], width: int, lang: str, school: Path) -> None:
    perform("sed -i 's/年度考核的民主测评票/年度考核和三年聘期考核中的全部民主测评票/' 教育局/负面清单.yaml", school)
    code, shown, _ = negcli([*arguments, "--lang", lang], school, width)
    assert code == int(arguments[0] == "validate")
    # Names of files are left to the screen to break.
    assert max(columns(line) for line in shown.splitlines() if ".yaml:" not in line) <= width


# --- Interruptions and our own mistakes ---------------------------------------------


@posix
@pytest.mark.parametrize(("lang", "sentence"), [("zh", "已中断"), ("en", "Interrupted")])
def test_an_interruption_ends_with_130(lang: str, sentence: str, school: Path) -> None:
    wait = (
        "import negcli.source.files as files\n"
        "files.decode = lambda data: (print('reading', flush=True), time.sleep(60))"
    )
    process = subprocess.Popen(
        broken(wait, "validate", "--lang", lang),
        cwd=school, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heed_interrupts,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == b"reading\n"
    process.send_signal(signal.SIGINT)
    shown, said = process.communicate(timeout=60)
    assert (process.returncode, shown) == (130, b"")
    assert text(said).startswith(sentence)
    assert "Traceback" not in text(said)


@pytest.mark.parametrize(("lang", "sentence"), [("zh", "自己出错了"), ("en", "itself went wrong")])
def test_our_own_mistake_names_a_log(lang: str, sentence: str, school: Path) -> None:
    logs = school / "logs"
    logs.mkdir()
    mistake = "import negcli.check\nnegcli.check.examine = lambda *rest: 1 // 0"
    done = subprocess.run(
        broken(mistake, "validate", "--lang", lang),
        cwd=school, env={**os.environ, "TMPDIR": str(logs)}, capture_output=True, timeout=60,
    )  # fmt: skip
    (log,) = logs.iterdir()
    last = text(done.stderr).splitlines()[-1]
    assert (done.returncode, done.stdout) == (3, b"")
    assert sentence in last
    assert last.endswith(str(log))
    assert "Traceback" not in text(done.stderr)
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


# --- Writing ------------------------------------------------------------------------

WRITERS = [
    ["validate", *_TODAY, "-o", "out.txt"],
    ["diff", "-o", "out.txt"],
    ["changelog", "-o", "out.txt"],
    ["schema", "negative-list", "-o", "out.txt"],
]


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("command", WRITERS, ids=lambda command: command[0])
def test_an_interrupted_output_leaves_the_old_file_whole(
    command: list[str], school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (school / "out.txt").write_text("old", encoding="utf-8")
    before = sorted(path.name for path in school.iterdir())
    monkeypatch.setattr(Path, "replace", _stopped)
    assert negcli(command, school)[0] == 130
    assert (school / "out.txt").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in school.iterdir()) == before


@posix
@pytest.mark.parametrize("command", WRITERS, ids=lambda command: command[0])
def test_a_killed_output_leaves_the_old_file_whole(command: list[str], school: Path) -> None:
    (school / "out.txt").write_text("old", encoding="utf-8")
    kill = "import pathlib\npathlib.Path.replace = lambda *rest: os.kill(os.getpid(), 9)"
    done = subprocess.run(broken(kill, *command), cwd=school, capture_output=True, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert (school / "out.txt").read_text(encoding="utf-8") == "old"
    assert negcli(["validate", *_TODAY, "--quiet"], school)[0] == 1


def test_what_a_killed_run_left_goes_away_and_nothing_else(school: Path) -> None:
    """Its temporary file; not that of a process that still runs, of another computer, or of another program."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    names = [f"{_OURS}{gone.pid}-x.tmp", f"{_OURS}{os.getpid()}-x.tmp", f".negcli-0-{gone.pid}-x.tmp", ".note.tmp"]
    for name in names:
        (school / name).write_text("half", encoding="utf-8")
        os.utime(school / name, (0, time.time() - 3600))
    (school / f"{_OURS}{gone.pid}-new.tmp").touch()
    assert negcli(["schema", "-o", "schema.json"], school)[0] == 0
    left = sorted(path.name for path in school.glob(".*.tmp"))
    assert left == sorted([*names[1:], f"{_OURS}{gone.pid}-new.tmp"])


@pytest.mark.parametrize("stop_at", [0, 1, 3, 5, 8])
def test_an_interrupted_init_leaves_nothing(stop_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, count = Path.replace, iter(range(99))

    def stop(path: Path, target: Path) -> Path:
        return _stopped() or path if next(count) == stop_at else replace(path, target)

    monkeypatch.setattr(Path, "replace", stop)
    command = ["init", "new", "--agency", "a", "--name", "A", "--keys", "en", "--with", "responsibility-list"]
    assert negcli(command, tmp_path)[0] == 130
    assert not (tmp_path / "new").exists()
    monkeypatch.undo()
    assert negcli(command, tmp_path)[0] == 0


def test_a_file_keeps_its_permissions(school: Path) -> None:
    out = school / "out.txt"
    out.write_text("old", encoding="utf-8")
    out.chmod(0o640)
    assert negcli(["schema", "negative-list", "-o", "out.txt"], school)[0] == 0
    assert (out.read_text(encoding="utf-8")[0], out.stat().st_mode & 0o777) == ("{", 0o640)


@pytest.mark.parametrize("target", ["名录.yaml/out.txt", "教育局"])
@pytest.mark.parametrize("command", WRITERS, ids=lambda command: command[0])
def test_what_cannot_be_written_is_said_in_one_line(command: list[str], target: str, school: Path) -> None:
    code, shown, said = negcli([*command[:-1], target, "--lang", "en"], school)
    assert (code, shown) == (2, "")
    assert f"negcli: “{target}” cannot be written: " in said


@pytest.mark.parametrize(
    "command",
    [
        ["validate", "a" * 300], ["diff", "a" * 300], ["changelog", "-C", "a" * 300], ["init", "a" * 300],
        ["demo", "--into", "名录.yaml/demo"], ["init", "名录.yaml/new"], ["validate", "-o", "a" * 300],
    ],
    ids=lambda command: " ".join(command)[:20],
)  # fmt: skip
def test_names_that_no_file_can_have(command: list[str], school: Path) -> None:
    more = ["--agency", "a", "--name", "A", "--keys", "en"] if command[0] == "init" else []
    code, shown, said = negcli([*command, *more, "--lang", "en"], school)
    assert (code, shown) == (2, "")
    assert said.splitlines()[-1].startswith("negcli: ")


# --- Folders ------------------------------------------------------------------------

Stranger = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name).resolve()


#: When we are root, whom no permission holds back: load all that the commands need, then become nobody.
_BECOME_NOBODY = f"""
if os.geteuid() == 0:
    import contextlib, io, tempfile
    from negcli.cli.main import run
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert run(["validate", {str(EXAMPLES / "minimal-zh")!r}, "--today", "2025-08-01"]) == 0
        assert run(["init", "--agency", "NO", "--name", "x"]) == 2
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
"""


@pytest.fixture
def stranger(folder: Path) -> Stranger:
    """Run negcli in ``folder`` as somebody whom permissions hold back."""

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(broken(_BECOME_NOBODY, *arguments), cwd=folder, capture_output=True, timeout=60)

    return run


@posix
def test_a_folder_that_may_not_be_written(folder: Path, stranger: Stranger) -> None:
    folder.chmod(0o555)
    done = stranger("init", "--agency", "a", "--name", "A", "--keys", "en", "--lang", "en")
    assert done.returncode == 2
    assert text(done.stderr).startswith("negcli: “register.yaml” cannot be written: Permission denied")


@posix
def test_files_are_cured_all_or_none(folder: Path, stranger: Stranger) -> None:
    perform("example minimal-en", folder)
    for name in ("a.yaml", "locked.yaml"):
        (folder / name).write_text("kind: negative-list\nentries: [{since: 2025/6/1}]\n", encoding="utf-8")
        os.chown(folder / name, 65534, 65534)
    (folder / "locked.yaml").chmod(0o444)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    folder.chmod(0o777)
    done = stranger("fix", "--lang", "en")
    assert done.returncode == 2
    assert "locked.yaml” cannot be written: Permission denied" in text(done.stderr)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@posix
@pytest.mark.parametrize("locked", ["教育局", "教育局/负面清单.yaml"])
def test_what_may_not_be_read_is_named(locked: str, folder: Path, stranger: Stranger) -> None:
    perform("example school", folder)
    (folder / locked).chmod(0)
    done = stranger("validate", "--lang", "en")
    (folder / locked).chmod(0o755)
    assert done.returncode == 1
    assert f'"{locked}" may not be read by this account' in " ".join(text(done.stdout).split())


@posix
def test_a_stranger_s_file_above_the_register_is_no_concern(folder: Path, stranger: Stranger) -> None:
    perform("example minimal-zh", folder / "mine")
    (folder / "theirs.yaml").write_text("kind: register\n", encoding="utf-8")
    (folder / "theirs.yaml").chmod(0)
    (folder / "mine" / "名录.yaml").unlink()
    done = stranger("validate", "mine", "--select", "syntax", "--lang", "en")
    assert (done.returncode, text(done.stderr)) == (0, "")


@posix
def test_links_that_lead_outside_are_not_followed(school: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "list.yaml").write_text("kind: negative-list\nagency: nobody\nentries: []\n", encoding="utf-8")
    (school / "link.yaml").symlink_to(outside / "list.yaml")
    (school / "folder").symlink_to(outside)
    (school / "nothing.yaml").symlink_to(school / "gone.yaml")
    (school / "circle.yaml").symlink_to(school / "circle.yaml")
    (school / "up").symlink_to(school)
    os.mkfifo(school / "pipe.yaml")
    code, shown, _ = negcli(["validate", *_TODAY, "--lang", "en"], school)
    assert code == 1
    assert "Findings: 4 " in shown
    assert "files 2," in shown


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_or_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDWR)
    write_file(pipe, b"lists")
    assert os.read(reader, 10) == b"lists"
    os.close(reader)
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]

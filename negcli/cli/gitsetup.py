"""`negcli init --git`: git is told how this repository's lists are compared and merged.

Which files that is about stands in `.gitattributes`, which is committed; what is run for them in the repository's own
configuration, which is not, for git takes no commands from others.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping
from itertools import compress
from pathlib import Path

from negcli.atomic import write_file
from negcli.cli.spoken import spoken
from negcli.commits.gitrun import complaint_of, run
from negcli.errors import Failure
from negcli.setup.editors import main_language
from negcli.source.files import find_root, no_register, read_bytes, read_files

ATTRIBUTES = ".gitattributes"
LINES = (b"*.yaml diff=negcli merge=negcli", b"*.yml diff=negcli merge=negcli")


def register_with_git(path: Path, lang: str | None) -> Iterator[str]:
    """Register the drivers in the repository that holds the register at ``path``; what was done, in words.

    They speak ``lang``; without, the language of most of the register's keys, which is that of those who keep it. Doing
    it again changes nothing. Failure ``no-repository`` or ``no-register`` where there is none.
    """
    root = find_root(path)
    if run(str(root), "rev-parse", "--git-dir").returncode:
        raise Failure("no-repository", path=str(root))
    files = read_files(root)
    if not files:
        raise no_register(root)
    wanted = _settings(lang or main_language(file.text for file in files))
    done = {"git-set": _set(root, wanted), "git-written": _write(root / ATTRIBUTES)}
    said = list(compress(done, done.values())) or ["git-same"]
    return (spoken()(f"cli.init.{what}", file=ATTRIBUTES) + "\n" for what in said)


def _set(root: Path, wanted: Mapping[str, str]) -> bool:
    """Make settings of the repository as they are ``wanted``; whether any was not."""
    other = {name: value for name, value in wanted.items() if _setting(root, name) != value}
    for name, value in other.items():
        done = run(str(root), "config", "--local", name, value)
        if done.returncode:
            raise complaint_of(done.stderr, str(root))
    return bool(other)


def _setting(root: Path, name: str) -> str:
    """A setting of the repository; nothing where it is not set."""
    done = run(str(root), "config", "--local", "--get", name)
    return done.stdout.decode("utf-8", "replace").removesuffix("\n")


def _write(file: Path) -> bool:
    """Add to ``file`` the lines that it lacks, at its end, where they hold against others; whether it lacked any."""
    old = read_bytes(file)
    there = set(map(bytes.strip, old.splitlines()))
    missing = [line for line in LINES if line not in there]
    if missing:
        end = b"\r\n" if b"\r\n" in old else b"\n"
        write_file(file, end.join([*filter(None, [old.removesuffix(end)]), *missing, b""]))
    return bool(missing)


def _settings(lang: str) -> Mapping[str, str]:
    """The settings by their names. git's shell runs the commands at the top of the work tree."""
    negcli = f"{shlex.quote(Path(sys.executable).as_posix())} -P -m negcli"
    merge = f"{negcli.replace('%', '%%')} merge --lang {lang} %O %A %B %L %P"
    # where negcli is gone, or cannot do it, git merges by lines: only with code 1 and marks in the file it was done
    by_lines = "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B"
    return {
        "merge.negcli.name": spoken().__class__(lang)("cli.init.git-name"),
        "diff.negcli.command": f"{negcli} diff --lang {lang} --git-driver --",
        "diff.negcli.textconv": f"{negcli} diff --lang {lang} --git-driver --",
        # a list's text depends on nothing but the list: git keeps it, so that a log costs a start of Python only once
        "diff.negcli.cachetextconv": "true",
        "diff.negcli.xfuncname": "^(【.*)$",
        "merge.negcli.driver": f"{merge} || {{ test $? = 1 && grep -q '^<<<<<<<' %A && exit 1; {by_lines}; }}",
    }

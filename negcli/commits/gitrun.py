"""Running git: what may be run, under which settings, and what its complaints mean.

Whatever a repository's own configuration would run (hooks, textconv, external diff, fsmonitor, signature checks,
transports) is switched off, for a register may come from anywhere.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from negcli.errors import Failure

#: Settings for every command: nothing that a repository's own would run is run, or changes what we are told.
_SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "diff.external": "",
    "diff.orderFile": os.devnull,
    "gpg.program": "gpg",
    "gpg.openpgp.program": "gpg",
    "gpg.ssh.program": "ssh-keygen",
    "gpg.x509.program": "gpgsm",
    "log.diffMerges": "separate",
    "log.follow": "false",
    "log.showRoot": "true",
    "log.showSignature": "false",
    "protocol.allow": "never",
}
_OPTIONS = ("--no-pager", "--no-replace-objects", "--literal-pathspecs")
#: What git is told by its environment, from which every other GIT_ setting but `_KEPT` is cleared.
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",  # no lock files in somebody's repository
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone must not go and fetch …
    "GIT_ALLOW_PROTOCOL": "",  # … nor with a git too old to know the line above
    "LC_ALL": "C",  # so that its complaints can be told apart
}
#: Where git finds the user's own settings, say which folders of others are safe: of the GIT_ settings, these stay.
_KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")
#: A part of git's complaint (in small letters) → the code of our Failure.
_COMPLAINTS = (
    ("dubious ownership", "unsafe-repository"),
    ("not a git repository", "not-in-git"),
    ("must be run in a work tree", "no-work-tree"),
    ("from promisor remote", "missing-object"),
    ("bad object", "missing-object"),
    ("bad tree object", "missing-object"),
    ("unable to read tree", "missing-object"),
    ("could not parse commit", "missing-object"),
    ("failed to traverse parents", "missing-object"),
    ("is corrupt", "missing-object"),
    ("bad revision 'head'", "no-commits"),
)


def command(folder: str, *arguments: str) -> list[str]:
    """The command line that asks git something in ``folder``."""
    settings = (part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}"))
    return [program(), *_OPTIONS, *settings, "-C", folder, *arguments]


@cache
def program() -> str:
    """What is run as git. On Windows a program of that name in the current folder, somebody's register, would come
    first: there it is looked for in the folders of PATH alone. Failure ``no-git`` where none of them has it."""
    return "git" if os.name != "nt" else found_in(os.environ.get("PATH", "").split(os.pathsep))


def found_in(folders: Iterable[str]) -> str:
    """The whole path of git.exe in the first of ``folders`` that has one. Failure ``no-git``."""
    programs = (Path(folder) / "git.exe" for folder in folders if Path(folder).is_absolute())
    found = next(filter(Path.is_file, programs), None)
    if found is None:
        raise Failure("no-git")
    return str(found)


def environment() -> dict[str, str]:
    """The environment in which git is asked."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT or not name.startswith("GIT_")}
    return kept | _ENVIRONMENT


def has_commits(folder: str) -> bool:
    """Whether anything was committed on the branch of ``folder``."""
    return run(folder, "rev-parse", "--verify", "--quiet", "HEAD").returncode == 0


def own_programs(folder: str) -> list[str]:
    """Options that let git sign, and check signatures, by the programs of the user's own settings, none of the
    repository's."""
    known = run(folder, "config", "--global", "--get-regexp", r"^gpg\..*program$").stdout.decode("utf-8", "replace")
    rows = (line.partition(" ") for line in known.splitlines())
    return [part for name, _, program in rows for part in ("-c", f"{name}={program}")]


def run(folder: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Ask git something in ``folder``. Failure ``no-git`` when it is not installed."""
    try:
        return subprocess.run(command(folder, *arguments), capture_output=True, env=environment(), check=False)
    except FileNotFoundError as error:
        raise Failure("no-git") from error


def complaint_of(complaint: bytes, path: str) -> Failure:
    """The Failure for what git complained of on its standard error."""
    text = complaint.decode("utf-8", "replace").strip()
    for words, code in _COMPLAINTS:
        if words in text.lower():
            object_id = re.search(r"\b[0-9a-f]{40,64}\b", text)
            return Failure(code, path=path, object=object_id[0] if object_id else "")
    return Failure("git-failed", path=path, why=text.splitlines()[-1] if text else "")

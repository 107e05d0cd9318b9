"""What tests share: the command line, run inside this process or as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

import hypothesis
import pytest

#: The same examples in every run, so that what fails here fails everywhere; others with --hypothesis-profile=others.
hypothesis.settings.register_profile("same", derandomize=True, database=None, deadline=None)
hypothesis.settings.register_profile("others", deadline=None)
hypothesis.settings.load_profile("same")

#: What terminals, jobs and users' settings say to programs, and negcli heeds.
_SURROUNDINGS = (
    *("LANGUAGE", "COLUMNS", "PYTHONIOENCODING", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "NO_COLOR"),
    *("CI", "TERM", "TERM_PROGRAM", "FORCE_HYPERLINK", "VTE_VERSION", "WT_SESSION", "KITTY_WINDOW_ID"),
    *("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CHANGE_TARGET", "BITBUCKET_PR_DESTINATION_BRANCH"),
    *("KONSOLE_VERSION", "DOMTERM", "VSCODE_IPC_HOOK_CLI"),
)

_COUNT = count()

Spawn = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test depends on the language, the terminal, the job or the git settings of whoever runs it."""
    for name in [name for name in os.environ if name.startswith(("LC_", "GIT_", "NEGCLI_"))]:
        if name != "NEGCLI_UPDATE_GOLDEN":
            monkeypatch.delenv(name)
    for name in _SURROUNDINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("NEGCLI_CACHE_DIR", str(tmp_path_factory.getbasetemp() / f"cache-{next(_COUNT)}"))
    # a new machine, where git knows nobody's name; no device, for git would put a file in its place
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path_factory.getbasetemp() / "none.gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def heed_interrupts() -> None:
    """For processes that are to be interrupted: shells have what they start in the background ignore that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def spawn(tmp_path: Path) -> Spawn:
    """`spawn("validate", …)` runs negcli as a process in ``tmp_path``, with settings of the environment by name."""

    def run(*arguments: str, settings: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "negcli", *arguments]
        environment = {**os.environ, **(settings or {})}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=60, check=False)

    return run

"""What checks a register at every change: files for hosting services and for pre-commit (`data/pipelines/`)."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Mapping
from pathlib import Path

from negcli.fmt.text import one_line
from negcli.resources import read_data

#: Who runs it → where the file stands, from the top of the repository.
PIPELINES: Mapping[str, str] = {
    "github": ".github/workflows/negcli.yml",
    "gitlab": ".gitlab-ci.yml",
    "gitee": ".workflow/negcli.yml",
    "pre-commit": ".pre-commit-config.yaml",
}
#: A line that is there only where a command is.
_WHERE = re.compile(r"(?m)^(?P<line>.*?) +# where: (?P<command>[a-z]+)\n")
#: A value in which the register's folder is named, whose signs may mean something to YAML.
_NAMING = re.compile(r"(?m)^(?P<before> *(?:- )?(?:[a-z]+: )?)(?P<text>.*@(?:AT|IN|FOLDER)@.*)$")


def top_of(root: Path) -> Path:
    """The top of the git repository in which ``root`` lies; ``root`` itself where there is none."""
    place = root.resolve()
    return next((folder for folder in (place, *place.parents) if (folder / ".git").exists()), place)


def folder_in_repository(root: Path) -> str:
    """Where ``root`` lies in its repository, with a stroke at the end; empty at its top, or outside of any."""
    folder = root.resolve().relative_to(top_of(root)).as_posix()
    return "" if folder == "." else f"{folder}/"


def pipeline(service: str, folder: str, version: str, commands: Collection[str]) -> str:
    """The file for ``service`` (a key of `PIPELINES`).

    ``folder`` is the register's, as `folder_in_repository` gives it; ``version`` and ``commands`` are those of this
    release.
    """
    suffix = "yaml" if service == "pre-commit" else "yml"
    text = read_data(f"pipelines/{service}.{suffix}")
    text = _WHERE.sub(lambda match: match["line"] + "\n" if match["command"] in commands else "", text)
    blanks = _blanks(folder, version)
    text = _NAMING.sub(lambda match: match["before"] + one_line(_filled(match["text"], blanks)), text)
    return _filled(text, blanks)


def _filled(text: str, blanks: Mapping[str, str]) -> str:
    for name, value in blanks.items():
        text = text.replace(f"@{name}@", value)
    return text


def _blanks(folder: str, version: str) -> Mapping[str, str]:
    major, minor, *_ = version.split(".")
    there = shlex.quote(("./" if folder.startswith("-") else "") + folder.rstrip("/"))
    return {
        "VERSIONS": f">={version},<{major}.{int(minor) + 1}",
        "AT": f" {there}" if folder else "",
        "IN": f" -C {there}" if folder else "",
        "FOLDER": re.escape(folder),
    }

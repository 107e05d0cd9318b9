"""What stands beside a register so that editors know its fields: schema, settings, and how files are written.

Nothing that people wrote is lost: their settings are added to where they are plain JSON, and else left as they are. The
schema is ours and follows the release.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from negcli.resources import read_data
from negcli.schema import schema_text
from negcli.source.files import KIND_LINE

#: Where the schema stands in a register. The language server takes a path with other letters than these for an address.
SCHEMA = ".negcli/schema.json"
#: The editor's settings, and what they must have at the least.
SETTINGS = ".vscode/settings.json"
LEAST = '"yaml.schemas": {"./.negcli/schema.json": ["*.yaml", "*.yml"]}'
#: What becomes of a file's text where a fresh one is at hand; None when it stays as it is.
Merge = Callable[[str, str], str | None]


class EditorFiles(NamedTuple):
    """The files to write, name → text, and the names of those that are there already and stay as they are."""

    texts: Mapping[str, str]
    kept: tuple[str, ...]


def editor_files(folder: Path, keys: str) -> EditorFiles:
    """What is to be written into ``folder``, the root of a register whose main key language is ``keys``.

    What is there as it should be is in neither part of the result.
    """
    texts: dict[str, str] = {}
    kept = []
    for name, (fresh, merge) in _files(keys).items():
        old = _text(folder / name)
        new = fresh if old is None else merge(old, fresh)
        if new is None:
            kept.append(name)
        elif new != old:
            texts[name] = new
    return EditorFiles(texts, tuple(kept))


def main_language(texts: Iterable[str]) -> str:
    """The key language (``zh`` or ``en``) in which most documents of ``texts`` name their kind."""
    kinds = [line for text in texts for line in KIND_LINE.findall(text)]
    return "zh" if 2 * sum("种类" in line for line in kinds) > len(kinds) else "en"


def _files(keys: str) -> Mapping[str, tuple[str, Merge]]:
    """Each file: its text, and what becomes of it where there is one."""
    return {
        SCHEMA: (schema_text(keys=keys), _ours),
        SETTINGS: (read_data("editors/settings.json"), _merged),
        ".vscode/extensions.json": (read_data("editors/extensions.json"), _merged),
        ".editorconfig": (read_data("editors/editorconfig"), _same),
        ".gitattributes": (read_data("editors/gitattributes"), _same),
    }


def _text(path: Path) -> str | None:
    """The text of a file; None when there is none. One that is not UTF-8 is not ours to change."""
    if not path.exists():
        return None
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _same(old: str, fresh: str) -> str | None:
    """``old``, where it has every line of ``fresh``, and perhaps more."""
    return old if set(fresh.splitlines()) <= set(old.splitlines()) else None


def _ours(old: str, fresh: str) -> str | None:
    return fresh if '"$id": "urn:negcli:' in old else None


def _merged(old: str, fresh: str) -> str | None:
    """``old`` with what it lacks of ``fresh``; None when it is no plain JSON (comments, a key twice).

    Where such a file names the schema all the same, somebody has seen to it.
    """
    try:
        settings = json.loads(old, object_pairs_hook=_once)
    except ValueError:
        return old if SCHEMA in old else None
    if not isinstance(settings, dict):
        return None
    added = _added(settings, json.loads(fresh))
    return old if added == settings else json.dumps(added, ensure_ascii=False, indent=_indent(old)) + "\n"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _added(old: Any, fresh: Any) -> Any:
    """``old`` and what only ``fresh`` has; where both say something else, ``old``."""
    if isinstance(old, dict) and isinstance(fresh, dict):
        return old | {key: _added(old[key], value) if key in old else value for key, value in fresh.items()}
    if isinstance(old, list) and isinstance(fresh, list):
        return old + [item for item in fresh if item not in old]
    return old


def _indent(text: str) -> int | str:
    """What ``text`` is indented by."""
    match = re.search(r"^([ \t]+)\S", text, re.MULTILINE)
    return match[1] if match else 2

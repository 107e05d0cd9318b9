"""`python -m handbook [FOLDER]`: the handbook in both languages, as static pages that need no server and no network.

`python -m handbook FOLDER LANG` builds one language; both are built side by side, each in a process of its own, for the
commands' help is in the language of a run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import copy, rmtree

LANGUAGES = ("zh", "en")
_HERE = Path(__file__).parent
_ROOT = _HERE.parent


def main(folder: str = "build/docs", lang: str = "") -> int:
    """Build into ``folder``: one language, or both and the page that leads to them; 1 when something is amiss."""
    target = Path(folder)
    return build(lang, target) if lang else build_all(target)


def build_all(target: Path) -> int:
    """Both languages side by side, and the page that leads to them."""
    rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    started = [subprocess.Popen(_command(target, lang), cwd=_ROOT, env=_settings(lang)) for lang in LANGUAGES]
    copy(_HERE / "index.html", target)
    return max(process.wait() for process in started)


def _command(target: Path, lang: str) -> Sequence[str]:
    return [sys.executable, "-m", "handbook", str(target.resolve()), lang]


def _settings(lang: str) -> dict[str, str]:
    return {**os.environ, "NEGCLI_LANG": lang, "PYTHONUTF8": "1"}


def build(lang: str, target: Path) -> int:
    """The pages of ``lang``, whatever is amiss being an error: a link that leads nowhere, a page nobody leads to."""
    from sphinx.cmd.build import build_main

    from handbook.assembled import assemble

    sources = target.parent / f"{target.name}-sources" / lang
    assemble(lang, sources)
    made = target / lang
    code = build_main(["-q", "-W", "--keep-going", "-c", str(_HERE), "-d", f"{sources}-read", str(sources), str(made)])
    rmtree(made / ".doctrees", ignore_errors=True)
    (made / ".buildinfo").unlink(missing_ok=True)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""What git itself would make of three versions: merged line by line."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from itertools import chain, repeat
from pathlib import Path

from negcli.commits.gitrun import environment, program
from negcli.errors import Failure


def merged_lines(files: Sequence[Path], labels: Sequence[str], size: int, style: str) -> tuple[bytes, int]:
    """What `git merge-file` makes of three files (ours, base, theirs), and how many conflicts are left in it.

    ``labels`` stand beside the markers, which are ``size`` signs long; ``style`` is git's `merge.conflictStyle`.
    Failure ``cannot-merge`` where git cannot either, as with binary files.
    """
    options = [f"--marker-size={size}", *_STYLES.get(style, ())]
    named = chain.from_iterable(zip(repeat("-L"), labels, strict=False))
    command = [program(), "merge-file", "--stdout", *options, *named, *map(str, files)]
    try:
        done = subprocess.run(command, capture_output=True, env=environment(), check=False)
    except FileNotFoundError as error:
        raise Failure("no-git") from error
    if not 0 <= done.returncode <= _MOST:
        raise Failure("cannot-merge", path=str(files[0]), why=done.stderr.decode("utf-8", "replace").strip())
    return done.stdout, done.returncode


_STYLES = {"diff3": ["--diff3"], "zdiff3": ["--zdiff3"]}
#: git tells the number of conflicts up to this one; anything else is an error.
_MOST = 127

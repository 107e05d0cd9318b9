"""`python -m benchmarks.watching FOLDER LIST SAVES`: check a register, and again after each of some saves of a list."""

from __future__ import annotations

import sys
from pathlib import Path

from negcli.check.watch import Memory
from negcli.cli.checking import Wanted, checked
from negcli.source.files import stamps
from negcli.source.loader import collector_off

WANTED = Wanted((), (), (), "2025-08-01", None, False, True, None, None, True, True)


def main(folder: str, name: str, saves: str) -> None:
    """What `validate --watch` does, without waiting for anybody to save."""
    root, memory = Path(folder).resolve(), Memory()
    checked(root, WANTED, memory)
    text = (root / name).read_text(encoding="utf-8")
    for number in range(int(saves)):
        (root / name).write_text(f"{text}# {number}\n", encoding="utf-8")
        with collector_off():
            stamps(root)
            checked(root, WANTED, memory)


if __name__ == "__main__":
    main(*sys.argv[1:])

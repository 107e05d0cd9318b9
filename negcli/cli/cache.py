"""`negcli cache`: where what was worked out before is kept, how much that is, and away with it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from negcli.cache import Cache
from negcli.cli.options import Folder, Lang, Quiet
from negcli.cli.screen import put
from negcli.cli.spoken import spoken, told


def cache(
    clear: Annotated[bool, typer.Option("--clear", help=told("cache.clear"))] = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Say what is kept; the sentences of its help are `cli.cache.*`."""
    store = Cache()
    kept = store.kept()
    said = "cli.cache.cleared" if clear else "cli.cache.kept"
    size = f"{sum(path.stat().st_size for path in kept) / 1e6:.1f}"
    count = store.clear() if clear else len(kept)
    put([spoken()(said, folder=str(store.folder), count=count, size=size) + "\n"], quiet=quiet)
    return 0

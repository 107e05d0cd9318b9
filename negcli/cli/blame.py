"""`negcli blame`: which edition each field of an entry comes from."""

from __future__ import annotations

from pathlib import Path

from negcli.cli.display import in_format
from negcli.cli.lives import ended, read_life
from negcli.cli.options import Folder, Format, Kind, Lang, NoCache, OneEntry, Output, Plain, Quiet, cache_of
from negcli.cli.screen import put
from negcli.cli.spoken import spoken
from negcli.editions.blame import origins
from negcli.errors import Failure
from negcli.source.files import find_root


def blame(
    entry: OneEntry,
    kind: Kind = None,
    format: Format = "text",
    no_cache: NoCache = False,
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Show where the fields of an entry come from; the sentences of its help are `cli.blame.*`."""
    from negcli.export.entries import blame_json
    from negcli.report.life import blame_report

    life = read_life(find_root(folder), entry, kind, cache_of(no_cache))
    if life.now is None:
        raise ended(life.name[1], life.fate) if life.fate else Failure("entry-not-public", entry=life.name[1])
    found = list(origins(life.now, life.steps))
    shown = in_format(
        format,
        output,
        lambda: blame_json(life.name, found),
        lambda: blame_report(life.name[1], life.name[0], found, spoken()),
    )
    put([shown], output, quiet)
    return 0

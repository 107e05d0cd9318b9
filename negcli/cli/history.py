"""`negcli history`: the whole life of an entry."""

from __future__ import annotations

from pathlib import Path

from negcli.cli.display import in_format
from negcli.cli.lives import read_life
from negcli.cli.options import Folder, Format, Kind, Lang, NoCache, OneEntry, Output, Plain, Quiet, cache_of
from negcli.cli.screen import put
from negcli.cli.spoken import spoken
from negcli.source.files import find_root


def history(
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
    """Show the life of an entry; the sentences of its help are `cli.history.*`."""
    from negcli.export.entries import history_json
    from negcli.report.life import life_report
    from negcli.report.matter import Manner

    life = read_life(find_root(folder), entry, kind, cache_of(no_cache))
    shown = in_format(
        format,
        output,
        lambda: history_json(life.name, life.steps),
        lambda: life_report(life.name[1], life.steps, life.fate, Manner(spoken(), life.agency_names)),
    )
    put([shown], output, quiet)
    return 0

"""`negcli verify`: whether what was published is still what the history says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from negcli.cli.display import in_format
from negcli.cli.options import Folder, Format, Lang, Output, Plain, Quiet
from negcli.cli.screen import put, remark
from negcli.cli.spoken import spoken, told
from negcli.commits.repository import open_repository
from negcli.editions.saved import chain_rows, chain_text, read_chain
from negcli.editions.verify import verify as judge
from negcli.export.editions import verify_json
from negcli.report.verdict import verdict_report
from negcli.source.files import find_root

Kept = Annotated[Path | None, typer.Option("--chain", help=told("verify.chain"), metavar=told("as.file"))]
Saved = Annotated[Path | None, typer.Option("--save", help=told("verify.save"), metavar=told("as.file"))]


def verify(
    kept: Kept = None,
    saved: Saved = None,
    format: Format = "text",
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Verify what was published; the sentences of its help are `cli.verify.*`."""
    rows = read_chain(kept) if kept else []
    verdict = judge(open_repository(find_root(folder)), rows)
    shown = in_format(
        format, output, lambda: verify_json(verdict), lambda: verdict_report(verdict, bool(kept), spoken())
    )
    put([shown], output, quiet)
    gone = list(dict.fromkeys(each.tag for each in verdict.contradictions if each.is_gone))
    if gone and not quiet:
        remark(spoken()("editions.tags-gone", tags=gone))
    if saved:
        put([chain_text(chain_rows(verdict.links))], saved)
        _tell_saved(saved, quiet)
    return int(not verdict.holds)


def _tell_saved(path: Path, quiet: bool) -> None:
    if not quiet:
        remark(spoken()("editions.saved", path=path))

"""`negcli editions`: what was published, edition by edition, with the chain of hashes."""

from __future__ import annotations

from pathlib import Path

from negcli.cli.display import in_format
from negcli.cli.options import Agencies, Folder, Format, Lang, NoCache, Output, Plain, Quiet, cache_of
from negcli.cli.screen import put
from negcli.cli.spoken import spoken
from negcli.commits.repository import open_repository
from negcli.editions.overview import listed_editions
from negcli.export.editions import editions_json
from negcli.lists.blocks import Parser
from negcli.near import agency_called
from negcli.record.chronicle import Chronicle, read_chronicle
from negcli.report.editions import editions_report
from negcli.source.files import find_root


def editions(
    agency: Agencies = None,
    no_cache: NoCache = False,
    format: Format = "text",
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """List the editions; the sentences of its help are `cli.editions.*`."""
    chronicle = read_chronicle(open_repository(find_root(folder), cache_of(no_cache)), Parser())
    rows = listed_editions(chronicle, [agency_id(chronicle, name) for name in agency or ()])
    names, title = chronicle.agency_names, chronicle.title
    put(
        [in_format(format, output, lambda: editions_json(rows), lambda: editions_report(rows, names, title, spoken()))],
        output, quiet,
    )  # fmt: skip
    return 0


def agency_id(chronicle: Chronicle, name: str) -> str:
    """The id of the agency ``name`` (id or name, of any time); Failure ``no-such-agency``."""
    known = {edition.key[0]: edition.key[0] for edition in chronicle.editions}
    return agency_called(name, known | dict(chronicle.agency_ids))

"""How text is laid out for whoever reads it: on this terminal, in a file, or aloud."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from negcli.cli.screen import colour, on_terminal, wide_signs, width
from negcli.cli.spoken import spoken

if TYPE_CHECKING:
    from negcli.report.look import Look
    from negcli.report.value import Report

_FILE = "file://{host}{path}"
#: Terminals known to take links (OSC 8): a setting, how its value begins, the form of the addresses that they open;
#: none where links are of no use. The first row that fits holds.
#: Only two open a file at a line; where a fragment is not known for that, it would keep the file from being opened.
_TERMINALS = (
    ("FORCE_HYPERLINK", "0", ""),
    ("CI", "", ""),  # a job's log, where nobody clicks
    ("TERM", "dumb", ""),
    ("TERM", "screen", ""),  # multiplexers, which may show the sequences
    ("TERM", "tmux", ""),
    ("VSCODE_IPC_HOOK_CLI", "", ""),  # a remote one, which would open the address over here; it sees FILE:LINE itself
    ("TERM_PROGRAM", "vscode", "vscode://file{path}:{line}:{column}"),
    ("KITTY_WINDOW_ID", "", _FILE + "#{line}"),
    ("TERM", "xterm-kitty", _FILE + "#{line}"),
    ("TERM_PROGRAM", "iTerm.app", _FILE),
    ("TERM_PROGRAM", "WezTerm", _FILE),
    ("TERM_PROGRAM", "ghostty", _FILE),
    ("TERM", "foot", _FILE),
    ("TERM", "alacritty", _FILE),
    ("WT_SESSION", "", _FILE),
    ("KONSOLE_VERSION", "", _FILE),
    ("DOMTERM", "", _FILE),
    ("FORCE_HYPERLINK", "", _FILE),
)
#: GNOME Terminal and its kin: links since 0.50, and a crash on them in that very release.
_VTE_SINCE = 5001


def plain_wanted() -> bool:
    """Whether text is for the ear: `--plain`, or NEGCLI_PLAIN in the environment."""
    return bool(os.environ.get("NEGCLI_PLAIN"))


def look_of(root: Path, output: Path | None, every: bool) -> Look:
    """What the reader's screen is like; a file has no colour and nothing to click."""
    from negcli.report.look import Look

    form = "" if output else link_form()
    if not form:
        return Look(width(), colour() and not output, None, every)
    from negcli.report.links import addresses

    return Look(width(), colour(), addresses(form, _host(), root), every)


def drawn(report: Report, format: str, output: Path | None = None) -> str:
    """``report`` in ``format``, for this terminal or the file ``output``; as sentences where `--plain` asks for them.

    A format that the command line names itself stays, when it is not text.
    """
    from negcli.report import render

    form = "plain" if plain_wanted() and (format == "text" or not _chosen("format")) else format
    return render(report, form, spoken(), width(), colour() and not output)


def settings(output: Path | None) -> tuple[str | int, ...]:
    """All that `drawn` goes by beside the report and the format."""
    chosen = plain_wanted(), _chosen("format"), colour() and not output, wide_signs()
    return spoken().lang, width(), *chosen


def in_format(format: str, output: Path | None, data: Callable[[], object], report: Callable[[], Report]) -> str:
    """Plain ``data`` as JSON where that is the ``format``, else ``report`` drawn."""
    if format == "json":
        import json

        return json.dumps(data(), ensure_ascii=False, indent=2) + "\n"
    return drawn(report(), format, output)


def _chosen(option: str) -> bool:
    """Whether the command line itself says what ``option`` is."""
    context = click.get_current_context(silent=True)
    return context is not None and context.get_parameter_source(option) is ParameterSource.COMMANDLINE


def link_form() -> str:
    """The form of addresses that this terminal opens when they are clicked; empty where it is not known to."""
    if not on_terminal():
        return ""
    settings = os.environ
    known = (form for name, start, form in _TERMINALS if name in settings and settings[name].startswith(start))
    return next(known, _FILE if _is_linking_vte() else "")


def _is_linking_vte() -> bool:
    version = os.environ.get("VTE_VERSION", "")
    return version.isdecimal() and int(version) >= _VTE_SINCE


def _host() -> str:
    """The name of this computer; inside Windows, the share by which Windows knows the files."""
    import platform

    if distribution := os.environ.get("WSL_DISTRO_NAME"):
        return f"wsl.localhost/{distribution}"
    return "" if os.name == "nt" else platform.node()

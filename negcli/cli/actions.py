"""A command of several actions, as `laws`: what it takes before the action."""

from __future__ import annotations

from pathlib import Path

from negcli.cli.options import Folder, Lang


def before_action(folder: Folder = Path(), lang: Lang = None) -> None:
    """Take the options that every command has; an action does the rest."""

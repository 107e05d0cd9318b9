"""The language in which the command line speaks; settled before any command's module is imported."""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from itertools import zip_longest

from negcli.cli.screen import can_write
from negcli.errors import Failure
from negcli.resources import data_path
from negcli.words import LANGUAGES, Words, system_language


def settle_language(arguments: Sequence[str]) -> Words:
    """Take ``--lang`` from ``arguments``, else the locale, and make click's own messages follow.

    Chinese that nobody asked for by name gives way to English on a console that cannot write it. Failure
    ``unknown-language`` when what is asked for is neither ``zh`` nor ``en``.
    """
    wanted = _wanted(arguments)
    if wanted is not None:
        if wanted not in LANGUAGES:
            raise Failure("unknown-language", lang=wanted)
        os.environ["NEGCLI_LANG"] = wanted
    elif "NEGCLI_LANG" not in os.environ and not can_write(spoken()("cli.commands")):
        os.environ["NEGCLI_LANG"] = "en"
    words = spoken()
    if words.lang != "en":
        gettext.bindtextdomain("negcli", str(data_path("locale")))
    gettext.textdomain("negcli")
    os.environ["LANGUAGE"] = words.lang
    return words


def spoken() -> Words:
    """Sentences in the language of this run."""
    return Words(system_language())


def told(key: str) -> str:
    """A sentence of the command line: ``cli.KEY``."""
    return spoken()("cli." + key)


def _wanted(arguments: Sequence[str]) -> str | None:
    for argument, following in zip_longest(arguments, arguments[1:]):
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument in ("--", "--lang"):
            return following if argument == "--lang" else None
    return None

"""What is wrong with a command line, in our own words: click's would be half translated and know no remedy."""

from __future__ import annotations

import re

import click

from negcli.cli.spoken import spoken
from negcli.near import closest

#: The value that click's message begins with, in either language.
_QUOTED = re.compile(r"""(['"])(.*?)\1""")


def misuse(error: click.UsageError, command: click.Command, follower: str | None) -> str:
    """Why ``error`` was raised, as a whole sentence with what can be written instead.

    ``command`` is the one whose options were read; ``follower`` the command line up to a command that has the option
    which ``command`` does not have, where there is one.
    """
    if isinstance(error, click.NoSuchOption):
        return _no_such_option(error.option_name, command, follower)
    if isinstance(error, click.BadOptionUsage):
        return _without_value(error.option_name, command)
    if isinstance(error, click.BadParameter) and error.param:
        return _bad(error, error.param)
    return _stopped(error.format_message())


def _bad(error: click.BadParameter, param: click.Parameter) -> str:
    if isinstance(error, click.MissingParameter):
        return _missing(param)
    return _not_a_choice(error, param) if isinstance(param.type, click.Choice) else _stopped(error.format_message())


def _option_of(command: click.Command, name: str) -> click.Parameter | None:
    return next((param for param in command.params if name in param.opts), None)


def _no_such_option(name: str, command: click.Command, follower: str | None) -> str:
    words = spoken()
    if follower:
        return words("cli.option-after", name=name, example=f"{follower} {name}")
    known = [max(param.opts, key=len) for param in command.params if isinstance(param, click.Option)]
    near = closest(name, known if len(name) > len("-x") else ())
    return words("cli.unknown-option" if near else "cli.no-such-option", name=name, near=near, known=known)


def _without_value(name: str, command: click.Command) -> str:
    """An option without the value that it needs, or with one that it does not take."""
    option, words = _option_of(command, name), spoken()
    if isinstance(option, click.Option) and option.is_flag:
        return words("cli.takes-no-value", name=name)
    return words("cli.needs-a-value", name=name, what=_what(option))


def _what(option: click.Parameter | None) -> str:
    """What is written after an option: one of its values, or what help calls it."""
    if option is None or not (choices := _choices(option)):
        return getattr(option, "metavar", None) or spoken()("cli.as.text")
    return spoken().join(choices)


def _choices(param: click.Parameter) -> list[str]:
    return list(map(str, getattr(param.type, "choices", ())))


def _missing(param: click.Parameter) -> str:
    name = (param.metavar or param.human_readable_name).strip("[]")
    about = str(getattr(param, "help", None) or "")
    return spoken()("cli.missing", name=name, about=about)


def _not_a_choice(error: click.BadParameter, param: click.Parameter) -> str:
    found, option = _QUOTED.match(error.message), max(param.opts, key=len)
    value, known = found[2] if found else "", _choices(param)
    if value.startswith("-"):  # the option that follows was taken for the value
        return spoken()("cli.needs-a-value", name=option, what=_what(param))
    near = closest(value, known)
    key = "cli.not-a-choice-near" if near else "cli.not-a-choice"
    return spoken()(key, option=option, value=value, near=near, known=known)


def _stopped(text: str) -> str:
    """A sentence of click's with the full stop of its language."""
    stop = "。" if spoken().lang == "zh" else "."
    return text if text.endswith(("。", "？", "?")) else text.removesuffix(".") + stop

"""Every command, from the help that it gives of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from handbook.markdown import code, contents, escaped, page, say, section, spoken, table, word
from negcli.cli.main import COMMANDS, load_command


def pages(lang: str) -> Mapping[str, str]:
    """A page for each command, and their overview."""
    made = {f"reference/commands/{name}": _command_page(name, lang) for name in COMMANDS}
    columns = [say(f"commands.column-{column}", lang) for column in ("command", "does")]
    rows = [(f"[`negcli {name}`]({name}.md)", escaped(spoken(lang)(f"cli.{name}.short"))) for name in COMMANDS]
    overview = page(say("commands.title", lang), say("commands.intro", lang), table(columns, rows), contents(COMMANDS))
    return {**made, "reference/commands/index": overview}


def described() -> Iterator[tuple[str, click.Command]]:
    """Every command by what is typed (`negcli laws list`), and each action of those that have several."""
    for name in COMMANDS:
        yield from actions(f"negcli {name}", load_command(name))


def actions(called: str, command: click.Command) -> list[tuple[str, click.Command]]:
    """A command, followed by its actions."""
    inner: Mapping[str, click.Command] = getattr(command, "commands", {})
    return [(called, command), *((f"{called} {name}", action) for name, action in inner.items())]


def _command_page(name: str, lang: str) -> str:
    (called, command), *inner = actions(f"negcli {name}", load_command(name))
    parts = [section(title, *_description(title, action, lang, 3)) for title, action in inner]
    return page(called, *_description(called, command, lang, 2), *parts)


def _description(called: str, command: click.Command, lang: str, level: int) -> list[str]:
    about, _, examples = str(command.help).partition("\n\n\b\n")
    return [
        *map(escaped, about.split("\n\n")),
        code("text", usage(called, command)),
        *_parameters(command, lang, level),
        section(say("commands.examples", lang), code("sh", "\n".join(_lines(examples))), level=level),
    ]


def _lines(examples: str) -> list[str]:
    """The command lines below the word for examples."""
    return [line.strip() for line in examples.splitlines()[1:]]


def examples_of(command: click.Command) -> list[str]:
    """The command lines that the help of ``command`` gives as examples."""
    return _lines(str(command.help).partition("\n\n\b\n")[2])


def usage(called: str, command: click.Command) -> str:
    """How ``command`` is called, on one line."""
    context = click.Context(command, info_name=called)
    return " ".join([called, *command.collect_usage_pieces(context)])


def _parameters(command: click.Command, lang: str, level: int) -> Iterator[str]:
    context = click.Context(command)
    for kind, title in ((click.Argument, "arguments"), (click.Option, "options")):
        rows = [_row(param, context) for param in command.get_params(context) if isinstance(param, kind)]
        columns = [say(f"commands.column-{column}", lang) for column in (title, "means")]
        yield section(say(f"commands.{title}", lang), table(columns, rows), level=level) if rows else ""


def _row(param: Any, context: click.Context) -> list[str]:
    """A parameter as it is typed, and what help says of it."""
    name, about = param.get_help_record(context) or (param.make_metavar(context), param.help)
    return [word(name.replace("|", "\\|")), escaped(about or "")]

"""From arguments to an exit code: the only place that catches.

0 clean · 1 findings · 2 the job cannot be done, said in one line · 3 our bug, with a log file named.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import Any

import click

from negcli import __version__
from negcli.cli.screen import can_write, put, remark, settle_streams
from negcli.cli.spoken import settle_language, spoken
from negcli.cli.standin import lost
from negcli.errors import Failure
from negcli.near import closest
from negcli.words import Words

#: The commands, in the order in which help shows them; each is a module here with a function of its name.
COMMANDS = (
    "init",
    "validate",
    "fmt",
    "fix",
    "diff",
    "changelog",
    "list",
    "show",
    "history",
    "blame",
    "gate",
    "adjust",
    "publish",
    "editions",
    "verify",
    "due",
    "allowances",
    "baseline",
    "laws",
    "rules",
    "explain",
    "schema",
    "cache",
    "merge",
    "demo",
)


class _Commands(click.Group):
    """A group that imports a command's module, and typer, only when that command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command ``cmd_name``, or None."""
        return load_command(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that ``args`` begin with; Failure ``unknown-command`` with the nearest one, or all of them."""
        if args[0] not in COMMANDS:
            near = closest(args[0], COMMANDS)
            raise Failure("unknown-command", name=args[0], near=near) if near else _no_command(args[0])
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every command with its first sentence, none of them imported."""
        words = spoken()
        with formatter.section(words("cli.commands")):
            formatter.write_dl([(name, words(f"cli.{name}.short")) for name in COMMANDS])


def _no_command(name: str) -> Failure:
    return Failure("no-such-command", name=name, known=COMMANDS)


def load_command(name: str) -> click.Command:
    """The command ``name`` of ``COMMANDS``, ready to run, with help in the language of this run."""
    from typer import Typer
    from typer.main import get_command

    module = importlib.import_module(f"negcli.cli.{name}")
    actions = getattr(module, "ACTIONS", None)
    app = Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
    if actions is None:
        app.command(name, **_told(name))(getattr(module, name))
        return _with_manual(get_command(app))
    for action, function in actions.items():
        short = spoken()(f"cli.{name}.{action}.short")
        app.command(action, short_help=short, **_told(f"{name}.{action}"))(function)
    from negcli.cli.actions import before_action

    app.callback(no_args_is_help=True, subcommand_metavar=spoken()("cli.as.command"), **_told(name))(before_action)
    return _with_manual(get_command(app))


def _told(key: str) -> dict[str, Any]:
    """What the words say of a command, or of one of its actions: help with examples."""
    words = spoken()
    text = f"{words(f'cli.{key}.help')}\n\n\b\n{words('cli.examples')}\n{_indented(words(f'cli.{key}.example'))}"
    return {"help": text, "options_metavar": words("cli.as.options"), "context_settings": _CONTEXT}


class _Page(click.Context):
    """A command's run, whose help is a `Manual`; how that is laid out is loaded where it is shown."""

    def make_formatter(self) -> click.HelpFormatter:
        """A page of help."""
        from negcli.cli.manual import Manual

        return Manual(width=self.terminal_width, max_width=self.max_content_width)


def _with_manual(command: click.Command) -> click.Command:
    """``command`` with a help that goes the way of all output; click's own would write UTF-8 on an ASCII terminal."""
    command.context_class, command.add_help_option = _Page, False
    said = spoken()("cli.option.help")
    command.params.append(
        click.Option(["-h", "--help"], is_flag=True, is_eager=True, help=said, callback=_help, expose_value=False)
    )
    for action in getattr(command, "commands", {}).values():
        _with_manual(action)
    return command


_CONTEXT = {"max_content_width": 110}


def _indented(text: str) -> str:
    return "\n".join("  " + line for line in text.rstrip().splitlines())


def _help(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        put([context.get_help() + "\n"])
        context.exit()


def _version(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        put([f"negcli {__version__}\n"])
        context.exit()


def _enter(context: click.Context, option: click.Parameter, folder: str | None) -> None:
    if folder is None:
        return
    try:
        os.chdir(folder)
    except OSError as error:
        raise Failure("cannot-use", path=folder, why=error) from error


def _app() -> click.Command:
    words = spoken()
    languages, said = click.Choice(["zh", "en"]), words("cli.option.version")
    app = _Commands(
        help=words("cli.help"),
        epilog=words("cli.epilog"),
        options_metavar=words("cli.as.options"),
        subcommand_metavar=words("cli.as.command"),
        no_args_is_help=True,
        context_settings=_CONTEXT,
        params=[
            click.Option(["--lang"], type=languages, help=words("cli.option.lang"), expose_value=False),
            click.Option(
                ["-C", "--directory"],
                metavar=words("cli.as.folder"),
                help=words("cli.option.directory"),
                callback=_enter,
                expose_value=False,
            ),
            click.Option(["--version"], is_flag=True, is_eager=True, help=said, callback=_version, expose_value=False),
        ],
    )
    return _with_manual(app)


def run(arguments: list[str]) -> int:
    """Run the command line ``arguments`` (without the program's name) and return the exit code."""
    try:
        settle_language(arguments)
        return _done(_app(), arguments)
    except Failure as failure:
        return _cannot(failure)
    except click.UsageError as error:
        return _misused(error, arguments)
    except OSError as error:
        if error.filename is None:
            raise
        return _cannot(Failure("cannot-use", path=str(error.filename), why=error))
    except (KeyboardInterrupt, click.Abort):
        remark(spoken()("cli.interrupted"))
        return 130


def _cannot(failure: Failure) -> int:
    remark(spoken()("cli.cannot", why=spoken()(f"failures.{failure.code}", **failure.args_)))
    return 2


def _misused(error: click.UsageError, arguments: list[str]) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        remark(error.format_message())
        return 2
    from negcli.cli.misuse import misuse

    path, command = _meant(error, arguments)
    why = misuse(error, command, _follower(error, command, arguments))
    remark(spoken()("cli.usage-error", why=why, command=path))
    return 2


def _meant(error: click.UsageError, arguments: list[str]) -> tuple[str, click.Command]:
    """The command that ``error`` is about, as it is called and itself; click does not always say."""
    if error.ctx:
        return error.ctx.command_path, error.ctx.command
    name = next(filter(COMMANDS.__contains__, arguments), None)
    return (f"negcli {name}", load_command(name)) if name else ("negcli", _app())


def _follower(error: click.UsageError, command: click.Command, arguments: list[str]) -> str | None:
    """The command that has the option which was written before it."""
    name = next(filter(COMMANDS.__contains__, arguments), None)
    if name is None or not isinstance(command, click.Group) or not isinstance(error, click.NoSuchOption):
        return None
    known = {option for param in load_command(name).params for option in param.opts}
    return f"negcli {name}" if error.option_name in known else None


def _done(app: click.Command, arguments: list[str]) -> int:
    """Run ``app``, without the handling of errors and interruptions that click and typer have in store."""
    try:
        with app.make_context("negcli", list(arguments)) as context:
            return int(app.invoke(context) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code


def main() -> None:
    """Run the command line of this process and exit."""
    settle_streams()
    try:
        code = run(sys.argv[1:])
    except Exception:
        code = _our_bug()
    _mention_losses()
    gc.freeze()  # or Python looks through all that was made once more, only to throw it away
    sys.exit(code)


def _mention_losses() -> None:
    """Say that the console could not write everything, when it could not."""
    if lost():
        words = spoken() if can_write(spoken()("cli.commands")) else Words("en")
        how = "cli.lost-by-setting" if "PYTHONIOENCODING" in os.environ else "cli.lost"
        remark(words(how, encoding=sys.stdout.encoding))


def _our_bug() -> int:
    import tempfile
    import traceback

    handle, name = tempfile.mkstemp(prefix="negcli-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as log:
        log.write(f"negcli {__version__}\n{sys.version}\n")
        traceback.print_exc(file=log)
    remark(spoken()("cli.bug", log=name))
    return 3

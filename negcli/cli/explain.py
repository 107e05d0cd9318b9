"""`negcli explain`: what a rule's card says, or how an entry was judged."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.cli.display import drawn
from negcli.cli.options import Folder, Lang, Output, Plain, Quiet
from negcli.cli.screen import put
from negcli.cli.spoken import spoken, told
from negcli.errors import Failure
from negcli.files import find_root
from negcli.model import EntryList, Register
from negcli.near import closest
from negcli.register import load_register
from negcli.rules import Rule, all_rules


def explain(
    rule: Annotated[
        str | None, typer.Argument(help=told("explain.rule"), metavar=told("as.one-rule"), show_default=False)
    ] = None,
    entry: Annotated[str | None, typer.Option("--entry", help=told("explain.entry"), metavar=told("as.id"))] = None,
    format: Annotated[
        str,
        typer.Option("--format", help=told("option.format"), click_type=click.Choice(["text", "json", "md", "html"])),
    ] = "text",
    output: Output = None,
    plain: Plain = False,
    folder: Folder = Path(),
    quiet: Quiet = False,
    lang: Lang = None,
) -> int:
    """Explain a rule or an entry; the sentences of its help are `cli.explain.*`."""
    if (rule is None) == (entry is None):
        raise Failure("explain-what")
    text = _rule(_meant(rule), format, output) if rule is not None else _entry(str(entry), format, output)
    put([text], output, quiet)
    return 0


def _meant(name: str) -> Rule:
    """The rule called ``name``; Failure ``no-such-rule`` with the nearest one."""
    rules = all_rules()
    wanted = name.strip().lower()
    for rule in rules.values():
        if wanted in (rule.name, rule.code.lower()):
            return rule
    near = closest(wanted, rules) or closest(wanted.upper(), [rule.code for rule in rules.values()])
    raise Failure("no-such-rule", name=name, near=near) if near else Failure("unknown-rule", name=name)


def _rule(rule: Rule, format: str, output: Path | None) -> str:
    if format == "json":
        from negcli.export.rules import card_json

        return _written(card_json(rule, spoken().lang))
    from negcli.report.explanation import card_report

    return drawn(card_report(rule, spoken()), format, output)


def _entry(reference: str, format: str, output: Path | None) -> str:
    from negcli.judgement import judge

    register = load_register(find_root(Path()))
    rows, position = _found(register, reference)
    judgements = judge(rows, register, date.today())
    if format == "json":
        from negcli.export.rules import judgement_json

        return _written(judgement_json(judgements[position], judgements, spoken().lang))
    from negcli.report.explanation import judgement_report

    return drawn(judgement_report(judgements[position], judgements, spoken()), format, output)


def _found(register: Register, reference: str) -> tuple[EntryList, int]:
    """The list and the position of the negative entry ``reference`` (``ID`` or ``AGENCY/ID``).

    Failure ``no-such-entry`` with the nearest id, or ``several-entries`` where several agencies have one of that id.
    """
    agency, slash, name = reference.rpartition("/")
    owner = register.agency_ids.get(agency, agency)
    lists = [rows for rows in register.lists if rows.kind == "negative-list" and (not slash or rows.agency == owner)]
    found = [(rows, at) for rows in lists for at, row in enumerate(rows.entries) if row.id == name]
    if len({rows.agency for rows, _ in found}) > 1:
        raise Failure("several-entries", entry=name, known=[f"{rows.agency}/{name}" for rows, _ in found])
    if not found:
        raise _no_entry(reference, name, lists)
    return found[0]


def _no_entry(reference: str, name: str, lists: list[EntryList]) -> Failure:
    near = closest(name, [row.id for rows in lists for row in rows.entries])
    return (
        Failure("no-such-entry-near", entry=reference, near=near) if near else Failure("no-such-entry", entry=reference)
    )


def _written(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"

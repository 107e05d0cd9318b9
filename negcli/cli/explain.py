"""`negcli explain`: what the card of a rule or of a kind of change says, or how an entry was judged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import click
import typer

from negcli.cli.chosen import register_at
from negcli.cli.display import in_format
from negcli.cli.options import Folder, Lang, Output, Plain, Quiet
from negcli.cli.screen import put
from negcli.cli.spoken import spoken, told
from negcli.errors import Failure
from negcli.lists.meanings import known_words, meanings
from negcli.lists.model import Entry, Register
from negcli.lists.vocabulary import value_spellings
from negcli.near import closest
from negcli.rules import Rule, all_rules, rule_called
from negcli.source.files import find_root


def explain(
    rule: Annotated[
        str | None, typer.Argument(help=told("explain.rule"), metavar=told("as.one-rule"), show_default=False)
    ] = None,
    entry: Annotated[str | None, typer.Option("--entry", help=told("explain.entry"), metavar=told("as.entry"))] = None,
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
    """Explain a rule, a word of the vocabulary, or an entry; the sentences of its help are `cli.explain.*`."""
    if (rule is None) == (entry is None):
        raise Failure("explain-what")
    text = _named(rule, format, output) if rule is not None else _entry(str(entry), format, output)
    put([text], output, quiet)
    return 0


def _named(name: str, format: str, output: Path | None) -> str:
    """What a kind of change, a rule, or else a word of the vocabulary of that name is."""
    kind = value_spellings("change").get(name.strip().lower())
    if kind:
        return _kind(kind, format, output)
    rule = rule_called(name)
    return _rule(rule, format, output) if rule else _word(name, format, output)


def _kind(name: str, format: str, output: Path | None) -> str:
    from negcli.compare.kinds import BY_NAME
    from negcli.export.kinds import kind_json
    from negcli.report.kinds import kind_report

    kind, words = BY_NAME[name], spoken()
    return in_format(format, output, partial(kind_json, kind, words.lang), partial(kind_report, kind, words))


def _word(name: str, format: str, output: Path | None) -> str:
    """What the word ``name`` of the vocabulary means; Failure ``no-such-rule`` with what is nearest of all."""
    from negcli.export.meanings import meanings_json
    from negcli.report.meanings import meanings_report

    found, words = meanings(name), spoken()
    if not found:
        raise _nothing_called(name)
    data = partial(meanings_json, name.strip(), found, words.lang)
    return in_format(format, output, data, partial(meanings_report, name.strip(), found, words))


def _nothing_called(name: str) -> Failure:
    rules, wanted = all_rules(), name.strip().lower()
    among = (wanted, rules), (wanted, known_words()), (wanted.upper(), [rule.code for rule in rules.values()])
    near = next(filter(None, (closest(*pair) for pair in among)), None)
    return Failure("no-such-rule", name=name, near=near) if near else Failure("nothing-called", name=name)


def _rule(rule: Rule, format: str, output: Path | None) -> str:
    from negcli.export.rules import card_json
    from negcli.report.explanation import card_report

    words = spoken()
    return in_format(format, output, partial(card_json, rule, words.lang), partial(card_report, rule, words))


def _entry(reference: str, format: str, output: Path | None) -> str:
    from negcli.evidence.judgement import judge
    from negcli.export.rules import judgement_json
    from negcli.report.explanation import judgement_report

    register = register_at(find_root(Path()))
    entry = _found(register, reference)
    rows = next(filter(lambda rows: rows.key == (entry.agency, entry.kind), register.lists))
    judgements = judge(rows, register, date.today())
    judged, words = (judgements[rows.entries.index(entry)], judgements), spoken()
    data, report = partial(judgement_json, *judged, words.lang), partial(judgement_report, *judged, words)
    return in_format(format, output, data, report)


def _found(register: Register, reference: str) -> Entry:
    """The negative entry ``reference`` (``ID`` or ``AGENCY/ID``).

    Failure ``no-such-entry`` with the nearest id, or ``several-entries`` where several agencies have one of that id.
    """
    entries = register.entries_by_key.get("negative-list", {})
    found = _answering(entries, reference, register)
    if len(found) > 1:
        raise Failure("several-entries", entry=reference, known=[entry.key for entry in found])
    if not found:
        raise _no_entry(reference, entries)
    return found[0]


def _answering(entries: Mapping[str, Entry], reference: str, register: Register) -> list[Entry]:
    """Those of ``entries``, by their keys, that ``reference`` may mean."""
    agency, slash, name = reference.rpartition("/")
    if slash:
        return list(filter(None, [entries.get(f"{register.agency_ids.get(agency, agency)}/{name}")]))
    return [entry for entry in entries.values() if entry.id == name]


def _no_entry(reference: str, entries: Mapping[str, Entry]) -> Failure:
    near = closest(reference.rpartition("/")[2], [entry.id for entry in entries.values()])
    if near:
        return Failure("no-such-entry-near", entry=reference, near=near)
    return Failure("no-such-entry", entry=reference)

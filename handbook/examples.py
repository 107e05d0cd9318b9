"""The examples of `docs/examples`: an entry as it should not be, what is found in it, and as it should be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import dedent, indent
from typing import NamedTuple

from handbook.markdown import code, escaped, page, say, section, spoken
from handbook.rules import anchor
from negcli.check import check
from negcli.errors import Failure
from negcli.finding import Finding
from negcli.fmt import formatted
from negcli.lists.register import build_register, load_files
from negcli.report.advice import advice
from negcli.rules import all_rules, card
from negcli.source.document import load_plain
from negcli.source.files import TextFile

FOLDER = Path(__file__).parent.parent / "docs" / "examples"
#: The day on which the examples are judged.
TODAY = date(2025, 8, 1)
#: The line below which the entries stand, by the language of the keys.
_ENTRIES = {"zh": "\n事项:\n", "en": "\nentries:\n"}


class Example(NamedTuple):
    """An example: what it is called and teaches, by language; whose list it is; what is found in ``bad``; the entries.

    ``reads`` says in English what the entries say, by ``bad`` and ``good``.
    """

    name: str
    title: Mapping[str, str]
    lesson: Mapping[str, str]
    reads: Mapping[str, str]
    agency: str
    findings: list[str]
    bad: str
    good: str


def pages(lang: str) -> Mapping[str, str]:
    """The page of all examples."""
    parts = [_shown(number, example, lang) for number, example in enumerate(examples(), 1)]
    intro = say("examples.intro", lang, count=len(parts))
    return {"staff/examples": page(say("examples.title", lang), intro, code("yaml", _head(lang)), *parts)}


@cache
def examples() -> tuple[Example, ...]:
    """All examples in the order of their files' names."""
    return tuple(_example(path) for path in sorted(FOLDER.glob("[0-9]*.yaml")))


def _example(path: Path) -> Example:
    return Example(path.stem, **load_plain(path.read_text(encoding="utf-8")))


def found(entries: str, agency: str) -> list[Finding]:
    """What is found in ``entries``, as they stand in a negative list of ``agency`` in the examples' register."""
    files = [TextFile("register.yaml", _text("register.yaml")), TextFile("list.yaml", whole(entries, agency))]
    return check(build_register(load_files(files)), all_rules().values(), TODAY)


def whole(entries: str, agency: str) -> str:
    """The list of ``agency`` with ``entries``; its edition is published."""
    return _text("list.yaml").replace("AGENCY", agency) + indent(entries, "  ")


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _head(lang: str) -> str:
    """What stands above the entries, in the keys of ``lang``."""
    return _spelt(whole("[]\n", "示范市教育局"), lang).removesuffix(" []\n")


def _spelt(text: str, lang: str) -> str:
    """``text`` with the keys of ``lang``; as it is where it is broken, which is what it is to show then."""
    try:
        return formatted("list.yaml", text, {}, lang)
    except Failure:
        return text


def _shown(number: int, example: Example, lang: str) -> str:
    title = say("examples.each", lang, number=number, title=example.title[lang])
    judged = [_finding(finding, lang) for finding in found(example.bad, example.agency)]
    parts = (
        *_entries("bad", example, lang),
        say("examples.found", lang),
        "\n".join(judged),
        *_entries("good", example, lang),
        example.lesson[lang],
    )
    return f"({example.name})=\n" + section(title, *parts)


def _entries(which: str, example: Example, lang: str) -> tuple[str, ...]:
    """The entries of ``which`` (``bad`` or ``good``), with what they say for those who do not read Chinese."""
    written: str = getattr(example, which)
    _, _, entries = _spelt(whole(written, example.agency), lang).partition(_ENTRIES[lang])
    reads = say(f"examples.{which}", lang, agency=example.agency)
    return (*filter(None, (reads, example.reads[which] * (lang == "en"))), code("yaml", dedent(entries)))


def _finding(finding: Finding, lang: str) -> str:
    told = card(finding.name)
    link = f"[{finding.code} {finding.name}](../reference/rules/{finding.category}.md#{anchor(told.rule)})"
    message, instead = escaped(told.say("message", lang, finding.args)), escaped(advice(finding, spoken(lang)))
    return say("examples.finding", lang, link=link, message=message, instead=instead)

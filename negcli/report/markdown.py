"""A report as Markdown (GitHub's, and CommonMark with tables); what it shows can never become markup of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from negcli.report.cells import safe
from negcli.report.value import (
    Bullets,
    Choices,
    Contents,
    Heading,
    Paragraph,
    Report,
    Signatures,
    Span,
    Table,
    Terms,
    Text,
)
from negcli.words import Words

_MARKUP = re.compile(r"([\\`*_\[\]|~$])")
#: What would make a list, a heading or a rule of the line that begins with it.
_LINE_START = re.compile(r"^(\d*(?=[.)])|)([.)#+=-])")
#: Words taken out and put in are HTML elements, which Markdown allows: asterisks fail beside Chinese punctuation.
_ELEMENTS = {"old": ("<del>", "</del>"), "new": ("<ins>", "</ins>")}


@dataclass(frozen=True, slots=True)
class _Page:
    """The anchors that the page's contents link to, and the words of its language."""

    targets: frozenset[str]
    words: Words


def render_markdown(report: Report, words: Words) -> str:
    """``report``, written in the language of ``words``, as a Markdown page."""
    page = _Page(report.targets, words)
    blocks = ["\n".join(_WRITERS[type(block)](block, page)) for block in report.blocks]
    return "\n\n".join([f"# {escaped(report.title)}", *blocks]) + "\n"


def escaped(text: str) -> str:
    """``text`` so that Markdown shows it as it is, on one line."""
    return _MARKUP.sub(r"\\\1", escape(safe(text), quote=False)).replace("\n", "<br>")


def _inline(text: Text) -> str:
    return _LINE_START.sub(r"\1\\\2", "".join(map(_span, text)).strip())


def _span(span: Span) -> str:
    before, after = _ELEMENTS.get(span.mark, ("", ""))
    shown = f"{before}{escaped(span.text)}{after}"
    return f"[{shown}](<{span.href}>)" if span.href else shown


def _heading(heading: Heading, page: _Page) -> Iterator[str]:
    if heading.anchor in page.targets:
        yield f'<a id="{escape(heading.anchor)}"></a>\n'
    yield f"{'#' * heading.level} {' · '.join(map(_span, (Span(heading.text), *heading.tags)))}"


def _paragraph(paragraph: Paragraph, page: _Page) -> Iterator[str]:
    yield _inline(paragraph.text)


def _bullets(bullets: Bullets, page: _Page) -> Iterator[str]:
    for row in bullets.rows:
        yield f"- {_inline(row)}"


def _contents(contents: Contents, page: _Page) -> Iterator[str]:
    yield f"**{escaped(contents.caption)}**\n"
    yield from _bullets(Bullets(contents.rows), page)


def _terms(terms: Terms, page: _Page) -> Iterator[str]:
    for term in terms.rows:
        tags = "".join(page.words("report.brackets", text=_span(tag)) for tag in term.tags)
        yield f"- **{escaped(term.name)}**{page.words('report.colon')}{_inline(term.text)}{tags}"


def _table(table: Table, page: _Page) -> Iterator[str]:
    yield f"**{escaped(table.caption)}**\n"
    yield _row([escaped(name) for name in table.columns])
    yield _row(["---"] * len(table.columns))
    for row in table.rows:
        yield _row([_inline(cell) for cell in row])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _choices(choices: Choices, page: _Page) -> Iterator[str]:
    """Nothing: everything is shown."""
    return iter(())


def _signatures(signatures: Signatures, page: _Page) -> Iterator[str]:
    colon = page.words("report.colon")
    yield from (f"- {escaped(name)}{colon}{'_' * 16} {escaped(signatures.day)}" for name in signatures.names)


_WRITERS: Mapping[type, Callable[[Any, _Page], Iterator[str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Contents: _contents,
    Terms: _terms,
    Table: _table,
    Choices: _choices,
    Signatures: _signatures,
}

"""Pieces of Markdown that the reference is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from negcli.report.markdown import escaped, render_markdown
from negcli.report.value import Report
from negcli.source.document import load_plain
from negcli.words import Words, fill

__all__ = ["code", "contents", "escaped", "page", "report_section", "say", "section", "spoken", "table", "word"]

_HERE = Path(__file__).parent
_TITLE = re.compile(r"^# ", re.MULTILINE)
_PART = re.compile(r"^##+ (.*)$", re.MULTILINE)


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = load_plain((_HERE / "words.yaml").read_text(encoding="utf-8"))
    return found


def say(key: str, lang: str, **blanks: object) -> str:
    """The sentence ``key`` of `words.yaml` in ``lang``, its blanks filled. KeyError when there is none."""
    return fill(_sentences()[key][lang], blanks, lang)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose cells are Markdown already."""
    return "\n".join([_row(columns), _row(["---"] * len(columns)), *map(_row, rows)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def code(language: str, text: str) -> str:
    """A block of ``text`` as it is written, lit up as ``language``."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", text + "`")))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def word(text: str) -> str:
    """``text`` as something to be typed."""
    return f"`{text}`" if text else ""


def page(title: str, *parts: str) -> str:
    """A page: its title and its parts, with a blank line between them."""
    return "\n\n".join([f"# {escaped(title)}", *filter(None, parts)]) + "\n"


def section(title: str, *parts: str, level: int = 2) -> str:
    """A section of a page, with its parts."""
    return "\n\n".join([f"{'#' * level} {escaped(title)}", *filter(None, parts)])


def report_section(report: Report, lang: str) -> str:
    """``report`` as a section of a page; the headings of its parts are bold, and not in the page's contents."""
    markdown = render_markdown(report, Words(lang)).rstrip()
    return _TITLE.sub("## ", _PART.sub(r"**\1**", markdown))


def contents(names: Iterable[str], caption: str = "") -> str:
    """The pages below this one, for the sidebar and as a list."""
    options = [f":caption: {caption}"] if caption else []
    return "\n".join(["```{toctree}", ":maxdepth: 1", *options, "", *names, "```"])


def spoken(lang: str) -> Words:
    """The program's own sentences in ``lang``."""
    return Words(lang)

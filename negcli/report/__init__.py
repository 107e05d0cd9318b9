"""What is shown: values → `Report` → terminal, Markdown, HTML; findings → text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from negcli.report.value import Report
    from negcli.words import Words

    Renderer = Callable[[Report, Words, int, bool], str]


def _text(report: Report, words: Words, width: int, colour: bool) -> str:
    from negcli.report.terminal import render_text

    return render_text(report, words, width, colour)


def _markdown(report: Report, words: Words, width: int, colour: bool) -> str:
    from negcli.report.markdown import render_markdown

    return render_markdown(report, words)


def _html(report: Report, words: Words, width: int, colour: bool) -> str:
    from negcli.report.html import render_html

    return render_html(report, words)


def _aloud(report: Report, words: Words, width: int, colour: bool) -> str:
    from negcli.report.aloud import render_aloud

    return render_aloud(report, words)


#: Format → its renderer; each imports what it needs when first used.
RENDERERS: Mapping[str, Renderer] = {"text": _text, "md": _markdown, "html": _html, "plain": _aloud}


def render(report: Report, format: str, words: Words, width: int = 80, colour: bool = False) -> str:
    """``report`` in a format of `RENDERERS`; ``width`` (in cells) and ``colour`` matter to terminals only."""
    return RENDERERS[format](report, words, width, colour)

"""How help is laid out: by the cells that characters take, so that Chinese lines up and wraps like English."""

from __future__ import annotations

from collections.abc import Sequence

import click

from negcli.cli.spoken import spoken
from negcli.report.cells import columns, pad, wrap

#: A paragraph that begins so is shown as it is written.
_VERBATIM = "\b\n"


class Manual(click.HelpFormatter):
    """A page of help."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is written."""
        self._write_lines(wrap(f"{spoken()('cli.usage')}{prog} {args}", self.width))

    def write_heading(self, heading: str) -> None:
        """The name of a section, with the colon of its language."""
        self._write_lines([heading + (":" if heading.isascii() else "：")])

    def write_text(self, text: str) -> None:
        """Paragraphs, wrapped."""
        paragraphs = text.strip("\n").split("\n\n")
        for number, paragraph in enumerate(paragraphs):
            if number:
                self.write("\n")
            self._write_lines(self._lines(paragraph))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms on the left, what they mean on the right."""
        fitting = [columns(term) for term, _ in rows if columns(term) <= col_max]
        left = max(fitting, default=0) + col_spacing
        for term, meaning in rows:
            self._write_lines(self._row(term, meaning, left))

    def _row(self, term: str, meaning: str, left: int) -> list[str]:
        """A term and what it means; a term too wide for ``left`` cells stands above."""
        first, *rest = wrap(" ".join(meaning.split()), self.width - left - self.current_indent) or [""]
        beside = [pad("", left) + line for line in rest]
        if columns(term) > left:
            return [term, pad("", left) + first, *beside]
        return [(pad(term, left) + first).rstrip(), *beside]

    def _lines(self, paragraph: str) -> list[str]:
        if paragraph.startswith(_VERBATIM):
            return paragraph.removeprefix(_VERBATIM).splitlines()
        return wrap(" ".join(paragraph.split()), self.width - self.current_indent)

    def _write_lines(self, lines: Sequence[str]) -> None:
        for line in lines:
            self.write(" " * self.current_indent + line + "\n")

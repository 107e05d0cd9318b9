"""What `explain` shows of a kind of change: its card, and the row of the table of kinds."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.compare.kinds import Kind
from negcli.report.spell import value_label
from negcli.report.value import Heading, Paragraph, Report, Term, Terms, plain
from negcli.words import Words


def kind_report(kind: Kind, words: Words) -> Report:
    """What ``kind`` is called and means, how it is told, and which kind takes it back."""
    blocks = (
        Terms(tuple(Term(words(f"explain.{name}"), plain(text)) for name, text in _facts(kind, words))),
        Heading(2, words("explain.how")),
        Paragraph(plain(words(f"changes.{kind.name}.how"))),
    )
    title = words("explain.kind-title", name=kind.name, title=words(f"changes.{kind.name}"))
    return Report(title, blocks)


def _facts(kind: Kind, words: Words) -> Iterator[tuple[str, str]]:
    yield "means", words(f"changes.{kind.name}.about")
    yield "decided-by", words("explain.by-data" if kind.decides else "explain.by-people")
    yield "mirror", mirror_text(kind, words)
    if kind.silent:
        yield "trace", words("explain.without-trace")


def mirror_text(kind: Kind, words: Words) -> str:
    """The kind of the change taken back, or why there is none."""
    if kind.mirror:
        return value_label("change", kind.mirror, words.lang) + words("report.brackets", text=kind.mirror)
    return words("explain.no-mirror", why=words(f"changes.{kind.name}.waiver"))

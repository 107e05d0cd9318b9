"""A report as sentences that are heard as well as read: no columns, no rules, no marks that only eyes can tell.

A screen reader speaks line by line, so every line is a whole: nothing is wrapped, and old and new stand in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from negcli.report.cells import safe
from negcli.report.value import (
    Block,
    Bullets,
    Choices,
    Contents,
    Heading,
    Paragraph,
    Report,
    Signatures,
    Span,
    Table,
    Term,
    Terms,
    Text,
)
from negcli.words import Words

#: Signs after which a sentence needs no full stop.
_STOPS = tuple("。！？；：，、.!?;:,")
#: Old and new up to this length are told whole; of longer ones, what was taken out and put in.
_SHORT = 40


def render_aloud(report: Report, words: Words) -> str:
    """``report`` as plain sentences in the language of ``words``, a paragraph for every block."""
    paragraphs = [
        [_sentence(report.title, words)],
        *(list(_WRITERS[type(block)](block, words)) for block in report.blocks),
    ]
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines) + "\n"


def said(text: str, words: Words) -> str:
    """``text`` in one line, without what could steer a terminal."""
    lines = (line.strip() for line in safe(text).split("\n"))
    return words("report.citations-separator").join(filter(None, lines))


def _sentence(text: str, words: Words) -> str:
    """``text`` in one line, with a full stop where it has none; an address at the end must not get one."""
    line = " ".join(said(text, words).split())
    complete = line.endswith(_STOPS) or "://" in line.rpartition(" ")[2] or not line
    return line if complete else line + words("aloud.stop")


def _heading(heading: Heading, words: Words) -> Iterator[str]:
    text = heading.text.replace(" · ", words("report.separator"))
    tags = words.join([span.text for span in heading.tags])
    yield _sentence(words("aloud.tagged", text=text, tags=tags) if tags else text, words)


def _paragraph(paragraph: Paragraph, words: Words) -> Iterator[str]:
    yield _sentence(_told(paragraph.text, words), words)


def _bullets(bullets: Bullets, words: Words) -> Iterator[str]:
    yield from (_sentence(_told(row, words), words) for row in bullets.rows)


def _contents(contents: Contents, words: Words) -> Iterator[str]:
    yield _sentence(words("aloud.contents", caption=contents.caption, count=len(contents.rows)), words)
    yield from _bullets(Bullets(contents.rows), words)


def _terms(terms: Terms, words: Words) -> Iterator[str]:
    yield from (_sentence(_term(term, words), words) for term in terms.rows)


def _term(term: Term, words: Words) -> str:
    tags = words.join([span.text for span in term.tags])
    name = words("report.brackets", text=tags) if tags else ""
    return (
        f"{term.name.replace(' · ', words('report.separator'))}{name}{words('report.colon')}{_told(term.text, words)}"
    )


def _table(table: Table, words: Words) -> Iterator[str]:
    yield _sentence(table.caption, words)
    for row in table.rows:
        cells = zip(table.columns, (_shown(cell, words) for cell in row), strict=True)
        told = (f"{name}{words('report.colon')}{cell}" for name, cell in cells if cell)
        yield _sentence(words("report.citations-separator").join(told), words)


def _shown(cell: Text, words: Words) -> str:
    """A cell: old and new stand in cells of their own."""
    return said("".join(span.text for span in cell), words)


def _told(text: Text, words: Words) -> str:
    """``text`` in words: what it was and is, where it tells of a difference."""
    marks = {span.mark for span in text}
    if marks & {"before", "after"}:
        return words("aloud.was-is", old=_value(text[0], words), new=_value(text[-1], words))
    if marks & {"old", "new"}:
        return _edited(text, words)
    return said("".join(span.text for span in text), words)


def _value(span: Span, words: Words) -> str:
    """A value before or after a change, quoted; the word for none is no value."""
    return span.text if span.mark == "muted" else _quoted([span.text], words)


def _quoted(texts: list[str], words: Words) -> str:
    return words.join([words("aloud.quoted", text=said(text, words)) for text in texts])


def _edited(text: Text, words: Words) -> str:
    """One text that became another by words taken out and put in."""
    old, new = _without("new", text), _without("old", text)
    if max(len(old), len(new)) <= _SHORT:
        return words("aloud.was-is", old=_quoted([old], words), new=_quoted([new], words))
    now = words("aloud.now", text=_quoted([new], words))
    return _marked("old", text, words) + _marked("new", text, words) + now


def _without(mark: str, text: Text) -> str:
    return "".join(span.text for span in text if span.mark != mark)


def _marked(mark: str, text: Text, words: Words) -> str:
    """What was taken out of ``text``, or put in; nothing where nothing was."""
    texts = [span.text for span in text if span.mark == mark]
    return words(f"aloud.{mark}", text=_quoted(texts, words)) if texts else ""


def _choices(choices: Choices, words: Words) -> Iterator[str]:
    """Nothing: everything is shown."""
    return iter(())


def _signatures(signatures: Signatures, words: Words) -> Iterator[str]:
    yield _sentence(f"{signatures.caption}{words('report.colon')}{words.join(signatures.names)}", words)


_WRITERS: Mapping[type[Block], Callable[[Any, Words], Iterator[str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Contents: _contents,
    Terms: _terms,
    Table: _table,
    Choices: _choices,
    Signatures: _signatures,
}

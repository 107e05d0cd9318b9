"""A report as one web page that needs nothing else: no script, no outside resource, light and dark, printable."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from negcli.report.cells import safe
from negcli.report.value import (
    Block,
    Bullets,
    Choice,
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
from negcli.resources import data_path, read_data
from negcli.words import Words

#: Language of the words → the tag that browsers know.
_TAGS = {"zh": "zh-CN", "en": "en"}
_ELEMENTS = {"old": "del", "new": "ins", "before": "del", "after": "ins"}
#: What becomes of the sections of a facet, and of its label, when its box is not ticked, or the keyboard is on it.
_HIDDEN = """@media screen {
  #show-FACET:not(:checked) ~ section.FACET, #show-FACET:not(:checked) ~ section .FACET { display: none; }
  #show-FACET:not(:checked) ~ .choices label[for="show-FACET"] { opacity: .45; text-decoration: line-through; }
  #show-FACET:focus-visible ~ .choices label[for="show-FACET"] { outline: 3px solid var(--link); outline-offset: 2px; }
}
"""
#: A section in which no matter is to be seen: not even its heading is.
_EMPTY = """@media screen {
  SECTION { display: none; }
  SEEN { display: block; }
}
"""
#: The level of the sections that hold matters.
_OUTER = 2
_CHINESE = re.compile("[\u3400-\u9fff]")
#: Ids of so many characters are never broken.
_LONGEST_ID = 24
#: Of so many characters is a word.
_LONGEST_WORD = 4


def render_html(report: Report, words: Words) -> str:
    """``report``, written in the language of ``words``, as an HTML page."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    shells = Environment(loader=FileSystemLoader(data_path("templates")), autoescape=True, keep_trailing_newline=True)
    style = read_data("templates/page.css") + "".join(_hiding(report))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page: str = shells.get_template("page.html").render(
        lang=_TAGS[words.lang],
        title=safe(report.title),
        skip=words("report.skip"),
        style=Markup(style),
        style_hash=f"sha256-{digest}",
        body=Markup("\n".join(fragment(report.blocks, words.lang))),
    )
    return page


def fragment(blocks: Iterable[Block], lang: str) -> Iterator[str]:
    """``blocks`` as lines of HTML: every heading begins a section that ends before the next of its level or above."""
    open_levels: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
                yield "</section>"
            open_levels.append(block.level)
        yield from _WRITERS[type(block)](block, lang)
    yield from ["</section>"] * len(open_levels)


def _hiding(report: Report) -> Iterator[str]:
    """The rules by which what a reader does not want to see is hidden: on the screen, for paper shows everything.

    They need no script: each box stands before the sections that it hides.
    """
    choices = [block for block in report.blocks if isinstance(block, Choices)]
    boxes = [choice.facet for block in choices for _, group in block.groups for choice in group]
    yield from (_HIDDEN.replace("FACET", facet) for facet in boxes)
    yield from (_empty(name, matters, boxes) for name, matters in _matters(report).items()) if boxes else ()


def _empty(name: str, matters: Iterable[tuple[str, ...]], boxes: Sequence[str]) -> str:
    return _EMPTY.replace("SECTION", f"section.{name}").replace("SEEN", ", ".join(_seen(name, matters, boxes)))


def _matters(report: Report) -> Mapping[str, set[tuple[str, ...]]]:
    """A section's facet → the facets of the matters in it; of sections that hold any."""
    found: dict[str, set[tuple[str, ...]]] = {}
    headings = (block for block in report.blocks if isinstance(block, Heading) and block.facets)
    for heading in headings:
        if heading.level == _OUTER:
            found[heading.facets[0]] = set()
        else:
            found[list(found)[-1]].add(heading.facets)
    return {name: matters for name, matters in found.items() if matters}


def _seen(name: str, matters: Iterable[tuple[str, ...]], boxes: Sequence[str]) -> Iterator[str]:
    """Where a section is seen: the boxes of any one of its matters are all ticked."""
    for facets in sorted(matters):
        ticked = (f"#show-{facet}:checked" for facet in boxes if facet in (*facets, name))
        yield " ~ ".join([*ticked, f"section.{name}"])


def _escaped(text: str) -> str:
    return escape(safe(text)).replace("\n", "<br>")


def _inline(text: Text) -> str:
    return "".join(map(_span, text))


def _span(span: Span) -> str:
    shown = _escaped(span.text)
    if span.href:
        return f'<a href="{escape(span.href)}">{shown}</a>'
    if element := _ELEMENTS.get(span.mark):
        return f"<{element}>{shown}</{element}>"
    return f'<span class="{span.mark}">{shown}</span>' if span.mark else shown


def _tags(tags: Text) -> str:
    return "".join(f' <span class="{f"tag {tag.mark}".strip()}">{_escaped(tag.text)}</span>' for tag in tags)


def _lang(text: Text, lang: str) -> str:
    """The attribute for Chinese values on a page in another language, so that they are read out and set as Chinese."""
    foreign = lang != "zh" and any(_CHINESE.search(span.text) for span in text)
    return f' lang="{_TAGS["zh"]}"' if foreign else ""


def _heading(heading: Heading, lang: str) -> Iterator[str]:
    matter = ("matter",) * (heading.level > 2 and bool(heading.facets)) + heading.facets
    anchor = f' id="{escape(heading.anchor)}"' if heading.anchor else ""
    yield f'<section class="{escape(" ".join((f"level-{heading.level}", *matter)))}"{anchor}>'
    text = (Span(heading.text),)
    yield f"<h{heading.level}{_lang(text, lang)}>{_inline(text)}{_tags(heading.tags)}</h{heading.level}>"


def _paragraph(paragraph: Paragraph, lang: str) -> Iterator[str]:
    yield f"<p{_lang(paragraph.text, lang)}>{_inline(paragraph.text)}</p>"


def _bullets(bullets: Bullets, lang: str) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li{_lang(row, lang)}>{_inline(row)}</li>" for row in bullets.rows)
    yield "</ul>"


def _contents(contents: Contents, lang: str) -> Iterator[str]:
    yield f'<nav aria-label="{escape(contents.caption)}">'
    yield f"<p>{_escaped(contents.caption)}</p>"
    yield from _bullets(Bullets(contents.rows), lang)
    yield "</nav>"


def _terms(terms: Terms, lang: str) -> Iterator[str]:
    yield "<dl>"
    for term in terms.rows:
        yield f"<dt>{_escaped(term.name)}</dt>"
        yield f"<dd{_lang(term.text, lang)}>{_inline(term.text)}{_tags(term.tags)}</dd>"
    yield "</dl>"


def _table(table: Table, lang: str) -> Iterator[str]:
    """A table that scrolls by itself where a screen is too narrow for it; the first cell of a row is its heading."""
    caption = _escaped(table.caption)
    yield f'<div class="table" role="region" aria-label="{escape(table.caption)}" tabindex="0">'
    yield f"<table><caption>{caption}</caption>"
    names = "".join(f'<th scope="col">{_escaped(name)}</th>' for name in table.columns)
    yield f"<thead><tr>{names}</tr></thead>"
    yield "<tbody>"
    for first, *rest in table.rows:
        cells = "".join(f"<td{_lang(cell, lang)}{_whole(cell)}>{_inline(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row"{_whole(first)}>{_inline(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _whole(text: Text) -> str:
    """What keeps an id, a number or a word in one line."""
    said = "".join(span.text for span in text)
    longest = _LONGEST_ID if said.isascii() and " " not in said else _LONGEST_WORD
    return ' class="whole"' if 0 < len(said) <= longest else ""


def _choices(choices: Choices, lang: str) -> Iterator[str]:
    """The boxes, hidden themselves, and their labels in groups."""
    every = [choice for _, group in choices.groups for choice in group]
    yield from (f'<input class="choice" type="checkbox" id="show-{choice.facet}" checked>' for choice in every)
    yield f'<div class="choices" role="group" aria-label="{escape(choices.caption)}">'
    yield f"<p>{_escaped(choices.caption)}</p>"
    for name, group in choices.groups:
        labels = "".join(map(_label, group))
        yield f'<div><span class="muted">{_escaped(name)}</span>{labels}</div>'
    yield "</div>"


def _label(choice: Choice) -> str:
    mark = f' class="{choice.mark}"' if choice.mark else ""
    return f'<label for="show-{choice.facet}"{mark}>{_escaped(choice.text)}</label>'


def _signatures(signatures: Signatures, lang: str) -> Iterator[str]:
    yield f'<div class="signatures" role="group" aria-label="{escape(signatures.caption)}">'
    for name in signatures.names:
        yield f'<p><span>{_escaped(name)}</span><span class="line"></span><span>{_escaped(signatures.day)}</span></p>'
    yield "</div>"


_WRITERS: Mapping[type, Callable[[Any, str], Iterator[str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Contents: _contents,
    Terms: _terms,
    Table: _table,
    Choices: _choices,
    Signatures: _signatures,
}

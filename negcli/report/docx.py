"""A report as a Word document, laid out as official documents are (GB/T 9704—2012); the same bytes each time.

The standard's typefaces (仿宋, 黑体; 小标宋 for titles) are named. Where one is not installed, word processors take
another Chinese face by themselves; none is embedded, for they are not free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from io import BytesIO
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from negcli.errors import missing_extra
from negcli.report.cells import columns, safe, wrap
from negcli.report.title import title_lines
from negcli.report.value import Bullets, Contents, Heading, Paragraph, Report, Span, Table, Terms, Text
from negcli.words import Words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Line

#: Millimetres of an A4 page and its margins (GB/T 9704—2012, 5.2.1: 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm).
_PAGE = {"page_height": 297, "page_width": 210, "top_margin": 37, "bottom_margin": 35}
_PAGE |= {"left_margin": 28, "right_margin": 26}
#: Typefaces: for titles (2号小标宋), headings (黑体), body (3号仿宋), in points; tables are smaller (小四).
_TITLE, _HEAD, _BODY = ("方正小标宋简体", 22), ("黑体", 16), ("仿宋_GB2312", 16)
_CELL_HEAD, _CELL, _FOOT = ("黑体", 12), ("仿宋_GB2312", 12), ("宋体", 14)
_LATIN = "Times New Roman"
#: Points from line to line (22 lines a page), of half a character, and of the two by which a paragraph begins further
#: right and the four that are free beside the day (7.3.5.1).
_LEADING, _HALF, _INDENT, _BESIDE = 28, 8, 32, 64
#: Points that a line needs beside its characters: word processors put some space between Chinese and figures.
_SPARE = 32
#: Share of the text's width of each column in a table of five columns; others are equal.
_SHARES = {5: (0.06, 0.17, 0.13, 0.42, 0.22)}
_TEXT_WIDTH, _TEXT_POINTS = 156, 442
#: A row of a table with more lines than this may go on on the next page: a third of a page would be left empty.
_WHOLE = 12
#: When the parts of a document say they were written.
_MOMENT = (2000, 1, 1, 0, 0, 0)

Face = tuple[str, int]


def render_docx(report: Report, words: Words) -> bytes:
    """``report``, written in the language of ``words``, as a document of Word.

    Headings of the second level begin a document of their own, those of the third an annex; both on a new page.
    Failure ``extra-missing`` where python-docx is not installed.
    """
    document = _blank(report.title, words)
    for position, block in enumerate(report.blocks):
        _WRITERS[type(block)](document, block, position == 0)
    return _packed(document)


def _blank(title: str, words: Words) -> Document:
    """An empty document of one section, with page numbers."""
    try:
        from docx import Document as new_document
        from docx.shared import Mm
    except ImportError:
        raise missing_extra("python-docx", "office") from None
    document = new_document()
    section = document.sections[0]
    for name, size in _PAGE.items():
        setattr(section, name, Mm(size))
    _settle(document.core_properties, title, words)
    _set_face(document.styles["Normal"].font, document.styles["Normal"].element, _BODY)
    _set_language(document.styles.element)
    _number_pages(section)
    return document


def _settle(properties: Any, title: str, words: Words) -> None:
    """What the document says of itself: its title and language, and nothing of anybody who made it."""
    properties.title, properties.language = title, {"zh": "zh-CN", "en": "en"}[words.lang]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime(*_MOMENT)


def _set_language(styles: Any) -> None:
    """That Chinese characters are simplified Chinese, whose commas stand at the left."""
    from docx.oxml.ns import qn

    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _set_face(font: Any, element: Any, face: Face) -> None:
    """Typeface and size, for Latin and for Chinese characters."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    font.name, font.size = _LATIN, Pt(face[1])
    element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face[0])


def _number_pages(section: Any) -> None:
    """— 1 — at the foot of every page (GB/T 9704—2012, 7.5)."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    line = section.footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(line, Span("— "), _FOOT)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        _field(_run(line, Span(""), _FOOT), kind, text)
    _run(line, Span(" —"), _FOOT)


def _field(run: Any, kind: str, text: str) -> None:
    """A part of a field that the word processor fills in."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    part = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        part.set(qn("w:fldCharType"), kind)
    part.text = text or None
    run._r.append(part)


def _run(line: Line, span: Span, face: Face) -> Any:
    """``span`` at the end of ``line``: what was taken out struck through, what was put in underlined."""
    run = line.add_run(safe(span.text))
    _set_face(run.font, run._r, face)
    run.font.strike = span.mark == "old" or None
    run.font.underline = span.mark == "new" or None
    return run


def _line(document: Document, text: Text, face: Face, alignment: str, indent: int = 0) -> Line:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    line = document.add_paragraph()
    line.alignment = getattr(WD_ALIGN_PARAGRAPH, alignment)
    form = line.paragraph_format
    form.line_spacing, form.first_line_indent = Pt(_LEADING), Pt(indent)
    form.space_before = form.space_after = Pt(0)
    for span in text:
        _run(line, span, face)
    return line


def _heading(document: Document, heading: Heading, is_first: bool) -> None:
    """A title in the middle, its document number below it; an annex's name at the left."""
    face, alignment = (_TITLE, "CENTER") if heading.level == 2 else (_HEAD, "LEFT")
    text = "\n".join(title_lines(heading.text, 2 * _TEXT_POINTS // face[1]))
    line = _line(document, (Span(text),), face, alignment)
    line.paragraph_format.page_break_before = not is_first
    line.paragraph_format.keep_with_next = True
    for tag in heading.tags:
        _line(document, (tag,), _BODY, alignment)
    _line(document, (), _BODY, alignment)


def _paragraph(document: Document, paragraph: Paragraph, is_first: bool) -> None:
    if any(span.mark == "signature" for span in paragraph.text):
        _signature(document, paragraph.text)
    else:
        # an address cannot be broken, and would stretch the line above it
        alignment = "LEFT" if any("://" in span.text for span in paragraph.text) else "JUSTIFY"
        _line(document, paragraph.text, _BODY, alignment, _INDENT)


def _signature(document: Document, text: Text) -> None:
    """Who signs in the middle above the day, which stands four characters from the right (7.3.5.1)."""
    from docx.shared import Pt

    name, day = (_HALF * columns(line) for line in text[0].text.split("\n"))
    beside = max(0, _BESIDE - max(0, name - day) // 2)
    form = _line(document, text, _BODY, "CENTER").paragraph_format
    form.right_indent, form.left_indent = Pt(beside), Pt(max(0, _TEXT_POINTS - beside - max(name, day) - _SPARE))
    form.keep_together = True


def _bullets(document: Document, bullets: Bullets, is_first: bool) -> None:
    for row in bullets.rows:
        _line(document, row, _BODY, "JUSTIFY", _INDENT)


def _contents(document: Document, contents: Contents, is_first: bool) -> None:
    """What is annexed (附件说明, 7.3.3): the first beside the caption, the others below it, lines under the names."""
    from docx.shared import Pt

    under = _INDENT + _HALF * columns(contents.caption.rstrip())
    for caption, row in zip_longest([contents.caption], contents.rows, fillvalue=""):
        form = _line(document, (Span(str(caption)), *row), _BODY, "LEFT").paragraph_format
        form.left_indent = Pt(under + 2 * _HALF)
        form.first_line_indent = Pt((_INDENT if caption else under) - under - 2 * _HALF)


def _terms(document: Document, terms: Terms, is_first: bool) -> None:
    for term in terms.rows:
        _line(document, (Span(f"{term.name}："), *term.text, *term.tags), _BODY, "JUSTIFY", _INDENT)


def _table(document: Document, table: Table, is_first: bool) -> None:
    """A table whose head stands on every page, and whose rows stay whole where that leaves no large gap."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    _line(document, (Span(table.caption),), _TITLE, "CENTER").paragraph_format.keep_with_next = True
    heads = tuple((Span(name),) for name in table.columns)
    grid = document.add_table(rows=1 + len(table.rows), cols=len(heads), style="Table Grid")
    grid.autofit = False
    shares = _SHARES.get(len(heads), (1 / len(heads),) * len(heads))
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = Mm(_TEXT_WIDTH * share)
    # looking up the cells row by row takes time squared
    for cell, text in zip(grid._cells, chain.from_iterable((heads, *table.rows)), strict=True):
        _fill(cell.paragraphs[0], text, _CELL_HEAD if text in heads else _CELL)
    for row, texts in zip(grid._tbl.tr_lst, (heads, *table.rows), strict=True):
        if _lines(texts, shares) <= _WHOLE:
            row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    grid._tbl.tr_lst[0].get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _lines(texts: Iterable[Text], shares: Iterable[float]) -> int:
    """How many lines a row takes, about, in columns of these ``shares`` of the text's width."""
    room = [int(_TEXT_POINTS * share) // (_CELL[1] // 2) - 2 for share in shares]
    return max(len(wrap("".join(span.text for span in text), cells)) for text, cells in zip(texts, room, strict=True))


def _fill(line: Line, text: Text, face: Face) -> None:
    from docx.shared import Pt

    form = line.paragraph_format
    form.space_before = form.space_after = Pt(2)
    form.line_spacing = Pt(face[1] + 4)
    for span in text:
        _run(line, span, face)


_WRITERS: Mapping[type, Callable[[Any, Any, bool], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Contents: _contents,
    Terms: _terms,
    Table: _table,
}


def _packed(document: Document) -> bytes:
    """The bytes of ``document``, whose parts all say that they were written on the same day."""
    written, packed = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as parts, ZipFile(packed, "w") as result:
        for name in parts.namelist():
            result.writestr(ZipInfo(name, _MOMENT), parts.read(name), ZIP_DEFLATED)
    return packed.getvalue()

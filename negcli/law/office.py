"""Word files as text: a paragraph a line. The one home of python-docx, which comes with the extra `office`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from negcli.errors import Failure, missing_extra
from negcli.law.reading import Remark

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(path: Path) -> tuple[str, tuple[Remark, ...]]:
    """The paragraphs of a Word file, and what of it is no text.

    Failure ``extra-missing`` where python-docx is not installed, ``not-a-docx`` where it cannot read the file.
    """
    document = _opened(path)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    tables = [Remark("table")] if document.tables else []
    return text, (*_numbered(document.paragraphs), *tables)


def _opened(path: Path) -> Document:
    try:
        from docx import Document
    except ImportError:
        raise missing_extra("python-docx", "office") from None
    try:
        return Document(str(path))
    except Exception as error:  # zip, XML and package errors of several libraries
        raise Failure("not-a-docx", path=path.name, why=type(error).__name__) from error


def _numbered(paragraphs: Iterable[Paragraph]) -> Iterator[Remark]:
    """The first paragraph that Word numbers by itself."""
    numbered = (at for at, row in enumerate(paragraphs, 1) if row._p.find(f".//{_WORD}numPr") is not None)
    return (Remark("auto-numbered", at) for at in islice(numbered, 1))

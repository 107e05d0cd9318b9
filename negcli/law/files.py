"""Files of law texts: Word, Markdown and plain text in any usual encoding."""

from __future__ import annotations

from pathlib import Path

from negcli.errors import Failure
from negcli.law.reading import ReadLaw, Remark, read_law
from negcli.source.encoding import decode


def read_law_file(path: Path) -> ReadLaw:
    """The law in a file. Failure where it cannot be read at all, or holds no article."""
    text, remarks = _word(path) if path.suffix.lower() == ".docx" else (_plain(path), ())
    law = read_law(text)
    if not law.articles:
        raise Failure("no-articles", path=path.name)
    return law._replace(remarks=(*remarks, *law.remarks))


def _word(path: Path) -> tuple[str, tuple[Remark, ...]]:
    from negcli.law.office import read_docx

    return read_docx(path)


def _plain(path: Path) -> str:
    """The text of a file; the guess for YAML wants a colon, which a law may do without."""
    data = path.read_bytes()
    text, slips = decode(data)
    return data.decode("gb18030", errors="replace") if any(slip.breaks for slip in slips) else text

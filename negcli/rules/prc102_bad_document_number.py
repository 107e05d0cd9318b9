"""The number of an official document in another form than 样府办发〔2025〕15号 (GB/T 9704-2012, 7.2.5).

Numbers of other forms are left alone: 国务院令第711号, 公告2025年第3号, those of minutes, and anything that no agency's
abbreviation with a year begins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from negcli.evidence.scan import entries_where, inner_column, mappings, rows_of
from negcli.lists.model import EntryList, Register, text
from negcli.place import Path
from negcli.rules import Context, Hit, Subject

_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
#: No document's number is longer.
_LONGEST = 60
#: How nearly all are written, as the standard does it: told before anything is taken apart.
_USUAL = "[\u4e00-\u9fff]{2,20}〔[12][0-9]{3}〕[1-9][0-9]{0,4}号"


@cache
def _form() -> re.Pattern[str]:
    """An agency's abbreviation, a year in some brackets (or 年 after it), a number."""
    return re.compile(
        r"""(?P<office>[^\W\d_]{2,20}?)\s*
        (?:[\[(【〖〔{<〈《「]\s*(?P<year>\d{4}|[〇○零一二三四五六七八九]{4}|\d{2})\s*年?\s*[\])】〗〕}>〉》」]?
         |(?P<bare>\d{4})\s*年?\s*[\])】〗〕}>〉》」]
         |(?<=[发函字通规批呈复])(?P<loose>\d{4})(?:\s*年\s*|\s*[-—]\s*|\s+))
        \s*(?P<ordinal>第?)\s*(?P<number>\d{0,5})\s*(?P<sign>号?)(?P<tail>文件?)?""",
        re.VERBOSE,
    )


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """The documents of allowances."""
    for where, path, row in rows_of(register, "allowances"):
        yield from _judge(row, where, path)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """The documents of the edition, of its adjustments and of secrecy reviews."""
    edition = rows.edition.values
    yield from _judge(edition, rows, ("edition",))
    for position, row in mappings(edition, "adjustments"):
        yield from _judge(row, rows, ("edition", "adjustments", position))
    documents = inner_column(rows, context, "clearance", "document")
    for entry, _ in entries_where(rows, documents, _misspelt):
        yield from _judge(entry.values["clearance"], entry, ("clearance",))


def _misspelt(written: str) -> re.Match[str] | None:
    """The number of a document that is ``written``, but not as the standard does it; 第 in it is let pass."""
    match = None if re.fullmatch(_USUAL, written) else _parsed(written)
    if match is None or not match["number"]:
        return match
    right = _official(match)
    return None if written in (right, right.replace("〕", "〕第")) else match


def _judge(values: Mapping[str, Any], subject: Subject, path: Path) -> Iterator[Hit]:
    written = text(values, "document")
    if match := _misspelt(written):
        instead = _official(match) if match["number"] else None
        safe = instead is not None and len(match["year"] or "2025") == 4
        args = {"document": written, "form": instead or "……〔……〕……号"}
        yield Hit((*path, "document"), args, (0, len(written)), "value", subject, instead, safe)


def _parsed(written: str) -> re.Match[str] | None:
    plain = unicodedata.normalize("NFKC", written).strip()
    return _form().fullmatch(plain) if len(plain) <= _LONGEST else None


def _official(match: re.Match[str]) -> str:
    """The number as the standard writes it: the full year in 〔〕, no 第, no leading zeros, 号 at the end."""
    parts = match.groupdict("")
    year = (parts["year"] + parts["bare"] + parts["loose"]).translate(_CHINESE)
    return f"{parts['office']}〔{f'20{year}'[-4:]}〕{parts['number'].lstrip('0')}号{parts['tail']}"

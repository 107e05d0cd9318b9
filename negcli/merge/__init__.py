"""Three-way merge of a register's files by entry and field.

`sheet` reads a version, `opening` takes it apart into parts, lines that say one thing each, `order` says what stands
where, `merging` puts three versions together, and `pieces` holds the result: text, and between it what people must
decide.
Nothing is written anew: every line of the result is a line of one of the versions. The result is read again, and must
say what the merged data say; where it does not, there is Doubt, and git merges by lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from negcli.lists.model import text
from negcli.lists.vocabulary import Type
from negcli.merge.merging import merge_parts
from negcli.merge.part import Part, root
from negcli.merge.pieces import SIDES, Conflict, Piece, conflicts_in, side_of
from negcli.merge.sheet import Doubt, Sheet, read_sheets
from negcli.merge.trio import Trio
from negcli.source.loader import collector_off

__all__ = ["Conflict", "Doubt", "Piece", "conflicts_in", "merged", "side_of", "written_like"]

_MARK = b"\xef\xbb\xbf"


def merged(base: bytes, ours: bytes, theirs: bytes) -> tuple[Piece, ...]:
    """The files ``ours`` and ``theirs``, which both came from ``base``, as one: pieces of text and conflicts.

    Their lines end in ``\\n``; `written_like` makes a file of them. Doubt where the files are not to be merged by
    their entries.
    """
    files = Trio(base, ours, theirs).map(_lines_of)
    with collector_off():
        sheets = files.map(read_sheets)
        is_alone = all(len(each) < 2 for each in sheets)
        result = merge_parts(sheets.map(lambda each: _roots(each, is_alone)), 0, (), Type("text"), "items")
    for side in SIDES if conflicts_in(result.pieces) else SIDES[:1]:
        if [sheet.values for sheet in read_sheets(side_of(result.pieces, side))] != getattr(result, side):
            raise Doubt
    return result.pieces


def written_like(files: Trio[bytes], text: str) -> bytes:
    """``text`` as the bytes of a file: marked, ended and its lines ended as what holds of ``files`` has it."""
    is_marked = files.map(lambda data: data.startswith(_MARK)).either
    is_ended = files.map(lambda data: not data or data.endswith(b"\n")).either
    data = (text if is_ended else text.removesuffix("\n")).encode()
    data = data.replace(b"\n", b"\r\n") if files.map(_has_returns).either else data
    return _MARK * is_marked + data


def _has_returns(data: bytes) -> bool:
    return b"\r\n" in data


def _lines_of(data: bytes) -> str:
    """The text of a file, its lines ended by ``\\n`` alone, the last one too.

    Doubt when it is not UTF-8, or its lines end in several ways.
    """
    if _has_returns(data) and data.count(b"\n") != data.count(b"\r\n"):
        raise Doubt
    try:
        lines = data.removeprefix(_MARK).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Doubt from None
    return lines if lines.endswith("\n") or not lines else lines + "\n"


def _roots(sheets: Sequence[Sheet], is_alone: bool) -> list[Part]:
    """The documents of a file; where every version has no more than one, it needs no name."""
    names = [("",) if is_alone else (sheet.kind, text(sheet.values, "agency")) for sheet in sheets]
    if len(set(names)) < len(names):
        raise Doubt
    return [root(sheet, name) for sheet, name in zip(sheets, names, strict=True)]

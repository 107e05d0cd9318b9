"""Reading one version of a file quickly: a list whose entries are plain needs no YAML events.

Most files of a register are one list, most of its entries in the plainest layout (`plain.py`). Such a file is cut up as
versions of it are (`lists/blocks.py`), and read by patterns; the few entries of another layout are read one by one. In
any doubt the file is read as a whole, and a test holds that both ways give the same.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from negcli.place import Path
from negcli.source.cut import Cut, Doubt, cut_register, cut_up, first_lines, load_strictly
from negcli.source.document import Document, Source, load_source
from negcli.source.files import TextFile
from negcli.source.loader import collector_off
from negcli.source.plain import read_plain

#: Up to this share of entries that are not plain, they are read one by one.
_SHARE = 0.1


def load_quickly(file: TextFile) -> Source:
    """What `load_source` makes of ``file``, in half the time where it is a list of plain entries."""
    if not file.slips:
        with suppress(Doubt, UnicodeError), collector_off():
            return _list(file)
    return load_source(file.name, file.text, file.slips)


def load_strictly_and_quickly(text: bytes) -> Document | None:
    """What `load_strictly` makes of ``text``; where it is a list or register of plain entries, without libyaml."""
    with suppress(Doubt):
        return _list(TextFile("", text.decode("utf-8"))).documents[0]
    return load_strictly(text)


def _list(file: TextFile) -> Source:
    """The list that ``file`` is; Doubt where it may be anything else."""
    data = file.text.encode()
    cut = cut_up(data) or cut_register(data)
    if cut is None or cut.blocks[-1].endswith(b"\0"):
        raise Doubt
    head = _head(cut.before + cut.marker + b"0\n" + cut.after)
    key = _key(head)
    source = Source(file.name, file.text)
    object.__setattr__(source, "documents", (_document(source, cut, head, key),))
    return source


def _head(text: bytes) -> Document | None:
    """The document that ``text`` is; of one that is plain, libyaml need not even be loaded."""
    plain = read_plain(text.decode(), 0)
    if plain is None or b"\r" in text:
        return load_strictly(text)
    lines = text.count(b"\n")
    return Document("", 1, plain, Source("", ""), {}, 0, lines + 1)


def _key(head: Document | None) -> str:
    """The field whose only item is the one that stands for all."""
    fields = head.data.items() if head and isinstance(head.data, dict) else ()
    keys = [key for key, value in fields if value == ["0"]]
    if len(keys) != 1:
        raise Doubt
    return str(keys[0])


def _document(source: Source, cut: Cut, head: Document | None, key: str) -> Document:
    if head is None:
        raise Doubt
    start = cut.before.count(b"\n")
    further = sum(block.count(b"\n") + 1 for block in cut.blocks) - 1
    lines = _further_down(head.item_lines, start, further) | first_lines(key, cut)
    entries, below = _entries(cut)
    lines |= {(key, position): lines[key, position] + count for position, count in below.items()}
    data = head.data | {key: entries}
    return Document(source.file, 1, data, source, lines, head.first_line, head.last_line + further)


def _further_down(lines: dict[Path, int], start: int, further: int) -> dict[Path, int]:
    """Where items begin, those after line ``start`` being ``further`` down than was told."""
    return {path: line + further * (line > start) for path, line in lines.items()}


def _entries(cut: Cut) -> tuple[list[Any], dict[int, int]]:
    """The entries; and how many lines below its dash one begins, where it begins below."""
    rows: list[Any] = [read_plain(cut.lines(block), len(cut.marker)) for block in cut.blocks]
    read = {position: read_entry(cut.block_text(cut.blocks[position])) for position in _others(rows)}
    for position, (row, _) in read.items():
        rows[position] = row
    return rows, {position: line for position, (_, line) in read.items() if line}


def _others(rows: list[Any]) -> list[int]:
    """The positions of entries that are not plain; Doubt where they are many."""
    others = [position for position, row in enumerate(rows) if row is None]
    if len(others) > _SHARE * len(rows):
        raise Doubt
    return others


def read_entry(text: bytes) -> tuple[Any, int]:
    """The one entry that ``text`` is, and how many lines below its dash it begins. `Doubt` where it is not one."""
    document = load_strictly(b"entries:\n" + text)
    items = document.data.get("entries") if document and isinstance(document.data, dict) else None
    if document is None or not isinstance(items, list) or len(items) != 1:
        raise Doubt
    return items[0], document.item_lines["entries", 0] - 1

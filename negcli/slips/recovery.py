"""A file in which YAML breaks off, read on: entry by entry, each break told once and put right where that is certain.

A broken file is cut into its entries and what stands around them (`parts.py`). Each part is read alone. Where one
breaks, its cause is looked for within it (`diagnosis.py`); the line put right is read in place of the one written, when
that really lets the part be read further; else the part is left out. So the other entries are judged as if nothing had
happened, and lines keep their numbers. Only what is checked is read like this: what is compared or published must be
whole. Imported only when something is wrong.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from itertools import chain, filterfalse
from operator import attrgetter
from typing import Any

import yaml

from negcli.place import own_lines
from negcli.slips.beforehand import before_places, show_invisible
from negcli.slips.breakoff import Diagnosis
from negcli.slips.diagnosis import explain, slip_of
from negcli.slips.indentation import indent_of
from negcli.slips.layout import LEADING, Wrong, misplaced
from negcli.slips.lookalikes import lines_of_syntax, odd_sign
from negcli.slips.parts import (
    Known,
    document_ranges,
    first_key,
    items_at,
    items_known,
    known_fields,
    paragraph,
    sections,
)
from negcli.slips.ragged import ragged
from negcli.slips.rows import rows_of
from negcli.slips.work import Work, cured, odd_slip, with_further
from negcli.source.builder import Builder, Raw
from negcli.source.document import Source, with_documents
from negcli.source.loader import Slip, collector_off
from negcli.source.plain import read_plain

#: Slips of a file's bytes, found before any YAML was read.
_OF_BYTES = ("not-utf8", "byte-order-mark", "mixed-line-ends")
#: How many lines around a document's items are put right before all of it is given up.
_MOST = 50
#: Parts of more lines are not searched for odd signs.
_LONGEST_PART = 5000


def recovered(source: Source) -> Source:
    """``source``, which has slips, with all its documents that can be read, and one slip for each cause."""
    work = Work(list(source.lines), [slip for slip in source.slips if slip.name in _OF_BYTES])
    before_places(work)
    for document in document_ranges(work.lines):
        _settle_places(work, document)
    show_invisible(work)
    with collector_off():
        read = list(chain.from_iterable(_document(work, part) for part in document_ranges(work.lines)))
    left_out = _left_out(source, work)
    gaps = frozenset(work.gaps)
    slips = tuple(filterfalse(lambda slip: _is_damaged(source, slip), with_further(work)))
    return with_documents(replace(source, slips=slips, mended=work.mended, left_out=left_out, gaps=gaps), read)


def _is_damaged(source: Source, slip: Slip) -> bool:
    """Whether a slip is one of a line that lost bytes, of which the file tells."""
    return slip.name not in _OF_BYTES and "\ufffd" in source.lines[slip.place.line - 1]


def _left_out(source: Source, work: Work) -> str:
    """What may be told of otherwise than it is written: the lines mended; all, where one tells what the document is."""
    lines = [source.lines[number] for number in work.mended]
    return source.text if any(line[:1].strip("-# ") for line in lines) else "\n".join(lines)


def _settle_places(work: Work, document: range) -> None:
    """Lines that do not begin where they belong, and odd signs in them, where the text can be read as far without."""
    found = misplaced(list(rows_of(work.lines, document)), known_fields(work.lines, document))
    lines = _with(work.lines, found)
    by_number = {each.number: each for each in found}
    wrong = sorted((*found, *(_as_opener(each, by_number.get(each.part)) for each in ragged(lines, document))))
    if not wrong or _reach(_with(lines, wrong), document) < _reach(work.lines, document):
        return
    for each in wrong:
        cured(work, slip_of(odd_slip(each.number, each.odd)), range(each.part, each.part + 1), is_sure=True)


def _as_opener(text: Wrong, opener: Wrong | None) -> Wrong:
    """A line of a block, of the part of the line that begins it; moved with that one, it has no slip of its own."""
    if opener is None:
        return text
    same = opener.odd.cause in LEADING and text.odd.cause == "indentation"
    return text._replace(part=opener.part, odd=text.odd._replace(cause=opener.odd.cause) if same else text.odd)


def _with(lines: list[str], wrong: Iterable[Wrong]) -> list[str]:
    """``lines`` as they should be."""
    mended = {each.number: each.odd.instead for each in wrong}
    return [mended.get(number, line) for number, line in enumerate(lines)]


def _reach(lines: list[str], part: range | None = None) -> float:
    """The line up to which YAML can be read, of the lines of ``part`` where one is named."""
    try:
        Builder().read("\n".join(lines[part.start : part.stop] if part else lines))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return mark.line if mark else 0
    return float("inf")


def _document(work: Work, document: range) -> list[Raw]:
    """What can be read of one document."""
    pending = _mend_around_items(work, document)[::-1]
    while pending:
        item, known = pending.pop()
        pending += [(part, known) for part in _mend_item(work, item, known)]
    return _read(work, document)


def _mend_around_items(work: Work, document: range) -> list[tuple[range, Known]]:
    """Put right what stands around a document's items; leave out a section that cannot be. The items, as they are."""
    for _ in range(_MOST):
        items = items_known(work.lines, document)
        holes = [item for item, _ in items]
        slip = _slip_in(work, document, holes, known_fields(work.lines, document))
        if slip is None:
            return items
        if not cured(work, slip, document):
            _drop_section(work, document, slip.place.line - 1)
    work.drop(document)
    return []


def _drop_section(work: Work, document: range, number: int) -> None:
    """Leave out what the line ``number`` stands in. One left out in vain already takes the document with it.

    Where that begins a section, its field is not missing.
    """
    part = paragraph(work.lines, document, number) if work.lines[number] else document
    work.gaps.add(first_key(work.lines[part.start]))
    work.drop(part)


def _mend_item(work: Work, item: range, known: Known) -> list[range]:
    """Put right or leave out one item; the items that it turned out to be, the first one last, where it changed."""
    indent = indent_of(work.lines[item.start].rpartition("\n")[2])
    if _is_plain("\n".join(work.part(item)), indent + 2):
        return []
    slip = _slip_in(work, item, (), known)
    if slip is None:
        return []
    parts = items_at(work.lines, item, indent) if cured(work, slip, item) else []
    if not parts:
        work.drop(item)
    return parts[::-1]


def _is_plain(text: str, column: int) -> bool:
    """Whether an item, its fields at ``column``, can be read by patterns alone, which is quick."""
    return read_plain(" " * column + text[column:], column) is not None


def _slip_in(work: Work, part: range, holes: Iterable[range], known: Known) -> Slip | None:
    """What makes ``part`` without ``holes`` break off: a sign, a line's place, or what libyaml stumbled over.

    The fields of the part are ``known``. An item is read below a key, as it stands in its file.
    """
    above = _above(work, part)
    parts, start = [*above, *work.part(part, holes)], part.start - len(above)
    text = "\n".join(parts)
    try:
        Builder().read(text)
    except yaml.YAMLError as error:
        lines, numbers = text.split("\n"), own_lines(parts, start)
        looked_at = range(len(above), len(lines) if len(lines) < _LONGEST_PART else 0)
        mended = {at for at, number in enumerate(numbers) if number in work.mended}
        found = _told_by_signs(lines, looked_at, mended, known)
        slip = slip_of(found) if found else explain(text, lines, error)
        return slip._replace(place=slip.place.within(numbers))
    return None


def _above(work: Work, part: range) -> tuple[str, ...]:
    """What is read before a part: a key above an item, nothing above a document."""
    return ("_:",) if work.lines[part.start].lstrip().startswith("- ") else ()


def _told_by_signs(lines: list[str], part: range, mended: Container[int], known: Known) -> Diagnosis | None:
    """An odd sign, or a line in the wrong place, in the lines ``part``, save those that are ``mended``."""
    for number, in_list in lines_of_syntax(lines, part):
        if number not in mended and (odd := odd_sign(lines[number], in_list)):
            return odd_slip(number, odd)
    return None


def _read(work: Work, document: range) -> list[Raw]:
    """The documents of a range of lines, now that they are mended; none of them has data where that was in vain."""
    builder, lines = Builder(), work.part(document)
    text, numbers = "\n".join(lines), own_lines(lines, document.start)
    try:
        builder.read(text)
    except yaml.YAMLError as error:
        slip = explain(text, text.split("\n"), error)
        if not any(other.place.line - 1 in document for other in work.slips):
            work.slips.append(slip._replace(place=slip.place.within(numbers)))
        work.drop(document)
        return [Raw(document.start)]
    work.slips += [slip._replace(place=slip.place.within(numbers)) for slip in builder.slips]
    _empty_where_dropped(work, document, builder.documents)
    return [_moved(raw, numbers) for raw in builder.documents]


def _empty_where_dropped(work: Work, document: range, read: Iterable[Raw]) -> None:
    """A section whose items were all left out is an empty list, not a missing one."""
    if not work.dropped:
        return
    holes = {part.start for part in work.dropped}
    parts = filterfalse(holes.isdisjoint, sections(work.lines, document))
    keys = {first_key(work.lines[part.start]) for part in parts}
    for data in filter(_is_mapping, map(attrgetter("data"), read)):
        data |= {key: [] for key in filter(lambda key: data.get(key, ()) is None, keys)}


def _is_mapping(data: Any) -> bool:
    return isinstance(data, dict)


def _moved(raw: Raw, numbers: Sequence[int]) -> Raw:
    raw.first_line, raw.last_line = numbers[raw.first_line], numbers[raw.last_line]
    raw.item_lines = {path: numbers[line] for path, line in raw.item_lines.items()}
    return raw

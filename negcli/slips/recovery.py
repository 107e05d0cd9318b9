"""A file in which YAML breaks off, read on: entry by entry, each break told once and put right where that is certain.

A broken file is cut into its entries and what stands around them (`parts.py`). Each part is read alone. Where one
breaks, its cause is looked for within it (`diagnosis.py`); the line put right is read in place of the one written, when
that really lets the part be read further; else the part is left out. So the other entries are judged as if nothing had
happened, and lines keep their numbers. Only what is checked is read like this: what is compared or published must be
whole. Imported only when something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, filterfalse, groupby
from operator import attrgetter, itemgetter
from typing import Any

import yaml

from negcli.place import Place, own_lines
from negcli.slips.breakoff import Diagnosis
from negcli.slips.diagnosis import explain, slip_of
from negcli.slips.indentation import indent_of
from negcli.slips.layout import LEADING, Wrong, misplaced
from negcli.slips.lookalikes import SPACE, Odd, all_keys, lines_of_syntax, odd_lead, odd_sign, spoils
from negcli.slips.misread import misread
from negcli.slips.parts import (
    Known,
    conflicts,
    document_ranges,
    first_key,
    items_at,
    items_known,
    known_fields,
    lone_marks,
    paragraph,
    sections,
    stray_separators,
)
from negcli.slips.ragged import ragged
from negcli.slips.rows import rows_of
from negcli.source.builder import UNPRINTABLE, Builder, Raw
from negcli.source.document import Source, with_documents
from negcli.source.loader import Slip, collector_off
from negcli.source.plain import read_plain

#: Slips of a file's bytes, found before any YAML was read.
_OF_BYTES = ("not-utf8", "byte-order-mark", "mixed-line-ends")
#: Causes that are told once in a file: they come in pairs, or by the hundred.
_ONCE = ("invisible", "fence")
#: A key that lost bytes, and what stands before it.
_DAMAGED = re.compile("( *(?:- +)*)([^\\s:\ufffd]*\ufffd[^\\s:]*)(?=:)")
#: How many lines around a document's items are put right before all of it is given up.
_MOST = 50
#: Parts of more lines are not searched for odd signs.
_LONGEST_PART = 5000
#: Causes that are as sure in the line below one put right as anywhere; others there show that it was put right wrongly.
_SURE = ("tab", "colon", "dash", "space", "invisible", "no-space-after-colon", "no-space-after-dash", "missing-colon")


#: The line on which a part begins, rule and cause.
_Told = tuple[int, str, Any]


@dataclass
class _Work:
    """A file being mended: its lines as they are read, what was told, what was left out (ranges of lines, keys)."""

    lines: list[str]
    slips: list[Slip] = field(default_factory=list)
    mended: dict[int, str] = field(default_factory=dict)
    dropped: list[range] = field(default_factory=list)
    gaps: set[str] = field(default_factory=set)
    #: What was told of each part, by the line on which it begins: rule and cause → the slip's position, and the lines
    #: that have it, too, put right.
    told: dict[_Told, tuple[int, list[tuple[int, str]]]] = field(default_factory=dict)

    def part(self, part: range, without: Iterable[range] = ()) -> list[str]:
        """The lines of ``part``, those of the ranges ``without`` blank."""
        lines = self.lines[part.start : part.stop]
        for hole in without:
            lines[hole.start - part.start : hole.stop - part.start] = [""] * len(hole)
        return lines

    def put(self, number: int, line: str) -> None:
        """Read ``line`` in place of the line ``number``; it may be two, where one was lost."""
        self.lines[number] = self.mended[number] = line

    def drop(self, part: range) -> None:
        """Leave ``part`` out."""
        self.dropped.append(part)
        for number in part:
            self.put(number, "")


def recovered(source: Source) -> Source:
    """``source``, which has slips, with all its documents that can be read, and one slip for each cause."""
    work = _Work(list(source.lines), [slip for slip in source.slips if slip.name in _OF_BYTES])
    _strip_control_characters(work)
    for number in filter(lambda number: work.lines[number].strip(SPACE) == "---", range(len(work.lines))):
        _show(work, number, False)
    _complete_keys(work)
    _take_out_separators(work)
    _settle_conflicts(work)
    _quote_what_is_read_wrong(work)
    for document in document_ranges(work.lines):
        _settle_places(work, document)
    _show_invisible(work)
    with collector_off():
        read = list(chain.from_iterable(_document(work, part) for part in document_ranges(work.lines)))
    left_out = _left_out(source, work)
    gaps = frozenset(work.gaps)
    slips = tuple(filterfalse(lambda slip: _is_damaged(source, slip), _with_further(work)))
    return with_documents(replace(source, slips=slips, mended=work.mended, left_out=left_out, gaps=gaps), read)


def _is_damaged(source: Source, slip: Slip) -> bool:
    """Whether a slip is one of a line that lost bytes, of which the file tells."""
    return slip.name not in _OF_BYTES and "\ufffd" in source.lines[slip.place.line - 1]


def _with_further(work: _Work) -> list[Slip]:
    """The slips, each with the further lines that have it."""
    slips = list(map(_without_guess, map(_only_moved, work.slips)))
    for position, further in filter(itemgetter(1), work.told.values()):
        args = dict(slips[position].args) | {"hint": "lines", "more": len(further), "lines": _stretches(further)}
        slips[position] = slips[position]._replace(args=tuple(args.items()), further=tuple(further))
    return slips


def _without_guess(slip: Slip) -> Slip:
    """``slip``; below a key of a table that was lost, a line is read below any, and which one it was nobody knows."""
    args = dict(slip.args)
    unknown = {"hint": "none", "instead": ""} if args.get("cause") == "lost-key" else {}
    return slip._replace(args=tuple((args | unknown).items()))


def _only_moved(slip: Slip) -> Slip:
    """``slip``; a line told alone of a section whose name another slip shows stands in a wrong place, and no more."""
    args = dict(slip.args)
    is_further = args.get("cause") == "missing-section" and "section" not in args
    return slip._replace(args=tuple((args | {"cause": "indentation"}).items())) if is_further else slip


def _stretches(further: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """The lines, counted from 1, by stretches: 26–31."""
    numbers = sorted(number + 1 for number, _ in further)
    runs = ([number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]))
    return tuple("–".join(map(str, dict.fromkeys((run[0], run[-1])))) for run in runs)


def _left_out(source: Source, work: _Work) -> str:
    """What may be told of otherwise than it is written: the lines mended; all, where one tells what the document is."""
    lines = [source.lines[number] for number in work.mended]
    return source.text if any(line[:1].strip("-# ") for line in lines) else "\n".join(lines)


def _strip_control_characters(work: _Work) -> None:
    """Characters that YAML refuses a whole text for are told once, the first of them, and left out."""
    lines = work.lines if UNPRINTABLE.search("\n".join(work.lines)) else []
    odd = {number: match for number, line in enumerate(lines) if (match := UNPRINTABLE.search(line))}
    for number, match in list(odd.items())[:1]:
        place = Place(number + 1, match.start() + 1, number + 1, match.end() + 1)
        instead = UNPRINTABLE.sub("", work.lines[number])
        work.slips.append(slip_of(Diagnosis("yaml-error", place, "control-character", instead)))
    for number in odd:
        work.put(number, UNPRINTABLE.sub("", work.lines[number]))


def _complete_keys(work: _Work) -> None:
    """Keys of which bytes were lost are read as the one that they can be; that they were is told of the file."""
    for number, line in enumerate(work.lines):
        match = _DAMAGED.match(line) if "\ufffd" in line else None
        keys = _keys_like(match[2]) if match else []
        if match and len(keys) == 1:
            work.put(number, match[1] + keys[0] + line[match.end() :])


def _keys_like(damaged: str) -> list[str]:
    """The keys that may have been ``damaged``."""
    pattern = re.compile(".{0,2}".join(map(re.escape, re.split("\ufffd+", damaged))))
    return list(filter(pattern.fullmatch, all_keys()))


def _show_invisible(work: _Work) -> None:
    """Signs that nobody sees, and spaces that only look like some, are put right where they spoil keys or places."""
    if not spoils("\n".join(work.lines)):
        return
    everywhere = range(len(work.lines))
    syntax = dict(lines_of_syntax(work.lines, everywhere))
    for number in filter(lambda number: spoils(work.lines[number]), everywhere):
        _show(work, number, syntax.get(number))


def _show(work: _Work, number: int, in_list: bool | None) -> None:
    """Put right the line ``number``, which holds odd signs; of the text of a block (``in_list`` None) its beginning."""
    line = work.lines[number]
    odd = odd_lead(line) if in_list is None else odd_sign(line, in_list)
    if odd and odd.cause in ("invisible", "" if in_list is None else "space"):
        found = slip_of(_odd(number, odd))
        _cured(work, found._replace(breaks=False), range(number, number + 1))


def _settle_conflicts(work: _Work) -> None:
    """Of what a merge left undone, the first side is read."""
    for ours, theirs, end in conflicts(work.lines):
        place = Place(ours + 1, 1, ours + 1, len(work.lines[ours]) + 1)
        _cured(work, slip_of(Diagnosis("yaml-error", place, "merge-conflict")), range(ours, end + 1))
        for number in (ours, *range(theirs, end + 1)):
            work.put(number, "")
    for number in lone_marks(work.lines):
        place = Place(number + 1, 1, number + 1, len(work.lines[number]) + 1)
        _cured(work, slip_of(Diagnosis("yaml-error", place, "merge-conflict")), range(number, number + 1))
        work.put(number, "")


def _take_out_separators(work: _Work) -> None:
    """Three dashes with something indented below them begin no document, but cut one in two."""
    for number in stray_separators(work.lines):
        place = Place(number + 1, 1, number + 1, len(work.lines[number]) + 1)
        _cured(work, slip_of(Diagnosis("yaml-error", place, "separator")), range(number, number + 1))
        work.put(number, "")


def _quote_what_is_read_wrong(work: _Work) -> None:
    """Texts that YAML reads without complaint and otherwise than they are written."""
    text = "\n".join(work.lines)
    for found in misread(text):
        _cured(work, found, range(found.place.line - 1, found.place.line))


def _settle_places(work: _Work, document: range) -> None:
    """Lines that do not begin where they belong, and odd signs in them, where the text can be read as far without."""
    found = misplaced(list(rows_of(work.lines, document)), known_fields(work.lines, document))
    lines = _with(work.lines, found)
    by_number = {each.number: each for each in found}
    wrong = sorted((*found, *(_as_opener(each, by_number.get(each.part)) for each in ragged(lines, document))))
    if not wrong or _reach(_with(lines, wrong), document) < _reach(work.lines, document):
        return
    for each in wrong:
        _cured(work, slip_of(_odd(each.number, each.odd)), range(each.part, each.part + 1), is_sure=True)


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


def _document(work: _Work, document: range) -> list[Raw]:
    """What can be read of one document."""
    pending = _mend_around_items(work, document)[::-1]
    while pending:
        item, known = pending.pop()
        pending += [(part, known) for part in _mend_item(work, item, known)]
    return _read(work, document)


def _mend_around_items(work: _Work, document: range) -> list[tuple[range, Known]]:
    """Put right what stands around a document's items; leave out a section that cannot be. The items, as they are."""
    for _ in range(_MOST):
        items = items_known(work.lines, document)
        holes = [item for item, _ in items]
        slip = _slip_in(work, document, holes, known_fields(work.lines, document))
        if slip is None:
            return items
        if not _cured(work, slip, document):
            _drop_section(work, document, slip.place.line - 1)
    work.drop(document)
    return []


def _drop_section(work: _Work, document: range, number: int) -> None:
    """Leave out what the line ``number`` stands in. One left out in vain already takes the document with it.

    Where that begins a section, its field is not missing.
    """
    part = paragraph(work.lines, document, number) if work.lines[number] else document
    work.gaps.add(first_key(work.lines[part.start]))
    work.drop(part)


def _mend_item(work: _Work, item: range, known: Known) -> list[range]:
    """Put right or leave out one item; the items that it turned out to be, the first one last, where it changed."""
    indent = indent_of(work.lines[item.start].rpartition("\n")[2])
    if _is_plain("\n".join(work.part(item)), indent + 2):
        return []
    slip = _slip_in(work, item, (), known)
    if slip is None:
        return []
    parts = items_at(work.lines, item, indent) if _cured(work, slip, item) else []
    if not parts:
        work.drop(item)
    return parts[::-1]


def _cured(work: _Work, slip: Slip, part: range, is_sure: bool = False) -> bool:
    """Tell of ``slip`` in ``part`` and put its line right; False where that cannot be, or was tried before.

    What was told of the part already is not told again: who forgets one space forgets ten.
    """
    number, args = slip.place.line - 1, dict(slip.args)
    cause = args.get("cause")
    if number in work.mended or (number - 1 in work.mended and cause not in _SURE and not is_sure):
        return False
    known = (-1 if cause in _ONCE else part.start, slip.name, cause)
    _tell(work, slip, known, args)
    if args.get("instead"):
        work.put(number, args["instead"])
    return bool(args.get("instead"))


def _tell(work: _Work, slip: Slip, known: _Told, args: Mapping[str, Any]) -> None:
    """Tell of ``slip``; where it was told of its part, note its line, put right, as a further one."""
    if known not in work.told:
        work.told[known] = len(work.slips), []
        work.slips.append(slip)
    elif args.get("hint") == "line":
        work.told[known][1].append((slip.place.line - 1, args["instead"]))


def _is_plain(text: str, column: int) -> bool:
    """Whether an item, its fields at ``column``, can be read by patterns alone, which is quick."""
    return read_plain(" " * column + text[column:], column) is not None


def _slip_in(work: _Work, part: range, holes: Iterable[range], known: Known) -> Slip | None:
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


def _above(work: _Work, part: range) -> tuple[str, ...]:
    """What is read before a part: a key above an item, nothing above a document."""
    return ("_:",) if work.lines[part.start].lstrip().startswith("- ") else ()


def _told_by_signs(lines: list[str], part: range, mended: Container[int], known: Known) -> Diagnosis | None:
    """An odd sign, or a line in the wrong place, in the lines ``part``, save those that are ``mended``."""
    for number, in_list in lines_of_syntax(lines, part):
        if number not in mended and (odd := odd_sign(lines[number], in_list)):
            return _odd(number, odd)
    return None


def _odd(number: int, odd: Odd) -> Diagnosis:
    """``odd`` in the line ``number``."""
    return Diagnosis(
        odd.name, Place(number + 1, odd.columns[0] + 1, number + 1, odd.columns[1] + 1), odd.cause, odd.instead
    )


def _read(work: _Work, document: range) -> list[Raw]:
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


def _empty_where_dropped(work: _Work, document: range, read: Iterable[Raw]) -> None:
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

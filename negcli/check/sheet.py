"""What is kept of a list's file: a digest of each entry, what was found in it, and what other entries see of it."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate, chain, pairwise, takewhile
from typing import Any, NamedTuple

from negcli.evidence.alike_texts import copy_mark, is_telling
from negcli.finding import Edit, Finding, Fix, Severity
from negcli.lists.model import FAR, Entry, EntryList
from negcli.place import Path, Place
from negcli.rules import all_rules, every_day, sees_others
from negcli.source.cut import Doubt, cut_up
from negcli.source.plain import read_plain
from negcli.source.quick import read_entry

#: How many bytes of a digest are kept.
_BYTES = 16
#: How long a day is written; and the position of what stands around the entries.
_DAY, HEAD = len("YYYY-MM-DD"), -1
#: So many blocks make a piece.
_PIECE = 256
_SPELLINGS = ("entries", "事项")
#: The fields that rules of `sees_others` look at, in all entries and in those with a private text; and those of which
#: they only ask whether another entry has the same.
_SEEN = ("id", "information", "powers", "power", "parent", "openness")
_SECRET = ("internal", "title", "unit")
_COPIED = ("harm", "released")


class Part(NamedTuple):
    """A file cut up.

    ``digests``, ``sizes`` (bytes) and ``lines``: those of each entry's block; ``pieces``: the digests of so many blocks
    together; ``head``: that of all but the entries, which has so many bytes ``before`` and ``after`` them, and ``top``
    lines before; ``marker``: what an entry begins with.
    """

    digests: list[bytes]
    pieces: list[bytes]
    head: str
    before: int
    after: int
    top: int
    marker: str
    sizes: list[int]
    lines: list[int]

    @property
    def begins(self) -> list[int]:
        """On which line (from 0) each block begins, and at last what comes after them."""
        return list(accumulate(self.lines, initial=self.top))

    @property
    def starts(self) -> list[int]:
        """The same of bytes."""
        return list(accumulate(self.sizes, initial=self.before))


class Sheet(NamedTuple):
    """What is kept of a file.

    ``part``: its parts; ``sketches``: what other entries see of each; ``found``: by an entry's position, what was found
    in it; ``again``: the positions of those that are to be read all the same; ``days``: by the days that are written in
    them, the positions of entries, `HEAD` for that of the list; those of which every day something else is told stand
    under an empty one.
    """

    part: Part
    sketches: list[dict[str, Any]]
    found: dict[str, list[Any]]
    again: list[int]
    days: dict[str, list[int]]


def told(sheet: Sheet) -> list[Any]:
    """``sheet`` as plain values."""
    part = sheet.part
    return [[b"".join(part.digests).hex(), b"".join(part.pieces).hex(), *part[2:]], *sheet[1:]]


def retold(row: Sequence[Any]) -> Sheet:
    """The sheet that was `told`."""
    (digests, pieces, *others), *rest = row
    return Sheet(Part(_apart(digests), _apart(pieces), *others), *rest)


def _apart(row: str) -> list[bytes]:
    together = bytes.fromhex(row)
    return [together[at : at + _BYTES] for at in range(0, len(together), _BYTES)]


class Short(NamedTuple):
    """What was read of the file ``part``: the blocks at the positions ``left``.

    ``lines`` are those (from 0) on which they begin in what was read, ``begins`` those on which each block of the file
    does; ``known``: where each of the others stands in the ``sheet``, by its digest.
    """

    part: Part
    sheet: Sheet
    left: list[int]
    lines: list[int]
    begins: list[int]
    known: Mapping[bytes, int]

    def line(self, number: int) -> int:
        """The line (from 1) of the file that is the line ``number`` of what was read."""
        at = bisect_right(self.lines, number - 1) - 1
        position = self.left[at] if 0 <= at < len(self.left) else -1
        return number + (self.begins[position] - self.lines[at] if at >= 0 else 0)

    def moved(self, finding: Finding) -> Finding:
        """``finding`` with the place that it has in the file."""
        return _elsewhere(finding, self.line, self.left.__getitem__)

    def recalled(self, file: str) -> Iterator[Finding]:
        """What is known to be found in the blocks that were left out."""
        found = {self.sheet.part.digests[int(position)]: rows for position, rows in self.sheet.found.items()}
        read = set(self.left)
        for position, each in enumerate(self.part.digests) if found else ():
            rows = found.get(each, ()) if position not in read else ()
            yield from (_restored(row, file, self.begins[position], position) for row in rows)

    def every(self, rows: EntryList) -> Iterator[Entry]:
        """All entries of the list ``rows``, of which only some were read; of the others, what is known of them."""
        sketches, read = self.sheet.sketches, dict(zip(self.left, rows.entries, strict=True))
        kind, agency = rows.kind, rows.agency
        for position, each in enumerate(self.part.digests):
            if position in read:
                yield read[position]
            else:
                sketch = sketches[self.known[each]]
                yield Entry(kind, agency, sketch.get("id", ""), sketch, FAR)

    def shows_the_same(self, rows: EntryList) -> bool:
        """Whether the entries of ``rows`` show others what they did before."""
        shown = [entry.values if entry.where is FAR else _sketch(entry) for entry in rows.every]
        return shown == self.sheet.sketches


def digests_of(texts: Iterable[bytes]) -> list[bytes]:
    """What stands for each of ``texts``."""
    from hashlib import sha256  # loads OpenSSL

    return [sha256(text).digest()[:_BYTES] for text in texts]


def digest(*texts: bytes) -> str:
    """What stands for ``texts`` together, in hexadecimal digits."""
    return digests_of([b"\0".join(texts)])[0].hex()


def part_of(data: bytes) -> Part | None:
    """The file of ``data``, cut up; None where it is not one list, or in doubt."""
    cut = cut_up(data) if data.endswith(b"\n") else None
    if cut is None or not data.startswith(cut.before):
        return None
    sizes, lines = _measures(cut.blocks, len(cut.marker))
    around = (len(cut.before), len(cut.after), cut.before.count(b"\n"))
    head = digest(cut.before, cut.marker, cut.after)
    pieces = digests_of(data[start:end] for start, end in _spans([*accumulate(sizes, initial=len(cut.before))]))
    return Part(digests_of(cut.blocks), pieces, head, *around, cut.marker.decode(), sizes, lines)


def _measures(blocks: Sequence[bytes], margin: int) -> tuple[list[int], list[int]]:
    """How many bytes and lines each of ``blocks`` has in the file."""
    return [len(block) + margin + 1 for block in blocks], [block.count(b"\n") + 1 for block in blocks]


def part_like(data: bytes, sheet: Sheet) -> Part | None:
    """As `part_of`, without cutting what ``data`` begins and ends with as its ``sheet`` has it; None in any doubt."""
    old, end, starts = sheet.part, len(data) - sheet.part.after, sheet.part.starts
    if digest(data[: old.before], old.marker.encode(), data[end:]) != old.head:
        return None
    front, back = _same_ends(data, sheet)
    first, last = starts[front], end - (starts[-1] - starts[back])
    blocks = _plain_blocks(data[first:last], old) if first <= last else None
    if blocks is None:
        return None
    sizes, lines = _measures(blocks, len(old.marker))
    return old._replace(
        digests=[*old.digests[:front], *digests_of(blocks), *old.digests[back:]],
        sizes=[*old.sizes[:front], *sizes, *old.sizes[back:]],
        lines=[*old.lines[:front], *lines, *old.lines[back:]],
    )


def _plain_blocks(text: bytes, old: Part) -> list[bytes] | None:
    """The blocks that ``text`` is, each known or a plain entry; None where they are anything else."""
    marker, known = old.marker.encode(), set(old.digests)
    first, *blocks = (b"\n" + text).removesuffix(b"\n").split(b"\n" + marker)
    new = (block for block, each in zip(blocks, digests_of(blocks), strict=True) if each not in known)
    is_whole = not first and (not text or text.endswith(b"\n"))
    return blocks if is_whole and all(_is_plain(block, len(marker)) for block in new) else None


def _is_plain(block: bytes, margin: int) -> bool:
    with suppress(UnicodeDecodeError):
        return read_plain(" " * margin + block.decode() + "\n", margin) is not None
    return False


def _same_ends(data: bytes, sheet: Sheet) -> tuple[int, int]:
    """Up to which block, and from which on, ``data`` has those of ``sheet`` at its beginning and its end."""
    starts, count = sheet.part.starts, len(sheet.part.sizes)
    spans, further = _spans(starts), len(data) - sheet.part.after - starts[-1]
    front = _alike(data, spans, sheet.part.pieces)
    moved = [(start + further, end + further) for start, end in spans[front:]]
    back = len(spans) - _alike(data, moved[::-1], sheet.part.pieces[front:][::-1])
    return min(front * _PIECE, count), min(back * _PIECE, count)


def _spans(starts: Sequence[int]) -> list[tuple[int, int]]:
    """Where pieces begin and end; the blocks begin at ``starts``, the last of which is an end."""
    return list(pairwise([*starts[:-1:_PIECE], starts[-1]]))


def _alike(data: bytes, spans: Sequence[tuple[int, int]], pieces: Sequence[bytes]) -> int:
    """How many of ``pieces`` stand in ``data`` at their ``spans`` before the first that does not."""
    pairs = zip(spans, pieces, strict=True)
    return sum(1 for _ in takewhile(lambda pair: digests_of([data[slice(*pair[0])]]) == [pair[1]], pairs))


def shortened(part: Part, sheet: Sheet, touched: Collection[int]) -> Short | None:
    """What of a file is to be read, where its ``sheet`` is known; None where its head is another or ``touched``.

    None, too, where no entry is left; entries whose positions are ``touched`` are read again.
    """
    if not _is_known(part, sheet) or HEAD in touched:
        return None
    again = {sheet.part.digests[position] for position in (*sheet.again, *touched)}
    known = {each: position for position, each in enumerate(sheet.part.digests) if each not in again}
    left = [position for position, each in enumerate(part.digests) if each not in known] or [0]
    sizes = (part.lines[position] for position in left)
    return Short(part, sheet, left, list(accumulate(sizes, initial=part.top)), part.begins, known)


def _is_known(part: Part, sheet: Sheet) -> bool:
    """Whether a file has the head that its ``sheet`` is of, and any entry."""
    return part.head == sheet.part.head and bool(part.digests)


def text_of(data: bytes, short: Short) -> bytes | None:
    """What of ``data`` is to be read; None where a block of it is not an entry by itself."""
    starts, margin = short.part.starts, len(short.part.marker)
    blocks = [data[starts[position] : starts[position + 1]] for position in short.left]
    if not all(_is_plain(block[margin:-1], margin) or _is_entry(block) for block in blocks):
        return None
    return b"".join((data[: starts[0]], *blocks, data[starts[-1] :]))


def _is_entry(block: bytes) -> bool:
    with suppress(Doubt, UnicodeDecodeError):
        read_entry(block)
        return True
    return False


def sheet_of(
    rows: EntryList, part: Part, findings: Sequence[Finding], repeated: Collection[str], today: str
) -> Sheet | None:
    """What is to be kept of a file, which holds the list ``rows`` alone; None where its blocks are not its entries.

    To be read all the same are entries whose id is among ``repeated``, and those with ``findings`` that rest on other
    entries or cannot be kept as they are.
    """
    if not _are_blocks(rows, part) or any(finding.pointer is None for finding in findings):
        return None
    found: dict[str, list[Any]] = {}
    again = {position for position, entry in enumerate(rows.entries) if entry.id in repeated}
    begins, days = part.begins, _days(rows)
    for position, finding in _in_entries(findings):
        days.setdefault("", []).extend([position] * _tells_of_today(finding, today))
        if _can_be_kept(finding, begins[position], position):
            found.setdefault(str(position), []).append(_row(finding, begins[position]))
        else:
            again.add(position)
    return Sheet(part, list(map(_sketch, rows.entries)), found, sorted(again), days)


def _days(rows: EntryList) -> dict[str, list[int]]:
    """The days that stand in fields of the entries of ``rows``, and in its edition's: by them their positions."""
    days: dict[str, list[int]] = {}
    every = chain([(HEAD, rows.edition.values)], enumerate(entry.values for entry in rows.entries))
    written = ((position, value) for position, values in every for value in values.values() if _is_day(value))
    for position, day in written:
        days.setdefault(day, []).append(position)
    return days


def _is_day(value: Any) -> bool:
    return value.__class__ is str and len(value) == _DAY and value[4:5] == value[7:8] == "-"


def _tells_of_today(finding: Finding, today: str) -> bool:
    """Whether another day would tell of ``finding`` in other words."""
    return every_day(all_rules()[finding.name]) or today in map(str, finding.args.values())


def _are_blocks(rows: EntryList, part: Part) -> bool:
    """Whether each entry begins where its block does."""
    document = rows.where.document if rows.where else None
    if document is None or len(document.source.documents) > 1 or len(rows.entries) != len(part.digests):
        return False
    return any(_begin(document.item_lines, key, part.begins[:-1]) for key in _SPELLINGS)


def _begin(lines: Mapping[Path, int], key: str, wanted: Sequence[int]) -> bool:
    return all(lines.get((key, position)) == line for position, line in enumerate(wanted))


def _sketch(entry: Entry) -> dict[str, Any]:
    names = (*_SEEN, *(_SECRET if "internal" in entry.values else ()))
    seen = {name: entry.values[name] for name in names if name in entry.values}
    return seen | {name: copy_mark(entry.text(name)) for name in _COPIED if is_telling(entry.text(name))}


def _in_entries(findings: Sequence[Finding]) -> Iterator[tuple[int, Finding]]:
    """Those of ``findings`` that stand in an entry, with its position."""
    for finding in findings:
        parts = (finding.pointer or "").split("/", 3)
        if len(parts) > 2 and parts[1] in _SPELLINGS and parts[2].isdigit():
            yield int(parts[2]), finding


def _can_be_kept(finding: Finding, line: int, position: int) -> bool:
    """Whether a finding rests on its entry alone, and comes out of JSON as it went in."""
    if sees_others(all_rules()[finding.name]):
        return False
    with suppress(TypeError, ValueError):
        return _restored(json.loads(json.dumps(_row(finding, line))), finding.file, line, position) == finding
    return False


def _row(finding: Finding, line: int) -> list[Any]:
    """``finding`` as it is kept, its lines counted from the one (from 0) on which its entry begins."""
    return list(_elsewhere(finding, lambda number: number - line, lambda position: 0)._replace(file=""))


def _restored(row: Sequence[Any], file: str, line: int, position: int) -> Finding:
    """The finding that was kept as ``row``, in the entry that now begins on ``line`` (from 0)."""
    found = Finding._make(row)
    fix, place = found.fix and _fix(*found.fix), found.place and Place(*found.place)
    found = found._replace(file=file, severity=Severity(found.severity), place=place, fix=fix)
    return _elsewhere(found, lambda number: number + line, lambda zero: position)


def _fix(edits: Sequence[Sequence[Any]], *rest: Any) -> Fix:
    return Fix(tuple(Edit(Place(*place), text) for place, text in edits), *rest)


def _elsewhere(finding: Finding, line: Callable[[int], int], position: Callable[[int], int]) -> Finding:
    """``finding`` with every line and the position of its entry changed."""
    fix = finding.fix
    return finding._replace(
        place=finding.place and _moved(finding.place, line),
        pointer=_repointed(finding.pointer, position),
        fix=fix and fix._replace(edits=tuple(edit._replace(place=_moved(edit.place, line)) for edit in fix.edits)),
    )


def _moved(place: Place, line: Callable[[int], int]) -> Place:
    return place.moved(line(place.line) - place.line)


def _repointed(pointer: str | None, position: Callable[[int], int]) -> str | None:
    parts = (pointer or "").split("/", 3)
    if len(parts) < 3 or parts[1] not in _SPELLINGS or not parts[2].isdigit():
        return pointer
    return "/".join(("", parts[1], str(position(int(parts[2]))), *parts[3:]))

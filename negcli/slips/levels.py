"""Lines that begin in one column: the fields of a mapping or the items of a list, and where they should begin."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import filterfalse
from operator import attrgetter

from negcli.lists.canonical import keys_of, lead_of
from negcli.lists.vocabulary import Field, Type, value_spellings
from negcli.slips.rows import NOWHERE, Row

#: Types of fields whose values are lists, one item a line.
_LISTS = ("list", "refs", "enum-list", "citations", "list-map")
_ID = re.compile(r"(?a)(?:[\w-]+/)?[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d+")
#: Types of lists of texts → whether a text can be an item of theirs and of no other.
_ITEMS: Mapping[str, Callable[[str, Type], bool]] = {
    "citations": lambda text, _: text.startswith("《"),
    "refs": lambda text, _: _ID.fullmatch(text) is not None,
    "enum-list": lambda text, kind: text in value_spellings(kind.of),
}


def is_item_of(kind: Type, row: Row) -> bool | None:
    """Whether ``row``, a text, is an item of a list of ``kind``; None where any text may be one."""
    return _ITEMS[kind.name](row.text.strip(" \"'"), kind) if kind.name in _ITEMS else None


@dataclass(eq=False)
class Level:
    """The fields of a mapping, or the items of a list, and what they stand below."""

    type: Type
    known: Mapping[str, Field]
    above: Level | None = None
    opener: Row = NOWHERE
    is_list: bool = False
    #: Whether the line that it stands below was lost.
    is_unnamed: bool = False
    rows: list[Row] = field(default_factory=list)
    #: In which columns the lines of all such levels of the document begin.
    usual: Counter[int] = field(default_factory=Counter)
    #: Where the dashes of its items should stand by the fields below them.
    dashes: list[int] = field(default_factory=list)
    #: How far the dashes of the document's lists mostly stand behind the key above them.
    offset: int = 2

    @property
    def holds_mappings(self) -> bool:
        """Whether it is a list of mappings."""
        return self.is_list and self.type.name == "list-map"

    @property
    def is_free(self) -> bool:
        """Whether its keys may be any words, as those of settings by rule."""
        return self.type.name == "table" and not self.known

    def lacks_above(self, row: Row) -> bool:
        """Whether ``row``, a key alone, is a field that what it stands in may have and does not yet."""
        return row.opens and any(level.lacks(row) for level in self.outwards)

    @property
    def is_item(self) -> bool:
        """Whether it is an item of such a list."""
        return self.above is not None and self.above.is_list

    def knows(self, row: Row) -> bool:
        """Whether the field that ``row`` names may stand in it."""
        return row.key in self.known

    def has(self, row: Row) -> bool:
        """Whether that field stands in it already."""
        return self._meant(row) in map(self._meant, self.rows)

    def lacks(self, row: Row) -> bool:
        """Whether that field may stand in it and does not yet."""
        return self.knows(row) and not self.has(row)

    def is_begun_by(self, row: Row) -> bool:
        """Whether it is an item, and begins with the field of ``row``."""
        return self.is_item and self.leads(row) and self.has(row)

    def is_list_of(self, kind: str | None) -> bool:
        """Whether it is a list, and of that ``kind``."""
        return self.is_list and self.type.name == kind

    def lists(self, row: Row) -> bool:
        """Whether ``row``, a text, is one of the words or ids that it is a list of."""
        return self.is_list and self.type.name in ("refs", "enum-list") and bool(is_item_of(self.type, row))

    def takes(self, row: Row) -> bool:
        """Whether ``row``, a text or a mapping in braces behind a dash, may be an item of it."""
        return self.is_list and self.holds_mappings == row.text.startswith("{")

    def quoted(self, row: Row) -> str:
        """The cause where ``row``, an item, stands in Chinese quotation marks that can hold none."""
        return "quote" if self.type.name in ("refs", "enum-list") and row.is_quoted else ""

    def leads(self, row: Row) -> bool:
        """Whether that field is what items begin with: their id, or what its own first line names."""
        return self._meant(row) in ("id", *map(self._meant, self.rows[:1]))

    def tells_apart(self, row: Row) -> bool:
        """Whether that field is the one that every item must have."""
        return self._meant(row) == lead_of(self.known)

    def _meant(self, row: Row) -> str:
        return self.known[row.key].key if self.knows(row) else ""

    def below(self, row: Row) -> Level:
        """What stands below ``row``, one of its fields that is a key alone."""
        kind = self.known[row.key].type
        return Level(kind, keys_of(kind), self, row, is_list=kind.name in _LISTS)

    def item(self, row: Row) -> Level:
        """The mapping that ``row``, one of its items, begins."""
        return Level(self.type, self.known, self, row, rows=[row])

    @property
    def starts(self) -> list[int]:
        """Where its lines begin, as they are written, but for those before which odd signs stand."""
        told = filterfalse(attrgetter("is_led_oddly"), self.rows)
        return [row.indent if self.is_list else row.column for row in told if row.dash or not self.is_list]

    @property
    def last_start(self) -> int:
        """Where the last of its lines begins, or the field that it stands below; -1 for none."""
        return [self.opener.column, *self.starts][-1]

    @cached_property
    def column(self) -> int:
        """Where its lines should begin: where most do that can; all of them further on where all are shifted alike."""
        counts, default = Counter(self.starts), self._default()
        if len(counts) == 1:
            counts = Counter([self._by_fields(self._shifted(*counts))])
        head = self._head(counts)
        fit = filter(self._least().__le__, (*counts, *self.usual))
        return max(
            fit,
            key=lambda column: (column == head, counts[column], self.usual[column], column == default),
            default=default,
        )

    def _head(self, counts: Counter[int]) -> int:
        """Where the first key of an item stands, if it is where others have theirs: it cannot slip behind its dash."""
        usual = self.usual.most_common(1)[0][0] if self.usual else -1
        return usual if self.opener.dash and usual in self.starts[:1] and self.usual[usual] > counts[usual] else -1

    def _shifted(self, start: int) -> int:
        """Where lines belong that all begin at ``start``: moved like what they stand below, if most begin there."""
        moved = start + self.shift
        return moved if self.usual[moved] > self.usual[start] else start

    def _by_fields(self, start: int) -> int:
        """Where dashes belong that all stand at ``start``: where the fields below them do, if others have it so."""
        others, default = self.usual - Counter(self.starts), self._default()
        return max((start, *self.dashes), key=lambda column: (others[column], column == default))

    @property
    def shift(self) -> int:
        """How far the line that it stands below must be moved."""
        if not self.above:
            return 0
        return self.above.column - (self.opener.indent if self.above.is_list else self.opener.column)

    def _least(self) -> int:
        """The first column in which its lines may begin."""
        return self.above.column + max(not self.is_list, 2 * self.is_unnamed) if self.above else 0

    def _default(self) -> int:
        usual = self.above.column + (self.offset if self.is_list else 2) if self.above else 0
        return max(usual, self._least())

    @property
    def outwards(self) -> Iterator[Level]:
        """Itself and the levels that it stands in."""
        level: Level | None = self
        while level:
            yield level
            level = level.above

    @property
    def part(self) -> int:
        """The line on which the entry begins that it is of; -1 outside of entries."""
        items = [level.opener.number for level in self.outwards if level.is_item]
        return items[-1] if items else -1


def note_usual(levels: Sequence[Level]) -> None:
    """Tell each level in which columns its like begin, and how far lists are indented."""
    offset = _usual_offset(levels)
    usual: dict[object, Counter[int]] = defaultdict(Counter)
    for level in levels:
        likeness = (level.type, level.is_list, level.above and (level.above.type, level.above.is_list))
        level.usual = usual[likeness]
        level.usual.update(level.starts)
        level.offset = offset
        if level.is_item and level.above:
            usually = Counter(level.starts[1:]).most_common(1)
            level.above.dashes += [start - len(level.opener.dash) for start, _ in usually]


def _usual_offset(levels: Sequence[Level]) -> int:
    lists = [(level.starts, level.opener.column) for level in levels if level.is_list]
    offsets = Counter(start - column for starts, column in lists for start in starts if start >= column)
    return max(offsets, key=lambda offset: (offsets[offset], offset == 2), default=2)

"""Lines that begin in one column: the fields of a mapping or the items of a list, and where they should begin."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import filterfalse
from operator import attrgetter

from negcli.lists.canonical import fields_of
from negcli.lists.vocabulary import Field, Type
from negcli.slips.rows import Row

#: Types of fields whose values are lists, one item a line.
_LISTS = ("list", "refs", "enum-list", "citations", "list-map")
#: What becomes of a level that stands nowhere but in the document itself.
_NOTHING: Mapping[str, Field] = {}


@dataclass(eq=False)
class Level:
    """The fields of a mapping, or the items of a list, and what they stand below."""

    type: Type
    known: Mapping[str, Field]
    above: Level | None = None
    opener: Row | None = None
    is_list: bool = False
    rows: list[Row] = field(default_factory=list)
    #: In which columns the lines of all such levels of the document begin.
    usual: Counter[int] = field(default_factory=Counter)

    @property
    def holds_mappings(self) -> bool:
        """Whether it is a list of mappings."""
        return self.is_list and self.type.name == "list-map"

    def knows(self, row: Row) -> bool:
        """Whether the field that ``row`` names may stand in it."""
        return row.key in self.known

    def has(self, row: Row) -> bool:
        """Whether that field stands in it already."""
        return self._meant(row) in map(self._meant, self.rows)

    def is_id(self, row: Row) -> bool:
        """Whether that field is the id of what it holds."""
        return self._meant(row) == "id"

    def _meant(self, row: Row) -> str:
        return self.known[row.key].key if self.knows(row) else ""

    def below(self, row: Row) -> Level:
        """What stands below ``row``, one of its fields that is a key alone."""
        kind = self.known[row.key].type
        inner = fields_of(kind)
        return Level(kind, inner.by_spelling if inner else _NOTHING, self, row, is_list=kind.name in _LISTS)

    def item(self, row: Row) -> Level:
        """The mapping that ``row``, one of its items, begins."""
        return Level(self.type, self.known, self, row, rows=[row])

    @property
    def starts(self) -> list[int]:
        """Where its lines begin, as they are written, but for those before which odd signs stand."""
        told = filterfalse(attrgetter("is_led_oddly"), self.rows)
        return [row.indent if self.is_list else row.column for row in told]

    @property
    def last_start(self) -> int:
        """Where the last of its lines begins, or the field that it stands below; -1 for none."""
        return [-1, *(row.column for row in [self.opener] if row), *self.starts][-1]

    @cached_property
    def column(self) -> int:
        """Where its lines should begin: where most do that can."""
        counts, least, default = Counter(self.starts), self._least(), self._default()
        fit = filter(least.__le__, (*counts, *self.usual))
        return max(fit, key=lambda column: (counts[column], self.usual[column], column == default), default=default)

    def _least(self) -> int:
        """The first column in which its lines may begin."""
        return self.above.column + (not self.is_list) if self.above else 0

    def _default(self) -> int:
        return self.above.column + 2 if self.above else 0

    @property
    def part(self) -> int:
        """The line on which the entry begins that it is of; -1 outside of entries."""
        further = self.above.part if self.above else -1
        own = self.opener.number if self.opener and self.above and self.above.is_list else -1
        return further if further >= 0 else own


def note_usual(levels: Sequence[Level]) -> None:
    """Tell each level in which columns its like begin."""
    usual: dict[object, Counter[int]] = defaultdict(Counter)
    for level in levels:
        likeness = (level.type, level.is_list, level.above and (level.above.type, level.above.is_list))
        level.usual = usual[likeness]
        level.usual.update(level.starts)

"""The level that each line of a document belongs to, told by the field that it names and by what is open above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, dropwhile, filterfalse, islice, takewhile
from operator import attrgetter
from typing import NamedTuple

from negcli.lists.vocabulary import Field, Type
from negcli.near import is_chinese
from negcli.slips.levels import Level, is_item_of, note_usual
from negcli.slips.lookalikes import Odd, is_setting, odd_sign
from negcli.slips.prose import SIGNS, goes_on
from negcli.slips.rows import NOWHERE, Row, row_of
from negcli.slips.unnamed import lost_section, opener

_TEXTS = ("text", "date-or-text")
_MAPS = ("map", "list-map", "table")
#: How many lines of an entry are looked at from one of them.
_LONGEST = 200
#: Values that say that there is nothing.
_NONE = ("[]", "{}", "~", "null", "无", "暂无", "none")
#: What an item begins with that can stand nowhere else → the type of its list.
_OF_LISTS = {"《": "citations", "{": "list-map"}
#: How a line begins that is no part of the data → its cause.
_NOTES = {"#": "comment", "```": "fence", "~~~": "fence"}


class Placed(NamedTuple):
    """A row, the level that it belongs to, the mapping that it begins, and a cause that is no matter of its place."""

    row: Row
    level: Level
    cause: str = ""
    inner: Level | None = None


def placed_rows(rows: Sequence[Row], known: Mapping[str, Field]) -> list[Placed]:
    """Those of ``rows``, of one document whose fields are ``known``, that can be told where they belong, in order."""
    return sorted(_Walk(rows, known).placed.values())


class _Walk:
    """Goes through the rows from above and finds for each the level that it belongs to."""

    def __init__(self, rows: Sequence[Row], known: Mapping[str, Field]) -> None:
        self.placed: dict[int, Placed] = {}
        self._rows = list(rows)
        self._stack = [Level(Type("map"), known)]
        self._levels = list(self._stack)
        #: What closes what is open, and the column below which nothing is known.
        self._closing, self._unknown = "", -1
        for at in range(len(rows)):
            self._take(at)
        note_usual(self._levels)

    def _take(self, at: int) -> None:
        row = self._rows[at]
        if self._is_open(row) or self._is_setting(row) or (row.in_block and not self._slipped_in(at)):
            return
        self._closing = row.unclosed
        takes = {(True, True): self._keyed_item, (True, False): self._item, (False, True): self._field}
        takes.get((bool(row.dash), bool(row.key)), self._text)(at)

    def _is_open(self, row: Row) -> bool:
        """Whether a row goes on with what is open; a field that is known here shows that the end was forgotten."""
        if not self._closing or any(level.knows(row) for level in self._stack):
            return False
        self._closing = "" if self._closing in row.line else self._closing
        return True

    def _is_setting(self, row: Row) -> bool:
        """Whether a row stands below a field that nobody knows, or one with keys of any kind (it has a place there)."""
        table, is_set = self._stack[-1], is_setting(row.value)
        is_ours = table.is_free and (row.is_field or is_set)
        is_in = row.indent > self._unknown or (is_ours and is_set)
        self._unknown = -1 if not is_in or (is_ours and table.lacks_above(row)) else self._unknown
        if self._unknown >= 0 and is_ours:
            self._put_text(row, table, "extra-dash" * bool(row.dash))
        return self._unknown >= 0

    def _slipped_in(self, at: int) -> bool:
        """Whether a line of a text is a field of the entry that it has nowhere else."""
        row, home = self._rows[at], self._home(at)
        if home is None or home.has(row):
            return False
        later = takewhile(lambda other: not home.leads(other), self._rows[at + 1 : at + _LONGEST])
        return row.key not in (other.key for other in later)

    def _after(self, at: int) -> Row:
        return next(iter(self._rows[at + 1 : at + 2]), NOWHERE)

    # fields

    def _field(self, at: int) -> None:
        level = self._home(at)
        row = self._rows[at] = self._emptied(at, level)
        item_of = self._without_dash(at, level)
        if item_of:
            self._begin_item(row, item_of, "missing-dash")
        elif level:
            self._put(row, level)
        elif not self._begins_unnamed(at):
            self._unknown = row.indent if row.opens else -1

    def _begins_unnamed(self, at: int) -> bool:
        """Whether the row ``at`` begins what stands below a line that was lost; it is put there then."""
        row = self._rows[at]
        found = lost_section(self._stack, row, lambda: self._near(at))
        if found:
            self._put_unnamed(row, *found)
        return found is not None

    def _near(self, at: int) -> tuple[Sequence[Row], Sequence[Row]]:
        """The rows above ``at``, and those below up to the next item of the innermost list of mappings."""
        above, below = self._rows[max(0, at - _LONGEST) : at], self._rows[at + 1 :]
        items = [level for level in self._stack if level.is_item][-1:]
        return above, list(takewhile(lambda row: not items[0].leads(row), below[:_LONGEST])) if items else below

    def _put_unnamed(self, row: Row, level: Level, field: Field) -> None:
        line = opener(level, field, row)
        self._back_to(level)
        below = level.below(line)
        below.is_unnamed = True
        level.rows.append(line)
        self._push(below)
        put = self._begin_item if row.dash and row.key else self._put
        put(row, below, "lost-key" if level.type.name == "table" else "missing-section")

    def _home(self, at: int) -> Level | None:
        """The mapping that a field belongs to: one in whose column it begins, else the innermost that lacks it."""
        row = self._rows[at]
        maps = filterfalse(attrgetter("is_list"), self._around(row))
        homes = sorted(maps, key=lambda level: not self._reaches(level, at))
        exact = filter(lambda level: self._is_exact(level, at) and self._reaches(level, at, homes[0]), homes)
        ordered = sorted(exact, key=lambda level: level.starts[0] != row.column)
        lacking = filterfalse(lambda level: level.has(row), homes)
        return next(chain(ordered, lacking, homes), None)

    def _reaches(self, level: Level, at: int, likelier: Level | None = None) -> bool:
        """Whether what stands below the row ``at``, a key alone, may do so in ``level``, or not in a ``likelier``."""
        row, following = self._rows[at], self._after(at)
        is_inside = following.indent + bool(following.dash) > (level.starts or [-1])[0]
        if is_inside or not row.opens or level.knows(following):
            return True
        return likelier is not None and not self._reaches(likelier, at)

    def _is_exact(self, level: Level, at: int) -> bool:
        """Whether the row ``at`` stands where those of ``level`` do; what is at the margin may have slipped there."""
        row = self._rows[at]
        is_there = row.column in level.starts and self._goes_on(level, at)
        return is_there and not (level.above is None and level.has(row))

    def _around(self, row: Row) -> Iterator[Level]:
        """The levels that know the field of ``row``, the innermost first."""
        return filter(lambda level: level.knows(row), reversed(self._stack))

    def _goes_on(self, level: Level, at: int) -> bool:
        """Whether the row after ``at`` can stand in ``level``, or is none of what stands further in."""
        following = self._after(at)
        if self._rows[at].opens or level.knows(following):
            return True
        return not any(other.knows(following) for other in self._stack[self._stack.index(level) + 1 :])

    def _emptied(self, at: int, level: Level | None) -> Row:
        """The row ``at``, as a key alone where its value says that there is nothing and items stand below it."""
        row = self._rows[at]
        says_nothing = row.value.strip() in _NONE and self._after(at).dash
        if not (level and says_nothing and level.below(row).is_list):
            return row
        odd = Odd("yaml-error", "nothing-above-items", (row.line.index(row.value), len(row.line)), "")
        return row._replace(line=row.line.removesuffix(row.value).rstrip(), value="", odd=odd)

    def _without_dash(self, at: int, level: Level | None) -> Level | None:
        """The list whose next item a field begins without a dash: its lead comes again, or before any item."""
        row, top = self._rows[at], self._stack[-1]
        if self._may_begin(at, top) and not self._is_in_unknown(at):
            return top
        items = filter(lambda each: each.is_begun_by(row), reversed(self._stack))
        item = next(filter(lambda each: each is level or self._is_under_dash(at, each), items), None)
        return item and item.above

    def _is_under_dash(self, at: int, item: Level) -> bool:
        """Whether the row ``at`` stands where the dash of ``item`` and of its like do, away from the margin."""
        indent, above = self._rows[at].indent, item.above
        return above is not None and indent > 0 and indent in above.starts and self._reaches(item, at)

    def _is_in_unknown(self, at: int) -> bool:
        """Whether the field ``at`` stands in an item that a field which nobody knows began."""
        row, above = self._rows[at], reversed(self._rows[max(0, at - _LONGEST) : at])
        first = next((other for other in above if other.dash or other.column < row.column), NOWHERE)
        return bool(first.dash) and first.column == row.column and first.number not in self.placed

    def _may_begin(self, at: int, level: Level) -> bool:
        """Whether the field ``at`` begins an item of ``level``: it may be a list, and that may be one mapping alone."""
        if not (level.is_list and level.knows(self._rows[at])):
            return False
        return level.holds_mappings or (not level.rows and self._dash_follows(at, level))

    def _dash_follows(self, at: int, level: Level) -> bool:
        """Whether, behind the fields of an item of ``level``, another of its items begins."""
        rest = dropwhile(lambda row: not row.dash and level.knows(row), self._rows[at : at + _LONGEST])
        return any(row.dash and (not row.key or level.knows(row)) for row in islice(rest, 1))

    def _put(self, row: Row, level: Level, cause: str = "") -> None:
        self._back_to(level)
        level.rows.append(row)
        self.placed[row.number] = Placed(row, level, cause)
        self._open(row, level)

    def _open(self, row: Row, level: Level) -> None:
        """Go on with what stands below a field, where it is a key alone."""
        if row.opens:
            below = level.below(row)
            self._unknown = row.indent if below.is_free else -1
            self._push(below)

    # items

    def _keyed_item(self, at: int) -> None:
        row = self._rows[at]
        chosen = next((level for level in self._around(row) if level.is_list and self._begins(at, level)), None)
        home = self._home(at)
        if chosen:
            self._begin_item(row, chosen)
        elif not self._begins_inside(at, home):
            self._put(row, home, "extra-dash") if home else self._item(at)

    def _begins_inside(self, at: int, home: Level | None) -> bool:
        """Whether an item of no list begins one that lost its name; its field may be one of the document's, too."""
        is_of_document = home is not None and home.above is None and self._rows[at].indent > 0
        return (home is None or is_of_document) and self._begins_unnamed(at)

    def _begins(self, at: int, level: Level) -> bool:
        """Whether the row ``at`` begins an item of ``level``: its lead is in it, or what the one before has."""
        before = [other for other in self._stack if other.above is level]
        return not before or level.leads(self._rows[at]) or self._has_lead(at, level) or before[-1].has(self._rows[at])

    def _has_lead(self, at: int, level: Level) -> bool:
        """Whether what items begin with stands below the row ``at``, before the next item."""
        row = self._rows[at]
        below = takewhile(
            lambda other: other.indent > row.indent and not (other.dash and other.key),
            self._rows[at + 1 : at + _LONGEST],
        )
        return any(map(level.tells_apart, below))

    def _begin_item(self, row: Row, level: Level, cause: str = "") -> None:
        self._back_to(level)
        level.rows.append(row)
        item = level.item(row)
        self.placed[row.number] = Placed(row, level, cause, item)
        self._push(item)
        self._open(row, item)

    def _item(self, at: int) -> None:
        """A text behind a dash: an item of the innermost list of texts; a mapping in braces: of one of mappings."""
        row = self._rows[at]
        level = next(filter(lambda level: level.takes(row), reversed(self._stack)), None)
        is_at_home = level is not None and is_item_of(level.type, row) is not False
        if (is_at_home or not self._begins_unnamed(at)) and level:
            self._put_text(row, level, level.quoted(row))

    def _put_text(self, row: Row, level: Level, cause: str) -> None:
        self._back_to(level)
        level.rows.append(row)
        self.placed[row.number] = Placed(row, level, cause)

    # texts

    def _text(self, at: int) -> None:
        """A text without dash and key: a part of the value above, or what stands there by mistake."""
        looks = (
            (self._is_section, self._section),
            (self._is_value, self._value),
            (self._goes_on_above, self._below),
            (self._is_note, self._note),
            (self._is_bare, self._bare_text),
            (self._lost_dash, self._dashless),
        )
        take = next((take for is_so, take in looks if is_so(at)), None)
        if take:
            take(at)

    def _named(self, row: Row) -> Row:
        """``row`` as a field that it may be, where its key only lacks a colon."""
        odd = odd_sign(row.line)
        named = row_of(row.number, "", odd) if odd and odd.cause == "missing-colon" else NOWHERE
        return named if any(level.lacks(named) for level in self._stack) else NOWHERE

    def _is_section(self, at: int) -> bool:
        """Whether a key without its colon opens what stands below it: items, or something further in."""
        following = self._after(at)
        return self._named(self._rows[at]).opens and (following.indent > self._rows[at].indent or bool(following.dash))

    def _section(self, at: int) -> None:
        self._rows[at] = self._named(self._rows[at])
        self._field(at)

    def _is_value(self, at: int) -> bool:
        """Whether a text is all that may stand below the key above it, and is not far enough in, or lacks its dash."""
        row, level = self._rows[at], self._stack[-1]
        is_below = level.opener is self._rows[at - 1] and not level.known
        return is_below and (row.indent <= level.opener.column or level.type.name == "list")

    def _value(self, at: int) -> None:
        top = self._stack[-1]
        self._put_text(self._rows[at], top, "missing-dash" if top.is_list else "")

    def _goes_on_above(self, at: int) -> bool:
        """Whether a text goes on with the value above, which has no end, and does not stand far enough in."""
        row, above = self._rows[at], self._rows[at - 1]
        is_below = above.number == row.number - 1 and above.number in self.placed and row.indent <= above.column
        return is_below and goes_on(self._rows[at : at + _LONGEST], above, self.placed[above.number].level)

    def _below(self, at: int) -> None:
        row, above = self._rows[at], self.placed[self._rows[at - 1].number]
        level = Level(Type("text"), {}, above.inner or above.level, above.row) if above.row.key else above.level
        level.rows.append(row)
        self.placed[row.number] = Placed(row, level)

    def _is_note(self, at: int) -> bool:
        """Whether a text is a comment, or should be one."""
        return self._rows[at].text.startswith("#") or self._is_stray(at)

    def _note(self, at: int) -> None:
        row = self._rows[at]
        cause = next((cause for sign, cause in _NOTES.items() if row.text.startswith(sign)), "no-colon")
        self.placed[row.number] = Placed(row, self._stack[-1], cause)

    def _is_stray(self, at: int) -> bool:
        """Whether a text stands where none can: it goes on with nothing, and is no part of an entry."""
        is_below_block = at > 0 and self._rows[at - 1].value[:1] in ("|", ">")
        if is_below_block or self._named(self._rows[at]).key:
            return False
        return self._rows[at].indent <= self._margin() or self._is_before(at)

    def _margin(self) -> int:
        """The column from which on a text may go on with what is above."""
        lists = [level for level in self._stack if level.holds_mappings and level.rows]
        return lists[0].last_start if lists else self._stack[-1].last_start

    def _is_before(self, at: int) -> bool:
        """Whether a text stands before the first line of a mapping or of a list of mappings."""
        level = self._stack[-1]
        is_first = not level.rows and level.type.name in _MAPS
        return is_first and (level.above is None or level.knows(self._after(at)))

    def _is_bare(self, at: int) -> bool:
        return self._stack[-1].type.name in _TEXTS

    def _bare_text(self, at: int) -> None:
        """A line of a text that stands below its key: with the second one, it is a block that lost its sign."""
        level = self._stack[-1]
        level.rows.append(self._rows[at])
        if len(level.rows) > 1 and any(is_chinese(other.text) for other in level.rows):
            opener = level.opener.number
            self.placed[opener] = self.placed[opener]._replace(cause="no-bar")

    def _lost_dash(self, at: int) -> Level | None:
        """The list in which a text lost its dash: of what can stand nowhere else, or of the texts around it."""
        row = self._rows[at]
        found = self._list_of(row)
        if found or row.text[:1] in _OF_LISTS:
            return found or self._first_of(at)
        return None if row.text.startswith(SIGNS) or self._named(self._rows[at]).key else self._first_of(at)

    def _list_of(self, row: Row) -> Level | None:
        """The list in which a title of a law, a word of its own, or a mapping in braces, is a further item."""
        kind = _OF_LISTS.get(row.text[:1])
        lists = filter(lambda level: level.is_list_of(kind) or level.lists(row), reversed(self._stack))
        return next(filter(lambda level: level.rows or level.holds_mappings, lists), None)

    def _first_of(self, at: int) -> Level | None:
        """The list of texts that is open, where the row ``at`` stands among its items, or before the first."""
        row, level = self._rows[at], self._stack[-1]
        is_one = level.is_list and not level.holds_mappings
        return level if is_one and (row.is_numbered or self._is_among(row, self._after(at), level)) else None

    def _is_among(self, row: Row, following: Row, level: Level) -> bool:
        """Whether a text stands where the items of ``level`` begin, or before the first of them."""
        if level.rows:
            return row.indent in level.starts
        return bool(following.dash) and (not following.key or level.knows(following))

    def _dashless(self, at: int) -> None:
        level = self._lost_dash(at)
        if level:
            self._put_text(self._rows[at], level, "missing-dash")

    def _push(self, level: Level) -> None:
        self._stack.append(level)
        self._levels.append(level)

    def _back_to(self, level: Level) -> None:
        del self._stack[self._stack.index(level) + 1 :]

"""Where each line of a document belongs, told by the fields that the vocabulary knows, and how it should be written.

How far a line is indented says only where it was put. Which field it names, and what stands above and below it, says
where it belongs: in the document, its edition, an entry, or what an entry holds. Lines that belong together begin in
one column; where they do not, most of them decide. So a line in the wrong place is found whether YAML breaks off
there, further down, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from negcli.lists.vocabulary import Field, Type
from negcli.near import is_chinese
from negcli.slips.levels import Level, note_usual
from negcli.slips.lookalikes import Odd
from negcli.slips.rows import Row, is_key_alone

_TEXTS = ("text", "date-or-text")
_MAPS = ("map", "list-map")
#: How many lines of an entry are looked at from one of them.
_LONGEST = 200
#: What begins a value that is no bare text.
_SIGNS = tuple("\"'[{&*|>")


class Wrong(NamedTuple):
    """A line that is not as it should be, what is told of it, and the line on which its entry begins (or -1)."""

    number: int
    odd: Odd
    part: int


class Placed(NamedTuple):
    """A row, the level that it belongs to, the mapping that it begins, and a cause that is no matter of its place."""

    row: Row
    level: Level
    cause: str = ""
    inner: Level | None = None

    @property
    def right(self) -> str:
        """The line as it should be."""
        return _RIGHT.get(self.cause, _in_place)(self)


def misplaced(rows: Sequence[Row], known: Mapping[str, Field]) -> list[Wrong]:
    """The lines among ``rows``, those of one document whose fields are ``known``, that are not as they should be."""
    return sorted(map(_wrong, filter(_is_wrong, _Walk(rows, known).placed.values())))


def _is_wrong(placed: Placed) -> bool:
    return bool(placed.cause or placed.row.odd) or placed.right != placed.row.line


def _wrong(placed: Placed) -> Wrong:
    row, instead = placed.row, placed.right
    columns = _COLUMNS.get(placed.cause, _dash_columns)(row)
    told = row.odd or Odd(_RULES.get(placed.cause, "yaml-error"), placed.cause or "indentation", columns, "")
    return Wrong(row.number, told._replace(instead=instead), (placed.inner or placed.level).part)


class _Walk:
    """Goes through the rows from above and finds for each the level that it belongs to."""

    def __init__(self, rows: Sequence[Row], known: Mapping[str, Field]) -> None:
        self.placed: dict[int, Placed] = {}
        self._rows = rows
        self._stack = [Level(Type("map"), known)]
        self._levels = list(self._stack)
        #: What closes what is open, and the column below which nothing is known.
        self._closing, self._unknown = "", -1
        for at in range(len(rows)):
            self._take(at)
        note_usual(self._levels)

    def _take(self, at: int) -> None:
        row = self._rows[at]
        if self._is_open(row) or self._is_unknown(row) or (row.in_block and not self._slipped_in(at)):
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

    def _is_unknown(self, row: Row) -> bool:
        """Whether a row stands below a field that nobody knows."""
        self._unknown = self._unknown if row.indent > self._unknown else -1
        return self._unknown >= 0

    def _slipped_in(self, at: int) -> bool:
        """Whether a line of a text is a field of the entry that it has nowhere else."""
        row, home = self._rows[at], self._home(at)
        if home is None or home.has(row):
            return False
        later = takewhile(lambda other: not home.is_id(other), self._rows[at + 1 : at + _LONGEST])
        return row.key not in (other.key for other in later)

    def _after(self, at: int) -> Row | None:
        return next(iter(self._rows[at + 1 : at + 2]), None)

    # fields

    def _field(self, at: int) -> None:
        row, level = self._rows[at], self._home(at)
        item_of = self._without_dash(row, level)
        if item_of:
            self._begin_item(row, item_of, "missing-dash")
        elif level:
            self._put(row, level)
        else:
            self._unknown = row.indent if row.opens else -1

    def _home(self, at: int) -> Level | None:
        """The mapping that a field belongs to: one in whose column it begins, else the innermost that lacks it."""
        row = self._rows[at]
        homes = [level for level in self._around(row) if not level.is_list]
        exact = [level for level in homes if row.column in level.starts and self._goes_on(level, at)]
        lacking = [level for level in homes if not level.has(row)]
        return next(iter((*exact, *lacking, *homes)), None)

    def _around(self, row: Row) -> Iterator[Level]:
        """The levels that know the field of ``row``, the innermost first."""
        return filter(lambda level: level.knows(row), reversed(self._stack))

    def _goes_on(self, level: Level, at: int) -> bool:
        """Whether the row after ``at`` can stand in ``level``, or is none of what stands further in."""
        following = self._after(at)
        if following is None or self._rows[at].opens or level.knows(following):
            return True
        return not any(other.knows(following) for other in self._stack[self._stack.index(level) + 1 :])

    def _without_dash(self, row: Row, level: Level | None) -> Level | None:
        """The list whose next item a field begins without a dash: the id comes again, or before any item."""
        top = self._stack[-1]
        if top.holds_mappings and top.knows(row) and not top.rows:
            return top
        is_again = level is not None and level.is_id(row) and level.has(row)
        return level.above if level and is_again and level.opener and level.opener.dash else None

    def _put(self, row: Row, level: Level, cause: str = "") -> None:
        self._back_to(level)
        level.rows.append(row)
        self.placed[row.number] = Placed(row, level, cause)
        self._open(row, level)

    def _open(self, row: Row, level: Level) -> None:
        """Go on with what stands below a field, where it is a key alone."""
        if row.opens:
            below = level.below(row)
            self._unknown = row.indent if below.type.name == "table" else -1
            self._push(below)

    # items

    def _keyed_item(self, at: int) -> None:
        row = self._rows[at]
        chosen = next((level for level in self._around(row) if level.is_list and self._begins(at, level)), None)
        home = self._home(at)
        if chosen:
            self._begin_item(row, chosen)
        elif home:
            self._put(row, home, "extra-dash")
        else:
            self._item(at)

    def _begins(self, at: int, level: Level) -> bool:
        """Whether the row ``at`` begins an item of ``level``: its id is in it, or what the item before already has."""
        before = [other for other in self._stack if other.above is level]
        has_ids = "id" in (field.key for field in level.known.values())
        return (
            not (has_ids and before)
            or level.is_id(self._rows[at])
            or self._has_id(at, level)
            or before[-1].has(self._rows[at])
        )

    def _has_id(self, at: int, level: Level) -> bool:
        """Whether an id stands below the row ``at``, before the next item."""
        row = self._rows[at]
        below = takewhile(
            lambda other: other.indent > row.indent and not (other.dash and other.key),
            self._rows[at + 1 : at + _LONGEST],
        )
        return any(map(level.is_id, below))

    def _begin_item(self, row: Row, level: Level, cause: str = "") -> None:
        self._back_to(level)
        level.rows.append(row)
        item = level.item(row)
        self.placed[row.number] = Placed(row, level, cause, item)
        self._push(item)
        self._open(row, item)

    def _item(self, at: int) -> None:
        """A text behind a dash: an item of the innermost list of texts."""
        lists = [level for level in reversed(self._stack) if level.is_list and not level.holds_mappings]
        if lists:
            self._put_text(self._rows[at], lists[0], _oddly_quoted(self._rows[at], lists[0]))

    def _put_text(self, row: Row, level: Level, cause: str) -> None:
        self._back_to(level)
        level.rows.append(row)
        self.placed[row.number] = Placed(row, level, cause)

    # texts

    def _text(self, at: int) -> None:
        """A text without dash and key: a part of the value above, or what stands there by mistake."""
        row, level = self._rows[at], self._stack[-1]
        if row.text.startswith("#") or self._is_stray(at):
            self.placed[row.number] = Placed(row, level, "comment" if row.text.startswith("#") else "no-colon")
        elif level.type.name in _TEXTS:
            self._bare_text(row, level)
        elif self._lost_dash(at):
            self._put_text(row, level, "missing-dash")

    def _is_stray(self, at: int) -> bool:
        """Whether a text stands where none can: it goes on with nothing, and is no part of an entry."""
        row = self._rows[at]
        is_below_block = at > 0 and self._rows[at - 1].value[:1] in ("|", ">")
        if is_below_block or is_key_alone(row):
            return False
        return row.indent <= self._margin() or self._is_before(at)

    def _margin(self) -> int:
        """The column from which on a text may go on with what is above."""
        lists = [level for level in self._stack if level.holds_mappings and level.rows]
        return lists[0].last_start if lists else self._stack[-1].last_start

    def _is_before(self, at: int) -> bool:
        """Whether a text stands before the first line of a mapping or of a list of mappings."""
        level, following = self._stack[-1], self._after(at)
        is_first = not level.rows and level.type.name in _MAPS
        return is_first and (level.above is None or (following is not None and level.knows(following)))

    def _bare_text(self, row: Row, level: Level) -> None:
        """A line of a text that stands below its key: with the second one, it is a block that lost its sign."""
        level.rows.append(row)
        if level.opener and len(level.rows) > 1 and any(is_chinese(other.text) for other in level.rows):
            opener = level.opener.number
            self.placed[opener] = self.placed[opener]._replace(cause="no-bar")

    def _lost_dash(self, at: int) -> bool:
        """Whether a text in a list lost its dash: the first of several items, or another title of a law."""
        row, level, following = self._rows[at], self._stack[-1], self._after(at)
        if not level.is_list or level.holds_mappings or row.text.startswith(_SIGNS):
            return False
        if level.rows:
            return level.type.name == "citations" and row.text.startswith("《")
        return following is not None and bool(following.dash) and not following.key

    def _push(self, level: Level) -> None:
        self._stack.append(level)
        self._levels.append(level)

    def _back_to(self, level: Level) -> None:
        del self._stack[self._stack.index(level) + 1 :]


def _oddly_quoted(row: Row, level: Level) -> str:
    """The cause where an item stands in Chinese quotation marks that can hold none."""
    is_name = level.type.name in ("refs", "enum-list")
    return "quote" if is_name and row.text.startswith("“") and row.text.rstrip().endswith("”") else ""


def _in_place(placed: Placed, text: str = "") -> str:
    """The line with ``text``, or what it says, where it should begin."""
    row, level = placed.row, placed.level
    if not level.is_list:
        return " " * level.column + row.text
    gap = placed.inner.column - level.column - 1 if placed.inner else len(row.dash or "- ") - 1
    return " " * level.column + "-" + " " * gap + (text or row.text)


#: Cause → the line as it should be, where that is no matter of its place alone.
_RIGHT: Mapping[str, Callable[[Placed], str]] = {
    "comment": lambda placed: placed.row.line,
    "no-colon": lambda placed: f"{' ' * placed.row.indent}# {placed.row.text.rstrip()}",
    "no-bar": lambda placed: f"{placed.row.line.rstrip()} |",
    "quote": lambda placed: _in_place(placed, f'"{placed.row.text.strip()[1:-1]}"'),
}


def _dash_columns(row: Row) -> tuple[int, int]:
    return row.indent, max(row.column, row.indent + 1)


def _text_columns(row: Row) -> tuple[int, int]:
    return row.column, len(row.line)


#: Cause → the columns that are marked; rules of causes that are not broken YAML.
_COLUMNS: Mapping[str, Callable[[Row], tuple[int, int]]] = {
    "": lambda row: (0, row.indent),
    "missing-dash": lambda row: (row.column, row.column + 1),
    **dict.fromkeys(("no-colon", "no-bar", "quote"), _text_columns),
}
_RULES = {"quote": "full-width-syntax"}

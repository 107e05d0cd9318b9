"""The edition of a list written anew in its file, everything else staying as it is.

Only lines of the edition are touched; all comments stay, those beside what goes away on lines of their own. What comes
out is read again, and refused where anything but the edition is another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from negcli.editions.lines import Row, item, mapping_lines, row_lines
from negcli.errors import Failure
from negcli.finding import Edit
from negcli.fmt.spelling import prevailing
from negcli.fmt.text import one_line
from negcli.lists.canonical import canonical, written_path
from negcli.lists.model import EntryList, Values, Where
from negcli.lists.register import kind_of
from negcli.lists.vocabulary import Type, fields, spell_value
from negcli.place import Path, Place, value_at
from negcli.source.document import Document, Source, load_source
from negcli.source.edits import edited
from negcli.source.events import Parser
from negcli.source.loader import NULLS
from negcli.source.places import Spot, all_spots

#: Where a comment may begin.
_SIGN = re.compile(r"(?:(?<=\s)|^)#")
#: What begins and ends collections.
_DEPTHS = {"MappingStartEvent": 1, "SequenceStartEvent": 1, "MappingEndEvent": -1, "SequenceEndEvent": -1}


class Wish(NamedTuple):
    """What is to become of an edition: fields to ``put``, to ``drop``, and adjustments to add."""

    put: Mapping[str, Any]
    drop: frozenset[str] = frozenset()
    rows: tuple[Row, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is wished for."""
        return not (self.put or self.drop or self.rows)


def revised(source: Source, wishes: Sequence[tuple[EntryList, Wish]]) -> str:
    """The text of a file with the editions of its lists as they are wished for.

    Failure ``cannot-revise`` where that cannot be done without touching anything else.
    """
    lang = prevailing(source.documents)
    text = source.text if source.text.endswith("\n") else source.text + "\n"
    whole = load_source(source.file, text)
    end = "\r\n" if "\r\n" in text else "\n"
    edits = chain.from_iterable(_edits(whole, rows, wish, lang) for rows, wish in wishes)
    new = edited(text, (edit._replace(text=edit.text.replace("\n", end)) for edit in edits))
    _make_sure(whole, load_source(source.file, new), wishes)
    return new


class _Block(NamedTuple):
    """An edition as it stands: its document, its path as written, the spots there, and the language to write."""

    document: Document
    path: Path
    spots: Mapping[Path, Spot]
    lang: str

    @property
    def data(self) -> Values:
        """The edition as written."""
        found = value_at(self.document.data, self.path) if self.path else None
        return found if isinstance(found, dict) else {}

    def written(self, name: str) -> str | None:
        """How the field ``name`` is spelt here; None where it is not written."""
        known = fields("edition").by_spelling
        return next((key for key in self.data if key in known and known[key].key == name), None)

    def spell(self, name: str) -> str:
        """How the field ``name`` is to be spelt here."""
        return self.written(name) or fields("edition").by_key[name].spelling(self.lang)

    def at(self, name: str) -> Path:
        """Where the field ``name`` stands, or would."""
        return (*self.path, self.spell(name))

    @property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.document.source.lines


def _edits(source: Source, rows: EntryList, wish: Wish, lang: str) -> Iterator[Edit]:
    where = _where(rows)
    document = source.documents[where.document.number - 1]
    path = written_path(rows.kind, document, (*where.path, "edition"))
    block = _Block(document, path, all_spots(document), lang)
    spot = block.spots.get(path) if len(path) > len(where.path) else None
    return _by_lines(block, wish) if spot and _is_block(block, spot, "{") else iter([_whole(block, rows, spot, wish)])


def _where(rows: EntryList) -> Where:
    if rows.where is None:
        raise ValueError("the list was not read from a file")
    return rows.where


def _is_block(block: _Block, spot: Spot, style: str) -> bool:
    """Whether a mapping (``{``) or a list (``[``) stands below its key, without these signs."""
    return spot.style == style and block.lines[spot.value.line - 1][spot.value.column - 1] != style


def _whole(block: _Block, rows: EntryList, spot: Spot | None, wish: Wish) -> Edit:
    """The edition as a block, in place of one in braces, or below the agency where there is none."""
    named = {_name_of(key): value for key, value in block.data.items()}
    kept = {name: named[name] for name in named.keys() - wish.drop - {"adjustments"}}
    lines = _new_lines(block, wish._replace(put={**kept, **wish.put}), 2)
    if spot and spot.key:
        return _in_place(block, spot.key, _end(block, spot.value), lines)
    key = fields(rows.kind).by_key["edition"].spelling(block.lang)
    after = block.spots[written_path(rows.kind, block.document, (*_where(rows).path, "agency"))].value.end_line + 1
    return Edit(Place(after, 1, after, 1), "\n".join([f"{key}:", *lines]) + "\n")


def _in_place(block: _Block, key: Place, end: tuple[int, int], lines: Sequence[str]) -> Edit:
    """``lines`` below ``key`` in place of what stands there up to ``end``; comments stay."""
    line, column = end
    rest = block.lines[line - 1]
    inner = (f"  {comment}" for comment in _comments(block, block.path, line) if not rest.endswith(comment))
    place = Place(key.line, key.end_column, line, len(rest) + 1)
    return Edit(place, "\n".join([f":{rest[column - 1 :]}".rstrip(), *inner, *lines]))


def _end(block: _Block, place: Place) -> tuple[int, int]:
    """Line and column after the braces, or the scalar, that begins at ``place``."""
    next_event = Parser(block.document.source.text).get_event
    event, depth = next_event(), 0
    while (event.start_mark.line + 1, event.start_mark.column + 1) != (place.line, place.column) or not _is_node(event):
        event = next_event()
    while (depth := depth + _DEPTHS.get(type(event).__name__, 0)) > 0:
        event = next_event()
    return event.end_mark.line + 1, event.end_mark.column + 1


def _is_node(event: Any) -> bool:
    return type(event).__name__ in ("ScalarEvent", "MappingStartEvent", "SequenceStartEvent")


def _name_of(key: str) -> str:
    known = fields("edition").by_spelling
    return known[key].key if key in known else key


def _by_lines(block: _Block, wish: Wish) -> Iterator[Edit]:
    """The same line by line: what can be replaced is, the rest is put before the adjustments or at the end."""
    replaced = {name: value for name, value in wish.put.items() if _is_simple(block, name, value)}
    new = {name: wish.put[name] for name in wish.put.keys() - replaced.keys()}
    grown = wish.rows if _has_rows(block, wish) else ()
    anew = wish.rows[len(grown) :]
    gone = {*new, *wish.drop, *["adjustments"] * bool(anew)}
    yield from (Edit(block.spots[block.at(name)].value, one_line(replaced[name])) for name in sorted(replaced))
    yield from chain.from_iterable(_deleted(block, name) for name in sorted(gone))
    yield from _more_rows(block, grown)
    yield from _put_in(block, Wish(new, wish.drop, anew))


def _put_in(block: _Block, wish: Wish) -> list[Edit]:
    """New fields where they belong."""
    if not (wish.put or wish.rows):
        return []
    keys = [spot.key for path, spot in block.spots.items() if path[:-1] == block.path]
    indent = min(key.column for key in filter(None, keys)) - 1
    line = _line_for(block, wish)
    return [Edit(Place(line, 1, line, 1), "\n".join(_new_lines(block, wish, indent)) + "\n")]


def _line_for(block: _Block, wish: Wish) -> int:
    """The line before which new fields go: that of the adjustments where those stay, else below the edition."""
    said = block.spots.get(block.at("adjustments"))
    key = said.key if said and not wish.rows else None
    return key.line if key else _last_line(block, block.path) + 1


def _is_simple(block: _Block, name: str, value: Any) -> bool:
    """Whether a text stands where ``value``, one too, is to stand."""
    spot = block.spots.get(block.at(name))
    return isinstance(value, str) and spot is not None and spot.style in ("", "'", '"') and spot.text not in NULLS


def _deleted(block: _Block, name: str) -> list[Edit]:
    """The field ``name`` away, but not the comments among its lines and beside them."""
    spot = block.spots.get(block.at(name))
    if spot is None or spot.key is None:
        return []
    last = _last_line(block, block.at(name))
    indent = " " * (spot.key.column - 1)
    kept = "".join(f"{indent}{comment}\n" for comment in _comments(block, block.at(name), last))
    return [Edit(Place(spot.key.line, 1, last + 1, 1), kept)]


def _comments(block: _Block, path: Path, last: int) -> list[str]:
    """The comments from the key at ``path`` to the line ``last``: what a ``#`` begins that stands within no scalar."""
    scalars = list(chain.from_iterable(map(_scalars, _below(block, path))))
    first = min(place.line for place in scalars)
    found = (_comment(block.lines[line - 1], line, scalars) for line in range(first, last + 1))
    return list(filter(None, found))


def _below(block: _Block, path: Path) -> list[Spot]:
    """What stands at ``path`` and below it."""
    return [spot for at, spot in block.spots.items() if at[: len(path)] == path]


def _scalars(spot: Spot) -> Iterator[Place]:
    """Where the key and the text of ``spot`` stand."""
    return filter(None, (spot.key, None if spot.text is None else spot.value))


def _comment(text: str, line: int, scalars: Sequence[Place]) -> str:
    """The comment on a line; empty where there is none."""
    signs = (match.start() + 1 for match in _SIGN.finditer(text))
    column = next((sign for sign in signs if not any(_holds(place, line, sign) for place in scalars)), len(text) + 1)
    return text[column - 1 :].rstrip()


def _holds(place: Place, line: int, column: int) -> bool:
    return (place.line, place.column) <= (line, column) < (place.end_line, place.end_column)


def _last_line(block: _Block, path: Path) -> int:
    """The last line of what stands at ``path``: blank lines and comments below it are not its own."""
    inner = (spot.value for spot in _below(block, path))
    last = max(place.end_line - (place.end_column == 1) for place in inner)
    while block.lines[last - 1].strip() == "":
        last -= 1
    while last < len(block.lines) and block.lines[last].lstrip()[:1] in ("]", "}"):
        last += 1
    return last


def _has_rows(block: _Block, wish: Wish) -> bool:
    """Whether adjustments stand below each other, so that more can be added."""
    spot = block.spots.get(block.at("adjustments"))
    return spot is not None and "adjustments" not in wish.drop and _is_block(block, spot, "[")


def _more_rows(block: _Block, rows: Sequence[Row]) -> list[Edit]:
    if not rows:
        return []
    place, last = block.spots[block.at("adjustments")].value, _last_line(block, block.at("adjustments"))
    return [Edit(Place(last + 1, 1, last + 1, 1), "\n".join(row_lines(rows, place.column - 1, block.lang)) + "\n")]


def _new_lines(block: _Block, wish: Wish, indent: int) -> list[str]:
    """The lines of new fields, in the vocabulary's order, adjustments last."""
    known = fields("edition").by_key
    names = filter(wish.put.__contains__, known)
    spelt = {block.spell(name): _spelt(known[name].type, wish.put[name], block.lang) for name in names}
    lines = mapping_lines(spelt, indent)
    if not wish.rows:
        return lines
    old = _old_rows(block, wish, indent + 2)
    return [*lines, f"{' ' * indent}{block.spell('adjustments')}:", *old, *row_lines(wish.rows, indent + 2, block.lang)]


def _old_rows(block: _Block, wish: Wish, indent: int) -> Iterator[str]:
    """Adjustments that were written in brackets."""
    rows = [] if "adjustments" in wish.drop else block.data.get(block.written("adjustments") or "") or []
    return chain.from_iterable(item(mapping_lines(row, indent + 2)) for row in rows)


def _spelt(kind: Type, value: Any, lang: str) -> Any:
    """``value`` with names of kinds of change as they are written."""
    if isinstance(value, dict):
        return {spell_value(kind.of, key, lang): part for key, part in value.items()}
    return value


def _make_sure(old: Source, new: Source, wishes: Sequence[tuple[EntryList, Wish]]) -> None:
    """Failure ``cannot-revise`` unless only the editions differ, and differ as is wished for."""
    revised_ = {_where(rows).document.number: wish for rows, wish in wishes}
    pairs = zip(old.documents, new.documents, strict=False)
    is_right = all(_is_as_wished(one, other, revised_.get(one.number)) for one, other in pairs)
    if new.slips or len(old.documents) != len(new.documents) or not is_right:
        raise Failure("cannot-revise", path=old.file)


def _is_as_wished(old: Document, new: Document, wish: Wish | None) -> bool:
    before, after = map(_plain_data, (old, new))
    return (wish is None or _edition_is(before, after, wish)) and before == after


def _plain_data(document: Document) -> dict[str, Any]:
    kind = kind_of(document)
    return dict(canonical(kind, document.data)) if kind else {"": document.data}


def _edition_is(before: dict[str, Any], after: dict[str, Any], wish: Wish) -> bool:
    """Whether the edition, which is taken out of both, is what it was with what is wished for."""
    kept, edition = before.pop("edition", None) or {}, after.pop("edition", {})
    expected = {**{name: kept[name] for name in kept.keys() - wish.drop - {"adjustments"}}, **wish.put}
    return all(_plain(edition.get(name)) == _plain(value) for name, value in expected.items())


def _plain(value: Any) -> Any:
    return {key: int(part) for key, part in value.items()} if isinstance(value, dict) else value

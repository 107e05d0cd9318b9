"""Three versions of a part → one: what only one side changed is taken, the rest is taken apart or left to people."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain, compress
from typing import Any

from negcli.lists.vocabulary import Type
from negcli.merge.leaf import merged_leaf
from negcli.merge.names import identity_of
from negcli.merge.opening import Opened, opened
from negcli.merge.order import Slot, merged_order
from negcli.merge.part import GONE, Part
from negcli.merge.pieces import SIDES, Conflict, Merged, Piece, Step, conflicts_in, shifted, side_of, under, with_dash
from negcli.merge.renaming import called_as_before, is_alike
from negcli.merge.sheet import Doubt
from negcli.merge.trio import Trio

Parts = Trio[Part]
Way = tuple[Step, ...]


def merge_parts(rows: Trio[Sequence[Part]], column: int, way: Way, kind: Type, sort: str) -> Merged:
    """The parts of three collections of type ``kind``, written in ``column``, as those of one.

    ``way`` leads to the collection, which is of ``items`` or of ``fields``.
    """
    named = _NAMES[sort](rows.map(_by_name))
    slots = _ORDERS[sort](merged_order(*named.map(list)))
    filled = [_fill(slot, _called(slot.name, named), column, (way, kind)) for slot in slots]
    data = (_SAID[sort](slots, filled, side) for side in SIDES)
    return Merged(tuple(chain.from_iterable(merged.pieces for merged in filled)), *data)


def _by_name(parts: Iterable[Part]) -> dict[Hashable, Part]:
    return {part.name: part for part in parts}


def _as_before(named: Trio[dict[Hashable, Part]]) -> Trio[dict[Hashable, Part]]:
    """Items by the names that they had before a side gave them others."""
    base, ours, theirs = named
    return Trio(base, called_as_before(base, ours, theirs), called_as_before(base, theirs, ours))


def _as_they_are(named: Trio[dict[Hashable, Part]]) -> Trio[dict[Hashable, Part]]:
    return named


#: By which names the parts of the three go together.
_NAMES = {"items": _as_before, "fields": _as_they_are}


def _called(name: Hashable, named: Trio[dict[Hashable, Part]]) -> Parts:
    return named.map(lambda parts: parts.get(name, GONE))


def _in_our_order(slots: Iterable[Slot]) -> list[Slot]:
    """Each name once: the order of fields says nothing."""
    return [Slot(slot.name) for slot in slots if slot.side != "theirs"]


#: What the order of a collection's parts is worth.
_ORDERS: Mapping[str, Callable[[list[Slot]], list[Slot]]] = {"items": list, "fields": _in_our_order}


def _items_said(slots: Iterable[Slot], filled: Iterable[Merged], side: str) -> list[Any]:
    values = (getattr(merged, side) for merged in filled)
    return [value for value in values if value is not None]


def _fields_said(slots: Iterable[Slot], filled: Iterable[Merged], side: str) -> dict[Hashable, Any]:
    values = ((slot.name, getattr(merged, side)) for slot, merged in zip(slots, filled, strict=True))
    return {name: value for name, value in values if value is not None}


#: What a collection says by the choice of one side; parts that are gone are not in it.
_SAID: Mapping[str, Callable[[list[Slot], list[Merged], str], Any]] = {"items": _items_said, "fields": _fields_said}


def _fill(slot: Slot, parts: Parts, column: int, within: tuple[Way, Type]) -> Merged:
    """What stands in ``slot`` of the collection that is reached on this way and of this type."""
    way = (*within[0], Step(within[1], slot.name, parts.ours.title or parts.theirs.title))
    return _SLOTS[slot.side](_merge(parts, column, way), way)


def _moved(merged: Merged, way: Way) -> Merged:
    """The place to which our side moved a part that theirs moved elsewhere."""
    return Merged((Conflict("moved", way, side_of(merged.pieces, "ours"), "", ""),), merged.ours, None)


def _moved_there(merged: Merged, way: Way) -> Merged:
    return Merged((Conflict("moved-there", way, "", "", side_of(merged.pieces, "theirs")),), None, merged.theirs)


def _stays(merged: Merged, way: Way) -> Merged:
    return merged


_SLOTS: Mapping[str, Callable[[Merged, Way], Merged]] = {"": _stays, "ours": _moved, "theirs": _moved_there}


def _merge(parts: Parts, column: int, way: Way) -> Merged:
    """One part; where a version does not have it, it is `GONE`."""
    texts = parts.map(partial(Part.text_at, column=column))
    if texts.settled:
        data = (parts.ours if texts.settled[0] == texts.ours else parts.theirs).data
        return Merged(texts.settled, data, data)
    return _CASES[_holders(parts)](parts, column, way)


def _holders(parts: Parts) -> str:
    """Which versions have a part: some of ``bot``."""
    return "".join(compress("bot", parts.map(lambda part: not part.is_gone)))


def _removed(parts: Parts, column: int, way: Way) -> Merged:
    """A part that one side removed while the other did something to it: gone, if that was to its layout only."""
    code, left = ("removed", parts.theirs) if parts.ours.is_gone else ("removed-there", parts.ours)
    return Merged() if left.data == parts.base.data else _conflict(code, parts, column, way)


def _added(parts: Parts, column: int, way: Way) -> Merged:
    """A part that both sides added, not in the same words."""
    if not parts.ours.is_item:
        return _inside(parts, column, way)
    merged = _went_on(parts, column, way)
    return merged if merged.pieces else _conflict("added", parts, column, way)


def _went_on(parts: Parts, column: int, way: Way) -> Merged:
    """An item that both sides added, and one went on with; nothing where these are two items of one name."""
    ours, theirs = parts.ours.data, parts.theirs.data
    merged = _inside(parts, column, way) if is_alike(ours, theirs) else Merged()
    return merged if conflicts_in(merged.pieces) or ours == theirs else Merged()


def _conflict(code: str, parts: Parts, column: int, way: Way) -> Merged:
    """All of a part left to people."""
    texts = parts.map(partial(Part.text_at, column=column))
    return Merged((_at_odds(code, way, texts),), parts.ours.data, parts.theirs.data)


def _at_odds(code: str, way: Way, texts: Trio[str]) -> Conflict:
    return Conflict(code, way, texts.ours, texts.base, texts.theirs)


def _lines(texts: Trio[str], way: Way) -> tuple[Piece, ...]:
    """Lines that say nothing: comments, and a key above what it holds."""
    return texts.settled or (_at_odds("comment", way, texts),)


def _inside(parts: Parts, column: int, way: Way) -> Merged:
    """A part that both sides have, differently: the comments above it, and what it says."""
    lead = _lines(parts.map(partial(Part.lead_at, column=column)), way)
    opens = _open(parts)
    body = _collection(parts, opens, column, way) if opens else _value(parts, column, way)
    return body._replace(pieces=(*lead, *body.pieces))


_CASES: Mapping[str, Callable[[Parts, int, Way], Merged]] = {
    "bo": _removed,
    "bt": _removed,
    "ot": _added,
    "bot": _inside,
}


def _value(parts: Parts, column: int, way: Way) -> Merged:
    """A value. Doubt for a list of mappings that nothing tells apart: git knows at least its lines."""
    leaf = merged_leaf(parts, column)
    if leaf:
        return Merged((leaf.text,), leaf.data, leaf.data)
    if (parts.ours.kind.name, parts.ours.data.__class__) == ("list-map", list):
        raise Doubt
    texts = parts.map(partial(Part.body_at, column=column))
    return Merged((_at_odds("changed", way, texts),), parts.ours.data, parts.theirs.data)


def _open(parts: Parts) -> Trio[Opened] | None:
    """What the three consist of, where all can be taken apart, in one way; None where they cannot."""
    identity = identity_of(parts.ours.kind, *(part.data for part in parts))
    found = [each for each in parts.map(lambda part: opened(part, identity)) if each]
    sorts = {each.sort for each in found} - {""}
    return Trio(*found) if len(found) == 3 and len(sorts) == 1 else None


def _collection(parts: Parts, opens: Trio[Opened], column: int, way: Way) -> Merged:
    """A collection, part by part."""
    part, sort = parts.ours, opens.ours.sort
    inner = column + _offset(parts, opens)
    heads = Trio(*(shifted(each.head, column - part.column) for each, part in zip(opens, parts, strict=True)))
    tails = opens.map(lambda each: shifted(each.tail, inner - each.column))
    merged = merge_parts(opens.map(lambda each: each.parts), inner, way, part.kind, sort)
    if sort == "items" and not identity_of(part.kind, merged.ours, merged.theirs):
        raise Doubt  # two items have come to bear one name
    pieces = with_dash(merged.pieces, column) if part.is_item else merged.pieces
    whole = under(_lines(heads, way), pieces, _BRACKETS[sort])
    return merged._replace(pieces=(*whole, *_lines(tails, way)))


#: What is written for a collection without parts.
_BRACKETS = {"items": "[]", "fields": "{}"}


def _offset(parts: Parts, opens: Trio[Opened]) -> int:
    """How far the parts of a collection are indented below it; a version without parts has no say."""
    known: dict[str, int] = {
        side: getattr(opens, side).column - getattr(parts, side).column
        for side in ("theirs", "ours", "base")
        if getattr(opens, side).parts
    }
    usual = next(iter(known.values()), 0)
    return Trio(*(known.get(side, usual) for side in ("base", "ours", "theirs"))).either

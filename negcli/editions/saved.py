"""A chain that was saved, and what has become of it since.

The file is JSON: a row for every edition with its hash, and digests of its parts, by which one can say what differs
without keeping what the edition said.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, filterfalse, groupby, takewhile
from pathlib import Path
from typing import Any, NamedTuple

from negcli.editions.chain import Link
from negcli.editions.content import digest
from negcli.errors import Failure

#: The version of the format; it changes only when something that was there means something else.
VERSION = 1
#: So many hex digits of a digest tell parts of an edition apart; the whole edition's hash is never cut.
_DIGITS = 16
_NEEDED = ("agency", "list", "number", "published", "commit", "hash", "content", "fields", "entries")

Row = Mapping[str, Any]


class Departure(NamedTuple):
    """In what a history departs from a saved chain.

    ``kind``: ``gone`` (an edition is no longer there), ``rewritten`` (it says something else), ``inserted`` (it was not
    there, though a later one was), ``moved`` (only the commit is another), ``rechained`` (the hash differs, and nothing
    that was found explains it). ``entries`` and ``fields`` are those that differ, came or went.
    """

    kind: str
    address: str
    published: str
    entries: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def is_harmless(self) -> bool:
        """Whether what the public reads is still the same."""
        return self.kind == "moved"


def chain_rows(links: Iterable[Link]) -> list[Row]:
    """``links`` as rows of plain JSON."""
    return [_row(link) for link in links]


def chain_text(rows: Sequence[Row]) -> str:
    """``rows`` as the text of a file, the same every time."""
    return json.dumps({"version": VERSION, "editions": rows}, ensure_ascii=False, indent=1) + "\n"


def read_chain(path: Path) -> list[Row]:
    """The rows of a saved chain; Failure ``cannot-read`` or ``bad-chain``."""
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise Failure("cannot-read", path=str(path), why=error) from error
    except ValueError as error:
        raise Failure("bad-chain", path=str(path)) from error
    rows = data.get("editions") if isinstance(data, dict) and data.get("version") == VERSION else None
    if not isinstance(rows, list) or not all(map(_is_row, rows)):
        raise Failure("bad-chain", path=str(path))
    return rows


def departures(saved: Sequence[Row], now: Sequence[Row]) -> list[Departure]:
    """In what ``now`` departs from ``saved``, in the order of the editions."""
    here = {_name(row): row for row in now}
    found = (_departure(row, here.get(_name(row))) for row in saved)
    return sorted(chain(filter(None, found), _inserted(saved, now), _rechained(saved, now)), key=_order)


def _order(departure: Departure) -> tuple[str, str]:
    return departure.published, departure.address


def _row(link: Link) -> Row:
    content, edition = link.content, link.edition
    return {
        "agency": content["agency"],
        "list": content["list"],
        "number": edition.number,
        "published": edition.published,
        "commit": edition.commit.id,
        "previous": link.previous,
        "hash": link.hash,
        "content": digest(content),
        "hidden": content["hidden"],
        "fields": {name: digest(value)[:_DIGITS] for name, value in sorted(content["edition"].items())},
        "entries": {row["id"]: digest(row)[:_DIGITS] for row in content["entries"]},
    }


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and all(name in row for name in _NEEDED)


def _name(row: Row) -> tuple[str, str, str]:
    return row["agency"], row["list"], row["number"]


def _address(row: Row) -> str:
    return "{}/{}@{}".format(*_name(row))


def _departure(saved: Row, now: Row | None) -> Departure | None:
    if now is None:
        return Departure("gone", _address(saved), saved["published"])
    if saved["content"] != now["content"]:
        parts = (tuple(_differing(saved[part], now[part])) for part in ("entries", "fields"))
        return Departure("rewritten", _address(saved), saved["published"], *parts)
    return Departure("moved", _address(saved), saved["published"]) if saved["commit"] != now["commit"] else None


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    return sorted(name for name in {**old, **new} if old.get(name) != new.get(name))


def _inserted(saved: Sequence[Row], now: Sequence[Row]) -> Iterator[Departure]:
    """Editions that were not there and stand before the last of their list that was."""
    known = set(map(_name, saved))
    fresh = chain.from_iterable(_fresh_before(rows, known) for rows in _by_list(now))
    return (Departure("inserted", _address(row), row["published"]) for row in fresh)


def _fresh_before(rows: Sequence[Row], known: Collection[tuple[str, str, str]]) -> Iterator[Row]:
    """The rows that are not ``known`` before the last that is."""
    places = [at for at, row in enumerate(rows) if _name(row) in known]
    return (row for row in rows[: max(places, default=0)] if _name(row) not in known)


def _rechained(saved: Sequence[Row], now: Sequence[Row]) -> Iterator[Departure]:
    """The first edition of a list whose hash differs though it and all before it are what they were."""
    here = {_name(rows[0])[:2]: rows for rows in _by_list(now)}
    for old in _by_list(saved):
        pairs = zip(old, here.get(_name(old[0])[:2], ()), strict=False)
        for row, _ in list(filterfalse(_same_hash, takewhile(_says_the_same, pairs)))[:1]:
            yield Departure("rechained", _address(row), row["published"])


def _says_the_same(pair: tuple[Row, Row]) -> bool:
    return [(_name(row), row["content"]) for row in pair[:1]] == [(_name(row), row["content"]) for row in pair[1:]]


def _same_hash(pair: tuple[Row, Row]) -> bool:
    return bool(pair[0]["hash"] == pair[1]["hash"])


def _by_list(rows: Sequence[Row]) -> list[list[Row]]:
    """``rows`` of each list, in their order."""
    groups = groupby(sorted(rows, key=lambda row: _name(row)[:2]), key=lambda row: _name(row)[:2])
    return [list(group) for _, group in groups]

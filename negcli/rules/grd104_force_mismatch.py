"""Words of a force that the ground does not have: 不得 where the law says 可以不予, and the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from negcli.effect import FORCE
from negcli.evidence.citing import day_of
from negcli.evidence.resting import SECOND, Resting, places_of, resting
from negcli.evidence.scan import column, own_words, parts, texts_in
from negcli.evidence.wording import written
from negcli.lists.model import Entry, EntryList
from negcli.place import Path
from negcli.rules import Context, Hit

KINDS = ("negative-list",)
#: The text of 2007 knew nothing that may be withheld.
_SINCE = "2019-05-15"
_MAY = re.compile(r"可以?不(?:予以?|对外|向社会)?公[开布示]")
_MUST = re.compile(r"(?:不得|不准|不许|禁止|严禁)(?:予以|对外|向社会)?公[开布示]")
_EITHER = re.compile(f"{_MAY.pattern}|{_MUST.pattern}")
#: What comes before, where a contract or another rule is told of: 合同约定不得公开的条款.
_TOLD = re.compile(r"(?:约定|规定|要求|承诺|协议|国家秘密|商业秘密|隐私|涉密)[^，。；、]{0,8}[，的]?$")
#: Force of a ground → its word among the arguments, and what is right to say.
_RIGHT: Mapping[int, tuple[str, str]] = {
    3: ("must", "不予公开"),
    2: ("conditional", "不得公开"),
    1: ("may", "可以不予公开"),
}


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every such phrase among the own words of title, information and basis (条例, articles 14, 15 and 16).

    不得 where the 条例 says 可以 is right when another law is cited too, which may forbid.
    """
    said = list(_said(rows, context)) if day_of(rows, context) >= _SINCE else []
    known = {id(one.entry): one for one in resting(rows, context)} if said else {}
    hits = (_judged(known.get(id(entry)), path, text) for entry, path, text in said)
    yield from filter(None, hits)


def _said(rows: EntryList, context: Context) -> Iterator[tuple[Entry, Path, str]]:
    """The texts in which any such phrase stands."""
    yield from _in_field(rows, context, "title")
    yield from _in_field(rows, context, "information")
    bases = column(rows, context, "basis")
    if any(map(_EITHER.search, texts_in(bases))):
        yield from chain.from_iterable(map(_in_basis, rows.entries, bases))


def _in_field(rows: EntryList, context: Context, field: str) -> Iterator[tuple[Entry, Path, str]]:
    entries, texts = written(rows, context, field)
    return ((entries[at], (field,), texts.texts[at]) for at in texts.holding(_EITHER))


def _in_basis(entry: Entry, basis: Any) -> Iterator[tuple[Entry, Path, str]]:
    written = (part for part in parts(("basis",), basis) if isinstance(part[1], str))
    return ((entry, path, text) for path, text in written if _EITHER.search(text))


def _judged(one: Resting | None, path: Path, text: str) -> Hit | None:
    if one is None:
        return None
    grounds = one.grounds if path[0] != "basis" else _grounds_at(one, path)
    force, wrong = _force(grounds, one.alone)
    match = wrong.search(own_words(text)) if wrong else None
    return _hit(one, path, match, force) if match and not _is_told(path, match) else None


def _force(grounds: frozenset[str], alone: bool) -> tuple[int, re.Pattern[str] | None]:
    """The strongest force of ``grounds``, and what may not be said then; None where they differ, or nobody knows."""
    forces = {FORCE[name] for name in grounds}
    bound = {force > 1 for force in forces}
    if len(bound) != 1:
        return 0, None
    return max(forces), _MAY if True in bound else _MUST if alone else None


def _grounds_at(one: Resting, path: Path) -> frozenset[str]:
    """The grounds of the articles that are cited at ``path``."""
    return frozenset[str]().union(*(rest.grounds for rest in one.places if rest.cited.path == path))


def _is_told(path: Path, match: re.Match[str]) -> bool:
    return path[0] != "basis" and _TOLD.search(match.string[: match.start()]) is not None


def _hit(one: Resting, path: Path, match: re.Match[str], force: int) -> Hit:
    from negcli.law.citation import Spot, written_spot

    word, instead = _RIGHT[force]
    grounds = [name for name in FORCE if name in one.grounds]
    right = [written_spot(Spot(article, paragraph=part)) for article, part in places_of(one.grounds, SECOND)]
    args = {"said": match[0], "ground": grounds, "right": right, "force": word}
    return Hit(path, args, match.span(), subject=one.entry, instead=instead)

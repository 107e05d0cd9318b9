"""What a title that no law has was meant for: a slip in its characters, or in the kind of law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from negcli.law.catalogue import Catalogue
from negcli.law.law import Law
from negcli.law.names import REPUBLIC, normalise

_KIND = re.compile(r"(?:法|条例|规定|办法|细则|规则|解释|决定)$")
#: Words that make a title that of another law.
_TELLING = re.compile(r"实施|暂行|试行|补充|修正|特别|军|党|[省市县区州旗盟]|中国|国家|地方|〈|关于")
_PLACE = re.compile(r".{2,12}?(?:省|自治区|自治州|自治县|特区|市|县|区|州|旗)")
_PARTICLES = frozenset("的与和及、之若干")
#: Endings of rules below regulations, of which departments make many that are not known.
_LOWER = ("办法", "规定", "细则", "规则")
#: The kind that is written → how the title may end that is meant.
_ENDINGS = {
    "法": ("条例", "暂行条例", "管理法", "管理条例", "工作条例", *_LOWER),
    "条例": ("法", "暂行条例", "管理条例", "工作条例", *_LOWER),
} | dict.fromkeys(_LOWER, _LOWER)
#: How titles end of what carries out a law: one of them may be meant as well as the law.
_CARRYING_OUT = ("法实施条例", "法实施细则", "法实施办法")
_FILLERS = ("管理", "工作")
#: Words at the end of many titles, which say nothing of the matter.
_USUAL = re.compile(r"(?:监督|管理|工作|实施|暂行|试行|若干|[（(].*[）)])+$")
#: Characters before its kind that make a rule of a department the same one as another.
_LONG = 6


def likely(written: str, catalogue: Catalogue, near: Iterable[Law], day: str) -> list[Law]:
    """The laws for which ``written`` may be a slip; ``near``: those whose titles look like it."""
    found = [*_of_another_kind(written, catalogue, day), *_slips(written, near)]
    return list({law.title: law for law in found}.values())


def similar(written: str, catalogue: Catalogue) -> list[Law]:
    """The laws about the same matter as ``written`` whose titles look like it, those of other places last."""
    name = normalise(written)
    near = catalogue.nearest(written, 24, _matter(name))
    return sorted(near, key=lambda law: bool(law.region) and not name.startswith(law.region))


def _matter(name: str) -> str:
    """What tells the law ``name`` from others: 河道 of 青溪县河道管理办法; the whole where nothing else is left."""
    place = _PLACE.match(name)
    end = place.end() if place and not _KIND.search(name[: place.end() - 1]) else 0
    return _USUAL.sub("", _KIND.sub("", name[end:])) or name


def _kind_of(title: str) -> str:
    match = _KIND.search(title)
    return match[0] if match else ""


# -- the kind of law


def _of_another_kind(written: str, catalogue: Catalogue, day: str) -> list[Law]:
    """National laws in force on ``day`` of the same name but for the kind; none where a place's may be meant too."""
    found = [law for title in _retitled(written) for law in catalogue.all_of(title) if _is_known_on(law, day)]
    local = found and not written.startswith(REPUBLIC) and catalogue.ends_with(normalise(written))
    return [] if local else found


def _is_known_on(law: Law, day: str) -> bool:
    """Whether a national ``law`` is in force on ``day`` and nothing newer can have the name that is written.

    All laws and nearly all regulations are known up to a day, after which a law may have followed a regulation.
    """
    newest = law.kind == "法律" or law.is_known_on(day)
    return not law.region and newest and law.version_on(day) is not None


def _retitled(written: str) -> Iterator[str]:
    name = normalise(written)
    kind = _kind_of(name)
    stem = name.removesuffix(kind)
    full = _ENDINGS["条例"] + ("条例",) if written.startswith(REPUBLIC) else ()
    if kind in _LOWER and not full and len(stem) < _LONG:
        return
    endings = dict.fromkeys((*_ENDINGS.get(kind, ()), *full))
    yield from (stem + ending for ending in endings if ending != kind)
    if kind in ("法", "条例"):
        yield from _of_statute(stem, kind)


def _of_statute(stem: str, kind: str) -> Iterator[str]:
    """What a statute's name may have been meant as: the rules that carry it out, or a name without a filler."""
    yield from map(stem.__add__, _CARRYING_OUT)
    yield from (stem.removesuffix(word) + kind for word in _FILLERS if stem.endswith(word))


# -- characters


class _Alike(NamedTuple):
    """A law whose title looks like a name that is not known; what differs, and whether the name is a statute's."""

    law: Law
    name: str
    title: str
    changes: list[tuple[str, int, int, int, int]]
    statute: bool

    @property
    def edits(self) -> int:
        """How many characters differ."""
        return sum(max(b - a, d - c) for _, a, b, c, d in self.changes)

    @property
    def differing(self) -> str:
        """The characters that differ."""
        return "".join(self.name[a:b] + self.title[c:d] for _, a, b, c, d in self.changes)


def _slips(written: str, near: Iterable[Law]) -> list[Law]:
    """The laws of whose titles ``written`` can be a slip with the fewest characters."""
    found = list(filter(_is_slip, (_alike(written, law) for law in near)))
    least = min((one.edits for one in found), default=0)
    return [one.law for one in found if one.edits == least]


def _alike(written: str, law: Law) -> _Alike:
    name, title = normalise(written), normalise(law.title)
    statute = written.startswith(REPUBLIC) or _kind_of(name) == "法"
    return _Alike(law, name, title, _differences(name, title), statute)


def _differences(one: str, other: str) -> list[tuple[str, int, int, int, int]]:
    return [code for code in SequenceMatcher(None, one, other, False).get_opcodes() if code[0] != "equal"]


def _is_slip(one: _Alike) -> bool:
    return all(holds(one) for holds in _OF_SLIPS)


def _is_close(one: _Alike) -> bool:
    """Whether few characters differ: more may of statutes, for they are all known, and nearly all regulations."""
    size = len(one.title)
    by_length = size > 6 or (one.statute and len(one.name) > size)
    shortened = {change[0] for change in one.changes} == {"insert"}
    most = 1 + by_length + (one.statute and (size > 9 or shortened))
    return size > 4 and len(one.name) > 3 and one.edits <= most and (one.statute or _exchanged(one) < 2)


def _exchanged(one: _Alike) -> int:
    """The most characters that stand together in place of as many others: a word in place of another."""
    return max((min(b - a, d - c) for _, a, b, c, d in one.changes), default=0)


def _is_whole(one: _Alike) -> bool:
    """Whether a regulation's title is not cut at its beginning, which says what it is about."""
    return one.statute or one.changes[0][1:3] != (0, 0)


def _is_of_its_kind(one: _Alike) -> bool:
    """Whether the name does not end as other kinds of law do."""
    return _kind_of(one.name) in ("", _kind_of(one.title))


def _tells_nothing(one: _Alike) -> bool:
    """Whether what differs does not make it another law."""
    return _TELLING.search(one.differing) is None


def _is_of_its_place(one: _Alike) -> bool:
    """Whether the names of places agree: another place's rules are another law."""
    place = _PLACE.match(one.title)
    end = place.end() if place else 0
    return all(change[3] >= end for change in one.changes)


def _is_small(one: _Alike) -> bool:
    """Whether what differs is small for the kind of law: of rules that departments and places make, few are known."""
    followed = _kind_of(one.title) in ("法", "条例") and not one.law.region
    added = one.edits == 1 and len(one.title) >= 8 and one.changes[0][0] != "replace"
    return added or followed or set(one.differing) <= _PARTICLES


#: What holds of a title of which another name is a slip.
_OF_SLIPS = (_is_close, _is_whole, _is_of_its_kind, _tells_nothing, _is_of_its_place, _is_small)

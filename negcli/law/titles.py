"""Which law a title as written means: exactly, by a name that is not quite right, or none that is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from negcli.law.catalogue import Catalogue
from negcli.law.citation import Citation, Version
from negcli.law.law import Law
from negcli.law.names import REPUBLIC, normalise

_KIND = re.compile(r"(?:法|条例|规定|办法|细则|规则|解释|决定)$")
#: Names that any of many laws may have.
_GENERIC = re.compile(
    r"[新旧老原本该]?(?:实施|暂行|管理|试行|若干|相关|有关|工作)?(?:法|条例|规定|办法|细则|规则|解释|决定|通知|意见|实施意见|法规|规章|文件)"
)
#: Words that make a title that of another law.
_TELLING = re.compile(r"实施|暂行|试行|补充|修正|特别|军|党|[省市县区州旗盟]|中国|国家|地方|〈|关于")
_PLACE = re.compile(r".{2,12}?(?:省|自治区|自治州|自治县|特区|市|县|区|州|旗)")
_BRACKETED = re.compile(r"(.+?)[（(]([^（()）]+)[）)]$")
_PARTICLES = frozenset("的与和及、之若干")


class Meaning(NamedTuple):
    """The laws that a title may mean. ``fault``: empty, ``ambiguous-law``, ``wrong-law-title`` or ``unknown-law``.

    ``certain``: what was meant is beyond doubt, though the title be wrong. ``version``: what the title itself says of a
    version: 《…条例（2019年修订）》.
    """

    laws: tuple[Law, ...] = ()
    fault: str = ""
    certain: bool = True
    version: Version | None = None

    def law_on(self, day: str) -> Law:
        """Of laws of one title the one in force on ``day``; else the newest."""
        return next((law for law in self.laws if law.version_on(day)), self.laws[0])


def meaning(citation: Citation, catalogue: Catalogue, short: Mapping[str, str]) -> Meaning:
    """What law ``citation`` names. ``short``: the short titles that a register declares → full titles."""
    written = short.get(citation.name) or citation.name
    if _points_nowhere(citation, written):
        return Meaning(fault="ambiguous-law")
    return _exact(written, catalogue) or _versioned(written, catalogue) or _guessed(written, catalogue)


def _points_nowhere(citation: Citation, written: str) -> bool:
    """Whether nothing but the kind of a law is named, and the text does not say which is meant."""
    nameless = citation.kind == "pointer" or not citation.title
    return not citation.means and (nameless or _GENERIC.fullmatch(normalise(written)) is not None)


def _exact(written: str, catalogue: Catalogue) -> Meaning | None:
    laws = catalogue.all_of(written)
    return _found(written, laws) if laws else None


def _found(written: str, laws: list[Law]) -> Meaning:
    plain = "".join(written.split())
    wrong = plain.startswith(REPUBLIC) and all(_shortened(plain, law) for law in laws)
    return Meaning(tuple(laws), "wrong-law-title" if wrong else "")


def _shortened(written: str, law: Law) -> bool:
    """Whether 中华人民共和国 stands before a title of ``law`` that does not begin so."""
    return not law.title.startswith(REPUBLIC) or normalise(written) != normalise(law.title)


def _versioned(written: str, catalogue: Catalogue) -> Meaning | None:
    """A title with its version in brackets: 《…法（2018年修正）》."""
    match = _BRACKETED.fullmatch(written)
    if match is None:
        return None
    from negcli.law import tokens  # few titles have anything in brackets

    version = tokens.version(match[2], 0)
    laws = catalogue.all_of(match[1]) if version else []
    return _found(match[1], laws)._replace(version=version) if laws else None


def _guessed(written: str, catalogue: Catalogue) -> Meaning:
    if law := catalogue.loose(written):
        return Meaning((law,), "wrong-law-title", certain=False)
    near = catalogue.nearest(written, 24)
    if law := _slip(written, near[:8]):
        return Meaning((law,), "wrong-law-title", certain=False)
    return Meaning(tuple(_national_first(written, near)[:3]), "unknown-law", certain=False)


def _national_first(written: str, near: list[Law]) -> list[Law]:
    """``near`` with those of places last, unless ``written`` names a place itself."""
    return near if _PLACE.match(written) else sorted(near, key=_is_local)


def _is_local(law: Law) -> bool:
    return bool(law.region)


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


def _slip(written: str, near: Iterable[Law]) -> Law | None:
    """The only law of whose title ``written`` can be a slip; None where there is none, or more than one."""
    likely = list(filter(_is_slip, (_alike(written, law) for law in near)))
    least = min((one.edits for one in likely), default=0)
    nearest = {one.title: one.law for one in likely if one.edits == least}
    return nearest.popitem()[1] if len(nearest) == 1 else None


def _alike(written: str, law: Law) -> _Alike:
    name, title = normalise(written), normalise(law.title)
    statute = written.startswith(REPUBLIC) or _kind_of(name) == "法"
    return _Alike(law, name, title, _differences(name, title), statute)


def _differences(one: str, other: str) -> list[tuple[str, int, int, int, int]]:
    return [code for code in SequenceMatcher(None, one, other, False).get_opcodes() if code[0] != "equal"]


def _is_slip(one: _Alike) -> bool:
    return _law_for_regulations(one) or all(holds(one) for holds in _OF_SLIPS)


def _law_for_regulations(one: _Alike) -> bool:
    """Whether 条例 were called a 法: all 法 are known, so it can be none."""
    name, title = one.name, one.title
    return len(name) > 4 and name.endswith("法") and title == name.removesuffix("法") + "条例"


def _is_close(one: _Alike) -> bool:
    """Whether few characters differ: more may of statutes, for they are all known, and nearly all regulations."""
    size = len(one.title)
    by_length = size > 6 or (one.statute and len(one.name) > size)
    return size > 4 and one.edits <= 1 + by_length + (one.statute and size > 9)


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
    """Whether what differs is small for the kind of law: of rules that departments make, few are known."""
    return _kind_of(one.title) in ("法", "条例") or set(one.differing) <= _PARTICLES


#: What holds of a title of which another name is a slip.
_OF_SLIPS = (_is_close, _is_of_its_kind, _tells_nothing, _is_of_its_place, _is_small)


def _kind_of(title: str) -> str:
    match = _KIND.search(title)
    return match[0] if match else ""

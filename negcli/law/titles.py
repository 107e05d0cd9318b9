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


def meaning(citation: Citation, catalogue: Catalogue, short: Mapping[str, str]) -> Meaning:
    """What law ``citation`` names. ``short``: the short titles that a register declares → full titles."""
    written = short.get(citation.name) or citation.name
    if not citation.means and _points_nowhere(citation, written):
        return Meaning(fault="ambiguous-law")
    if laws := catalogue.all_of(written):
        return _found(written, laws)
    return _versioned(written, catalogue) or _guessed(written, catalogue)


def _points_nowhere(citation: Citation, written: str) -> bool:
    if citation.kind == "pointer" or not citation.title:
        return True
    return bool(_GENERIC.fullmatch(normalise(written)))


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
    near = catalogue.nearest(written, 8)
    if law := _slip(written, near):
        return Meaning((law,), "wrong-law-title", certain=False)
    return Meaning(tuple(near[:3]), "unknown-law", certain=False)


def _slip(written: str, near: Iterable[Law]) -> Law | None:
    """The only law of whose title ``written`` can be a slip; None where there is none, or more than one."""
    name, national = normalise(written), written.startswith(REPUBLIC)
    rated = {law.title: (_edits(name, normalise(law.title)), law) for law in near}
    likely = [(edits, law) for edits, law in rated.values() if _is_slip(name, normalise(law.title), edits, national)]
    return _only_nearest(likely)


def _only_nearest(likely: list[tuple[int, Law]]) -> Law | None:
    least = min((edits for edits, _ in likely), default=0)
    nearest = [law for edits, law in likely if edits == least]
    return nearest[0] if len(nearest) == 1 else None


def _edits(one: str, other: str) -> int:
    return sum(max(b - a, d - c) for tag, a, b, c, d in _differences(one, other))


def _differences(one: str, other: str) -> list[tuple[str, int, int, int, int]]:
    return [code for code in SequenceMatcher(None, one, other, False).get_opcodes() if code[0] != "equal"]


def _is_slip(name: str, title: str, edits: int, national: bool) -> bool:
    if _law_for_regulations(name, title):
        return True
    if edits > _most(name, title, national) or _other_kind(name, title):
        return False
    changes = _differences(name, title)
    differing = "".join(name[a:b] + title[c:d] for _, a, b, c, d in changes)
    return not _TELLING.search(differing) and not _in_place(title, changes) and _small(title, differing)


def _law_for_regulations(name: str, title: str) -> bool:
    """Whether 条例 were called a 法: all 法 are known, so it can be none."""
    return len(name) > 4 and name.endswith("法") and title == name.removesuffix("法") + "条例"


def _in_place(title: str, changes: list[tuple[str, int, int, int, int]]) -> bool:
    """Whether the names of places differ: another place's rules are another law."""
    place = _PLACE.match(title)
    end = place.end() if place else 0
    return any(change[3] < end for change in changes)


def _small(title: str, differing: str) -> bool:
    """Whether what differs is small for the kind of law: of rules that departments make, few are known."""
    return _kind_of(title) in ("法", "条例") or set(differing) <= _PARTICLES


def _most(name: str, title: str, national: bool) -> int:
    """How many characters may differ: all laws are known, and nearly all national regulations."""
    if len(title) < 5:
        return 0
    statute = national or _kind_of(name) == "法"
    return min(1 + (len(title) > 6 or (statute and len(name) > len(title))) + (statute and len(title) > 9), 3)


def _kind_of(title: str) -> str:
    match = _KIND.search(title)
    return match[0] if match else ""


def _other_kind(name: str, title: str) -> bool:
    """Whether ``name`` ends as laws do, but not as ``title`` does."""
    return bool(_kind_of(name)) and _kind_of(name) != _kind_of(title)

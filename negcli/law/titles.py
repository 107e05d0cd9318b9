"""Which law a title as written means: exactly, by a name that is not quite right, or none that is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from negcli.law.catalogue import Catalogue
from negcli.law.citation import Citation, Version
from negcli.law.law import Law
from negcli.law.names import REPUBLIC, normalise

#: Names that any of many laws may have.
_GENERIC = re.compile(
    r"[新旧老原本该]?(?:实施|暂行|管理|试行|若干|相关|有关|工作)?(?:法|条例|规定|办法|细则|规则|解释|决定|通知|意见|实施意见|法规|规章|文件)"
)
_COURTS = ("最高人民法院", "最高人民检察院")
_MISSPELT = re.compile(r"[中华国]{0,3}(?:人民)?共和国|(?:中华)?人[民名]共[和合]国|中华人民国")
_BRACKETED = re.compile(r"(.+?)[（(]([^（()）]+)[）)]$")


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
        first, *others = self.laws
        return next((law for law in self.laws if law.version_on(day)), first) if others else first


def meaning(citation: Citation, catalogue: Catalogue, short: Mapping[str, str], day: str) -> Meaning:
    """What law ``citation`` names on ``day``. ``short``: the short titles that a register declares → full titles."""
    written = short.get(citation.name) or citation.name
    if _points_nowhere(citation, written):
        return Meaning(fault="ambiguous-law")
    found = _exact(written, catalogue) or _versioned(written, catalogue) or _of_courts(written, catalogue)
    return found or _of_republic(written, catalogue) or _guessed(written, catalogue, day)


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
    """A title with its version, or its document number, in brackets: 《…法（2018年修正）》."""
    match = _BRACKETED.fullmatch(written)
    if match is None:
        return None
    from negcli.law import tokens  # few titles have anything in brackets

    version = tokens.version(match[2], 0)
    laws = catalogue.all_of(match[1]) if version or match[2].endswith("号") else []
    return _found(match[1], laws)._replace(version=version) if laws else None


def _of_courts(written: str, catalogue: Catalogue) -> Meaning | None:
    """A judicial interpretation that is named without the courts that made it, or with a space between them.

    最高人民法院《关于…的解释》, and the heading of joint ones: 最高人民法院　最高人民检察院关于….
    """
    plain = "".join(written.split())
    about = plain.removeprefix("".join(_COURTS)).removeprefix(_COURTS[0])
    titles = (f"{court}{about}" for court in (*_COURTS, "、".join(_COURTS)) if about.startswith("关于"))
    laws = [law for title in titles for law in catalogue.all_of(title)]
    return Meaning(tuple(laws)) if laws else None


def _of_republic(written: str, catalogue: Catalogue) -> Meaning | None:
    """A title before which the republic's name is misspelt: 中国人民共和国…."""
    match = _MISSPELT.match(written)
    laws = catalogue.all_of(written[match.end() :]) if match else []
    return Meaning(tuple(laws), "wrong-law-title") if laws else None


def _guessed(written: str, catalogue: Catalogue, day: str) -> Meaning:
    if law := catalogue.loose(written):
        return Meaning((law,), "wrong-law-title", certain=False)
    from negcli.law.guess import likely, similar  # most titles are known

    near = catalogue.nearest(written, 24)
    meant = likely(written, catalogue, near[:8], day)
    if len(meant) == 1:
        return Meaning((*meant,), "wrong-law-title", certain=False)
    named = {law.title: law for law in [*meant, *similar(written, catalogue)]}
    return Meaning(tuple(named.values())[:3], "unknown-law", certain=False)

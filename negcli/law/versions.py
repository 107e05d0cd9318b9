"""Which version of a law a citation means, and whether that was in force on a day."""

from __future__ import annotations

import re
from itertools import takewhile

from negcli.law.citation import Version
from negcli.law.law import Law, LawVersion
from negcli.law.numerals import number

_ORDER = re.compile(r"第\s*([\d一二三四五六七八九十百千零〇]+)\s*号")


def standing(law: Law, said: Version | None, day: str) -> tuple[str, LawVersion]:
    """What holds of ``law`` on ``day``, or of the version of it that is named (``said``).

    A word and a version: ``in-force``, ``ended``, ``not-yet``, ``earlier-unknown`` (the text in force then is not
    known) or ``version-unknown`` (the catalogue does not know the version named).
    """
    if not said:
        return _unnamed(law, day)
    named = _named(law, said, day)
    if named:
        return _of_named(named, day)
    return _unnamed(law, day) if _tells_nothing(law, said) else ("version-unknown", law.versions[-1])


def _tells_nothing(law: Law, said: Version) -> bool:
    """Whether only an order is named, of a law whose orders are not known: rightly named is the one in force."""
    return not said.year and not any(map(_order, law.versions))


def _of_named(version: LawVersion, day: str) -> tuple[str, LawVersion]:
    if version.in_force(day):
        return "in-force", version
    return ("ended" if version.begins <= day else "not-yet"), version


def _unnamed(law: Law, day: str) -> tuple[str, LawVersion]:
    """A law of which no older text is known and nobody says that it is an amendment was new when it was passed."""
    word, version = law.standing_on(day)
    new = word == "earlier-unknown" and not version.act and version.passed <= day
    return ("not-yet" if new else word), version


def _named(law: Law, said: Version, day: str) -> LawVersion | None:
    """The version that ``said`` picks out; an order's number holds on through amendments of parts (修正)."""
    by_number = _preferably_in_force(_of_number(law, said.number), day)
    if by_number:
        return _carried_on(law, by_number, day)
    return _preferably_in_force(_of_day(law, said.date) or _of_year(law, said.year), day)


def _of_number(law: Law, number: int) -> list[LawVersion]:
    return [one for one in law.versions if number == _order(one)] if number else []


def _of_day(law: Law, day: str) -> list[LawVersion]:
    return [one for one in law.versions if day in (one.passed, one.effective)] if day else []


def _of_year(law: Law, year: int) -> list[LawVersion]:
    """The versions that were passed in ``year``; else those that take effect in it."""
    days = ("passed", "effective")
    found = ([one for one in law.versions if getattr(one, day).startswith(str(year))] for day in days)
    return next(filter(None, found), [])


def _preferably_in_force(versions: list[LawVersion], day: str) -> LawVersion | None:
    in_force = (one for one in reversed(versions) if one.in_force(day))
    return next(in_force, versions[-1] if versions else None)


def _order(version: LawVersion) -> int | None:
    figure = _ORDER.search(version.number)
    return number(figure[1]) if figure else None


def _carried_on(law: Law, version: LawVersion, day: str) -> LawVersion:
    """``version``, or what amendments of parts have made of it by ``day``."""
    later = law.versions[law.versions.index(version) + 1 :]
    return [version, *takewhile(lambda one: one.act == "修正" and one.begins <= day, later)][-1]

"""Which version of a law a citation means, and whether that was in force on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
    if not named:
        return "version-unknown", law.versions[-1]
    if named.in_force(day):
        return "in-force", named
    return ("ended" if named.begins <= day else "not-yet"), named


def _unnamed(law: Law, day: str) -> tuple[str, LawVersion]:
    """A law of which no older text is known and nobody says that it is an amendment was new when it was passed."""
    word, version = law.standing_on(day)
    new = word == "earlier-unknown" and not version.act and version.passed <= day
    return ("not-yet" if new else word), version


def _named(law: Law, said: Version, day: str) -> LawVersion | None:
    """The version that ``said`` picks out; an order's number holds on through amendments of parts (修正)."""
    by_number = [one for one in law.versions if said.number == _order(one)]
    if said.number and by_number:
        return _carried_on(law, by_number[-1], day)
    return _preferably_in_force(_of_day(law, said.date) or _of_year(law, str(said.year or "-")), day)


def _of_day(law: Law, day: str) -> list[LawVersion]:
    return [one for one in law.versions if day and day in (one.passed, one.effective)]


def _of_year(law: Law, year: str) -> list[LawVersion]:
    passed = [one for one in law.versions if one.passed.startswith(year)]
    return passed or [one for one in law.versions if one.effective.startswith(year)]


def _preferably_in_force(versions: list[LawVersion], day: str) -> LawVersion | None:
    in_force = (one for one in reversed(versions) if one.in_force(day))
    return next(in_force, versions[-1] if versions else None)


def _order(version: LawVersion) -> int | None:
    figure = _ORDER.search(version.number)
    return number(figure[1]) if figure else None


def _carried_on(law: Law, version: LawVersion, day: str) -> LawVersion:
    later: Iterable[LawVersion] = law.versions[law.versions.index(version) + 1 :]
    for one in later:
        if one.act != "修正" or one.begins > day:
            break
        version = one
    return version

"""A file being mended: its lines as they are read, and what was told of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from negcli.place import Place
from negcli.slips.breakoff import Diagnosis
from negcli.slips.lookalikes import Odd
from negcli.source.loader import Slip

#: Causes that are told once in a file: they come in pairs, or by the hundred.
_ONCE = ("invisible", "fence")
#: Causes that are as sure in the line below one put right as anywhere; others there show that it was put right wrongly.
_SURE = ("tab", "colon", "dash", "space", "invisible", "no-space-after-colon", "no-space-after-dash", "missing-colon")

#: The line on which a part begins, rule and cause.
_Told = tuple[int, str, Any]


@dataclass
class Work:
    """A file being mended: its lines as they are read, what was told, what was left out (ranges of lines, keys)."""

    lines: list[str]
    slips: list[Slip] = field(default_factory=list)
    mended: dict[int, str] = field(default_factory=dict)
    dropped: list[range] = field(default_factory=list)
    gaps: set[str] = field(default_factory=set)
    #: What was told of each part, by the line on which it begins: rule and cause → the slip's position, and the lines
    #: that have it, too, put right.
    told: dict[_Told, tuple[int, list[tuple[int, str]]]] = field(default_factory=dict)

    def part(self, part: range, without: Iterable[range] = ()) -> list[str]:
        """The lines of ``part``, those of the ranges ``without`` blank."""
        lines = self.lines[part.start : part.stop]
        for hole in without:
            lines[hole.start - part.start : hole.stop - part.start] = [""] * len(hole)
        return lines

    def put(self, number: int, line: str) -> None:
        """Read ``line`` in place of the line ``number``; it may be two, where one was lost."""
        self.lines[number] = self.mended[number] = line

    def drop(self, part: range) -> None:
        """Leave ``part`` out."""
        self.dropped.append(part)
        for number in part:
            self.put(number, "")


def cured(work: Work, slip: Slip, part: range, is_sure: bool = False) -> bool:
    """Tell of ``slip`` in ``part`` and put its line right; False where that cannot be, or was tried before.

    What was told of the part already is not told again: who forgets one space forgets ten.
    """
    number, args = slip.place.line - 1, dict(slip.args)
    cause = args.get("cause")
    if number in work.mended or (number - 1 in work.mended and cause not in _SURE and not is_sure):
        return False
    known = (-1 if cause in _ONCE else part.start, slip.name, cause)
    _tell(work, slip, known, args)
    if args.get("instead"):
        work.put(number, args["instead"])
    return bool(args.get("instead"))


def _tell(work: Work, slip: Slip, known: _Told, args: Mapping[str, Any]) -> None:
    """Tell of ``slip``; where it was told of its part, note its line, put right, as a further one."""
    if known not in work.told:
        work.told[known] = len(work.slips), []
        work.slips.append(slip)
    elif args.get("hint") == "line":
        work.told[known][1].append((slip.place.line - 1, args["instead"]))


def odd_slip(number: int, odd: Odd) -> Diagnosis:
    """``odd`` in the line ``number``."""
    place = Place(number + 1, odd.columns[0] + 1, number + 1, odd.columns[1] + 1)
    return Diagnosis(odd.name, place, odd.cause, odd.instead)


def with_further(work: Work) -> list[Slip]:
    """The slips, each with the further lines that have it."""
    slips = list(map(_without_guess, map(_only_moved, work.slips)))
    for position, further in filter(itemgetter(1), work.told.values()):
        args = dict(slips[position].args) | {"hint": "lines", "more": len(further), "lines": _stretches(further)}
        slips[position] = slips[position]._replace(args=tuple(args.items()), further=tuple(further))
    return slips


def _without_guess(slip: Slip) -> Slip:
    """``slip``; below a key of a table that was lost, a line is read below any, and which one it was nobody knows."""
    args = dict(slip.args)
    unknown = {"hint": "none", "instead": ""} if args.get("cause") == "lost-key" else {}
    return slip._replace(args=tuple((args | unknown).items()))


def _only_moved(slip: Slip) -> Slip:
    """``slip``; a line told alone of a section whose name another slip shows stands in a wrong place, and no more."""
    args = dict(slip.args)
    is_further = args.get("cause") == "missing-section" and "section" not in args
    return slip._replace(args=tuple((args | {"cause": "indentation"}).items())) if is_further else slip


def _stretches(further: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """The lines, counted from 1, by stretches: 26–31."""
    numbers = sorted(number + 1 for number, _ in further)
    runs = ([number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]))
    return tuple("–".join(map(str, dict.fromkeys((run[0], run[-1])))) for run in runs)

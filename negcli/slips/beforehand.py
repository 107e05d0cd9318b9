"""What is put right in a broken file before it is cut up: signs that nobody sees, marks of merges, stray separators."""

from __future__ import annotations

import re

from negcli.place import Place
from negcli.slips.breakoff import Diagnosis
from negcli.slips.diagnosis import slip_of
from negcli.slips.lookalikes import SPACE, all_keys, lines_of_syntax, odd_lead, odd_sign, spoils
from negcli.slips.misread import misread
from negcli.slips.parts import conflicts, lone_marks, stray_separators
from negcli.slips.work import Work, cured, odd_slip
from negcli.source.builder import UNPRINTABLE

#: A key that lost bytes, and what stands before it.
_DAMAGED = re.compile("( *(?:- +)*)([^\\s:\ufffd]*\ufffd[^\\s:]*)(?=:)")


def before_places(work: Work) -> None:
    """Put right whatever may spoil the places of lines or the signs in them, in the lines of ``work``."""
    _strip_control_characters(work)
    for number in filter(lambda number: work.lines[number].strip(SPACE) == "---", range(len(work.lines))):
        _show(work, number, False)
    _complete_keys(work)
    _take_out_separators(work)
    _settle_conflicts(work)
    _quote_what_is_read_wrong(work)


def _strip_control_characters(work: Work) -> None:
    """Characters that YAML refuses a whole text for are told once, the first of them, and left out."""
    lines = work.lines if UNPRINTABLE.search("\n".join(work.lines)) else []
    odd = {number: match for number, line in enumerate(lines) if (match := UNPRINTABLE.search(line))}
    for number, match in list(odd.items())[:1]:
        place = Place(number + 1, match.start() + 1, number + 1, match.end() + 1)
        instead = UNPRINTABLE.sub("", work.lines[number])
        work.slips.append(slip_of(Diagnosis("yaml-error", place, "control-character", instead)))
    for number in odd:
        work.put(number, UNPRINTABLE.sub("", work.lines[number]))


def _complete_keys(work: Work) -> None:
    """Keys of which bytes were lost are read as the one that they can be; that they were is told of the file."""
    for number, line in enumerate(work.lines):
        match = _DAMAGED.match(line) if "\ufffd" in line else None
        keys = _keys_like(match[2]) if match else []
        if match and len(keys) == 1:
            work.put(number, match[1] + keys[0] + line[match.end() :])


def _keys_like(damaged: str) -> list[str]:
    """The keys that may have been ``damaged``."""
    pattern = re.compile(".{0,2}".join(map(re.escape, re.split("\ufffd+", damaged))))
    return list(filter(pattern.fullmatch, all_keys()))


def show_invisible(work: Work) -> None:
    """Signs that nobody sees, and spaces that only look like some, are put right where they spoil keys or places."""
    if not spoils("\n".join(work.lines)):
        return
    everywhere = range(len(work.lines))
    syntax = dict(lines_of_syntax(work.lines, everywhere))
    for number in filter(lambda number: spoils(work.lines[number]), everywhere):
        _show(work, number, syntax.get(number))


def _show(work: Work, number: int, in_list: bool | None) -> None:
    """Put right the line ``number``, which holds odd signs; of the text of a block (``in_list`` None) its beginning."""
    line = work.lines[number]
    odd = odd_lead(line) if in_list is None else odd_sign(line, in_list)
    if odd and odd.cause in ("invisible", "" if in_list is None else "space"):
        found = slip_of(odd_slip(number, odd))
        cured(work, found._replace(breaks=False), range(number, number + 1))


def _settle_conflicts(work: Work) -> None:
    """Of what a merge left undone, the first side is read."""
    for ours, theirs, end in conflicts(work.lines):
        place = Place(ours + 1, 1, ours + 1, len(work.lines[ours]) + 1)
        cured(work, slip_of(Diagnosis("yaml-error", place, "merge-conflict")), range(ours, end + 1))
        for number in (ours, *range(theirs, end + 1)):
            work.put(number, "")
    for number in lone_marks(work.lines):
        place = Place(number + 1, 1, number + 1, len(work.lines[number]) + 1)
        cured(work, slip_of(Diagnosis("yaml-error", place, "merge-conflict")), range(number, number + 1))
        work.put(number, "")


def _take_out_separators(work: Work) -> None:
    """Three dashes with something indented below them begin no document, but cut one in two."""
    for number in stray_separators(work.lines):
        place = Place(number + 1, 1, number + 1, len(work.lines[number]) + 1)
        cured(work, slip_of(Diagnosis("yaml-error", place, "separator")), range(number, number + 1))
        work.put(number, "")


def _quote_what_is_read_wrong(work: Work) -> None:
    """Texts that YAML reads without complaint and otherwise than they are written."""
    text = "\n".join(work.lines)
    for found in misread(text):
        cured(work, found, range(found.place.line - 1, found.place.line))

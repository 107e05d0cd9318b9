"""What `diff` shows: two versions, what changed between them, and which way openness moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from negcli.change import Change, Doubt, balance, balances, in_order
from negcli.report.doubts import doubt_blocks
from negcli.report.matter import Manner, balance_tags, balance_text, change_blocks, list_title
from negcli.report.value import Block, Bullets, Heading, Paragraph, Report, Term, Terms, plain
from negcli.words import Words


class Shown(NamedTuple):
    """What is shown of a comparison: what the versions are called, what changed, and what a person should look at.

    ``unreadable`` are (``a`` or ``b``, file) of what could not be read in the older or newer version and is not
    compared; ``agency_names`` gives the names of agencies by their ids.
    """

    labels: tuple[str, str]
    changes: Sequence[Change]
    unreadable: Sequence[tuple[str, str]] = ()
    agency_names: Mapping[str, str] = {}
    doubts: Sequence[Doubt] = ()
    #: What is said before the changes.
    note: str = ""
    #: How many changes there are, where these are only a part of them.
    total: int | None = None


def changes_report(shown: Shown, words: Words, beside: bool = False) -> Report:
    """A comparison, its changes by agency and list; old and new side by side where ``beside`` is asked for."""
    blocks = (*head(shown, words), *_changes(shown, words, beside), *doubt_blocks(shown.doubts, words))
    return Report(words("report.changes-title"), blocks)


def head(shown: Shown, words: Words) -> tuple[Block, ...]:
    """What is compared, how much changed, what could not be read, and whether that is all."""
    nothing = [] if shown.changes else [Paragraph(plain(words(_nothing(shown))))]
    return (*versions_blocks(shown, words), *unreadable_blocks(shown, words), *nothing)


def versions_blocks(shown: Shown, words: Words) -> tuple[Block, ...]:
    """What is compared, and how much changed."""
    return Terms(tuple(_terms(shown, words))), *([Paragraph(plain(shown.note))] if shown.note else ())


def _terms(shown: Shown, words: Words) -> Iterator[Term]:
    key = "report.changes-count" if shown.total is None else "report.changes-of"
    count = words(key, count=len(shown.changes), total=shown.total)
    yield Term(words("report.older"), plain(shown.labels[0]))
    yield Term(words("report.newer"), plain(shown.labels[1]))
    yield Term(words("report.changes"), plain(count))
    if shown.changes:
        yield Term(words("report.effects"), balance_text(balance(shown.changes), words))


def _nothing(shown: Shown) -> str:
    """What is to be said where no changes are shown."""
    if shown.total:
        return "report.no-wanted-changes"
    return "report.no-readable-changes" if shown.unreadable else "report.no-changes"


def unreadable_blocks(shown: Shown, words: Words) -> Iterator[Block]:
    """The files that could not be read, under a heading of their own; nothing where there are none."""
    labels = dict(zip("ab", shown.labels, strict=True))
    if shown.unreadable:
        yield Heading(2, words("report.unreadable"), anchor="unreadable")
        yield Bullets(tuple(plain(f"{labels[side]}  {file}") for side, file in shown.unreadable))


def _changes(shown: Shown, words: Words, beside: bool) -> Iterator[Block]:
    by_list, manner = balances(shown.changes, "agency", "list"), Manner(words, shown.agency_names, beside)
    for key, group in groupby(in_order(shown.changes), key=attrgetter("agency", "list")):
        rows = list(group)
        tags = balance_tags(by_list[key], words) if len(by_list) > 1 else ()
        yield Heading(2, list_title(rows[0], shown.agency_names, words), tags)
        for change in rows:
            yield from change_blocks(change, manner, 3)

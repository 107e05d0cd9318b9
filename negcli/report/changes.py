"""What `diff` shows: two versions, what changed between them, and which way openness moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from negcli.change import Change, Doubt, balance, balances, in_order
from negcli.report.doubts import doubt_blocks
from negcli.report.matter import balance_text, change_blocks, list_title
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


def changes_report(shown: Shown, words: Words) -> Report:
    """A comparison, its changes by agency and list."""
    blocks = (
        _head(shown.labels, shown.changes, words),
        *_unreadable(shown.labels, shown.unreadable, words),
        *_changes(shown.changes, shown.agency_names, words),
        *doubt_blocks(shown.doubts, words),
        *_nothing(shown.changes, shown.unreadable, words),
    )
    return Report(words("report.changes-title"), blocks)


def _head(versions: tuple[str, str], changes: Sequence[Change], words: Words) -> Terms:
    rows = [
        Term(words("report.older"), plain(versions[0])),
        Term(words("report.newer"), plain(versions[1])),
        Term(words("report.changes"), plain(words("report.changes-count", count=len(changes)))),
    ]
    if changes:
        rows.append(Term(words("report.effects"), balance_text(balance(changes), words)))
    return Terms(tuple(rows))


def _unreadable(versions: tuple[str, str], unreadable: Sequence[tuple[str, str]], words: Words) -> Iterator[Block]:
    labels = dict(zip("ab", versions, strict=True))
    if unreadable:
        yield Heading(2, words("report.unreadable"))
        yield Bullets(tuple(plain(f"{labels[side]}  {file}") for side, file in unreadable))


def _nothing(changes: Sequence[Change], unreadable: Sequence[tuple[str, str]], words: Words) -> Iterator[Block]:
    if not changes:
        yield Paragraph(plain(words("report.no-readable-changes" if unreadable else "report.no-changes")))


def _changes(changes: Sequence[Change], agency_names: Mapping[str, str], words: Words) -> Iterator[Block]:
    by_list = balances(changes, "agency", "list")
    for key, group in groupby(in_order(changes), key=lambda change: (change.agency, change.list)):
        rows = list(group)
        tags = balance_text(by_list[key], words) if len(by_list) > 1 else ()
        yield Heading(2, list_title(rows[0], agency_names, words), tags)
        for change in rows:
            yield from change_blocks(change, words, 3)

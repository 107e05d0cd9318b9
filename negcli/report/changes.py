"""What `diff` shows: two versions, what changed between them, and which way openness moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from negcli.change import Change, balance, in_order
from negcli.report.matter import balance_text, change_blocks, list_title
from negcli.report.value import Block, Bullets, Heading, Paragraph, Report, Term, Terms, plain
from negcli.words import Words


def changes_report(
    a_label: str,
    b_label: str,
    changes: Sequence[Change],
    unreadable: Sequence[tuple[str, str]],
    agency_names: Mapping[str, str],
    words: Words,
) -> Report:
    """``changes`` from the older version, called ``a_label``, to the newer, called ``b_label``; by agency and list.

    ``unreadable`` are (``a`` or ``b``, file) of what could not be read in the older or newer version and is not
    compared; ``agency_names`` gives the names of agencies by their ids.
    """
    versions = (a_label, b_label)
    blocks = (
        _head(versions, changes, words),
        *_unreadable(versions, unreadable, words),
        *_changes(changes, agency_names, words),
        *_nothing(changes, unreadable, words),
    )
    return Report(words("report.changes-title"), blocks)


def _head(versions: tuple[str, str], changes: Sequence[Change], words: Words) -> Terms:
    rows = [
        Term(words("report.older"), plain(versions[0])),
        Term(words("report.newer"), plain(versions[1])),
        Term(words("report.changes"), plain(words("report.changes-count", count=len(changes)))),
    ]
    if changes:
        rows.append(Term(words("report.effects"), balance_text(balance(list(changes)), words)))
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
    ordered = in_order(changes)
    for _, group in groupby(ordered, key=lambda change: (change.agency, change.list)):
        rows = list(group)
        yield Heading(2, list_title(rows[0], agency_names, words))
        for change in rows:
            yield from change_blocks(change, words, 3)

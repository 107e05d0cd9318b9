"""What `editions` shows: every list's editions, the oldest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from negcli.editions.overview import Listed
from negcli.report.matter import kinds_text
from negcli.report.spell import kind_label
from negcli.report.value import Block, Heading, Paragraph, Report, Table, Text, plain
from negcli.words import Words

_SAID = ("document", "approved", "published", "effective")
#: So many digits name a commit or an edition to the eye; JSON has all of them.
COMMIT_DIGITS, HASH_DIGITS = 8, 12


def editions_report(rows: Sequence[Listed], agency_names: Mapping[str, str], title: str, words: Words) -> Report:
    """``rows``, by list, of the register called ``title``; ``agency_names`` gives the names of agencies by id."""
    name = words("editions.title", title=title) if title else words("editions.untitled")
    return Report(name, tuple(_blocks(rows, agency_names, words)))


def _blocks(rows: Sequence[Listed], agency_names: Mapping[str, str], words: Words) -> Iterator[Block]:
    groups = {key: list(group) for key, group in groupby(rows, key=lambda row: row.link.edition.key)}
    count = words("editions.count", lists=len(groups), editions=len(rows)) if rows else words("editions.none")
    yield Paragraph(plain(count))
    for (agency, kind), group in groups.items():
        yield Heading(2, f"{agency_names.get(agency, agency)} · {kind_label(kind, words.lang)}")
        yield _table(group, words)


def _table(rows: Sequence[Listed], words: Words) -> Table:
    columns = tuple(words(f"editions.{name}") for name in ("number", *_SAID, "totals", "commit", "hash"))
    return Table(words("editions.caption", count=len(rows)), columns, tuple(_row(row, words) for row in rows))


def _row(row: Listed, words: Words) -> tuple[Text, ...]:
    edition = row.link.edition
    said = (plain(edition.rows.edition.text(name)) for name in _SAID)
    digits = (plain(edition.commit.id[:COMMIT_DIGITS]), plain(row.link.hash[:HASH_DIGITS]))
    return (plain(edition.number), *said, kinds_text(row.totals, words), *digits)

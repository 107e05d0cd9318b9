"""What `changelog` shows: the public record of adjustments, notice by notice, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from negcli.report.notice import changes_by_list, notice_blocks, notice_title
from negcli.report.value import Block, Contents, Heading, Paragraph, Report, Span, Text, plain
from negcli.words import Words

if TYPE_CHECKING:
    from negcli.history import Notice, Record

_UNPUBLISHED = "unpublished"


def record_report(record: Record, agency_names: Mapping[str, str], register_title: str, words: Words) -> Report:
    """The public ``record`` of the register ``register_title``; ``agency_names`` gives agencies' names by their ids."""
    anchors = _anchors(record.notices)
    blocks: list[Block] = [Paragraph(plain(words("report.principle")))]
    blocks += _contents(record, anchors, agency_names, words)
    for notice, anchor in zip(record.notices, anchors, strict=True):
        title = notice_title(notice, agency_names, words)
        published = Span(words("report.published-on", date=notice.published))
        blocks.append(Heading(2, title, (published,), anchor))
        blocks += notice_blocks(notice, agency_names, words)
    blocks += _unpublished(record, agency_names, words)
    title = words("report.record-title", title=register_title) if register_title else words("report.record-untitled")
    return Report(title, tuple(blocks))


def _anchors(notices: Sequence[Notice]) -> list[str]:
    """A name for every notice that stays the same when later ones are added: its date, counted from the oldest."""
    seen: Counter[str] = Counter()
    names = []
    for notice in reversed(notices):
        seen[notice.published] += 1
        count = seen[notice.published]
        names.append(f"notice-{notice.published}" + (f"-{count}" if count > 1 else ""))
    return names[::-1]


def _contents(record: Record, anchors: Sequence[str], agency_names: Mapping[str, str], words: Words) -> Iterator[Block]:
    rows: list[Text] = []
    for notice, anchor in zip(record.notices, anchors, strict=True):
        count = words("report.adjustments-count", count=len(notice.changes))
        link = Span(notice_title(notice, agency_names, words), href=f"#{anchor}")
        rows.append((Span(f"{notice.published}  "), link, Span(f"  {count}", "muted")))
    if record.unpublished:
        count = words("report.adjustments-count", count=len(record.unpublished))
        link = Span(words("report.unpublished"), href=f"#{_UNPUBLISHED}")
        rows.append((link, Span(f"  {count}", "muted")))
    if rows:
        yield Contents(words("report.contents"), tuple(rows))
    else:
        yield Paragraph(plain(words("report.no-notices")))


def _unpublished(record: Record, agency_names: Mapping[str, str], words: Words) -> Iterator[Block]:
    if record.unpublished:
        yield Heading(2, words("report.unpublished"), (), _UNPUBLISHED)
        yield Paragraph(plain(words("report.unpublished-note")))
        yield from changes_by_list(record.unpublished, frozenset(), agency_names, words)

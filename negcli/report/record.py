"""What `changelog` shows: the public record of adjustments, notice by notice, newest first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from negcli.report.notice import changes_by_list, notice_blocks, notice_title
from negcli.report.value import Block, Contents, Heading, Paragraph, Report, Span, Text, plain
from negcli.words import Words

if TYPE_CHECKING:
    from negcli.change import Change
    from negcli.record.history import Notice, Record

_UNPUBLISHED = "unpublished"
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


class _Part(NamedTuple):
    """A part of the record: its heading (none for the whole), where it stands, its notices and their anchors."""

    title: str
    anchor: str
    record: Record
    anchors: list[str]


def record_report(groups: Sequence[tuple[str, Record]], record: Record, words: Words) -> Report:
    """The public ``record`` in parts, ``groups`` of it (see `history.grouped`)."""
    agency_names, register_title = record.agency_names, record.title
    parts = [_part(*group, agency_names, words) for group in groups]
    blocks: list[Block] = [Paragraph(plain(words("report.principle")))]
    blocks += _contents(parts, agency_names, words)
    for part in parts:
        blocks += _part_blocks(part, agency_names, words)
    title = words("report.record-title", title=register_title) if register_title else words("report.record-untitled")
    return Report(title, tuple(blocks))


def _part(name: str, record: Record, agency_names: Mapping[str, str], words: Words) -> _Part:
    anchors = [f"{name}-{anchor}" if name else anchor for anchor in _anchors(record.notices)]
    return _Part(_group_title(name, agency_names, words), name, record, anchors)


def _group_title(name: str, agency_names: Mapping[str, str], words: Words) -> str:
    """The month or the agency that a group is named after, as a reader calls it."""
    if month := _MONTH.fullmatch(name):
        return words("notice.month", year=int(month[1]), month=int(month[2]))
    return agency_names.get(name, name)


def _part_blocks(part: _Part, agency_names: Mapping[str, str], words: Words) -> Iterator[Block]:
    if part.title:
        yield Heading(2, part.title, (), part.anchor)
    level = 3 if part.title else 2
    for notice, anchor in zip(part.record.notices, part.anchors, strict=True):
        title = notice_title(notice, agency_names, words)
        published = Span(words("report.published-on", date=notice.published))
        yield Heading(level, title, (published,), anchor)
        yield from notice_blocks(notice, agency_names, words, level + 1)
    yield from _unpublished(part, level, agency_names, words)


def _anchors(notices: Sequence[Notice]) -> list[str]:
    """A name for every notice that stays the same when later ones are added: its date, counted from the oldest."""
    seen: Counter[str] = Counter()
    names = []
    for notice in reversed(notices):
        seen[notice.published] += 1
        count = seen[notice.published]
        names.append(f"notice-{notice.published}" + (f"-{count}" if count > 1 else ""))
    return names[::-1]


def _contents(parts: Sequence[_Part], agency_names: Mapping[str, str], words: Words) -> Iterator[Block]:
    rows = list(chain.from_iterable(_rows(part, agency_names, words) for part in parts))
    if rows:
        yield Contents(words("report.contents"), tuple(rows))
    else:
        yield Paragraph(plain(words("report.no-notices")))


def _rows(part: _Part, agency_names: Mapping[str, str], words: Words) -> Iterator[Text]:
    """What the contents name of a part: itself, its notices, what is not yet published."""
    if part.title:
        yield (Span(part.title, href=f"#{part.anchor}"),)
    for notice, anchor in zip(part.record.notices, part.anchors, strict=True):
        link = Span(notice_title(notice, agency_names, words), href=f"#{anchor}")
        yield (Span(f"{notice.published}  "), link, _count(notice.changes, words))
    if part.record.unpublished:
        link = Span(words("report.unpublished"), href=f"#{_pending_anchor(part)}")
        yield (link, _count(part.record.unpublished, words))


def _count(changes: Sequence[Change], words: Words) -> Span:
    return Span("  " + words("report.adjustments-count", count=len(changes)), "muted")


def _pending_anchor(part: _Part) -> str:
    return f"{part.anchor}-{_UNPUBLISHED}" if part.title else _UNPUBLISHED


def _unpublished(part: _Part, level: int, agency_names: Mapping[str, str], words: Words) -> Iterator[Block]:
    if part.record.unpublished:
        yield Heading(level, words("report.unpublished"), (), _pending_anchor(part))
        yield Paragraph(plain(words("report.unpublished-note")))
        yield from changes_by_list(part.record.unpublished, frozenset(), agency_names, words, level + 1)

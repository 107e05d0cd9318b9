"""The public record as a feed (Atom, RFC 4287), an entry a notice; long ones in archives (RFC 5005, section 4).

What is published never changes, so that ids are made of it: of the editions that a notice publishes. The feed's own is
made of the oldest notice and, for one agency's feed, of the agency. Days have no hours; they begin at midnight in
Beijing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import NAMESPACE_OID, uuid5
from xml.etree import ElementTree as Xml

from negcli.record.apart import as_published
from negcli.report.announcement import spoken_day
from negcli.report.cells import safe
from negcli.report.html import fragment
from negcli.report.notice import notice_blocks, notice_title
from negcli.words import Words

if TYPE_CHECKING:
    from negcli.record.history import Notice, Record

#: Notices of an archive; the newest part has as many at most.
PAGE = 50
_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"
_MIDNIGHT = "T00:00:00+08:00"
_NEVER = "1970-01-01"


def feeds(record: Record, agencies: Sequence[str], name: str, page: int, words: Words) -> dict[str, bytes]:
    """File name → feed: ``name`` holds the newest notices of ``record``, ``NAME-1.xml`` … the archives, oldest first.

    An archive holds ``page`` notices and never changes, unless one of them is corrected. ``agencies`` are those that
    the record was narrowed to.
    """
    notices = tuple(map(as_published, record.notices[::-1]))
    full = max(0, (len(notices) - 1) // max(page, 1))
    names = [*(_archive(name, number) for number in range(1, full + 1)), name]
    parts = [notices[start * page : (start + 1) * page] for start in range(full + 1)]
    corrected = _corrections(record.notices)
    head = _head(record, agencies, words)
    return {
        file: _written(_feed(head, part[::-1], _links(names, at), corrected))
        for at, (file, part) in enumerate(zip(names, parts, strict=True))
    }


def _archive(name: str, number: int) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{number}.{suffix}" if dot else f"{name}-{number}"


class _Head(NamedTuple):
    """What all parts of a feed say of it."""

    id: str
    title: str
    author: str
    agency_names: Mapping[str, str]
    words: Words


def _head(record: Record, agencies: Sequence[str], words: Words) -> _Head:
    agency_names = record.agency_names
    who = words.join([agency_names.get(agency, agency) for agency in agencies])
    title = words("notice.feed-of", agency=who) if who else words("notice.feed-title", title=record.title)
    oldest = address_of(record.notices[-1]) if record.notices else record.title
    return _Head(_urn("feed", *agencies, oldest), title, who or record.title or title, agency_names, words)


def address_of(notice: Notice) -> str:
    """What ``notice`` is told from all others by: the day and the editions that it publishes."""
    editions = (f"{agency}/{kind}@{number}" for agency, kind, number in sorted(notice.editions))
    return " ".join((notice.published, *editions))


def _urn(*parts: str) -> str:
    return uuid5(NAMESPACE_OID, "negcli " + " ".join(parts)).urn


def _corrections(notices: Sequence[Notice]) -> dict[str, Notice]:
    """Notice (by its address) → the newest later one that corrects an entry which it had changed last.

    ``notices`` stand newest first. Errata are adjustments of the kind ``corrected``.
    """
    last: dict[tuple[str, str, str], Notice] = {}
    found: dict[str, Notice] = {}
    for notice in reversed(notices):
        errata = (change.order for change in notice.changes if change.kind == "corrected")
        found |= {address_of(last[order]): notice for order in errata if order in last}
        last |= {change.order: notice for change in notice.changes if change.kind != "corrected"}
    return found


def _links(names: Sequence[str], at: int) -> dict[str, str]:
    """The links of a part of a feed to itself and to the others."""
    newest = len(names) - 1
    links = {"self": names[at], "current": names[newest]} if names[newest] else {}
    links |= {"prev-archive": names[at - 1]} if at else {}
    return links | ({"next-archive": names[at + 1]} if at + 1 < newest else {})


def _feed(head: _Head, notices: Sequence[Notice], links: Mapping[str, str], corrected: Mapping[str, Notice]) -> Any:
    days = (_updated(notice, corrected) for notice in notices)
    feed = Xml.Element(f"{{{_ATOM}}}feed", {"xml:lang": {"zh": "zh-CN", "en": "en"}[head.words.lang]})
    _texts(feed, {"id": head.id, "title": head.title, "updated": max(days, default=_NEVER) + _MIDNIGHT})
    _texts(Xml.SubElement(feed, f"{{{_ATOM}}}author"), {"name": head.author})
    Xml.SubElement(feed, f"{{{_ATOM}}}generator").text = "negcli"
    for relation, address in links.items():
        Xml.SubElement(feed, f"{{{_ATOM}}}link", {"rel": relation, "href": _quoted(address)})
    if links.get("self") != links.get("current"):
        Xml.SubElement(feed, f"{{{_HISTORY}}}archive")
    elif "prev-archive" not in links:
        Xml.SubElement(feed, f"{{{_HISTORY}}}complete")
    feed.extend(_entry(notice, head, corrected.get(address_of(notice))) for notice in notices)
    return feed


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name)


def _updated(notice: Notice, corrected: Mapping[str, Notice]) -> str:
    """The day on which ``notice`` last became other: that of its newest correction, else its own."""
    correction = corrected.get(address_of(notice))
    return correction.published if correction else notice.published


def _entry(notice: Notice, head: _Head, correction: Notice | None) -> Any:
    words = head.words
    entry = Xml.Element(f"{{{_ATOM}}}entry")
    updated = correction.published if correction else notice.published
    _texts(
        entry,
        {
            "id": _urn(address_of(notice)),
            "title": notice_title(notice, head.agency_names, words),
            "published": notice.published + _MIDNIGHT,
            "updated": updated + _MIDNIGHT,
        },
    )
    said = "\n".join(filter(None, (notice.summary, _corrected(correction, words) if correction else "")))
    _texts(entry, {"summary": said} if said else {})
    content = Xml.SubElement(entry, f"{{{_ATOM}}}content", {"type": "html"})
    content.text = "\n".join(fragment(notice_blocks(notice, head.agency_names, words), words.lang))
    return entry


def _corrected(correction: Notice, words: Words) -> str:
    return words("notice.corrected-by", day=spoken_day(correction.published, words), document=correction.document)


def _texts(parent: Any, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        Xml.SubElement(parent, f"{{{_ATOM}}}{name}").text = safe(text)


def _written(feed: Any) -> bytes:
    Xml.register_namespace("", _ATOM)
    Xml.register_namespace("fh", _HISTORY)
    Xml.indent(feed)
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"

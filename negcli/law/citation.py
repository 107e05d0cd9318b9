"""A citation: which law, which version, which places in it, and what is quoted from them.

Citations are equal when they say the same; where each part stands in the text it was read from does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from negcli.law.numerals import han

#: From and to, in characters of the text that was read.
Span = tuple[int, int]
#: The fields that say where something stands, and not what.
_WHERE = ("spans", "span", "quote_span")


def _says(value: Any) -> tuple[Any, ...]:
    return tuple(part for name, part in zip(value._fields, value, strict=True) if name not in _WHERE)


def _is_same(one: Any, other: object) -> bool:
    return one.__class__ is other.__class__ and _says(one) == _says(other)


#: The parts of a place, the widest first.
PARTS = ("article", "paragraph", "item", "point")


class Spot(NamedTuple):
    """A place in a law: 第``article``条之``sub``第``paragraph``款第（``item``）项第``point``目; 0 where not written."""

    article: int = 0
    sub: int = 0
    paragraph: int = 0
    item: int = 0
    point: int = 0
    #: Where each part stands, by its name; parts taken over from the place before are absent.
    spans: tuple[tuple[str, Span], ...] = ()

    def __eq__(self, other: object) -> bool:
        return _is_same(self, other)

    def __ne__(self, other: object) -> bool:
        return not _is_same(self, other)

    def __hash__(self) -> int:
        return hash(_says(self))

    @property
    def parts(self) -> tuple[int, int, int, int]:
        """Article, paragraph, item, point."""
        return (self.article, self.paragraph, self.item, self.point)

    @property
    def level(self) -> str:
        """The narrowest part that is written."""
        return next((name for name, part in zip(PARTS[::-1], self.parts[::-1], strict=True) if part), "article")

    @property
    def key(self) -> str:
        """The article as tables of articles name it: ``120``, or ``120-1`` for 第一百二十条之一."""
        return f"{self.article}-{self.sub}" if self.sub else str(self.article)

    @property
    def whole(self) -> Span:
        """From where to where it stands, as far as it is written."""
        return (self.spans[0][1][0], self.spans[-1][1][1])

    def span(self, part: str) -> Span:
        """Where ``part`` stands; the whole place where it was taken over from the one before."""
        return dict(self.spans).get(part) or self.whole


class Reference(NamedTuple):
    """A place, or the places from ``first`` to ``last``, and the passage quoted from there."""

    first: Spot
    last: Spot | None = None
    quote: str = ""
    quote_span: Span = (0, 0)

    def __eq__(self, other: object) -> bool:
        return _is_same(self, other)

    def __ne__(self, other: object) -> bool:
        return not _is_same(self, other)

    def __hash__(self) -> int:
        return hash(_says(self))

    @property
    def span(self) -> Span:
        """From where to where it stands."""
        end = self.last or self.first
        return (self.first.spans[0][1][0], end.spans[-1][1][1])

    def spots(self) -> Iterator[Spot]:
        """Every place that is meant, a range place by place."""
        yield self.first
        if self.last:
            yield from _between(self.first, self.last)


def _between(first: Spot, last: Spot) -> Iterator[Spot]:
    level = "sub" if last.sub and last.article == first.article else last.level
    start, end = getattr(first, level), getattr(last, level)
    for number in range(start + 1, min(end, start + 200)):
        yield _with(last, level, number)
    yield last


def _with(spot: Spot, level: str, number: int) -> Spot:
    values = {name: getattr(spot, name) for name in ("article", "sub", "paragraph", "item", "point")}
    return Spot(**(values | {level: number}), spans=spot.spans)


class Version(NamedTuple):
    """What a citation says of the version that it means: (2019年修订), （国务院令第711号）; 0 and empty: not said."""

    year: int = 0
    date: str = ""
    number: int = 0
    text: str = ""
    span: Span = (0, 0)

    def __eq__(self, other: object) -> bool:
        return _is_same(self, other)

    def __ne__(self, other: object) -> bool:
        return not _is_same(self, other)

    def __hash__(self) -> int:
        return hash(_says(self))


class Citation(NamedTuple):
    """A law as cited. ``title`` is as written, without its outer marks; empty where none is.

    ``means`` is the full title where the text itself says that ``title`` is short for it. ``kind`` is ``title``,
    ``pointer`` (本法, 该条例) or ``document`` (a document number that stands alone).
    """

    title: str
    kind: str = "title"
    means: str = ""
    version: Version | None = None
    references: tuple[Reference, ...] = ()
    #: What is quoted from the law as a whole.
    quote: str = ""
    span: Span = (0, 0)
    quote_span: Span = (0, 0)

    def __eq__(self, other: object) -> bool:
        return _is_same(self, other)

    def __ne__(self, other: object) -> bool:
        return not _is_same(self, other)

    def __hash__(self) -> int:
        return hash(_says(self))

    @property
    def name(self) -> str:
        """The title to look up."""
        return self.means or self.title


def official(citations: Iterable[Citation]) -> str:
    """``citations`` as official papers write them; reading that again gives the same citations."""
    listed = list(citations)
    return "；".join(_official(citation, _declared(citation, listed)) for citation in listed)


def _declared(citation: Citation, citations: Iterable[Citation]) -> str:
    """The short title that the text declares for the law of ``citation``, for those that come after it."""
    names = (one.title for one in citations if one.kind == "title" and one.means == citation.title)
    return next((f"（以下简称《{name}》）" for name in names if citation.title and not citation.means), "")


def _official(citation: Citation, declared: str) -> str:
    version = f"（{citation.version.text}）" if citation.version else ""
    said = official_title(citation) + version + declared
    return said + _quoted(citation.quote) + _references(citation.references)


def _quoted(quote: str) -> str:
    return f"：“{quote}”" if quote else ""


def official_title(citation: Citation) -> str:
    """The title of ``citation`` in its marks: 《…》, with 〈…〉 inside."""
    if citation.kind != "title" or not citation.title:
        return citation.title
    return f"《{marked_inside(citation.title)}》"


def marked_inside(title: str) -> str:
    """``title`` with the marks that titles inside it have."""
    return title.replace("《", "〈").replace("》", "〉").replace("<", "〈").replace(">", "〉")


def _references(references: Iterable[Reference]) -> str:
    said, before = [], Spot()
    for reference in references:
        said.append(_reference(reference, before))
        before = reference.last or reference.first
    return "、".join(said)


def _reference(reference: Reference, before: Spot) -> str:
    end = f"至{spot_after(reference.last, reference.first)}" if reference.last else ""
    return spot_after(reference.first, before) + end + _quoted(reference.quote)


def spot_after(spot: Spot, before: Spot) -> str:
    """``spot`` as it is written after ``before``: what it takes over from there is left out."""
    start = PARTS.index(_beginning(spot, before))
    return "".join(_part(spot, name) for name in PARTS[start:] if getattr(spot, name) or name == "article")


def _beginning(spot: Spot, before: Spot) -> str:
    narrowest_first = (name for name in PARTS[:0:-1] if getattr(spot, name) and before.article)
    return next((name for name in narrowest_first if above(spot, name) == above(before, name)), "article")


def above(spot: Spot, part: str) -> tuple[int, ...]:
    """What a place that begins with ``part`` takes over from the one before it: the wider parts."""
    return (spot.article, spot.sub, *spot.parts[1 : PARTS.index(part)])


def written_spot(spot: Spot) -> str:
    """``spot`` in full: 第十六条第二款第（一）项."""
    return spot_after(spot, Spot())


def listed(articles: Iterable[str]) -> str:
    """``articles`` (``14``, ``120-1``) as citations name them: 第十四条、第一百二十条之一."""
    return "、".join(map(_article, articles))


def _article(key: str) -> str:
    article, _, sub = key.partition("-")
    return written_spot(Spot(int(article), int(sub or 0)))


def _part(spot: Spot, name: str) -> str:
    value = getattr(spot, name)
    if name == "article":
        return f"第{han(value)}条" + (f"之{han(spot.sub)}" if spot.sub else "")
    return {"paragraph": f"第{han(value)}款", "item": f"第（{han(value)}）项", "point": f"第{value}目"}[name]

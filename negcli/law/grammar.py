"""From a text to citations.

Titles, numbered parts, quotations and brackets come one after another (`tokens.py`); between them may stand titles
without marks (`bare.py`) and people's own words. A numbered part belongs to the law before it; one that follows a wider
part directly narrows it (第十四条第四款); after 、 or 和 it begins a new place and takes over what
it does not say. What is quoted names no places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from negcli.law import tokens
from negcli.law.bare import INNER, Bare, Known, parted_titles, titles_in
from negcli.law.citation import PARTS, Citation, Reference, Span, Spot, above
from negcli.law.meant import pointed_to, short_for
from negcli.law.numerals import number
from negcli.law.tokens import NUMBER, RANGE, part_named, token
from negcli.law.traditional import simplified

#: Words after a title that name it only to say whence another comes: 《…法》制定的《…办法》.
_IN_PASSING = re.compile(r"\s*+[，,]?\s*+(?:的?授权|制定|所制定|配套)")
#: A bracket that is never closed, or never opened, says nothing.
_BRACKETS = "（()） \t\n\u3000"


def parse(text: str, known: Known = lambda title: False) -> tuple[Citation, ...]:
    """The citations in ``text``, in order; none when no law can be read from it.

    ``known`` says of a title whether there is such a law: titles without 《》 are recognised by it.
    """
    reader = _Reader(simplified(text), known)
    reader.read()
    return tuple(citation for citation in reader.citations if citation.title or citation.references)


@dataclass
class _Reader:
    text: str
    known: Known
    citations: list[Citation] = field(default_factory=list)
    #: Names that the text declares → full titles.
    declared: dict[str, str] = field(default_factory=dict)
    #: Where the last title, place or bracket ended.
    after: int = -1
    #: A version named before the title: 2019年修订的《…》.
    coming: str = ""

    def read(self) -> None:
        """Read the text to its end."""
        position = 0
        for title in parted_titles(self.text, self.known):
            self._read(position, title.start)
            self._title(title.title, (title.start, title.end))
            position = title.end
        self._read(position, len(self.text))

    def _read(self, position: int, end: int) -> None:
        while match := token().search(self.text, position, end):
            kind = _kind(match)
            self._gap(position, match.start(), kind)
            position = _HANDLERS[kind](self, match)
        self._gap(position, end, "")

    # -- between parts

    def _gap(self, start: int, end: int, following: str) -> None:
        gap = self.text[start:end]
        if not gap.strip(_BRACKETS) or self._is_version(gap, start):
            self.after = end if gap.strip() else self.after
            return
        self._forget_passing(gap)
        for bare in titles_in(gap, self.known, following in ("run", "paren")):
            self._bare(bare, start, following)
        self.coming = re.split(_MARKED, gap)[-1][-_NEAR:] if following == "title" else ""

    def _forget_passing(self, gap: str) -> None:
        """A law that is only named to say whence another comes is not cited."""
        if _IN_PASSING.match(gap) and self.citations and not self._places():
            self.citations.pop()

    def _is_version(self, gap: str, start: int) -> bool:
        """Whether ``gap`` says, between title and article, which version is meant."""
        bare = gap.strip(_BRACKETS)
        body = bare if "令" in bare else _BEFORE_ARTICLE.sub("", bare)
        said = self.after == start and 0 < len(body) < _LONGEST_VERSION
        return said and self._said_version(body, self.text.index(body, start))

    def _said_version(self, content: str, start: int) -> bool:
        """Whether ``content`` names a version of the last law: before its places, or, if it is nothing else, after."""
        version = tokens.version(content, start) if self._wants_version(content) else None
        if version:
            self._amend(version=version)
        return version is not None

    def _wants_version(self, content: str) -> bool:
        last = self.citations[-1] if self.citations else Citation("", "document")
        fits = not last.references or tokens.ONLY_VERSION.fullmatch(content)
        return bool(fits) and last.kind != "document" and not last.version

    def _bare(self, bare: Bare, offset: int, following: str) -> None:
        span = (bare.start + offset, bare.end + offset)
        if bare.kind == "pointer":
            self._pointer(bare.title, span)
        elif bare.kind != "document":
            self._title(self._last_title() * (bare.kind == "implementing") + bare.title, span)
        elif following != "title":
            self._order(bare.title, span)

    def _last_title(self) -> str:
        return self.citations[-1].name if self.citations and self.citations[-1].kind != "document" else ""

    # -- parts

    def _on_title(self, match: re.Match[str]) -> int:
        placed = _PLACED.fullmatch(match[0])
        inner = placed[1] if placed and self.known(placed[1]) else _inner(match[0])
        end = match.end() if placed is None or inner != placed[1] else match.start() + placed.end(1)
        self._title(inner, (match.start(), end))
        if version := tokens.version(self.coming, match.start()) if self.coming else None:
            self._amend(version=version._replace(text=self.coming.strip(" \n、，和及的")))
        self.coming = ""
        return end

    def _title(self, title: str, span: Span) -> None:
        means = short_for(title, self.declared, self.citations)
        self.citations.append(Citation(title, "title", means, span=span))
        self.after = span[1]

    def _pointer(self, title: str, span: Span) -> None:
        self.citations.append(Citation(title, "pointer", pointed_to(title, self.citations), span=span))
        self.after = span[1]

    def _order(self, number: str, span: Span) -> None:
        """An order that stands without the title of what it promulgates."""
        self.citations.append(Citation("".join(number.split()), "document", span=span))
        self.after = span[1]

    def _on_document(self, match: re.Match[str]) -> int:
        if self.after != match.start():
            self._order(tokens.year_marked_in(match[0]), match.span())
        self.after = match.end()
        return match.end()

    def _on_quote(self, match: re.Match[str]) -> int:
        if self._is_marked(match):
            return self._on_title(match)
        if not self.citations and "《" in match[0]:
            return match.start() + 1
        self._quote(match[0][1:].rstrip('”"’」』＂'), (match.start() + 1, match.end() - 1))
        return match.end()

    def _on_colon(self, match: re.Match[str]) -> int:
        rest = self.text[match.end() : match.end() + 40].lstrip()
        is_none = not self.citations or not rest or rest[0] in '“"‘「『《<〈第笫' or tokens.is_place(rest)
        return match.end() if is_none else self._plain_quote(match.end())

    def _plain_quote(self, start: int) -> int:
        end = tokens.PLAIN_END.search(self.text, start)
        stop = end.start() if end else len(self.text)
        self._quote(self.text[start:stop], (start, stop))
        return stop

    def _is_marked(self, match: re.Match[str]) -> bool:
        """Whether quotation marks or square brackets stand around a title, in place of 《》."""
        inner, apart = match[0][1:-1], not self.citations or self._between(tokens.APART, match.start())
        return apart and match[0][0] in _OTHER_MARKS and "《" not in inner and self.known(inner)

    def _on_paren(self, match: re.Match[str]) -> int:
        if tokens.is_places(match[0][1:-1]):
            self.after = match.start() + 1
            return match.start() + 1
        if self._holds_citation(match):
            return match.start() + 1
        if self._is_marked(match):
            return self._on_title(match)
        adjacent = self._adjacent(match.start())
        if self.citations:
            self._bracketed(match, adjacent)
        elif tokens.is_document(match[0][1:-1]):
            self._order(tokens.year_marked_in(match[0][1:-1]), (match.start() + 1, match.end() - 1))
        self.coming = "" if adjacent else match[0][1:-1]
        self.after = match.end() if adjacent else self.after
        return match.end()

    def _holds_citation(self, match: re.Match[str]) -> bool:
        """Whether another law, and a place in it, stands in brackets: （《保密法》第十三条）."""
        return bool(tokens.HOLDS_CITATION.fullmatch(match[0]) if self.citations else tokens.CITES.search(match[0]))

    def _bracketed(self, match: re.Match[str], adjacent: bool) -> None:
        """An item's number, a short title declared, a version, or a passage quoted or described."""
        content, start = match[0][1:-1], match.start() + 1
        if tokens.is_document(content):
            return
        declared = tokens.DECLARED.search(content)
        if declared:
            self._declare(declared[1])
        if adjacent and self._places() and self._is_item(match):
            self._number(content.strip(), "item", match.span(), False)
        elif not self._said_version(_before(declared, content), start) and not declared:
            self._described(match[0], start)

    def _is_item(self, match: re.Match[str]) -> bool:
        """Whether a number in brackets is that of a 项, and not of the next part of a list."""
        ends = _NEXT.search(self.text, self.after, match.start()) or tokens.NEXT_LAW.match(self.text, match.end())
        return not ends and bool(tokens.ITEMS.fullmatch(match[0]))

    def _described(self, bracket: str, start: int) -> None:
        if self._places() and bracket[0] in "（(" and not tokens.ITEMS.fullmatch(bracket):
            self._quote(bracket[1:-1], (start, start + len(bracket) - 2))

    def _declare(self, name: str) -> None:
        last = self.citations[-1]
        self.declared[name.strip()] = last.name

    def _places(self) -> bool:
        return bool(self.citations and self.citations[-1].references)

    def _on_sub(self, match: re.Match[str]) -> int:
        last = self._last_spot()
        if last and last.level == "article" and last.article:
            start = match.end() - len(match["more"]) - 1
            spot = Spot(last.article, number(match["more"]) or 0, spans=(("article", (start, match.end())),))
            self._add(spot, self._is_range(match.start()))
        self.after = match.end()
        return match.end()

    def _on_run(self, match: re.Match[str]) -> int:
        part = part_named(match["unit"][0])
        if not self._belongs(match, part):
            return match.end()
        if not self.citations:
            self.citations.append(Citation("", span=(match.start(), match.start())))
        self._run(match, part)
        self.after = match.end()
        return self._quoted_after(match.end())

    def _belongs(self, match: re.Match[str], part: str) -> bool:
        """Whether a numbered part is a place: 三条线路 and 第二项工作 are none."""
        adjacent = self._adjacent(match.start())
        if part != "article":
            return adjacent and self._places()
        of_it = self._between(tokens.OF_IT, match.start()) and tokens.PLACE_ENDS.match(self.text, match.end())
        return adjacent or bool(of_it) or (match[0][0] in "第笫" and not self._foreign(match.start()))

    def _foreign(self, start: int) -> bool:
        """Whether an annex or another paper without a title is what the article belongs to."""
        return bool(
            re.search(
                r"(?:附件|附表|纪要|合同|协议|章程|方案)[一二三四五六七八九十\d]*\s*$",
                self.text[max(0, start - 12) : start],
            )
        )

    def _adjacent(self, start: int) -> bool:
        """Whether nothing but commas and the like stands between the last part and ``start``."""
        return self._is_range(start) or self._between(tokens.JOINER, start)

    def _between(self, pattern: re.Pattern[str], start: int) -> bool:
        """Whether all between the last part and ``start`` is of ``pattern``."""
        return self.after >= 0 and pattern.fullmatch(self.text, self.after, start) is not None

    def _is_range(self, start: int) -> bool:
        return self._between(RANGE, start)

    def _run(self, match: re.Match[str], part: str) -> None:
        """A run of numbers that share a unit: 第十四、十五条, 第19-21条, 第（一）、（二）项."""
        *before, last = NUMBER.finditer(self.text, match.start(), match.start("unit"))
        for one in before:
            self._one(one, match, part, (one.end(), ""))
        self._one(last, match, part, (match.end(), match["sub"] or ""))

    def _one(self, one: re.Match[str], run: re.Match[str], part: str, end: tuple[int, str]) -> None:
        """A number of a run; ``end``: where it ends, and what 之 adds to it."""
        again = one.start() > run.start()
        joined = one["join"] or ""
        ranged = bool(RANGE.fullmatch(joined)) if again else self._is_range(run.start())
        self._number(one["number"], part, (one.start() + len(joined), end[0]), ranged, end[1], again)

    def _number(self, written: str, part: str, span: Span, ranged: bool, sub: str = "", again: bool = False) -> None:
        value = number(written) or 0
        last = self._last_spot() or Spot()
        if not again and not ranged and self._narrows(last, part, span[0]):
            self._narrow(last, part, value, span)
            return
        self._add(_spot(_wider(last, part, (value, number(sub) or 0)), part, value, span), ranged)

    def _narrows(self, last: Spot, part: str, start: int) -> bool:
        """Whether ``part`` follows the wider ``last`` directly."""
        deeper = last.article > 0 and PARTS.index(part) > PARTS.index(last.level)
        return deeper and not self.text[max(self.after, 0) : start].strip()

    def _narrow(self, last: Spot, part: str, value: int, span: Span) -> None:
        spot = _spot(above(last, part), part, value, span)
        spot = spot._replace(spans=(*last.spans, (part, span)))
        reference = self.citations[-1].references[-1]
        narrowed = reference._replace(last=spot) if reference.last else reference._replace(first=spot)
        self._amend(references=(*self.citations[-1].references[:-1], narrowed))

    def _add(self, spot: Spot, ranged: bool) -> None:
        references = self.citations[-1].references
        if ranged and references and not references[-1].last:
            self._amend(references=(*references[:-1], references[-1]._replace(last=spot)))
        else:
            self._amend(references=(*references, Reference(spot)))

    def _last_spot(self) -> Spot | None:
        references = self.citations[-1].references if self.citations else ()
        return (references[-1].last or references[-1].first) if references else None

    def _quoted_after(self, end: int) -> int:
        """A passage that follows a place without marks is quoted when it is as long as one."""
        lead = tokens.PLAIN_QUOTE.match(self.text, end)
        if not lead or _OWN_WORDS.match(self.text, lead.end()) or token().match(self.text, lead.end()):
            return end
        stop = tokens.PLAIN_END.search(self.text, lead.end())
        if (stop.start() if stop else len(self.text)) - lead.end() < _SHORTEST_QUOTE:
            return end
        return self._plain_quote(lead.end())

    # -- what has been read

    def _quote(self, text: str, span: Span) -> None:
        quote = text.strip().replace("“", "‘").replace("”", "’")
        if quote and self._places():
            self._quote_place(quote, span)
        elif quote and self.citations and not self.citations[-1].quote:
            self._amend(quote=quote, quote_span=span)

    def _quote_place(self, quote: str, span: Span) -> None:
        *before, last = self.citations[-1].references
        if not last.quote:
            self._amend(references=(*before, last._replace(quote=quote, quote_span=span)))

    def _amend(self, **values: Any) -> None:
        self.citations[-1] = self.citations[-1]._replace(**values)


#: Between parts of a list.
_NEXT = re.compile(r"[；;\n]")
#: Marks that stand around titles where those of titles should.
_OTHER_MARKS = '“"「『＂[【〔'
#: A title whose mark is closed only after the article.
_PLACED = re.compile(r"《([^《》]+?)[第笫]\s?[\d０-９一二三四五六七八九十百零〇]+\s?条(?:[^《》]*[款项])?》")
#: Characters that a quotation without marks has at least.
_SHORTEST_QUOTE = 8
_LONGEST_VERSION = 24
#: How far before a title a version of it is named, and what ends that.
_NEAR = 14
_MARKED = r"[《》〈〉（()）]"
_BEFORE_ARTICLE = re.compile(r"[的之第].*$|^[，,]")
#: What follows a place and is no quotation: and, of the law, as regards.
_OWN_WORDS = re.compile(r"以及|和|及|与|或|之规定|的|中|等|所|不予公开|属于|涉及")


def _before(match: re.Match[str] | None, text: str) -> str:
    """``text`` up to ``match``, without the comma before that."""
    return text[: match.start()].rstrip(" ，,、") if match else text


def _wider(last: Spot, part: str, article: tuple[int, int]) -> tuple[int, ...]:
    """What a new place that begins with ``part`` takes over from the ``last``; an ``article`` takes nothing."""
    return article if part == "article" else above(last, part)


def _spot(wider: tuple[int, ...], part: str, value: int, span: Span) -> Spot:
    names = ("article", "sub", *PARTS[1:])
    values = dict(zip(names, wider, strict=False)) | {part: value}
    return Spot(**values, spans=((part, span),))


def _inner(title: str) -> str:
    """A title without its outermost marks and the spaces around; double marks inside as 〈〉."""
    inner = title.strip("<>") if title.startswith("<<") else title[1:-1]
    return "".join(inner.split()).translate(INNER)


def _kind(match: re.Match[str]) -> str:
    last = match.lastgroup or ""
    return last if last in _HANDLERS else "run" if match["run"] else "sub_only"


_HANDLERS: Mapping[str, Callable[[_Reader, re.Match[str]], int]] = MappingProxyType(
    {
        "title": _Reader._on_title,
        "document": _Reader._on_document,
        "quote": _Reader._on_quote,
        "run": _Reader._on_run,
        "paren": _Reader._on_paren,
        "colon": _Reader._on_colon,
        "sub_only": _Reader._on_sub,
    }
)

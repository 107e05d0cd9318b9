"""Citations in another than the official form: which characters are, and what is right in their place.

Only title marks, brackets, 第 and the figures of articles are judged; what is quoted is nobody's to correct.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from negcli.law.bare import INNER, MARKS, Known
from negcli.law.citation import Citation, Reference, Span, Spot, official_title
from negcli.law.grammar import parse
from negcli.law.numerals import han
from negcli.law.verdict import Judged, Verdict

#: Opening and closing marks in which a version may be named.
_BRACKETS = ("（([【〔［", "）)]】〕］")
_MARKED = tuple('《〈<＜“"「『＂[【〔')
_BRACKETED = re.compile(r"[（(⑴-⒇㈠-㈩]")
_FIGURES = re.compile(r"[0-9０-９]")


class Piece(NamedTuple):
    """Characters of a text, and how official papers write them."""

    span: Span
    right: str


def informal(text: str, judged: tuple[Judged, ...], known: Known) -> tuple[Verdict, ...]:
    """What of ``text``, whose citations were read and ``judged``, official papers write otherwise, from first to last.

    What is right goes with it where reading the text put right gives the same citations.
    """
    pieces = chain.from_iterable(_of(text, one) for one in judged)
    wrong = sorted({piece for piece in pieces if text[slice(*piece.span)] != piece.right})
    same = wrong and parse(put_right(text, wrong), known) == tuple(one.citation for one in judged)
    return (_verdict(text, wrong, bool(same)),) if wrong else ()


def _verdict(text: str, wrong: Sequence[Piece], safe: bool) -> Verdict:
    start, end = wrong[0].span[0], max(piece.span[1] for piece in wrong)
    right = put_right(text[:end], wrong)[start:]
    args = {"written": text[start:end], "right": right}
    return Verdict("citation-form", (start, end), args, "form", instead=right if safe else None, safe=safe)


def put_right(text: str, pieces: Iterable[Piece]) -> str:
    """``text`` with ``pieces``, which do not overlap, as they should be."""
    for (start, end), right in sorted(pieces, reverse=True):
        text = text[:start] + right + text[end:]
    return text


def _of(text: str, one: Judged) -> Iterator[Piece]:
    citation = one.citation
    if _has_title(text, one):
        yield Piece(citation.span, official_title(citation))
    if citation.version:
        yield from _version(text, citation.version.span)
    ends = {citation.span[1], *(version.span[1] + 1 for version in filter(None, [citation.version]))}
    yield from (_reference(text, reference, ends) for reference in citation.references)
    yield from _closed_late(text, citation)


def _closed_late(text: str, citation: Citation) -> Iterator[Piece]:
    """The mark that closes the title after its article: 《…条例第十四条》."""
    end = citation.references[-1].span[1] if citation.references else 0
    if end and text[citation.span[1] - 1] != "》" and text[end : end + 1] == "》":
        yield Piece((end, end + 1), "")


def _has_title(text: str, one: Judged) -> bool:
    """Whether the title is written, with marks or as that of a law that is known, and nothing better is known."""
    written, better = text[slice(*one.citation.span)], {verdict.span for verdict in one.verdicts if verdict.instead}
    marked = written.startswith(_MARKED) or _is_bare(written, one)
    return marked and one.citation.kind == "title" and one.citation.span not in better


def _is_bare(written: str, one: Judged) -> bool:
    """Whether a law that is known is named without marks, and not by a pointer (其实施条例)."""
    plain = "".join(written.split()).strip(MARKS).translate(INNER)
    return one.law is not None and bool(plain) and plain == one.citation.title


def _version(text: str, span: Span) -> Iterator[Piece]:
    """A version in brackets that are not those of official papers."""
    start, end = span[0] - 1, span[1] + 1
    opening, closing = _BRACKETS
    if text[max(start, 0) : start + 1] in tuple(opening) and text[end - 1 : end] in tuple(closing):
        yield Piece((start, end), f"（{text[slice(*span)]}）")


# -- places


def _reference(text: str, reference: Reference, ends: Container[int]) -> Piece:
    """``reference``, with the spaces before it where it follows what ``ends`` there: a title, a version."""
    (start, end), before = reference.span, text[: reference.span[0]].rstrip()
    last = f"至{_spot(text, reference.last)}" if reference.last else ""
    return Piece((len(before) if len(before) in ends else start, end), _spot(text, reference.first) + last)


def _spot(text: str, spot: Spot) -> str:
    """The parts of ``spot`` that are written, one directly after the other."""
    return "".join(_PARTS[name](spot, text[slice(*span)]) for name, span in spot.spans)


def _article(spot: Spot, written: str) -> str:
    sub = f"之{han(spot.sub)}" if spot.sub else ""
    return sub if written.lstrip().startswith("之") else f"第{han(spot.article)}条{sub}"


def _paragraph(spot: Spot, written: str) -> str:
    return f"第{han(spot.paragraph)}款"


def _item(spot: Spot, written: str) -> str:
    """项 are written with brackets, as laws number them, or without."""
    return f"第（{han(spot.item)}）项" if _BRACKETED.search(written) else f"第{han(spot.item)}项"


def _point(spot: Spot, written: str) -> str:
    """目 are numbered in figures; words are let pass."""
    return f"第{spot.point if _FIGURES.search(written) else han(spot.point)}目"


_PARTS: Mapping[str, Callable[[Spot, str], str]] = {
    "article": _article,
    "paragraph": _paragraph,
    "item": _item,
    "point": _point,
}

"""Citations as nearly all are written, 《title》第N条第N款第（N）项：“…”, read by one pattern.

Anything else goes to `grammar`, whose patterns take longer to build than a register of fifty entries to check; a test
holds that both read the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from negcli.law.citation import Citation, Reference, Spot
from negcli.law.numerals import number
from negcli.law.traditional import is_simplified

if TYPE_CHECKING:
    from negcli.law.bare import Known

#: 14 or 十四: a number that is none is for the grammar.
_NUMBER = "[1-9][0-9]{0,3}|[一二三四五六七八九十百][一二三四五六七八九十百零]{0,8}"
#: No marks that may mean anything inside a title, and no article.
_TITLE = r"[^《》〈〉<>＜＞\s]*[^《》〈〉<>＜＞\s条款项]"
#: A quotation in which nothing else is quoted.
_QUOTE = '[^“”‘’"「」『』＂\\s][^“”‘’"「」『』＂]*[^“”‘’"「」『』＂\\s]'
_USUAL = re.compile(
    rf"《({_TITLE})》(?:第({_NUMBER})条(?:第({_NUMBER})款)?(?:第(?:（({_NUMBER})）|({_NUMBER}))项)?(?:：?“({_QUOTE})”)?)?"
)
_FIGURE = re.compile("[0-9]")
#: Group of the pattern → the part of a place that it is.
_PARTS = {2: "article", 3: "paragraph", 4: "item", 5: "item"}


def is_usual(text: str) -> bool:
    """Whether the one pattern reads ``text``."""
    return _match(text) is not None


def is_official(text: str) -> bool:
    """Whether ``text`` is such a citation, and its numbers are in words as official papers write them."""
    return is_usual(text) and not _FIGURE.search(text.partition("“")[0])


def parse(text: str, known: Known) -> tuple[Citation, ...]:
    """The citations in ``text``; see `grammar.parse`."""
    if usual := _match(text):
        return (_citation(usual),)
    from negcli.law import grammar

    return grammar.parse(text, known)


def _match(text: str) -> re.Match[str] | None:
    usual = _USUAL.fullmatch(text)
    return usual if usual and is_simplified(usual[1]) and is_simplified(usual[6] or "") else None


def _citation(usual: re.Match[str]) -> Citation:
    quoted = (usual[6], usual.span(6)) if usual[6] else ("", (0, 0))
    references = (Reference(_spot(usual), None, *quoted),) if usual[2] else ()
    return Citation(usual[1], references=references, span=(0, usual.end(1) + 1))


def _spot(usual: re.Match[str]) -> Spot:
    written = [group for group in _PARTS if usual[group]]
    ends = [usual.end(group) + 1 + (group == 4) for group in written]
    starts = [usual.end(1) + 1, *ends[:-1]]
    spans = tuple(zip(map(_PARTS.__getitem__, written), zip(starts, ends, strict=True), strict=True))
    return Spot(**{_PARTS[group]: number(usual[group]) or 0 for group in written}, spans=spans)

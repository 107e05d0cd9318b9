"""The ground that a law forbids disclosure, resting on nothing but rules below laws and administrative regulations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from negcli.evidence.citing import marked
from negcli.evidence.resting import REGULATIONS, Cited, Resting, resting
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)
#: Kinds of law that can forbid disclosure (条例, article 14), and treaties.
_FORBIDDING = re.compile("宪法|法律|行政法规|条约")
#: Titles, unknown to the catalogue, of what is neither: of places, of the party, and of papers without force of law.
_LOWER = re.compile(
    r"〈?.{2,8}(?:省|自治区|自治州|自治县|(?<!城)市|县|旗)(?![场政容民级区域]).*|中国共产党.*"
    r"|.*(?:通知|意见|方案|纪要|复函|批复|公告|通告|指南|规程|制度|标准|章程)(?:（试行）)?"
)
#: How a citation of what the catalogue does not know is made → how it is written where that is neither. Orders of the
#: State Council and the President promulgate administrative regulations and laws.
_LOWER_BY_FORM = {
    "title": _LOWER,
    "document": re.compile(r"(?!.*(?:国务院|主席|国)令).*"),
    "pointer": re.compile(r"(?!)"),
}


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` on that ground alone whose basis names lower rules and no law that could forbid.

    The 条例 itself forbids nothing by this ground: it points to laws that do.
    """
    for one in filter(_is_forbidden, resting(rows, context)):
        others = [cited for cited in one.cited if not _is_regulations(cited)]
        if others and all(map(_is_lower, others)):
            yield _hit(one, others[0])


def _is_forbidden(one: Resting) -> bool:
    return one.grounds == {"forbidden-by-law"}


def _is_regulations(cited: Cited) -> bool:
    return cited.judged.law is not None and cited.judged.law.title == REGULATIONS


def _is_lower(cited: Cited) -> bool:
    """Whether what is cited is certainly neither a law nor an administrative regulation."""
    citation, kind = cited.judged.citation, _kind(cited)
    if kind:
        return not _FORBIDDING.search(kind)
    return bool(_LOWER_BY_FORM[citation.kind].fullmatch(citation.name))


def _kind(cited: Cited) -> str:
    return cited.judged.law.kind if cited.judged.law else ""


def _hit(one: Resting, cited: Cited) -> Hit:
    from negcli.law.citation import official_title
    from negcli.law.verdict import Verdict

    citation, kind = cited.judged.citation, _kind(cited)
    args = {"title": official_title(citation), "kind": kind or "lower"}
    verdict = Verdict("forbidden-by-lower-rule", citation.span, args, certain=cited.judged.certain)
    return marked(one.basis(cited), verdict)

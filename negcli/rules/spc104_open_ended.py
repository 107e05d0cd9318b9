"""An enumeration that does not end: the reader cannot tell what else is withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator

from negcli.evidence.breadth import names_something
from negcli.evidence.patterns import marked
from negcli.evidence.wording import found, stays_open, written
from negcli.lists.model import EntryList
from negcli.rules import Context, Hit

KINDS = ("negative-list",)
#: A count after 等 closes the enumeration: 等六项, 等2类.
_CLOSED = r"等\s*(?:[（(]?[共计合]*\s*[\d一二三四五六七八九十两百]+|上述|以上|前述)"

#: Papers that are not named, beside one that is (《…发放表》等材料中的账号栏); and dots, but in a title.
_GOES_ON = re.compile(
    r"(?<=》)等(?:材料|资料|文件|文书|单据|凭证|台账|表册|表格|档案)[中里内]|(?:…|\.{3})(?![^《“]*[》”])"
)


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry of ``rows`` whose information names some things and goes on without naming the rest."""
    for entry, own, match in found(rows, context, "information", "open_ended"):
        if not re.match(_CLOSED, own[match.start() :]) and not _is_example(own, match):
            yield marked(entry, context, "information", match.span())
    yield from _going_on(rows, context)


def _going_on(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every entry whose information names papers by their titles and others by 等 alone, or ends in dots."""
    entries, texts = written(rows, context, "information")
    for at in texts.holding(_GOES_ON):
        if match := _GOES_ON.search(stays_open(texts.texts[at])):
            yield marked(entries[at], context, "information", match.span())


def _is_example(own: str, match: re.Match[str]) -> bool:
    """Whether an example is given of a class whose papers are named after it: …请示，例如《…》，其会签单、圈阅页."""
    further = re.split("[，,]", own[match.end() :], maxsplit=1)[1:]
    return match[0] in ("例如", "比如", "譬如") and any(map(names_something, further))

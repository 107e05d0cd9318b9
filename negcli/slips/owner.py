"""Whose a line is that could not be read: its agency, list and entry, told from the lines around it.

It goes by how lines begin and by the vocabulary, as `parts.py` does, so that it holds where YAML breaks off. Imported
only when something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from negcli.lists.canonical import fields_of
from negcli.lists.vocabulary import LIST_KINDS, Field, fields
from negcli.slips.parts import Lines, document_ranges, items_known, kind_named
from negcli.source.document import Source

#: A field's line: its key and its value, which may stand in quotation marks; colons of other kinds count as well.
_VALUE = r"""[ \t]*(?:- *)?["']?(?:%s)["']?[ \t\u3000]*[:：][ \t\u3000]*(?:(["'])(.*?)\1|([^\s|>\[{#"'][^#]*))"""


#: Slips that are a file's, whatever the line that shows them.
_OF_FILES = ("byte-order-mark", "mixed-line-ends")
#: What a finding says of its owner (agency, list, entry, title) → the words; None where they cannot be told.
Owner = dict[str, Any]
#: A line's number, and whose it is.
Owned = tuple[int, Owner]


def owners(source: Source, agency_ids: Mapping[str, str]) -> dict[int, Owner]:
    """Whose the lines (from 1) of a list are in which ``source`` has slips; an agency is named by id where it has one.

    Lines that belong to no list are left out.
    """
    lines = [
        source.mended.get(number) or line.removeprefix(_cut(source, number)) for number, line in enumerate(source.lines)
    ]
    wanted = sorted({slip.place.line - 1 for slip in source.slips if slip.name not in _OF_FILES})
    return dict(chain.from_iterable(_owners(lines, part, wanted, agency_ids) for part in document_ranges(lines)))


def agencies_in(source: Source, agency_ids: Mapping[str, str]) -> frozenset[str] | None:
    """The agencies (by id, where they have one) whose lists are all that ``source`` holds, as far as that is certain.

    None where it may hold something else, or a list of nobody knows whom.
    """
    lines = source.lines_read
    kinds = [(part, kind_named(lines, part) or "") for part in document_ranges(lines)]
    found = {_agency(lines, part, kind, agency_ids) if kind in LIST_KINDS else None for part, kind in kinds}
    return None if None in found else frozenset(filter(None, found))


def _cut(source: Source, number: int) -> str:
    """The dashes that cut nothing, since the line was read without them."""
    return "---" if number in source.mended else ""


def _owners(lines: Lines, document: range, wanted: list[int], agency_ids: Mapping[str, str]) -> Iterator[Owned]:
    """Whose those of the lines ``wanted`` are that stand in ``document``."""
    kind = kind_named(lines, document)
    if kind not in LIST_KINDS:
        return iter(())
    whole = {"list": kind, "agency": _agency(lines, document, kind, agency_ids)}
    items = [item for item, _ in items_known(lines, document)]
    inside = filter(document.__contains__, wanted)
    return ((number + 1, whole | _entry(lines, kind, _holding(items, number))) for number in inside)


def _holding(items: list[range], number: int) -> range:
    return next(filter(lambda item: number in item, items), range(0))


def _agency(lines: Lines, document: range, kind: str, agency_ids: Mapping[str, str]) -> str | None:
    margin = filter(lambda number: lines[number][:1].strip(), document)
    written = _said(lines, margin, fields(kind).by_key["agency"])
    return agency_ids.get(written, written) or None


def _entry(lines: Lines, kind: str, item: range) -> Owner:
    """Id and title of the entry in the lines ``item``, where they can be read."""
    known = fields_of(fields(kind).by_key["entries"].type)
    by_key = known.by_key if known else {}
    texts = ((part, _said(lines, item, by_key[name])) for part, name in _NAMES if name in by_key)
    return {part: text for part, text in texts if text}


#: What a finding says of its entry → the entry's field.
_NAMES = (("entry", "id"), ("title", "title"))


def _said(lines: Lines, numbers: Iterable[int], field: Field) -> str:
    """The value of ``field`` in the first of the lines ``numbers`` that begins with its key; empty for none."""
    pattern = re.compile(_VALUE % "|".join(map(re.escape, (field.key, field.spelling("zh")))))
    written = (lines[number].rpartition("\n")[2] for number in numbers)  # a line that was lost may be read above
    texts = (match[2] or match[3] for match in map(pattern.match, written) if match)
    return next(texts, "").strip()

"""Texts that go on in the next line: wrapped by a program, or broken off by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile
from operator import attrgetter

from negcli.lists.vocabulary import enums, value_spellings
from negcli.near import is_chinese
from negcli.slips.levels import Level
from negcli.slips.lookalikes import odd_sign
from negcli.slips.oddvalues import is_strict
from negcli.slips.rows import Row

#: What begins a value that is no bare text.
SIGNS = tuple("\"'[{&*|>")
#: The end of a text that goes on in the next line.
_UNFINISHED = re.compile(r"""(?!["'\[{&*|>]).*(?:[、，；,;—]|[《（(“〔][^》）)”〕]*)$""")
#: The end of a text that is whole; what a note begins with or holds; what looks like the colon of a field.
_WHOLE = tuple("。！？.!?")
_NOTE = re.compile(r"[（(【\[*=~_]|[\d一二三四五六七八九十]+[、.．]|注|备注|说明|以下|以上|待|TODO|.*\t")
_COLON = re.compile("[:：︰∶﹕;=]")
#: From how many characters on a value may have been wrapped.
_WRAPPED = 6


def goes_on(rows: Sequence[Row], above: Row, level: Level) -> bool:
    """Whether the first of ``rows``, a text, is a part of the value in the row ``above``, which stands in ``level``."""
    return _UNFINISHED.match(above.value) is not None or (_is_prose(rows[0]) and _is_open(rows, above, level))


def _is_prose(row: Row) -> bool:
    """Whether a row may be a part of a text, and is neither a note nor a field or item with a slip."""
    others = row.odd, row.dash, _COLON.search(row.text), _NOTE.match(row.text), _is_value(row.text), odd_sign(row.line)
    return not any(others) and (is_chinese(row.text) or row.text[:1].islower())


def _is_value(text: str) -> bool:
    """Whether ``text`` is a word of the vocabulary, so that it is the value of a field and no prose."""
    return any(text.strip() in value_spellings(enum) for enum in enums())


def _is_open(rows: Sequence[Row], above: Row, level: Level) -> bool:
    """Whether ``above`` is prose without an end, or goes on with some, and no field's name can have been lost."""
    if not above.key:
        return level.type.name == "text"
    is_text = level.known[above.key].type.name == "text" and not is_strict(above.key)
    whole = len(above.value) < _WRAPPED, above.value.startswith(SIGNS), above.value.endswith(_WHOLE)
    return is_text and not any((*whole, _lacks_next(rows, above, level)))


def _lacks_next(rows: Sequence[Row], above: Row, level: Level) -> bool:
    """Whether the prose that ``level`` must have behind that of ``above`` stands neither before nor among ``rows``."""
    below = takewhile(lambda row: not level.leads(row), rows)
    there = set(map(attrgetter("key"), (*level.rows, *below)))
    fields = list({field.key: field for field in level.known.values()}.values())
    later = fields[fields.index(level.known[above.key]) + 1 :]
    needed = islice(filter(lambda field: field.need and field.type.name == "text", later), 1)
    return any(there.isdisjoint((field.key, field.zh, *field.also)) for field in needed)

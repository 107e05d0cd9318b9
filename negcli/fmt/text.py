"""How a text is written: plain where `plain.py` reads it, in quotes where it must be, in a block when it has lines.

Whatever way is chosen, reading gives exactly the text again (YAML 1.2.2, chapters 7 and 8).
"""

from __future__ import annotations

import json
import re

from negcli.source.loader import NULLS
from negcli.source.plain import NO_TEXT, START

#: Texts that mean something else where nothing quotes them: nothing at all, or fields taken over from elsewhere.
_QUOTED_ALONE = NULLS | {"<<"}
_NOT_EASY = r"\0-\x1f#:\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
#: What begins as a plain scalar does and holds nothing that could end one: nearly every text there is.
_QUICK = re.compile(rf"(?=[^{_NOT_EASY}]){START}(?:[^{_NOT_EASY}]*[^{_NOT_EASY} ])?")
_BEGINS_PLAIN = re.compile(START)
#: What can be told only by its number.
_ESCAPED = re.compile(rf"\n|{NO_TEXT.pattern}")
#: What would end a plain scalar, or be lost at its end.
_ENDS_PLAIN = re.compile(rf": |:\Z| #| \Z|{_ESCAPED.pattern}")
#: A text better put in double quotes.
_WITH_QUOTE = re.compile(r"""[^"\\]*'[^"\\]*""")
#: A line of nothing but white space: where a block begins and ends could not be told from it.
_WHITE_LINE = re.compile(r"^[ \t]+$", re.MULTILINE)


def one_line(text: str) -> str:
    """``text`` as a scalar on one line: plain, in single quotes, or in double ones where those cannot hold it."""
    if _QUICK.fullmatch(text) or _is_plain(text):
        return _quoted(text) if text in _QUOTED_ALONE else text
    return _escaped(text) if _ESCAPED.search(text) else _quoted(text)


def _is_plain(text: str) -> bool:
    return _BEGINS_PLAIN.match(text) is not None and _ENDS_PLAIN.search(text) is None


def _quoted(text: str) -> str:
    """``text`` in the quotes that it holds none of, in single ones when it holds both or a backslash."""
    return f'"{text}"' if _WITH_QUOTE.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def _escaped(text: str) -> str:
    """``text`` in double quotes (JSON's escapes are YAML's, too), with what may not stand in YAML as its number."""
    return NO_TEXT.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def as_block(text: str) -> tuple[str, list[str]] | None:
    """The header and the lines of ``text`` as a literal block, not yet indented; None where it must be on one line.

    A block whose first line begins with white space says in its header that it is indented by two.
    """
    if not _has_lines(text):
        return None
    indent = "2" if text.lstrip("\n")[0] in " \t" else ""
    *lines, last = text.split("\n")
    if last:
        return f"|{indent}-", [*lines, last]
    return f"|{indent}{'+' * (lines[-1] == '')}", lines


def _has_lines(text: str) -> bool:
    """Whether ``text`` has several lines, all of which can stand in a block."""
    is_odd = NO_TEXT.search(text.replace("\t", " ")) or _WHITE_LINE.search(text)
    return "\n" in text.lstrip("\n") and not is_odd

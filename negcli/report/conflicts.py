"""A merged text with what is left to people between conflict markers, and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from negcli.merge.pieces import Conflict, Piece, Step
from negcli.report.cells import safe
from negcli.report.spell import part_name
from negcli.words import Words

#: Titles are cut to so many characters beside a marker.
_LONGEST = 30


def marked(pieces: Iterable[Piece], words: Words, size: int, has_base: bool) -> str:
    """``pieces`` as one text, conflicts between markers of ``size`` signs; with what was before where ``has_base``."""
    return "".join(
        piece if isinstance(piece, str) else "".join(_shown(piece, words, size, has_base)) for piece in pieces
    )


def _shown(conflict: Conflict, words: Words, size: int, has_base: bool) -> Iterator[str]:
    yield _marker("<" * size, words("merge.ours", why=why(conflict, words))) + conflict.ours
    if has_base:
        yield _marker("|" * size, words("merge.base")) + conflict.base
    yield "=" * size + "\n" + conflict.theirs
    yield _marker(">" * size, words("merge.theirs"))


def _marker(signs: str, text: str) -> str:
    return f"{signs} {text}\n"


_CONFLICT = re.compile(
    r"^<{7,}(?: .*)?\n((?:.*\n)*?)(?:\|{7,}(?: .*)?\n(?:.*\n)*?)?={7,}\n((?:.*\n)*?)>{7,}(?: .*)?\n", re.MULTILINE
)


def sides_in(text: str) -> tuple[str, str]:
    """A text with conflict markers in it as either side has it; twice the same where it has none."""
    return _CONFLICT.sub(lambda match: match[1], text), _CONFLICT.sub(lambda match: match[2], text)


def why(conflict: Conflict, words: Words) -> str:
    """What a conflict is about and what happened, in one line."""
    return words(f"merge.{conflict.code}", what=_what(conflict.way, words))


def _what(way: tuple[Step, ...], words: Words) -> str:
    """The way to a part: the item and the field; that an item is one of the entries need not be said."""
    said = [step for step, after in pairwise((*way, None)) if step and not _is_plain(step, after)]
    return words("merge.within").join(_called(step, words) for step in said) or words("merge.file")


def _is_plain(step: Step, after: Step | None) -> bool:
    """Whether ``step`` goes without saying: a file's only document, or the entries that an item is one of."""
    return step.name == ("",) or bool(after and step.name == "entries" and isinstance(after.name, tuple))


def _called(step: Step, words: Words) -> str:
    if isinstance(step.name, str):
        return part_name(step.kind, step.name, words.lang)
    name = " ".join(part.replace("\n", " ") for part in step.name if part) if isinstance(step.name, tuple) else ""
    title = step.title if len(step.title) <= _LONGEST else step.title[: _LONGEST - 1] + "…"
    return safe(words("merge.item", name=name, title=title) if title and title != name else name)

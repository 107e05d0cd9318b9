"""Edits of a text by place, and what to write where so that a value or a key comes to be another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from negcli.finding import Edit, Fix
from negcli.place import Path, Place
from negcli.source.document import Document, Slip, Source
from negcli.source.loader import LINE_END
from negcli.source.places import Spot, spot_at, value_place


def edited(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with ``edits``, which do not overlap, put in from the end; everything else stays as it is."""
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    for edit in sorted(edits, reverse=True):
        start = starts[edit.place.line - 1] + edit.place.column - 1
        end = starts[edit.place.end_line - 1] + edit.place.end_column - 1
        text = text[:start] + edit.text + text[end:]
    return text


def key_fix(document: Document, path: Path, key: str, safe: bool) -> Fix:
    """The key at ``path`` called ``key``."""
    place = spot_at(document, path).key or value_place(document, path)
    return Fix((Edit(place, _one_line(key)),), safe, "key", key)


def value_fix(document: Document, path: Path, span: tuple[int, int] | None, text: str, safe: bool) -> Fix | None:
    """``text`` in place of the value at ``path``, or of the characters ``span`` of it.

    Written as the value is: only these characters where they can stand among the others, else all of it. None where
    there is no text at ``path``.
    """
    spot = spot_at(document, path)
    if spot.text is None:
        return None
    start, end = span or (0, len(spot.text))
    whole = spot.text[:start] + text + spot.text[end:]
    place = value_place(document, path, (start, end))
    if spot.style == "|":
        return Fix((Edit(place, _in_block(document, path, text)),), safe, "value", whole)
    written = _inside(spot, whole, text) if _is_on_one_line(place, document.source.lines) else None
    edit = Edit(place, written) if written is not None else _anew(document, path, spot, whole)
    return Fix((edit,), safe, "value", whole)


def _one_line(text: str) -> str:
    from negcli.fmt.text import one_line  # what writes files is needed for few fixes, and never to find anything

    return one_line(text)


def _anew(document: Document, path: Path, spot: Spot, whole: str) -> Edit:
    """All of a scalar written as ``whole``, in one line."""
    place = value_place(document, path) if spot.style == ">" else spot.value
    return Edit(place, _one_line(whole))


def _in_block(document: Document, path: Path, text: str) -> str:
    """``text`` as it is written among the lines of a block that keeps them."""
    margin = " " * (value_place(document, path, (0, 1)).column - 1)
    line_end = "\r\n" if "\r\n" in document.source.text else "\n"
    return re.sub("\n(?!\n|$)", f"\n{margin}", text).replace("\n", line_end)


def _is_on_one_line(place: Place, lines: list[str]) -> bool:
    """Whether ``place`` is in one line, without its end."""
    return place.line == place.end_line and place.end_column <= len(lines[place.line - 1]) + 1


def _inside(spot: Spot, whole: str, text: str) -> str | None:
    """``text`` as it is written within the scalar at ``spot``, which then reads ``whole``; None where it cannot be."""
    if spot.text == "" or "\n" in text or (_is_folded(spot) and (text == "" or text != text.strip())):
        return None
    return _WITHIN[spot.style or ""](whole, text)


def _is_folded(spot: Spot) -> bool:
    """Whether a scalar goes on over several lines; YAML drops the spaces at which they begin and end."""
    return spot.value.end_line > spot.value.line


def _escaped(text: str) -> str:
    import json  # only for this: most runs write nothing

    return json.dumps(text, ensure_ascii=False)[1:-1]


_WITHIN: Mapping[str, Callable[[str, str], str | None]] = {
    "": lambda whole, text: text if _one_line(whole) == whole else None,
    "'": lambda whole, text: text.replace("'", "''"),
    '"': lambda whole, text: _escaped(text),
    ">": lambda whole, text: text,
}


#: Causes of a misread line whose cure nobody could mean otherwise; with others, a person should look at it.
_CERTAIN = frozenset({"colon", "no-space-after-colon", "dash", "tab"})
#: Slips that are cured by writing the file anew, in UTF-8.
ENCODING = ("not-utf8", "byte-order-mark")


def slip_fix(source: Source, slip: Slip) -> Fix | None:
    """What cures a slip of syntax: writing the file in UTF-8, or the line as it should be; None where neither does."""
    if slip.name in ENCODING:
        return None if slip.breaks else Fix((), True, "file")
    args = dict(slip.args)
    fix = line_fix(source.lines, slip.place, args)
    return fix and fix._replace(edits=_as_in(source.text, _lines_put_right(source, slip, args["instead"])))


def _lines_put_right(source: Source, slip: Slip, instead: str) -> Iterator[Edit]:
    """The line of ``slip`` written ``instead``, and the further ones that it spoils."""
    lines = ((slip.place.line - 1, instead), *slip.further)
    return (Edit(_whole(source.lines, number + 1), text) for number, text in lines)


def _as_in(text: str, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """``edits`` with line ends like those of ``text``."""
    end = "\r\n" if "\r\n" in text else "\n"
    return tuple(edit._replace(text=edit.text.replace("\n", end)) for edit in edits)


def line_fix(lines: list[str], place: Place, args: Mapping[str, Any]) -> Fix | None:
    """The line of ``place`` written as ``args`` say, with its indentation unless they give one; None if they do not."""
    instead = args.get("instead")
    if args.get("hint") not in ("line", "lines") or not instead or place.line > len(lines):
        return None
    line = lines[place.line - 1]
    indent = line[: len(line) - len(line.lstrip(" \t"))] if instead[0] != " " else ""
    edit = Edit(_whole(lines, place.line), indent + instead)
    return Fix((edit,), args.get("cause") in _CERTAIN, "line")


def _whole(lines: list[str], number: int) -> Place:
    """The line ``number``, counted from 1."""
    return Place(number, 1, number, len(lines[number - 1]) + 1)

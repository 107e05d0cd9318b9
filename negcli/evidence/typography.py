"""Texts that may not be set as official documents are (GB/T 15834-2011, GB/T 15835-2011, GB/T 9704-2012).

Nearly all texts are faultless, so whole files are searched for clues first, each of which begins with a sign that is
found quickly; only the entries in whose lines there is one are read text by text. What stands in 《》 or quotation
marks is as the original has it; addresses and codes are no sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from negcli.evidence.public_texts import Part, parts_by_file, public_texts, where_of
from negcli.evidence.scan import own_words
from negcli.lists.canonical import written_path
from negcli.lists.model import Entry
from negcli.lists.register import kind_of
from negcli.place import Path
from negcli.rules import Context, Hit, Subject
from negcli.source.document import Document, Source
from negcli.source.places import spot_at, value_place

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
#: What ends and what begins a Chinese word, title or quotation.
LEFT, RIGHT = f"{HAN}》〉”’」』）〕】■", f"{HAN}《〈“‘「『（〔【■"
#: In place of what is not the writer's own.
_BLANK = "■"
#: Addresses, and codes of several parts.
_NO_WORDS = r"https?://[^\s，。；、）”》]+|[\w.+-]+@[\w.-]+|[A-Za-z0-9]+(?:[-_/.:@][A-Za-z0-9]+)+"
#: Fields whose words are somebody else's, that name things, or that other rules judge.
_OTHERS = frozenset({"document", "quote", "law", "version", "former", "contact", "phone", "footer", "interpretation"})
_YEAR = "(?:19|20)[0-9]{2}"
#: Signs that most files lack, and what makes them a clue.
_RARE_CLUES = {
    **{sign: f"[{sign}](?:(?<=[{LEFT}].)|(?=[{RIGHT}]))" for sign in ",;?!"},
    '"': f'"(?<=[{HAN}，、；：（]")[{HAN}]|"[^"\n]*[{HAN}]: |"(?<=\\\\")',
    "'": f"'(?:(?<=[{HAN}]')'?[{HAN}]|[^'\n]*[{HAN}]: )",
    "(": rf"\((?:[^()\n]*[{HAN}]|[0-9]{{1,2}}[)）][{HAN}])",
    ")": rf"\)(?:(?<=[{HAN}]\))|(?<={_YEAR}\))第?[0-9])",
    "[": rf"\[ ?{_YEAR}",
    "--": f"--(?<=[{HAN}]--)",
    ".": rf"\.(?<=[{LEFT}]\.)",
    **{sign: sign for sign in ("。。", "，，", "、、", "，。", "、。")},
    "<": f"<[{HAN}]",
    "\u3000": "\u3000",
    **{sign: rf"[{sign}][-+1-9]*[ \n]" for sign in "|>"},  # a block, in whose lines signs of YAML are none
    **{sign: f"{sign}(?<={_YEAR}.)第?[0-9]" for sign in "）】］〗﹞}]"},
}
#: The clues that begin with what every file has.
_CLUES = (
    f":(?<=[{LEFT}]:)[^ \n]",
    f" [{RIGHT}，。；：、）0-9](?<=[{LEFT}，。；：、0-9] .)",
    f"\n +[{HAN}，。；：、（）《》“”][^:\n]*(?:\n|$)",
)
_FULL_WIDTH = "[０-９Ａ-Ｚａ-ｚ]"


#: Where two lines of Chinese meet.
_JOINT = "|".join(
    f"(?<=[{left}]) (?=[{right}])"
    for left, right in (
        (f"{LEFT}，。；：、？！", f"{RIGHT}，。；：、？！）"),
        (f"{LEFT}，。；：、", "0-9"),
        ("0-9", RIGHT),
    )
)


class Said(NamedTuple):
    """A text: whose it is, where, what it says, and its own words, all else in it being filled with ■."""

    subject: Subject
    path: Path
    text: str
    own: str


class Mend(NamedTuple):
    """What should stand in place of the characters from ``start`` to ``end`` of a text."""

    start: int
    end: int
    text: str
    safe: bool = True


def mended(source: Source, context: Context, find: Callable[[Said], Iterable[Mend]]) -> Iterator[Hit]:
    """A hit for every text in which ``find`` finds something to mend; all of it is mended at once.

    Its ``signs`` are what is wrong, each once.
    """
    for said in said_texts(source, context):
        mends = sorted(find(said))
        if mends:
            yield _hit(said, mends)


def _hit(said: Said, mends: Sequence[Mend]) -> Hit:
    start, end = mends[0].start, mends[-1].end
    signs, right = ([*dict.fromkeys(texts)] for texts in zip(*_pairs(said.text, mends), strict=True))
    instead = put_right(said.text[:end], mends)[start:]
    return Hit(
        said.path,
        {"signs": signs, "right": right, "count": len(mends)},
        (start, end),
        "value",
        said.subject,
        instead,
        all(mend.safe for mend in mends),
    )


def _pairs(text: str, mends: Iterable[Mend]) -> Iterator[tuple[str, str]]:
    return ((text[mend.start : mend.end], mend.text) for mend in mends)


def put_right(text: str, mends: Iterable[Mend]) -> str:
    """``text`` with everything mended."""
    for mend in sorted(mends, reverse=True):
        text = text[: mend.start] + mend.text + text[mend.end :]
    return text


def folds(said: Said) -> list[Mend]:
    """The spaces between Chinese characters of a text that is written over several lines, which YAML joins by them."""
    joints = [Mend(*match.span(), "") for match in re.finditer(_JOINT, said.own)]
    return joints if joints and _is_folded(said) else []


def _is_folded(said: Said) -> bool:
    where = where_of(said.subject)
    if where is None:
        return False
    path = written_path(kind_of(where.document) or "register", where.document, where.path + said.path)
    place, style = value_place(where.document, path), spot_at(where.document, path).style
    return style != "|" and place.end_line - place.line > (style == ">")


def said_texts(source: Source, context: Context) -> list[Said]:
    """The texts of a file that have to be looked at; kept for the rules that come after."""
    key = ("typography", source.file)
    if key not in context.kept:
        context.kept[key] = [said for part in _suspects(source, context) for said in _texts(part)]
    texts: list[Said] = context.kept[key]
    return texts


def _texts(part: Part) -> Iterator[Said]:
    subject, name, values = part
    for path, text in public_texts(name, values) if name != "laws" else ():
        if _OTHERS.isdisjoint(path) and re.search(f"[{HAN}]", text):
            own = re.sub(_NO_WORDS, _filled, own_words(text, _BLANK), flags=re.ASCII)
            yield Said(subject, path, text, own)


def _filled(match: re.Match[str]) -> str:
    return _BLANK * len(match[0])


def _suspects(source: Source, context: Context) -> list[Part]:
    """The parts of a file in whose lines there is a clue: entries, and all that is none."""
    if "\\u" in source.text:  # characters written as numbers can be anything
        return parts_by_file(context).get(source.file, [])
    spots = {spot for line in _lines(source) for spot in _spots(source.documents, line)}
    wanted = spots | {(number, None) for number, _ in spots}
    parts = parts_by_file(context).get(source.file, []) if spots else []
    return list(filter(lambda part: _spot_of(part) in wanted, parts))


def _lines(source: Source) -> list[int]:
    """The lines (from 0) in which there is a clue."""
    rare = (clue for sign, clue in _RARE_CLUES.items() if sign in source.text)
    wanted = (*rare, *_CLUES, *[_FULL_WIDTH] * source.has_full_width_digit)
    found = (match.start() for clue in wanted for match in re.finditer(clue, source.text))
    return list(_counted(source.text, sorted(found)))


def _counted(text: str, offsets: Iterable[int]) -> Iterator[int]:
    """The line (from 0) of each of ``offsets``, which rise."""
    line = last = 0
    for offset in offsets:
        line, last = line + text.count("\n", last, offset + 1), offset + 1
        yield line


def _spots(documents: Sequence[Document], line: int) -> list[tuple[int, int | None]]:
    """The document (from 1) that a line is of, and the items of its list that stand there, or None for their number."""
    number = max(bisect_right([document.first_line for document in documents], line), 1)
    starts = _starts(documents[number - 1]) if documents else []
    first, end = bisect_left(starts, (line, -1)), bisect_right(starts, (line, len(starts)))
    return [(number, item) for _, item in starts[max(first - 1, 0) : end]] or [(number, None)]


def _starts(document: Document) -> list[tuple[int, int]]:
    """On which line each item begins, and its number; kept with the document."""
    kept: list[tuple[int, int]] | None = document.__dict__.get("starts")
    if kept is None:
        kept = document.__dict__["starts"] = sorted((line, int(path[1])) for path, line in document.item_lines.items())
    return kept


def _spot_of(part: Part) -> tuple[int, int | None]:
    subject = part[0]
    where = where_of(subject)
    if where is None:
        return 0, None
    return where.document.number, int(where.path[-1]) if isinstance(subject, Entry) else None
